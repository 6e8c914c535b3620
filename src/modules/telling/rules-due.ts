// What time alone tells (TELL-7, TELL-8, TELL-10, TELL-17): which reminder of a matter is due now, and when to look again. Pure.
import { addTerm, dayOf, isWorkingDay, type WorkingCalendar } from '#kit/calendar.ts';
import { calendar } from '#modules/case/kinds/holidays.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice } from '#modules/people/rules.ts';
import { type HeardBy, levels, nearBefore, paceOf } from './kinds/escalation.ts';
import type { Telling } from './model.ts';
import { afterQuiet } from './rules.ts';

const oneDay = 86_400_000;
/** Never again, for this deadline (ms). */
export const never = Date.parse('9999-01-01T00:00:00Z');

export interface Reminding {
  readonly kind: 'near' | 'overdue';
  readonly level: number;
  readonly by: HeardBy;
}

/** TELL-7: everything to be told of this deadline by now, and when the next is; what was told before has its message already. */
export function dueNow(
  severity: string,
  due: number,
  now: number,
  days: WorkingCalendar = calendar,
): { readonly told: readonly Reminding[]; readonly nextAt: number } {
  const pace = paceOf(severity);
  if (now < due - nearBefore[pace]) return { told: [], nextAt: due - nearBefore[pace] };
  // Once it is over, that it comes near is no news.
  if (now < due) return { told: [{ kind: 'near', level: 0, by: 'holder' }], nextAt: due };
  const ends = levels[pace].map(({ after, by }, i) => ({
    level: i + 1,
    by,
    at: i === 0 ? due : addTerm(due, after, days),
  }));
  const over = ends.filter(({ at }) => at <= now);
  return {
    told: over.map(({ level, by }) => ({ kind: 'overdue', level, by })),
    nextAt: ends.find(({ at }) => at > now)?.at ?? never,
  };
}

/** The farthest ahead (ms) that a deadline is looked at. */
export const horizon = Math.max(...Object.values(nearBefore));

/** The office above, past those that hold it already; the county centre at last. */
export function heardIn(
  by: HeardBy,
  holder: StaffedOffice | undefined,
  chain: readonly StaffedOffice[],
): StaffedOffice | undefined {
  if (by === 'holder') return holder;
  const centre = nearestOffice(chain, 'county-centre');
  if (by === 'county-centre') return centre;
  return chain.find((office) => office.id === holder?.parent) ?? centre;
}

/** TELL-10: so long before the day of review (ms). */
export const reviewBefore = oneDay;

/** TELL-17: the day whose digest is due, or undefined: not before its hour, not on a day off, not in the quiet hours. */
export function digestDay(now: number, telling: Telling, days: WorkingCalendar = calendar): string | undefined {
  const day = dayOf(now);
  const at = Date.parse(`${day}T00:00:00+08:00`) + telling.digestAt * 60_000;
  return isWorkingDay(now, days) && now >= at && afterQuiet(now, telling) === now ? day : undefined;
}
