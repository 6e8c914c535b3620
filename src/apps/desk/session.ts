// Who is signed in at this desk, with which posts, and the token that every change carries.
import { signal } from '@preact/signals';
import type { Me, Role } from '#modules/people/model.ts';

/** `totpNeeded`: a post asks for a second factor that is not set up; until then no post counts. */
export type Session = Me & { readonly csrf: string; readonly totpNeeded?: boolean };

/** Undefined until asked; null when nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined);

export const csrf = (): string => session.value?.csrf ?? '';

/** True when somebody was signed in here and the server no longer knows it: the sign-in page says so. */
export const ranOut = signal(false);

export function forgetSession(): void {
  if (!session.value) return;
  ranOut.value = true;
  session.value = null;
}

const rank: readonly Role[] = [
  'county-officer',
  'department-officer',
  'field-officer',
  'township-officer',
  'village-officer',
  'village-specialist',
  'level-1-head',
  'liaison-officer',
  'level-2-worker',
];

/** The post one mostly sits at the desk for: of several, the one that stands first in the house. */
export function mainPost(): Me['posts'][number] | undefined {
  const place = (role: Role): number => (rank.includes(role) ? rank.indexOf(role) : rank.length);
  return (session.value?.posts ?? []).toSorted((a, b) => place(a.role) - place(b.role))[0];
}

export const hasRole = (...roles: readonly Role[]): boolean =>
  session.value?.posts.some((post) => roles.includes(post.role)) === true;

/** Those who go on with what was left behind on their ground (VISIT-10). */
export const leftStaff: readonly Role[] = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];

/** Those who ask something of the grids, decide it, or look on. */
export const burdenRoles: readonly Role[] = [
  'village-officer',
  'township-officer',
  'field-officer',
  'department-officer',
  'county-officer',
];

/** Those who carry errands of homes. */
export const errandRoles: readonly Role[] = [
  'level-2-worker',
  'level-1-head',
  'liaison-officer',
  'village-officer',
  'township-officer',
];

/** Those who answer calls for help on their ground, and the township that looks on. */
export const guides: readonly Role[] = ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

/** Those who have an overview of their own: a place from the village upwards, or an office of the county. */
export const figureRoles: readonly Role[] = [
  'village-officer',
  'township-officer',
  'county-officer',
  'department-officer',
  'field-officer',
];

/** Those who print and type in sheets of visits. */
export const sheetRoles: readonly Role[] = ['village-officer', 'level-1-head', 'liaison-officer', 'level-2-worker'];

/** Those who take ledgers out, print a brief, or have sheets to fill in by hand. */
export const ledgerRoles: readonly Role[] = [...figureRoles, 'village-specialist', ...sheetRoles];

/** Those who run polls, count their paper ballots or look on. */
export const pollRoles: readonly Role[] = [
  'village-officer',
  'township-officer',
  'level-1-head',
  'liaison-officer',
  'supervision-member',
];

/** Those who talk over what homes propose, or serve them at the door. */
export const proposalRoles: readonly Role[] = [...pollRoles, 'level-2-worker'];

/** Those who may mediate a dispute. */
export const mediators: readonly Role[] = [
  'level-2-worker',
  'level-1-head',
  'liaison-officer',
  'village-officer',
  'village-specialist',
  'township-officer',
  'field-officer',
];

/** Those who mend what was not delivered. */
export const menders: readonly Role[] = ['system-admin', 'county-officer'];

/** Those who judge whether several matters have one cause. */
export const findingRoles: readonly Role[] = ['village-officer', 'township-officer'];
export const judgesFindings = (): boolean => hasRole(...findingRoles);

/** Those who run elections, and the committee that watches them. */
export const electionRoles: readonly Role[] = ['village-officer', 'township-officer', 'supervision-member'];

/** Offices that handle matters; the three administrators do not. */
export const handlesMatters = (): boolean =>
  session.value?.posts.some((post) => !post.role.endsWith('-admin') && post.role !== 'supervision-member') === true;

/** Those who read the calendar of a village's disclosures. */
export const disclosureRoles: readonly Role[] = ['village-officer', 'township-officer', 'supervision-member'];
