// The tables of a county as rows of text: what the program's own say, and what is wrong with a new one (CASE-83, CASE-85, CASE-86).
import { isWorkingDay, type Term, type WorkingCalendar } from '#kit/calendar.ts';
import { categories } from './kinds/categories.ts';
import { clocks, dwell } from './kinds/clocks.ts';
import { dutyLists, listed, shares } from './kinds/duty-list.ts';
import { programYears, type YearTable } from './kinds/holidays.ts';
import type { Cells, RowFault, SettingKind } from './model-county.ts';
import { sideStates } from './model.ts';
import { readTerm } from './rules-county.ts';

const plain: WorkingCalendar = { holidays: new Set(), workdays: new Set() };

function writeTerm(term: Term | null): string {
  if (term === null) return '-';
  if ('workingDays' in term) return `${term.workingDays}w`;
  const { minutes } = term;
  return minutes % 1440 === 0 ? `${minutes / 1440}d` : minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

export const yearRows = ({ holidays, workdays }: YearTable): Cells[] =>
  [...holidays.map((day): Cells => [day, 'off']), ...workdays.map((day): Cells => [day, 'work'])].sort((a, b) =>
    (a[0] ?? '') < (b[0] ?? '') ? -1 : 1,
  );

/** The program's own tables. Of the replies it has words of its own in both languages, so a county begins with none. */
export function programRows(what: SettingKind, year: number | null): Cells[] {
  if (what === 'calendar') return yearRows(programYears[year ?? 0] ?? { holidays: [], workdays: [] });
  if (what === 'clocks')
    return Object.entries(clocks).map(([severity, { respond, resolve, again }]) => [
      severity,
      ...[respond, resolve, again].map(writeTerm),
    ]);
  if (what === 'dwell')
    return Object.entries(dwell).flatMap(([kind, terms]) =>
      Object.entries(terms).map(([severity, term]): Cells => [kind, severity, writeTerm(term)]),
    );
  if (what === 'duties')
    return listed.flatMap((kind) =>
      shares.flatMap((share) => [...dutyLists[kind][share]].map((code): Cells => [kind, code, share])),
    );
  return [];
}

type Fault = Omit<RowFault, 'line'> | undefined;
const fault = (code: string, cell: string | undefined): Fault => ({ code, cell: cell ?? '' });

/** CASE-83 */
function dayFault([day = '', kind = '']: Cells, year: number | null): Fault {
  const at = Date.parse(`${day}T12:00:00+08:00`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at);
  if (!real || new Date(at).toISOString().slice(0, 10) !== day) return fault('row-day', day);
  if (Number(day.slice(0, 4)) !== year) return fault('row-year', day);
  if (kind !== 'off' && kind !== 'work') return fault('row-off-or-work', kind);
  return kind === 'work' && isWorkingDay(at, plain) ? fault('row-no-weekend', day) : undefined;
}

const longer = (a: Term, b: Term): boolean => {
  const hours = (term: Term): number => ('minutes' in term ? term.minutes / 60 : term.workingDays * 24);
  return hours(a) > hours(b);
};

/** CASE-85: where life, light and water or the law set the pace, no county is slower than these. */
const bound: readonly string[] = ['1', '2', 'D', 'X'];
/** Ordinary matters: no first contact later than three working days, no result later than sixty days. */
const slowest = { respond: { workingDays: 3 }, resolve: { workingDays: 60 } } as const;

function clockFault([severity = '', ...cells]: Cells): Fault {
  const own = clocks[severity];
  if (!own) return fault('row-severity', severity);
  for (const [at, part] of (['respond', 'resolve', 'again'] as const).entries()) {
    const [cell = '', given] = [cells[at], own[part]];
    const term = readTerm(cell);
    if (term === undefined || (term === null) !== (given === null)) return fault('row-term', cell);
    if (term === null || given === null || part === 'again') continue;
    if (longer(term, bound.includes(severity) ? given : slowest[part])) return fault('row-too-slow', cell);
  }
  return undefined;
}

function dwellFault([kind = '', severity = '', cell = '']: Cells): Fault {
  const own = dwell[kind];
  if (!own) return fault('row-office', kind);
  const given = own[severity];
  if (!given) return fault('row-severity', severity);
  const term = readTerm(cell);
  if (!term) return fault('row-term', cell);
  return bound.slice(0, 2).includes(severity) && longer(term, given) ? fault('row-too-slow', cell) : undefined;
}

/** CASE-86: conduct of staff and what is restricted is never a village's or a township's to be sent. */
const never = (code: string): boolean =>
  code === 'V4' || categories.some((one) => one.code === code && one.first === 'restricted');

function dutyFault([kind = '', code = '', share = '']: Cells): Fault {
  if (!(listed as readonly string[]).includes(kind)) return fault('row-office', kind);
  if (!categories.some((one) => one.code === code)) return fault('row-category', code);
  if (!(shares as readonly string[]).includes(share)) return fault('row-share', share);
  return share !== 'taken-back' && never(code) ? fault('row-never', code) : undefined;
}

const acts = ['answer', 'return', 'extend', 'suspend', 'handUp', 'dispatch', 'tell'] as const;

function replyFault([act = '', groups = '', side = '', name = '', text = '']: Cells): Fault {
  if (!(acts as readonly string[]).includes(act)) return fault('row-act', act);
  if (!/^(-|[A-Z]{1,12})$/.test(groups)) return fault('row-groups', groups);
  if (side !== '-' && !(sideStates as readonly string[]).includes(side)) return fault('row-side', side);
  if (name === '' || name.length > 12) return fault('row-name', name);
  return text === '' || text.length > 500 ? fault('row-text', text.slice(0, 20)) : undefined;
}

interface Shape {
  readonly columns: number;
  /** So many cells from the left name a row: twice is a fault. */
  readonly key: number;
  check(row: Cells, year: number | null): Fault;
}

export const shapes: Readonly<Record<SettingKind, Shape>> = {
  calendar: { columns: 2, key: 1, check: dayFault },
  clocks: { columns: 4, key: 1, check: clockFault },
  dwell: { columns: 3, key: 2, check: dwellFault },
  duties: { columns: 3, key: 2, check: dutyFault },
  replies: { columns: 5, key: 5, check: replyFault },
};

/** Tables that must name everything that the program's names: nothing is left without a clock or a list. */
const whole: readonly SettingKind[] = ['clocks', 'dwell', 'duties'];

/** Everything that is wrong with a table, by line; empty when it may be kept. */
export function faultsOf(what: SettingKind, year: number | null, rows: readonly Cells[]): RowFault[] {
  const { columns, key, check } = shapes[what];
  const keyOf = (row: Cells): string => row.slice(0, key).join(' ');
  const seen = new Set<string>();
  const found = rows.flatMap((row, at): RowFault[] => {
    const own = row.length === columns ? check(row, year) : fault('row-columns', String(row.length));
    const twice = seen.has(keyOf(row)) ? fault('row-twice', keyOf(row)) : undefined;
    seen.add(keyOf(row));
    const wrong = own ?? twice;
    return wrong ? [{ ...wrong, line: at + 1 }] : [];
  });
  if (!whole.includes(what))
    return rows.length === 0 && what === 'calendar' ? [{ line: 0, code: 'row-none', cell: '' }] : found;
  const missing = programRows(what, year)
    .map(keyOf)
    .find((one) => !seen.has(one));
  return missing === undefined ? found : [...found, { line: 0, code: 'row-missing', cell: missing }];
}
