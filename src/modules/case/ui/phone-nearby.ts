// Which known matters could be the same as what a home tells, and which categories are asked for first. Pure.
import { categories, findCategory } from '../kinds/categories.ts';
import type { PhoneCase } from '../model.ts';

/** Open matters of one category in other homes: one choice "the same here". */
export interface Nearby {
  readonly category: string;
  /** The first one reported: it is named as the one that this joins. */
  readonly first: PhoneCase;
  readonly homes: number;
}

/** Likely at a door of a village, when nothing better is known. */
const usual = ['W1', 'W2', 'R1', 'P6', 'E1', 'S2', 'C5', 'D1'];

const isLive = (matter: PhoneCase): boolean =>
  matter.state !== 'closed' && !matter.restricted && matter.category !== 'V4';

/** Grouped by category, the one with most homes first. */
export function nearby(cases: readonly PhoneCase[], household: string, category?: string): Nearby[] {
  const groups = new Map<string, PhoneCase[]>();
  for (const matter of cases) {
    if (!isLive(matter) || (category !== undefined && matter.category !== category)) continue;
    groups.set(matter.category, [...(groups.get(matter.category) ?? []), matter]);
  }
  return (
    [...groups]
      // What this home reported itself is not offered again as the same.
      .filter(([, found]) => !found.some((matter) => matter.household === household))
      .map(([code, found]) => ({
        category: code,
        first: found.reduce((a, b) => (b.reportedAt < a.reportedAt ? b : a)),
        homes: new Set(found.map((matter) => matter.household)).size,
      }))
      .sort((a, b) => b.homes - a.homes || a.first.reportedAt - b.first.reportedAt)
  );
}

/** What neighbours share: pipes, wires, roads, waste, the weather. Money, care and quarrels are each home's own. */
const shared = 'WPRAEF';
const fresh = 14 * 86_400_000;

/** Offered at every door while it is new: the next home is likely to tell of it too. */
export function aroundNow(cases: readonly PhoneCase[], household: string, now: number): Nearby[] {
  const lately = new Set(
    cases.filter((matter) => isLive(matter) && now - matter.reportedAt < fresh).map((matter) => matter.category),
  );
  return nearby(cases, household)
    .filter((one) => shared.includes(one.category.slice(0, 1)) && lately.has(one.category))
    .slice(0, 2);
}

/** The eight categories to show first: what is being reported here now, then the usual ones. */
export function likely(cases: readonly PhoneCase[]): string[] {
  const counts = new Map<string, number>();
  for (const matter of cases)
    if (isLive(matter) && findCategory(matter.category))
      counts.set(matter.category, (counts.get(matter.category) ?? 0) + 1);
  const now = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([code]) => code);
  return [...new Set([...now, ...usual])].slice(0, 8);
}

/** Groups with their categories, for the long way. */
export const allGroups = categories
  .filter((group) => group.parent === null)
  .map((group) => ({
    code: group.code,
    categories: categories.filter((one) => one.parent === group.code).map((one) => one.code),
  }));
