// What the desk is told of the county's tables: what holds, what comes, and how far the calendar reaches (CASE-80, CASE-84).
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import { programYears } from './kinds/holidays.ts';
import type { CalendarWarning, Setting, SettingKind, SettingPage, SettingTable } from './model-county.ts';
import { calendarEnds } from './rules-county-lists.ts';
import { programRows } from './rules-county-tables.ts';
import { inEffect, yearsAt } from './rules-county.ts';
import { loadSettings } from './store-county.ts';

const oneDay = 86_400_000;
const noon = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);

/** CASE-84: what was brought counts, also before its day: nobody has to be asked for it again. */
async function warningOf(tx: Tx, settings: readonly Setting[], now: number): Promise<CalendarWarning> {
  const ends = calendarEnds(yearsAt(settings, '9999-12-31'), dayOf(now));
  const end = new Date(noon(ends) + oneDay / 2);
  const [row] = await tx.query<{ beyond: number }>(
    `select count(*)::int as beyond from matter where state in ('reported', 'accepted', 'in-progress') and due_at > $1 and due_at < 'infinity'
      and severity <> '1' and severity <> '2'`,
    [end],
  );
  return { ends, days: Math.round((noon(ends) - noon(dayOf(now))) / oneDay), beyond: row?.beyond ?? 0 };
}

const yearsShown = (settings: readonly Setting[], now: number): number[] => {
  const year = Number(dayOf(now).slice(0, 4));
  const known = [...Object.keys(programYears).map(Number), ...settings.flatMap((one) => one.year ?? [])];
  return [...new Set([...known, year, year + 1])].filter((one) => one >= year).sort((a, b) => a - b);
};

export const settingPage = defineQuery({
  name: 'setting.page',
  input: z.object({}),
  who: ['county-officer'],
  touches: 'none',
  async answer(tx, _, { now }): Promise<SettingPage> {
    const settings = await loadSettings(tx);
    const names = await tx.query<{ id: string; name: string }>(
      'select id, name from office where id = any($1::uuid[])',
      [settings.map((one) => one.office)],
    );
    const nameOf = (id: string): string => names.find((one) => one.id === id)?.name ?? '';
    const today = dayOf(now);
    const table = (what: SettingKind, year: number | null): SettingTable => {
      const own = inEffect(settings, what, today, year);
      return own
        ? { what, year, rows: own.rows, since: own.fromDay, officeName: nameOf(own.office) }
        : { what, year, rows: programRows(what, year), since: null, officeName: null };
    };
    return {
      tables: [
        ...yearsShown(settings, now).map((year) => table('calendar', year)),
        ...(['clocks', 'dwell', 'duties', 'replies'] as const).map((what) => table(what, null)),
      ],
      coming: settings
        .filter((one) => one.fromDay > today)
        .map(({ id, what, year, rows, fromDay, office }) => {
          return { id, what, year, rows, since: fromDay, officeName: nameOf(office) };
        }),
      calendar: await warningOf(tx, settings, now),
    };
  },
});

/** For the county desk's menu. */
export const settingWarning = defineQuery({
  name: 'setting.warning',
  input: z.object({}),
  who: ['county-officer'],
  touches: 'none',
  answer: async (tx, _, { now }): Promise<CalendarWarning> => warningOf(tx, await loadSettings(tx), now),
});

export const countyQueries = [settingPage, settingWarning];
