// The person's own sheet again, with a column more that says what is wrong in each line: for whoever mends it.
import writeSheet from 'write-excel-file/node';
import type { County } from '../county.ts';
import { type ImportRequest, openFile, planPieces } from './plan-file.ts';
import { mostWhole } from './read-table.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

export type ImportLang = 'zh' | 'en';
const words: Readonly<Record<ImportLang, Readonly<Record<string, string>>>> = { zh, en };

export const wordOf = (lang: ImportLang, code: string, facts: Readonly<Record<string, string | number>> = {}): string =>
  (words[lang][`import.${code}`] ?? code).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));

type Cells = readonly string[];

/** Comments by line. */
async function commentsOn(county: County, request: ImportRequest, lang: ImportLang): Promise<Map<number, string[]>> {
  const table = await openFile(county, request);
  const comments = new Map<number, string[]>();
  for await (const { plan } of planPieces(county, request, table))
    for (const { line, sheet, column, code, facts } of plan.errors) {
      // Several sheets are one list: their wrong rows come as a table of their own.
      if (sheet !== undefined) continue;
      const heading = table?.headings.list.find(({ field }) => field === column)?.text ?? column;
      const said = wordOf(lang, code, facts);
      comments.set(line, [...(comments.get(line) ?? []), heading === '' ? said : `${heading}：${said}`]);
    }
  return comments;
}

/** Text stays text: a long number keeps its figures, and nothing is ever reckoned. A very long list comes with its wrong lines alone. */
export async function wrongSheet(county: County, given: ImportRequest, lang: ImportLang): Promise<Buffer> {
  const request = { ...given, preview: true };
  const comments = await commentsOn(county, request, lang);
  const table = await openFile(county, request);
  const lines: { line: number; cells: Cells }[] = [];
  let count = 0;
  for await (const row of table?.sheet.rows() ?? []) {
    count += 1;
    lines.push(row);
    if (count === mostWhole)
      lines.splice(0, lines.length, ...lines.filter(({ line }) => line <= (table?.line ?? 0) || comments.has(line)));
    if (count > mostWhole && !comments.has(row.line)) lines.pop();
  }
  const width = lines.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const text = (value: string, bold = false) => ({
    value,
    type: String,
    ...(bold ? { fontWeight: 'bold' as const } : {}),
  });
  const sheet: ReturnType<typeof text>[][] = [];
  for (const { line, cells } of lines) {
    // Lines stand where they stood, so that a number on the screen is the same number here.
    while (count <= mostWhole && sheet.length < line - 1) sheet.push([]);
    const isHead = line === table?.line;
    const comment = isHead ? wordOf(lang, 'comment') : (comments.get(line) ?? []).join('；');
    const own = Array.from({ length: width }, (_, at) => text(cells[at] ?? '', isHead));
    sheet.push([...own, text(comment, isHead)]);
  }
  const columns = [...Array.from({ length: width }, () => ({ width: 14 })), { width: 60 }];
  return writeSheet(sheet, { columns }).toBuffer();
}
