// Matters that somebody wants to make one of, until it is decided or left.
import { signal } from '@preact/signals';
import type { Joining } from '#modules/incident/ui/desk-sheets.tsx';

export type Join = { cases: readonly Joining[]; category: string; alike: boolean };
export const joining = signal<Join | undefined>(undefined);
