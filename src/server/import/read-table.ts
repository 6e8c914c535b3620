// Turns a file (.xlsx, comma-separated or pasted text) into rows with named cells, once its headings are recognised.
import { readFileText } from '#kit/file-text.ts';
import { Problem } from '#kit/problem.ts';
import { parseText, type TextRow } from '#kit/text-table.ts';
import { type Column, findHeadings, type Headings, type Mapping } from './headings.ts';
import { type LeftOut, rowReader, type TableRow } from './rows-below.ts';
import { openWorkbook } from './workbook.ts';
import { limits } from './zip-guard.ts';

export type { Column } from './headings.ts';
export type { TableRow } from './rows-below.ts';

export const mostBytes = 20 * 1024 * 1024;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOldExcel = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly TextRow[];
}

async function readWorkbookSheets(bytes: Buffer): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (const { name, rows } of await openWorkbook(bytes)) {
    const all: TextRow[] = [];
    for await (const row of rows()) all.push(row);
    sheets.push({ name, rows: all });
  }
  return sheets;
}

const isBlank = ({ cells }: TextRow): boolean => cells.every((cell) => cell.trim() === '');

/** Every sheet that holds anything; text is one sheet without a name. Throws `invalid` file-…. */
async function readSheets(bytes: Buffer): Promise<Sheet[]> {
  if (bytes.length > mostBytes) throw new Problem('invalid', 'file-too-big', { most: mostBytes / 1024 / 1024 });
  const sheets =
    isZip(bytes) || isOldExcel(bytes)
      ? await readWorkbookSheets(bytes)
      : [{ name: '', rows: parseText(readFileText(bytes)) }];
  if (sheets.some(({ rows }) => rows.length > limits.rows))
    throw new Problem('invalid', 'file-too-many-rows', { most: limits.rows });
  return sheets.filter(({ rows }) => !rows.every(isBlank));
}

/** The first sheet that holds anything, as it stands. Throws `invalid` file-… as `readTable` does. */
export async function readSheet(bytes: Buffer): Promise<readonly TextRow[]> {
  const [found] = await readSheets(bytes);
  if (!found) throw new Problem('invalid', 'file-empty');
  return found.rows;
}

/** A file with what its headings are taken to mean. */
export interface OpenTable {
  readonly sheets: readonly string[];
  readonly sheet: Sheet;
  readonly headings: Headings;
  readonly rows: readonly TableRow[];
  readonly leftOut: readonly LeftOut[];
}

export interface Reading {
  /** What a person chose. */
  readonly mapping?: Mapping | undefined;
  /** What was chosen for the last file of this shape; asked only where nobody has chosen now. */
  readonly kept?: (fingerprint: string) => Promise<Mapping['fields'] | undefined>;
}

const noHeadings = (columns: readonly Column[]): Problem =>
  new Problem('invalid', 'file-headings-missing', {
    headings: columns
      .filter((column) => column.needed)
      .map((column) => column.name)
      .join('、'),
  });

/** Throws `invalid` file-… when it cannot be read or is too big; what is missing stands in `headings.missing`. */
export async function openTable(bytes: Buffer, columns: readonly Column[], reading: Reading = {}): Promise<OpenTable> {
  const sheets = await readSheets(bytes);
  const { mapping } = reading;
  // Whoever chose another sheet has said nothing of its columns yet.
  const chosen = mapping && Object.keys(mapping.fields).length > 0 ? mapping.fields : undefined;
  const judged = sheets
    .filter(({ name }) => mapping === undefined || name === mapping.sheet)
    .map((sheet) => ({ sheet, headings: findHeadings(sheet.rows, columns, chosen) }));
  // Of several sheets the one that lacks least; the first of equals.
  const [best] = judged.toSorted((a, b) => a.headings.missing.length - b.headings.missing.length);
  if (!best) throw noHeadings(columns);
  const { sheet } = best;
  const kept = chosen ? undefined : await reading.kept?.(best.headings.fingerprint);
  const headings = kept ? findHeadings(sheet.rows, columns, kept) : best.headings;
  const below = rowReader(columns, headings)(sheet.rows.slice(headings.at + 1));
  return { sheets: sheets.map(({ name }) => name), sheet, headings, ...below };
}

/** The rows of the sheet whose headings fit. Throws `invalid` file-… as `openTable` does, and when headings are missing. */
export async function readTable(bytes: Buffer, columns: readonly Column[]): Promise<readonly TableRow[]> {
  const { headings, rows } = await openTable(bytes, columns);
  if (headings.missing.length > 0) throw noHeadings(columns);
  return rows;
}
