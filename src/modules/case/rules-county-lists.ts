// What of a county's tables only desks use: duty lists, ready sentences, and how far its calendar reaches (CASE-80, CASE-84, CASE-86).
import { dutyLists, type DutyLists, type Listed, type Share } from './kinds/duty-list.ts';
import type { YearTable } from './kinds/holidays.ts';
import { type Reply, replies } from './kinds/replies.ts';
import type { Setting } from './model-county.ts';
import { sideStates } from './model.ts';
import { inEffect } from './rules-county.ts';

/** The duty lists that hold on this day. */
export function dutyListsAt(settings: readonly Setting[], day: string): DutyLists {
  const own = inEffect(settings, 'duties', day);
  if (!own) return dutyLists;
  const list = (kind: Listed, share: Share): ReadonlySet<string> =>
    new Set(own.rows.filter((row) => row[0] === kind && row[2] === share).map((row) => row[1] ?? ''));
  const of = (kind: Listed): DutyLists[Listed] => ({
    basic: list(kind, 'basic'),
    assist: list(kind, 'assist'),
    'taken-back': list(kind, 'taken-back'),
  });
  return { village: of('village'), township: of('township') };
}

/** The ready sentences that hold on this day: the county's own, or the program's. */
export function repliesAt(settings: readonly Setting[], day: string): readonly Reply[] {
  const own = inEffect(settings, 'replies', day);
  if (!own || own.rows.length === 0) return replies;
  return own.rows.map(
    ([act = '', groups = '-', side = '-', name = '', text = '']): Reply => ({
      name,
      act,
      text,
      ...(groups === '-' ? {} : { groups }),
      ...(side === '-' ? {} : { side: sideStates.find((one) => one === side) ?? 'reopened' }),
    }),
  );
}

/** CASE-84: the last day (YYYY-MM-DD) of the last year in a row from this day on that has its table. */
export function calendarEnds(years: Readonly<Record<number, YearTable>>, day: string): string {
  let year = Number(day.slice(0, 4));
  if (!years[year]) return `${year - 1}-12-31`;
  while (years[year + 1]) year += 1;
  return `${year}-12-31`;
}
/** So many days before the end the county desk is told. */
export const tellBefore = 60;
