// The person's own sheet again, with a column more that says what is wrong in each line: for whoever mends it.
import writeSheet from 'write-excel-file/node';
import type { County } from '../county.ts';
import { type ImportRequest, planOf } from './import-file.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

export type ImportLang = 'zh' | 'en';
const words: Readonly<Record<ImportLang, Readonly<Record<string, string>>>> = { zh, en };

export const wordOf = (lang: ImportLang, code: string, facts: Readonly<Record<string, string | number>> = {}): string =>
  (words[lang][`import.${code}`] ?? code).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));

/** Text stays text: a long number keeps its figures, and nothing is ever reckoned. */
export async function wrongSheet(county: County, request: ImportRequest, lang: ImportLang): Promise<Buffer> {
  const { table, plan } = await planOf(county, { ...request, preview: true });
  const comments = new Map<number, string[]>();
  for (const { line, column, code, facts } of plan.errors) {
    const heading = table?.headings.list.find(({ field }) => field === column)?.text ?? column;
    const said = wordOf(lang, code, facts);
    comments.set(line, [...(comments.get(line) ?? []), heading === '' ? said : `${heading}：${said}`]);
  }
  const rows = table?.sheet.rows ?? [];
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const headingLine = rows[table?.headings.at ?? 0]?.line;
  const text = (value: string, bold = false) => ({
    value,
    type: String,
    ...(bold ? { fontWeight: 'bold' as const } : {}),
  });
  // Lines stand where they stood, so that a number on the screen is the same number here.
  const sheet: ReturnType<typeof text>[][] = [];
  for (const { line, cells } of rows) {
    while (sheet.length < line - 1) sheet.push([]);
    const isHead = line === headingLine;
    const comment = isHead ? wordOf(lang, 'comment') : (comments.get(line) ?? []).join('；');
    const own = Array.from({ length: width }, (_, at) => text(cells[at] ?? '', isHead));
    sheet[line - 1] = [...own, text(comment, isHead)];
  }
  const columns = [...Array.from({ length: width }, () => ({ width: 14 })), { width: 60 }];
  return writeSheet(sheet, { columns }).toBuffer();
}
