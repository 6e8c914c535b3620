// Reads the files of planted and harmless rows, and puts each text into the field of a list that it was written for.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PublicityRow } from '#modules/publicity/model.ts';

/** Signs that cannot be seen stand in the files by their numbers. */
const said = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(String.raw`\n`, '\n');

/** Lines as their cells, without the first that names the columns. */
export const rowsOf = (file: string): string[][] =>
  readFileSync(path.join(import.meta.dirname, `${file}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

/** What of a list becomes other when that text stands in that field of its one line, or in its head. */
export function placed(
  field: string,
  text: string,
  plain: PublicityRow,
): { readonly title?: string; readonly basis?: string; readonly rows?: readonly PublicityRow[] } {
  const parts = said(text).split(' ‖ ');
  if (field === 'title' || field === 'basis') return { [field]: parts[0] ?? '' };
  const fields = field === 'row' ? ['name', 'group', 'item', 'amount'] : field.split('+');
  return { rows: [{ ...plain, ...Object.fromEntries(fields.map((one, place) => [one, parts[place] ?? ''])) }] };
}
