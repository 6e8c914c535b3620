// Turns a file (.xlsx, comma-separated or pasted text) into rows with named cells, once its headings are recognised.
import { fileTextPieces } from '#kit/file-text.ts';
import { Problem } from '#kit/problem.ts';
import { type TextRow, textRows } from '#kit/text-table.ts';
import { type Column, findHeadings, type Heading, type Headings, type Mapping } from './headings.ts';
import { type Below, rowReader, type TableRow } from './rows-below.ts';
import { openWorkbook } from './workbook.ts';
import { limits } from './zip-guard.ts';

export type { Column } from './headings.ts';
export type { TableRow } from './rows-below.ts';

export const mostBytes = 20 * 1024 * 1024;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOldExcel = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

/** A long list is read, planned and done in pieces of about this many rows; what cannot be cut may have `mostWhole`. */
const inPiece = 500;
export const mostWhole = 30_000;
/** Headings are looked for in these, and what stands below them is judged by these. */
const looked = 80;

type Rows = AsyncIterable<TextRow> | Iterable<TextRow>;
export interface Sheet {
  readonly name: string;
  /** From the first, as often as it is asked. */
  rows(): Rows;
}

const isBlank = ({ cells }: TextRow): boolean => cells.every((cell) => cell.trim() === '');

async function firstRows(sheet: Sheet, most: number): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for await (const row of sheet.rows()) {
    if (rows.length === most) break;
    rows.push(row);
  }
  return rows;
}

/** Every sheet; text is one without a name. Throws `invalid` file-…. */
async function openSheets(bytes: Buffer): Promise<Sheet[]> {
  if (bytes.length > mostBytes) throw new Problem('invalid', 'file-too-big', { most: mostBytes / 1024 / 1024 });
  if (isZip(bytes) || isOldExcel(bytes)) return openWorkbook(bytes);
  const pieces = fileTextPieces(bytes);
  return [{ name: '', rows: () => textRows(pieces()) }];
}

const tooMany = (most: number): Problem => new Problem('invalid', 'file-too-many-rows', { most });

/** The first sheet that holds anything, as it stands. Throws `invalid` file-… as `readTable` does. */
export async function readSheet(bytes: Buffer): Promise<readonly TextRow[]> {
  for (const sheet of await openSheets(bytes)) {
    const rows = await firstRows(sheet, mostWhole + 1);
    if (rows.length > mostWhole) throw tooMany(mostWhole);
    if (!rows.every(isBlank)) return rows;
  }
  throw new Problem('invalid', 'file-empty');
}

/** Stands for all sheets that are parts of one list. */
const everySheet = '*';

/** A file with what its headings are taken to mean. */
export interface OpenTable {
  readonly columns: readonly Column[];
  readonly sheets: readonly string[];
  readonly sheet: Sheet;
  readonly headings: Headings;
  /** Line of the headings, as the person sees it. */
  readonly line: number;
  /** The rows below, in pieces; where `cut` is given only at a row that says something new in that column. */
  below(cut?: string): AsyncGenerator<Below>;
}

export interface Reading {
  /** What a person chose. */
  readonly mapping?: Mapping | undefined;
  /** What was chosen for the last file of this shape; asked only where nobody has chosen now. */
  readonly kept?: (fingerprint: string) => Promise<Mapping['fields'] | undefined>;
  /** Sheets that are parts of one list, where there are several: what a row lacks in this column is the sheet's name. */
  readonly parts?: { readonly column: string; readonly isPart: (name: string) => boolean } | undefined;
}

export const noHeadings = (columns: readonly Column[]): Problem =>
  new Problem('invalid', 'file-headings-missing', {
    headings: columns
      .filter((column) => column.needed)
      .map((column) => column.name)
      .join('、'),
  });

async function* pieces(
  sheet: Sheet,
  line: number,
  read: ReturnType<typeof rowReader>,
  cut: string | undefined,
): AsyncGenerator<Below> {
  let rows: TableRow[] = [];
  let leftOut: Below['leftOut'] = [];
  let count = 0;
  for await (const row of sheet.rows()) {
    if (row.line <= line) continue;
    count += 1;
    if (count > limits.rows) throw tooMany(limits.rows);
    const found = read([row]);
    const [next] = found.rows;
    const last = rows.at(-1);
    const isNew = next && last && cut !== undefined && next.cells[cut] !== '' && next.cells[cut] !== last.cells[cut];
    if (rows.length >= inPiece && isNew) {
      yield { rows, leftOut };
      [rows, leftOut] = [[], []];
    }
    rows.push(...found.rows);
    if (found.leftOut.length > 0) leftOut = [...leftOut, ...found.leftOut];
    if (rows.length > mostWhole) throw tooMany(mostWhole);
  }
  yield { rows, leftOut };
}

interface Judged {
  readonly sheet: Sheet;
  readonly rows: readonly TextRow[];
  readonly headings: Headings;
}
const lineOf = ({ rows, headings }: Judged): number => rows[headings.at]?.line ?? 0;

async function* partsOf(
  all: readonly Judged[],
  columns: readonly Column[],
  { cut, column }: { readonly cut: string | undefined; readonly column: string },
): AsyncGenerator<Below> {
  for (const one of all) {
    const sheet = one.sheet.name;
    for await (const below of pieces(one.sheet, lineOf(one), rowReader(columns, one.headings), cut)) {
      const named = ({ line, cells }: TableRow): TableRow => ({
        line,
        cells: { ...cells, [column]: cells[column] || sheet },
      });
      yield { ...below, sheet, rows: below.rows.map(named) };
    }
  }
}

async function judge(bytes: Buffer, columns: readonly Column[], { mapping }: Reading): Promise<Judged[]> {
  // Whoever chose another sheet has said nothing of its columns yet; what was chosen for all holds where the headings are the same.
  const chosen = mapping && Object.keys(mapping.fields).length > 0 ? mapping.fields : undefined;
  const judged: Judged[] = [];
  let print: string | undefined;
  for (const sheet of await openSheets(bytes)) {
    const rows = await firstRows(sheet, looked);
    if (rows.every(isBlank)) continue;
    const guessed = findHeadings(rows, columns);
    if (guessed.missing.length === 0) print ??= guessed.fingerprint;
    const isChosen = mapping?.sheet === everySheet ? guessed.fingerprint === print : sheet.name === mapping?.sheet;
    judged.push({ sheet, rows, headings: chosen && isChosen ? findHeadings(rows, columns, chosen) : guessed });
  }
  return judged;
}

/** Throws `invalid` file-… when it cannot be read or is too big; what is missing stands in `headings.missing`. */
export async function openTable(bytes: Buffer, columns: readonly Column[], reading: Reading = {}): Promise<OpenTable> {
  const { mapping, parts } = reading;
  const judged = await judge(bytes, columns, reading);
  const whole = judged.filter(
    ({ sheet, headings }) => headings.missing.length === 0 && parts?.isPart(sheet.name) === true,
  );
  const isWhole = whole.length > 1 && (mapping === undefined || mapping.sheet === everySheet);
  // Of several sheets the one that lacks least; the first of equals.
  const [best] = (isWhole ? whole : judged)
    .filter(({ sheet }) => isWhole || mapping === undefined || sheet.name === mapping.sheet)
    .toSorted((a, b) => a.headings.missing.length - b.headings.missing.length);
  if (!best) throw noHeadings(columns);
  const { sheet } = best;
  const isSaid = mapping !== undefined && Object.keys(mapping.fields).length > 0;
  const kept = isSaid || isWhole ? undefined : await reading.kept?.(best.headings.fingerprint);
  const headings = kept ? findHeadings(best.rows, columns, kept) : best.headings;
  const line = lineOf({ ...best, headings });
  const names = judged.map((one) => one.sheet.name);
  return {
    columns,
    sheets: whole.length > 1 ? [everySheet, ...names] : names,
    sheet: isWhole ? { ...sheet, name: everySheet } : sheet,
    headings,
    line,
    below: (cut) =>
      isWhole && parts
        ? partsOf(whole, columns, { cut, column: parts.column })
        : pieces(sheet, line, rowReader(columns, headings), cut),
  };
}

/** All rows below the headings at once. Throws `invalid file-too-many-rows` beyond 30,000. */
export async function wholeTable(table: OpenTable): Promise<Below> {
  for await (const below of table.below()) return below;
  return { rows: [], leftOut: [] };
}

/** The rows of the sheet whose headings fit. Throws `invalid` file-… as `openTable` does, and when headings are missing. */
export async function readTable(bytes: Buffer, columns: readonly Column[]): Promise<readonly TableRow[]> {
  const table = await openTable(bytes, columns);
  if (table.headings.missing.length > 0) throw noHeadings(columns);
  return (await wholeTable(table)).rows;
}

/** What the file looks like to us, for a person who may know better. */
export interface TableSeen {
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** Line of the headings as the person sees it. */
  readonly line: number;
  readonly headings: readonly Heading[];
  readonly missing: readonly string[];
  readonly rows: number;
  /** What a column may be taken to be. */
  readonly columns: readonly ShownColumn[];
}

/** A column of ours as a person is shown it, in Chinese and English. */
export interface ShownColumn {
  readonly name: string;
  readonly en: string;
  readonly needed: boolean;
}
export const shownColumn = ({ name, en, needed }: Column): ShownColumn => ({
  name,
  en: en ?? name,
  needed: needed === true,
});

export const seenOf = ({ columns, sheets, sheet, headings, line }: OpenTable, rows: number): TableSeen => ({
  columns: columns.map(shownColumn),
  sheets,
  sheet: sheet.name,
  line,
  headings: headings.list,
  missing: headings.missing,
  rows,
});
