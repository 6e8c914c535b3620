// Reads the cells of one row strictly and notes what is wrong, so that a person can go to that cell and mend it.
import { isIdentityNumber } from './headings.ts';
import type { RowError } from './plan.ts';
import { readDay } from './read-days.ts';
import type { TableRow } from './rows-below.ts';

export interface Cells {
  readonly line: number;
  /** False once anything in this row was wrong. */
  ok(): boolean;
  fail(column: string, code: string, facts?: Record<string, string | number>): void;
  text(column: string, most: number): string;
  needed(column: string, most: number): string;
  /** One of the given words; a missing cell gives `otherwise`, or fails when there is none. */
  choice<T extends string>(column: string, words: Readonly<Record<string, T>>, otherwise?: T): T;
  phone(column: string): string;
  /** 'YYYY-MM-DD', or '' where the cell is empty. */
  day(column: string): string;
  number(column: string, least: number, most: number): number | null;
  words(column: string): string[];
}

const narrow = (text: string): string => text.normalize('NFKC').trim();

/** The first of the numbers in a cell; undefined where one of them is none. */
function readPhone(written: string): string | undefined {
  const numbers = written
    .split(/[/、,;|，；]|或/)
    .map((one) => one.replaceAll(/[\s—–]/g, (sign) => (/\s/.test(sign) ? '' : '-')))
    .filter((one) => one !== '');
  return numbers.every((one) => /^[\d+()-]{3,20}$/.test(one)) ? numbers[0] : undefined;
}

/** 00:00 in China of a day, ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
/** 00:00 in China of the next day: the last day counts too. */
export const endOfDay = (day: string): number => startOfDay(day) + 86_400_000;

export function cellsOf(row: TableRow, errors: RowError[]): Cells {
  let sound = true;
  const raw = (column: string): string => {
    const cell = row.cells[column] ?? '';
    // Such a number goes nowhere, not even into what is said about it.
    return isIdentityNumber(cell) ? '' : cell;
  };
  const fail = (column: string, code: string, facts: Record<string, string | number> = {}): void => {
    sound = false;
    errors.push({ line: row.line, column, code, facts });
  };
  const text = (column: string, most: number): string => {
    if ([...raw(column)].length > most) fail(column, 'too-long', { most });
    return raw(column);
  };
  const read = <T>(column: string, otherwise: T, how: (value: string) => T | undefined, code: string): T => {
    const value = narrow(raw(column));
    if (value === '') return otherwise;
    const found = how(value);
    if (found === undefined) fail(column, code, { value: value.slice(0, 40) });
    return found ?? otherwise;
  };
  for (const [column, cell] of Object.entries(row.cells)) if (isIdentityNumber(cell)) fail(column, 'identity-number');
  return {
    line: row.line,
    ok: () => sound,
    fail,
    text,
    needed: (column, most) => {
      if (raw(column) === '') fail(column, 'empty');
      return text(column, most);
    },
    choice: (column, words, otherwise) => {
      const first = otherwise ?? (Object.values(words)[0] as (typeof words)[string]);
      if (raw(column) === '' && otherwise === undefined) fail(column, 'empty');
      return read(column, first, (value) => words[value], 'not-a-choice');
    },
    phone: (column) => read(column, '', readPhone, 'not-a-phone'),
    day: (column) => read(column, '', readDay, 'not-a-day'),
    number: (column, least, most) =>
      read<number | null>(
        column,
        null,
        (value) => (value !== '' && Number(value) >= least && Number(value) <= most ? Number(value) : undefined),
        'not-a-number',
      ),
    words: (column) =>
      narrow(raw(column))
        .split(/[\s,;、；，]+/)
        .filter((word) => word !== ''),
  };
}
