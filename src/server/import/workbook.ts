// Reads an .xlsx row by row as it is unpacked: values only, never a formula; dates as days; nothing outside its own parts is followed.
import { Problem } from '#kit/problem.ts';
import type { TextRow } from '#kit/text-table.ts';
import { limits, openZip, type ZipPart } from './zip-guard.ts';

export interface WorkbookSheet {
  readonly name: string;
  rows(): AsyncGenerator<TextRow>;
}

type Parts = ReadonlyMap<string, ZipPart>;

/** A row or a text of this many signs is none of a village's. */
const mostOfRow = 2 * 1024 * 1024;
const mostColumns = 256;

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** Only the five names and numbers; a document that defines more is refused before. */
const decoded = (text: string): string =>
  text
    .replaceAll(
      /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g,
      (whole, hex?: string, number?: string, name?: string) => {
        if (name !== undefined) return named[name] ?? whole;
        const code = hex === undefined ? Number(number) : Number.parseInt(hex, 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      },
    )
    .replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const attribute = (attributes: string, name: string): string | undefined => {
  const hit = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return hit ? decoded(hit[1] ?? hit[2] ?? '') : undefined;
};

/** Kinds of documents and entities have no business in a workbook. */
function mustBePlain(text: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Problem('invalid', 'file-damaged');
}

const prefixOf = (text: string, element: string): string =>
  new RegExp(`<(\\w+:)?${element}[\\s>/]`).exec(text)?.[1] ?? '';

/** Names without the prefix that some programs write before each. */
const bare = (text: string, prefix: string): string =>
  prefix === '' ? text : text.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</');

function wholeText(parts: Parts, name: string): string {
  const text = parts.get(name)?.bytes().toString('utf8') ?? '';
  mustBePlain(text);
  return text;
}

/** Every `<element …>…</element>` of a part, in order, without holding more than one of them. */
async function* elements(part: ZipPart | undefined, root: string, element: string): AsyncGenerator<string> {
  if (!part) return;
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let prefix: string | undefined;
  const next = new RegExp(`<${element}(?:\\s[^>]*?)?(/?)>`, 'g');
  for await (const piece of part.pieces()) {
    text += decoder.decode(piece, { stream: true });
    if (prefix === undefined) {
      mustBePlain(text);
      prefix = prefixOf(text, root);
    }
    if (prefix !== '') text = bare(text, prefix);
    let at = 0;
    next.lastIndex = 0;
    for (let open = next.exec(text); open; open = next.exec(text)) {
      const end = open[1] === '/' ? next.lastIndex : text.indexOf(`</${element}>`, next.lastIndex);
      if (end < 0) break;
      const to = open[1] === '/' ? end : end + element.length + 3;
      yield text.slice(open.index, to);
      at = to;
      next.lastIndex = to;
    }
    text = text.slice(at);
    // What stands before the first row, or between two, is not kept.
    const open = text.indexOf(`<${element}`);
    if (open > 0) text = text.slice(open);
    else if (open < 0) text = text.slice(-(element.length + 8));
    if (text.length > mostOfRow) throw new Problem('invalid', 'file-damaged');
  }
}

/** The text of a cell or shared string: its runs, without what is written above hanzi. */
function textOf(xml: string): string {
  let text = '';
  for (const hit of xml.replaceAll(/<rPh[\s>].*?<\/rPh>/gs, '').matchAll(/<t(?:\s[^>]*)?>(.*?)<\/t>/gs))
    text += decoded(hit[1] ?? '');
  return text;
}

async function sharedTexts(parts: Parts): Promise<string[]> {
  const texts: string[] = [];
  for await (const one of elements(parts.get('xl/sharedStrings.xml'), 'sst', 'si')) texts.push(textOf(one));
  return texts;
}

/** Of the ready formats those that are days, also in Chinese and Japanese. */
const isDayFormat = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** By the place of a cell's style: does it show a number as a day? */
function dayStyles(parts: Parts): boolean[] {
  const text = wholeText(parts, 'xl/styles.xml');
  const xml = bare(text, prefixOf(text, 'styleSheet'));
  const own = new Map<number, boolean>();
  for (const [, attributes = ''] of xml.matchAll(/<numFmt\s([^>]*)>/g)) {
    const code = (attribute(attributes, 'formatCode') ?? '').replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
    own.set(
      Number(attribute(attributes, 'numFmtId')),
      /[yd]|(?<![hs:])m(?![:s])/i.test(code) && !/general/i.test(code),
    );
  }
  const formats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(xml)?.[1] ?? '';
  return [...formats.matchAll(/<xf\s([^>]*)>/g)].map(([, attributes = '']) => {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0);
    return own.get(id) ?? isDayFormat(id);
  });
}

const numberText = (value: string): string => {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  return Number.isInteger(number) ? number.toFixed(0) : String(number);
};

interface Book {
  readonly texts: readonly string[];
  readonly days: readonly boolean[];
  /** Day 0 of its count, ms. */
  readonly epoch: number;
}

function cellValue(attributes: string, inside: string, { texts, days, epoch }: Book): string {
  const type = attribute(attributes, 't') ?? 'n';
  if (type === 'inlineStr') return textOf(inside);
  const value = decoded(/<v(?:\s[^>]*)?>(.*?)<\/v>/s.exec(inside)?.[1] ?? '');
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'd') return value.slice(0, 10);
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return value;
  if (value !== '' && days[Number(attribute(attributes, 's') ?? -1)]) {
    const at = epoch + Number(value) * 86_400_000;
    if (Number(value) >= 1 && at < 8.64e15) return new Date(at).toISOString().slice(0, 10);
  }
  return numberText(value);
}

/** `AB7` → 27. */
const columnOf = (place: string): number =>
  [...place.replaceAll(/\d/g, '')].reduce((sum, sign) => sum * 26 + (sign.codePointAt(0) ?? 64) - 64, 0) - 1;

function cellsIn(row: string, book: Book): string[] {
  const cells: string[] = [];
  let at = -1;
  for (const [, attributes = '', inside = ''] of row.matchAll(/<c(\s[^>]*?)?(?:\/>|>(.*?)<\/c>)/gs)) {
    const place = /(?:^|\s)r="([A-Z]{1,3})\d/.exec(attributes)?.[1];
    at = place === undefined ? at + 1 : columnOf(place);
    if (at >= mostColumns) throw new Problem('invalid', 'file-too-many-columns');
    while (cells.length < at) cells.push('');
    cells[at] = cellValue(attributes, inside, book);
  }
  return cells;
}

async function* rowsOf(part: ZipPart | undefined, book: Book): AsyncGenerator<TextRow> {
  let line = 0;
  let rows = 0;
  for await (const row of elements(part, 'worksheet', 'row')) {
    rows += 1;
    if (rows > limits.rows) throw new Problem('invalid', 'file-too-many-rows', { most: limits.rows });
    line = Number(/^<row[^>]*?\sr="(\d+)"/.exec(row)?.[1] ?? line + 1);
    const cells = cellsIn(row, book);
    if (cells.some((cell) => cell !== '')) yield { line, cells };
  }
}

/** Its sheets in the order of their tabs, those that are shown first. Throws `invalid` file-…. */
export async function openWorkbook(bytes: Buffer): Promise<WorkbookSheet[]> {
  const parts = openZip(bytes);
  const text = wholeText(parts, 'xl/workbook.xml');
  const xml = bare(text, prefixOf(text, 'workbook'));
  const links = new Map(
    [...wholeText(parts, 'xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].map(
      ([, attributes = '']) => [attribute(attributes, 'Id'), attribute(attributes, 'Target') ?? ''],
    ),
  );
  const is1904 = /<workbookPr\s[^>]*date1904="(1|true)"/.test(xml);
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const book = { texts: await sharedTexts(parts), days: dayStyles(parts), epoch };
  const sheets = [...xml.matchAll(/<sheet\s((?:[^>"']|"[^"]*"|'[^']*')*)>/g)].map(([, attributes = '']) => {
    const target = (links.get(attribute(attributes, 'id')) ?? '').replace(/^\/?(xl\/)?/, 'xl/');
    return {
      name: attribute(attributes, 'name') ?? '',
      hidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
      rows: () => rowsOf(parts.get(target), book),
    };
  });
  return sheets.toSorted((a, b) => Number(a.hidden) - Number(b.hidden));
}
