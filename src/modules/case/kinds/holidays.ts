// Public holidays and make-up workdays as published for each year that the program knows; the county brings a new year itself.
import type { WorkingCalendar } from '#kit/calendar.ts';
import { statutoryDays } from './statutory.ts';

/** What was published for one year. */
export interface YearTable {
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

function span(from: string, days: number): string[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: days }, (_, i) => new Date(start + i * 86_400_000).toISOString().slice(0, 10));
}

export const programYears: Readonly<Record<number, YearTable>> = {
  2026: {
    holidays: [
      ...span('2026-01-01', 3),
      ...span('2026-02-15', 9),
      ...span('2026-04-04', 3),
      ...span('2026-05-01', 5),
      ...span('2026-06-19', 3),
      ...span('2026-09-25', 3),
      ...span('2026-10-01', 7),
    ],
    workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
};

const [firstYear, lastYear] = [2025, 2060];

/** CASE-84: years with a table as it says, every other one by the days that the regulation fixes. */
export function calendarOf(years: Readonly<Record<number, YearTable>>): WorkingCalendar {
  const tables = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => {
    const year = firstYear + i;
    return years[year] ?? { holidays: statutoryDays(year), workdays: [] };
  });
  return {
    holidays: new Set(tables.flatMap((one) => one.holidays)),
    workdays: new Set(tables.flatMap((one) => one.workdays)),
  };
}

export const calendar: WorkingCalendar = calendarOf(programYears);
