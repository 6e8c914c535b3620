// Turns a file (.xlsx or comma-separated text) into rows with named cells, once its headings are recognised.
import readWorkbook from 'read-excel-file/node';
import { Problem } from '#kit/problem.ts';
import { readFileText } from '#kit/file-text.ts';
import { parseText, type TextRow } from '#kit/text-table.ts';
import { checkZip, limits } from './zip-guard.ts';

/** A heading under its own name, with other words people write above such a column. */
export interface Column {
  readonly name: string;
  readonly also?: readonly string[];
  readonly needed?: boolean;
}

export interface TableRow {
  readonly line: number;
  /** By the column's own name; '' where the cell or the whole column is missing. */
  readonly cells: Readonly<Record<string, string>>;
}

export const mostBytes = 20 * 1024 * 1024;

/** Heading rows stand at the top, but a title or a note may stand above them. */
const searchedRows = 12;

/** Equal for a reader means equal here: width, case, spaces and kinds of brackets do not matter. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s:*·_-]/g, '');

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOldExcel = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(0) : String(value);
  return typeof value === 'string' ? value : String(value as boolean);
}

async function readSheets(bytes: Buffer): Promise<TextRow[][]> {
  checkZip(bytes);
  try {
    const sheets = await readWorkbook(bytes);
    return sheets.map(({ data }) => data.map((row, at) => ({ line: at + 1, cells: row.map(cellText) })));
  } catch {
    throw new Problem('invalid', 'file-damaged');
  }
}

/** The first sheet that holds anything, as it stands. Throws `invalid` file-… as `readTable` does. */
export async function readSheet(bytes: Buffer): Promise<TextRow[]> {
  if (bytes.length > mostBytes) throw new Problem('invalid', 'file-too-big', { most: mostBytes / 1024 / 1024 });
  const sheets = isZip(bytes) || isOldExcel(bytes) ? await readSheets(bytes) : [parseText(readFileText(bytes))];
  const found = sheets.find((rows) => rows.some(({ cells }) => cells.some((cell) => cell.trim() !== '')));
  if (!found) throw new Problem('invalid', 'file-empty');
  if (found.length > limits.rows) throw new Problem('invalid', 'file-too-many-rows', { most: limits.rows });
  return found;
}

interface Headings {
  readonly at: number;
  /** Index in the row → column's own name. */
  readonly places: ReadonlyMap<number, string>;
}

function findHeadings(rows: readonly TextRow[], columns: readonly Column[]): Headings | undefined {
  const known = new Map(
    columns.flatMap((column) => [column.name, ...(column.also ?? [])].map((word) => [plain(word), column.name])),
  );
  const needed = columns.filter((column) => column.needed).map((column) => column.name);
  for (const [at, row] of rows.slice(0, searchedRows).entries()) {
    const places = new Map<number, string>();
    for (const [index, cell] of row.cells.entries()) {
      const name = known.get(plain(cell));
      if (name && ![...places.values()].includes(name)) places.set(index, name);
    }
    if (needed.every((name) => [...places.values()].includes(name))) return { at, places };
  }
  return undefined;
}

/** What cannot be stored (NUL, halves of characters) or seen (zero width) goes. */
const trim = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\0\u200B\uFEFF]/g, '')
    .replaceAll(/[\s\u3000]+/g, ' ')
    .trim();

/** Only what stands under a known heading; rows without any such cell are left out. */
function named(rows: readonly TextRow[], columns: readonly Column[], { at, places }: Headings): TableRow[] {
  const blank = Object.fromEntries(columns.map((column) => [column.name, '']));
  return rows.slice(at + 1).flatMap(({ line, cells }) => {
    const own: Record<string, string> = { ...blank };
    for (const [index, name] of places) own[name] = trim(cells[index] ?? '');
    return Object.values(own).some((cell) => cell !== '') ? [{ line, cells: own }] : [];
  });
}

/**
 * The rows of the first sheet whose headings fit. Throws `invalid` file-… when it cannot be read, is too big, or when
 * headings are missing (naming them).
 */
export async function readTable(bytes: Buffer, columns: readonly Column[]): Promise<TableRow[]> {
  if (bytes.length > mostBytes) throw new Problem('invalid', 'file-too-big', { most: mostBytes / 1024 / 1024 });
  const sheets = isZip(bytes) || isOldExcel(bytes) ? await readSheets(bytes) : [parseText(readFileText(bytes))];
  for (const rows of sheets) {
    if (rows.length > limits.rows) throw new Problem('invalid', 'file-too-many-rows', { most: limits.rows });
    const headings = findHeadings(rows, columns);
    if (headings) return named(rows, columns, headings);
  }
  const needed = columns.filter((column) => column.needed).map((column) => column.name);
  throw new Problem('invalid', 'file-headings-missing', { headings: needed.join('、') });
}
