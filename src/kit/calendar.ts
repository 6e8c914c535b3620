// The working calendar: adds minutes or working days to a moment, in China Standard Time, with holidays and make-up workdays given as data.

/** Either minutes on the clock, or whole working days (the end is 18:00 of the last one). */
export type Term = { readonly minutes: number } | { readonly workingDays: number };

export interface WorkingCalendar {
  /** Days off besides weekends, as 'YYYY-MM-DD'. */
  readonly holidays: ReadonlySet<string>;
  /** Weekend days that are worked. */
  readonly workdays: ReadonlySet<string>;
}

const offset = 8 * 3600_000;
const oneDay = 24 * 3600_000;

/** The day in China of a moment (ms), as 'YYYY-MM-DD'. */
export const dayOf = (ms: number): string => new Date(ms + offset).toISOString().slice(0, 10);

/** Is the day that holds this moment a working day? */
export function isWorkingDay(ms: number, calendar: WorkingCalendar): boolean {
  const day = dayOf(ms);
  if (calendar.workdays.has(day)) return true;
  if (calendar.holidays.has(day)) return false;
  const weekday = new Date(ms + offset).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The moment (ms) at which a term that starts at `from` (ms) ends. */
export function addTerm(from: number, term: Term, calendar: WorkingCalendar): number {
  if ('minutes' in term) return from + term.minutes * 60_000;
  let left = term.workingDays;
  let at = from;
  while (left > 0) {
    at += oneDay;
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return Date.parse(`${dayOf(at)}T18:00:00+08:00`);
}
