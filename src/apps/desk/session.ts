// Who is signed in at this desk, with which posts, and the token that every change carries.
import { signal } from '@preact/signals';
import type { Me, Role } from '#modules/people/model.ts';

export type Session = Me & { readonly csrf: string };

/** Undefined until asked; null when nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined);

export const csrf = (): string => session.value?.csrf ?? '';

export function forgetSession(): void {
  if (session.value !== undefined && session.value !== null) session.value = null;
}

export const hasRole = (...roles: readonly Role[]): boolean =>
  session.value?.posts.some((post) => roles.includes(post.role)) === true;

/** Offices that handle matters; the three administrators do not. */
export const handlesMatters = (): boolean =>
  session.value?.posts.some((post) => !post.role.endsWith('-admin') && post.role !== 'supervision-member') === true;
