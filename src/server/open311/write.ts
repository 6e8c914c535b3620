// Writes an answer as XML or as JSON from one tree: XML has a root and names each item of a list, JSON drops the root and has bare lists.

/** Items of a list with the name that XML gives each. */
export class List {
  readonly item: string;
  readonly rows: readonly Value[];
  constructor(item: string, rows: readonly Value[]) {
    this.item = item;
    this.rows = rows;
  }
}
export type Value = string | number | boolean | null | List | { readonly [name: string]: Value };
export type Format = 'xml' | 'json';

/** XML 1.0 knows no other control characters than tab and line ends, no halves of characters, and not the last two of the plane. */
const unwritable = /[\p{Cc}\ufffe\uffff]/gu;
const kept = '\t\n\r';
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A bare one would be read as a line feed.
  '\r': '&#13;',
};
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, (sign) => (kept.includes(sign) ? sign : ''))
    .replace(/[&<>"'\r]/g, (sign) => entities[sign] ?? '');

function element(name: string, value: Value): string {
  if (value === null || value === '') return `<${name}/>`;
  if (value instanceof List) return `<${name}>${value.rows.map((row) => element(value.item, row)).join('')}</${name}>`;
  if (typeof value === 'object')
    return `<${name}>${Object.entries(value)
      .map(([key, one]) => element(key, one))
      .join('')}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** Lists are bare, and what there is none of is null. */
const plain = (value: Value): unknown => {
  if (value instanceof List) return value.rows.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  return value;
};

export const writeAs = (format: Format, root: string, value: Value): string =>
  format === 'xml'
    ? `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`
    : `${JSON.stringify(plain(value))}\n`;

const offset = 8 * 3_600_000;
/** W3C date and time with the zone, which is China's: 2026-11-26T10:00:00+08:00. */
export const writeTime = (at: number): string => `${new Date(at + offset).toISOString().slice(0, 19)}+08:00`;
