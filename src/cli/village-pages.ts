// The pages and tables of a village's own folder: plain files, both languages beside each other, without a script.
import type { WholeVillage } from '#server/export/village.ts';
import type { Cell, VillagePicture, VillageSheet } from '#server/export/village-sheets.ts';
import { bothWords, sentenceIn } from './sentences.ts';

export interface PictureFile extends VillagePicture {
  readonly name: string;
}

/** Beijing time. */
const moment = (at: Date | number): string =>
  new Date(Number(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const said = (cell: Cell): string => (cell === null ? '' : cell instanceof Date ? moment(cell) : String(cell));

/** A cell that a spreadsheet would reckon with is made a text. */
const cellOf = (text: string): string => {
  const safe = /^[=+\-@\t\r＝＋－＠]/u.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

type Row = Cell[];
const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;
/** With the mark by which spreadsheets know UTF-8. */
export const csvHead = ({ columns }: VillageSheet): string => `\uFEFF${csvLine(columns.map(columnWord))}`;
export const csvRow = (row: Readonly<Row>): string => csvLine(row.map(said));

const columnWord = (key: string): string => bothWords(`cli.village.column.${key}`);
const sheetWord = (name: string): string => bothWords(`cli.village.sheet.${name}`);

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

const style = `body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c2420;background:#fbfaf6}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd8ca;overflow-wrap:anywhere}
th{background:#f1ede0}a{color:#1d5b8f}figure{display:inline-block;width:18rem;margin:0 1rem 1rem 0;vertical-align:top}img{max-width:100%;height:auto}
.mark{color:#5a625c;font-size:.85rem}@media(prefers-color-scheme:dark){body{color:#e4e7e2;background:#171b18}th{background:#232823}th,td{border-color:#343a35}a{color:#8fc0ea}.mark{color:#a4aca6}}`;

const markLine = ({ mark }: WholeVillage): string =>
  `${mark.office} ${mark.person} ${moment(mark.at)} ${mark.id.slice(-12)}`;

const pageHead = (village: WholeVillage, title: string): string =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(`${village.name} ${title}`)}</title><style>${style}</style>
<h1>${escaped(village.name)} · ${escaped(title)}</h1>
`;
const pageFoot = (village: WholeVillage): string => `
<p class="mark">${escaped(markLine(village))}</p></html>
`;
const page = (village: WholeVillage, title: string, body: string): string =>
  pageHead(village, title) + body + pageFoot(village);

const back = `<p><a href="index.html">← ${escaped(bothWords('cli.village.back'))}</a></p>`;

/** A page grows row by row. */
export const sheetHead = (village: WholeVillage, { name, columns }: VillageSheet): string =>
  `${pageHead(village, sheetWord(name))}${back}<p><a href="${name}.csv">${name}.csv</a></p><table><tr>${columns.map((key) => `<th>${escaped(columnWord(key))}</th>`).join('')}</tr>`;
export const sheetRow = (row: Readonly<Row>): string =>
  `<tr>${row.map((cell) => `<td><bdi>${escaped(said(cell))}</bdi></td>`).join('')}</tr>\n`;
export const sheetFoot = (village: WholeVillage): string => `</table>${pageFoot(village)}`;

function figure({ name, kind, door, number, at }: PictureFile): string {
  const words = [door, number === null ? '' : `№ ${number}`, moment(at)].filter((one) => one !== '').join(' · ');
  const shown =
    kind === 'audio'
      ? `<audio controls src="${name}"></audio>`
      : `<img loading="lazy" src="${name}" alt="${escaped(words)}">`;
  return `<figure>${shown}<figcaption><a href="${name}">${escaped(words)}</a></figcaption></figure>`;
}

export const picturesPage = (village: WholeVillage, files: readonly PictureFile[]): string =>
  page(village, sheetWord('pictures'), back + files.map(figure).join('\n'));

export function indexPage(
  village: WholeVillage,
  pictures: number,
  { county, reason, words }: { county: string; reason: string; words: string },
): string {
  const rows = [...village.sheets.map(({ name, count }) => [name, count] as const), ['pictures', pictures] as const];
  const roster = `<tr><td>${escaped(bothWords('cli.village.sheet.roster'))}: <a href="roster.xlsx">roster.xlsx</a> <a href="roster.csv">roster.csv</a></td><td>${village.people}</td></tr>`;
  const list = rows
    .map(([name, n]) => `<tr><td><a href="${name}.html">${escaped(sheetWord(name))}</a></td><td>${n}</td></tr>`)
    .join('');
  const why = `${bothWords(`cli.village.reason.${reason}`)}: ${words}`;
  return page(
    village,
    county,
    `<p>${escaped(sentenceIn('zh', 'cli.village.text'))}</p><p>${escaped(sentenceIn('en', 'cli.village.text'))}</p><table>${list}${roster}</table><p>${escaped(why)}</p>`,
  );
}

export const readMe = (village: WholeVillage, lang: 'zh' | 'en'): string =>
  `${village.name}\r\n\r\n${sentenceIn(lang, 'cli.village.readme').replaceAll('\n', '\r\n')}\r\n\r\n${markLine(village)}\r\n`;
