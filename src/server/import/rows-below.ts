// The rows under the headings: what repeats the row above is filled in, totals, notes and repeated headings are left out.
import type { TextRow } from '#kit/text-table.ts';
import type { Column, Headings } from './headings.ts';

export interface TableRow {
  readonly line: number;
  /** By the column's own name; '' where the cell or the whole column is missing. */
  readonly cells: Readonly<Record<string, string>>;
}

/** A row that holds something and is no row of the list. */
export interface LeftOut {
  readonly line: number;
  readonly code: 'row-total' | 'row-note' | 'row-headings';
}

/** Nothing in it can go. */
const isPlain = /^[!-&(-~\u4e00-\u9fff]*$/;
/** How plain text marks what a spreadsheet would take for a formula or a number (HOME-25): the mark is none of the text. */
const mark = /^'(?=\s*[=+\-@＝＋－＠]|0\d|\d{12,}$)/;
/** What cannot be stored (NUL, halves of characters) or seen (zero width) goes. */
const trimmed = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\0\u200B\uFEFF]/g, '')
    .replaceAll(/[\s\u3000]+/g, ' ')
    .trim()
    .replace(mark, '');
const trim = (text: string): string => (isPlain.test(text) ? text : trimmed(text));

const total = /^(合计|总计|小计|共计|总共|本页合计|total|sum|subtotal|grandtotal)(人|户|数|:|：|\d|$)/i;
const note =
  /^(制表|填表|审核|复核|负责人|经办|单位负责|备注|说明|附注|注|日期|时间|填报|打印|note|prepared|checked|page|第\d+页)/i;
/** Below a list that the county let out: who took it (HOME-17). */
const letOut = /取出 · .+ · 记录号 \S+$|^Taken out by .+ · log \S+$/;
const ditto = /^(同上|〃|″|"+|”+|'{2}|-+["”″〃]-+|ditto|do\.|同前)$/i;

function kindOf(cells: readonly string[], headings: readonly string[]): LeftOut['code'] | undefined {
  const filled = cells.filter((cell) => cell !== '');
  const first = (filled[0] ?? '').replaceAll(/\s/g, '');
  if (total.test(first) && filled.slice(1).every((cell) => /^[\d.,%户人\s]+$/.test(cell))) return 'row-total';
  if (note.test(first) && (filled.length === 1 || /[:：]/.test(first))) return 'row-note';
  if (filled.length === 1 && letOut.test(filled[0] ?? '')) return 'row-note';
  const same = cells.filter((cell, at) => cell !== '' && cell === headings[at]).length;
  return same > 1 && same === filled.length ? 'row-headings' : undefined;
}

export interface Below {
  /** Of several sheets that are read as one list, the one these rows stand in. */
  readonly sheet?: string;
  readonly rows: readonly TableRow[];
  readonly leftOut: readonly LeftOut[];
}

/** Reads on row by row; a long list is fed in pieces. */
export function rowReader(
  columns: readonly Column[],
  { list }: Pick<Headings, 'list'>,
): (rows: readonly TextRow[]) => Below {
  const blank = Object.fromEntries(columns.map((column) => [column.name, '']));
  const used = list.filter(({ field }) => field !== '');
  const headings: string[] = [];
  for (const { at, text } of list) headings[at] = trim(text);
  let above: Readonly<Record<string, string>> = blank;
  return (rows) => {
    const leftOut: LeftOut[] = [];
    const found: TableRow[] = [];
    for (const { line, cells } of rows) {
      const own: Record<string, string> = { ...blank };
      const clean = cells.map(trim);
      for (const { at, field } of used) {
        const cell = clean[at] ?? '';
        own[field] = ditto.test(cell) ? (above[field] ?? '') : cell;
      }
      const code = kindOf(clean, headings);
      if (code) leftOut.push({ line, code });
      else if (Object.values(own).some((cell) => cell !== '')) {
        found.push({ line, cells: own });
        above = own;
      }
    }
    return { rows: found, leftOut };
  };
}
