// Which of what the county set holds on a day (CASE-80 to CASE-84): pure, and without any of it the program's own tables hold.
import { dayOf, type Term, type WorkingCalendar } from '#kit/calendar.ts';
import type { Deciding, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Clock, clocks, dwell } from './kinds/clocks.ts';
import { calendar, calendarOf, programYears, type YearTable } from './kinds/holidays.ts';
import type { Cells, Setting, SettingKind } from './model-county.ts';

export interface CountyRules {
  readonly calendar: WorkingCalendar;
  readonly clocks: Readonly<Record<string, Clock>>;
  readonly dwell: Readonly<Record<string, Readonly<Record<string, Term>>>>;
}

export const programRules: CountyRules = { calendar, clocks, dwell };

export const settingKind: RecordKind<Setting> = {
  kind: 'setting',
  apply(setting, fact) {
    if (fact.name === 'setting.said')
      return { ...fact.data.record, id: fact.id, version: 1, saidAt: fact.data.at, withdrawnAt: null };
    if (!setting) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name !== 'setting.withdrawn') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    return { ...setting, version: setting.version + 1, withdrawnAt: fact.data.at };
  },
};

/** CASE-81: of two words about the same table the one that holds from the later day, and of one day the one said last. */
const isLater = (a: Setting, b: Setting): boolean =>
  a.fromDay === b.fromDay ? a.saidAt > b.saidAt || (a.saidAt === b.saidAt && a.id > b.id) : a.fromDay > b.fromDay;

export function inEffect(
  settings: readonly Setting[],
  what: SettingKind,
  day: string,
  year: number | null = null,
): Setting | undefined {
  const own = settings.filter(
    (one) => one.what === what && one.year === year && one.withdrawnAt === null && one.fromDay <= day,
  );
  return own.reduce<Setting | undefined>((best, one) => (best && isLater(best, one) ? best : one), undefined);
}

/** `30m`, `4h`, `2d` on the clock, `5w` in working days; `-` for none. Undefined for anything else. */
export function readTerm(cell: string): Term | null | undefined {
  if (cell === '-') return null;
  const [, many = '', unit = ''] = /^(\d{1,5})([mhdw])$/.exec(cell) ?? [];
  if (unit === '' || Number(many) === 0) return undefined;
  if (unit === 'w') return { workingDays: Number(many) };
  return { minutes: Number(many) * (unit === 'm' ? 1 : unit === 'h' ? 60 : 1440) };
}

export const readClocks = (rows: readonly Cells[]): Record<string, Clock> =>
  Object.fromEntries(
    rows.map(([severity = '', respond = '', resolve = '', again = '']) => [
      severity,
      {
        respond: readTerm(respond) ?? { workingDays: 1 },
        resolve: readTerm(resolve) ?? null,
        again: readTerm(again) ?? null,
      },
    ]),
  );

export function readDwell(rows: readonly Cells[]): Record<string, Record<string, Term>> {
  const found: Record<string, Record<string, Term>> = {};
  for (const [kind = '', severity = '', cell = ''] of rows) {
    const term = readTerm(cell);
    if (term) found[kind] = { ...found[kind], [severity]: term };
  }
  return found;
}

export const readYear = (rows: readonly Cells[]): YearTable => ({
  holidays: rows.filter(([, kind]) => kind === 'off').map(([day = '']) => day),
  workdays: rows.filter(([, kind]) => kind === 'work').map(([day = '']) => day),
});

/** Years whose table holds on this day: the program's, and those that the county brought. */
export function yearsAt(settings: readonly Setting[], day: string): Record<number, YearTable> {
  const years: Record<number, YearTable> = { ...programYears };
  for (const year of new Set(settings.flatMap((one) => one.year ?? []))) {
    const table = inEffect(settings, 'calendar', day, year);
    if (table) years[year] = readYear(table.rows);
  }
  return years;
}

/** CASE-80, CASE-82: the tables that hold at this moment (ms); what was computed with an earlier one stays as it is. */
export function rulesAt(settings: readonly Setting[], now: number): CountyRules {
  if (settings.length === 0) return programRules;
  const day = dayOf(now);
  const [own, stays] = [inEffect(settings, 'clocks', day), inEffect(settings, 'dwell', day)];
  return {
    calendar: settings.some((one) => one.what === 'calendar') ? calendarOf(yearsAt(settings, day)) : calendar,
    clocks: own ? readClocks(own.rows) : clocks,
    dwell: stays ? readDwell(stays.rows) : dwell,
  };
}

/** What holds for the verb that is being decided: the settings are loaded with every command. */
export const rulesOf = ({ loaded, now }: Pick<Deciding, 'loaded' | 'now'>): CountyRules =>
  rulesAt(loaded.list<Setting>('setting'), now);
