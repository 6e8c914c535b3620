// How the clock of a matter stops, goes on and is extended (CASE-40 to CASE-47): pure arithmetic on the working calendar.
import { addTerm, isWorkingDay, type Term, type WorkingCalendar } from '#kit/calendar.ts';
import type { Case } from './model.ts';
import { type CountyRules, programRules } from './rules-county.ts';

const oneDay = 86_400_000;
type Clocked = Pick<Case, 'severity' | 'resolveBy' | 'stoppedAt'>;

/** 18:00 in China of the day that holds this moment: the end of a day on the calendar. */
const dayEnd = (at: number, days: WorkingCalendar): number => addTerm(at, { workingDays: 0 }, days);

/** Ends of working days from `from` up to, not including, `to` (ms). */
function workingEndsBetween(from: number, to: number, days: WorkingCalendar): number {
  let count = 0;
  for (let end = dayEnd(from, days); end < to; end += oneDay) if (end >= from && isWorkingDay(end, days)) count += 1;
  return count;
}

/**
 * CASE-41: the deadline (ms) once a stopped clock goes on at `now`. A stop gives back what it took: minutes where the term
 * counts minutes, else as many working days as it held ends of working days. What was late when it stopped stays late.
 */
export function goesOn(
  { severity, resolveBy, stoppedAt }: Clocked,
  now: number,
  { clocks, calendar }: CountyRules = programRules,
): number | null {
  const term = clocks[severity]?.resolve;
  if (resolveBy === null || stoppedAt === null || !term || resolveBy < stoppedAt) return resolveBy;
  if ('minutes' in term) return resolveBy + (now - stoppedAt);
  const given = workingEndsBetween(stoppedAt, now, calendar);
  return given === 0 ? resolveBy : addTerm(resolveBy, { workingDays: given }, calendar);
}

/** CASE-42: after an unhappy word the clock goes on, and the office has at least its time for a second answer. */
export function afterUnhappyWord(matter: Clocked, now: number, rules: CountyRules = programRules): number | null {
  const on = goesOn(matter, now, rules);
  const again = rules.clocks[matter.severity]?.again;
  return on === null || !again ? on : Math.max(on, addTerm(now, again, rules.calendar));
}

export type ExtensionUnit = 'hours' | 'working-days';

export interface Extension {
  readonly unit: ExtensionUnit;
  readonly most: number;
}

/** In what an extension of this severity is counted, and how much is the most: one more term. Null where nothing is counted. */
export function extensionOf(severity: string, { clocks }: CountyRules = programRules): Extension | null {
  const term = clocks[severity]?.resolve;
  if (!term) return null;
  return 'minutes' in term
    ? { unit: 'hours', most: term.minutes / 60 }
    : { unit: 'working-days', most: term.workingDays };
}

/** CASE-43: the deadline (ms) after an extension by so many hours or working days. */
export function extendedBy(
  resolveBy: number,
  { unit, by }: { readonly unit: ExtensionUnit; readonly by: number },
  { calendar }: CountyRules = programRules,
): number {
  const term: Term = unit === 'hours' ? { minutes: by * 60 } : { workingDays: by };
  return addTerm(resolveBy, term, calendar);
}
