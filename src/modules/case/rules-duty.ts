// Whose a matter is by the catalogue and the duty lists: where it may be sent, and why not (CASE-8, CASE-25).
import type { StaffedOffice } from '#modules/people/model.ts';
import { dutyLists, type DutyLists, shareOf } from './kinds/duty-list.ts';
import type { Case } from './model.ts';
import { sendsTo } from './rules-acts.ts';

/**
 * Why an office may not be sent a matter of this category; undefined when it may. CASE-8: the catalogue names its office.
 * CASE-25: a village or township is given what is on its own list, and never as main handler what it only assists.
 */
export function whyNotSent(office: StaffedOffice, category: string, lists: DutyLists = dutyLists): string | undefined {
  const share = shareOf(office.kind, category, lists);
  if (share === undefined) return office.duties.includes(category) ? undefined : 'not-in-catalogue';
  if (share === 'basic') return undefined;
  return share === 'assist' ? 'only-assists' : 'not-on-its-list';
}

/** Where the catalogue sends it from here: the kinds in the order above, so that a township tries the department before a village's own specialist. */
export function dispatchTargets(
  matter: Case,
  holder: StaffedOffice | undefined,
  chain: readonly StaffedOffice[],
  lists: DutyLists = dutyLists,
): StaffedOffice[] {
  const kinds = holder ? (sendsTo[holder.kind] ?? []) : [];
  return chain
    .filter(
      (office) =>
        kinds.includes(office.kind) &&
        whyNotSent(office, matter.category, lists) === undefined &&
        office.id !== holder?.id,
    )
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name, 'zh'));
}
