// A list as a spreadsheet and as plain text, row by row as the rows come (HOME-25): text stays text, days are days, nothing is a formula, and the last row says who took it out.
import type { Mark } from './let-out.ts';
import { type Cell, read, text, wallClock } from './spell.ts';
import { zipPieces } from './zip-pieces.ts';

export interface ListSheet {
  readonly title: string;
  readonly heads: readonly string[];
  /** Of each column, in signs. */
  readonly widths: readonly number[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** Below the last row: whoever opens the file elsewhere sees at once where it comes from. */
  readonly line: string;
}

/** What a person typed, as XML takes it: signs that a cell cannot hold are spaces, and what reads like such a sign written out is kept as it is. */
const escaped = (said: string): string =>
  said
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, ' ')
    .replaceAll(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replaceAll(/[&<>"\r]/g, (sign) => `&#${sign.codePointAt(0)};`);

const top = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const openXml = 'http://schemas.openxmlformats.org';
const main = `xmlns="${openXml}/spreadsheetml/2006/main"`;
const linked = `${openXml}/officeDocument/2006/relationships`;
const packaged = `${openXml}/package/2006`;
const kindOf = (part: string): string => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`;

const types = `${top}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kindOf('sheet.main')}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kindOf('worksheet')}"/><Override PartName="/xl/styles.xml" ContentType="${kindOf('styles')}"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
const links = `${top}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${linked}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
const bookLinks = `${top}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${linked}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${linked}/styles" Target="styles.xml"/></Relationships>`;
const book = (title: string): string =>
  `${top}<workbook ${main} xmlns:r="${linked}"><sheets><sheet name="${escaped(title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const core = ({ person, at }: Pick<Mark, 'person' | 'at'>, { title, line }: ListSheet): string =>
  `${top}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(person)}</dc:creator><dc:description>${escaped(line)}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${new Date(at).toISOString()}</dcterms:created></cp:coreProperties>`;

/** By the place in `styles`. A text is a text also when somebody types over it. */
const styleOf = { text: 1, number: 2, day: 3, moment: 4, head: 5, line: 6 } as const;
const aligned = (format: number, wrap = ''): string =>
  `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"${wrap}/></xf>`;
const styles = `${top}<styleSheet ${main}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${aligned(49, ' wrapText="1"')}${aligned(0)}${aligned(164)}${aligned(165)}<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** 0 → A, 27 → AB. */
const letters = (at: number): string =>
  (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

const textCell = (place: string, said: string, style: number): string =>
  said === ''
    ? ''
    : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(said)}</t></is></c>`;
/** Days since the eve of 1900, as spreadsheets count them. */
const serial = (at: Date): number => (at.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000;

function cellAt(place: string, cell: Cell): string {
  if (cell.is === 'text') return textCell(place, cell.text, styleOf.text);
  const value = cell.is === 'number' ? cell.n : serial(wallClock(cell));
  return Number.isFinite(value) ? `<c r="${place}" s="${styleOf[cell.is]}"><v>${value}</v></c>` : '';
}

async function* sheetXml({ heads, widths, rows, line }: ListSheet): AsyncGenerator<string> {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  yield `${top}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  let n = 1;
  const row = (cells: readonly string[]): string => `<row r="${n++}">${cells.join('')}</row>`;
  yield row(heads.map((said, at) => textCell(`${letters(at)}${n}`, said, styleOf.head)));
  for await (const cells of rows) yield row(cells.map((cell, at) => cellAt(`${letters(at)}${n}`, cell)));
  yield row([textCell(`A${n}`, line, styleOf.line)]);
  yield '</sheetData><pageSetup paperSize="9" orientation="landscape"/></worksheet>';
}

export const workbookPieces = (mark: Pick<Mark, 'person' | 'at'>, sheet: ListSheet): AsyncGenerator<Buffer> =>
  zipPieces([
    { name: '[Content_Types].xml', text: [types] },
    { name: '_rels/.rels', text: [links] },
    { name: 'docProps/core.xml', text: [core(mark, sheet)] },
    { name: 'xl/workbook.xml', text: [book(sheet.title)] },
    { name: 'xl/_rels/workbook.xml.rels', text: [bookLinks] },
    { name: 'xl/styles.xml', text: [styles] },
    { name: 'xl/worksheets/sheet1.xml', text: sheetXml(sheet) },
  ]);

/** HOME-25: what a spreadsheet would take for a formula, or round to fifteen digits, or lose a nought of: it is marked as text, as such programs do it themselves. */
const takenWrong = /^[\s]*[=+\-@＝＋－＠\t\r]|^0\d|^\d{12,}$/;
const quoted = (said: string): string => (/[",\r\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said);
const plain = (cell: Cell): string => {
  const said = read(cell);
  return quoted(cell.is === 'text' && takenWrong.test(said) ? `'${said}` : said);
};

/** UTF-8 with the mark of it, without which Excel reads Chinese as something else; lines end as RFC 4180 has them. */
export async function* plainTextPieces({ heads, rows, line }: ListSheet): AsyncGenerator<Buffer> {
  let kept = `\uFEFF${heads.map(quoted).join(',')}\r\n`;
  for await (const row of rows) {
    kept += `${row.map(plain).join(',')}\r\n`;
    if (kept.length < 32_768) continue;
    yield Buffer.from(kept, 'utf8');
    kept = '';
  }
  yield Buffer.from(`${kept}${plain(text(line))}\r\n`, 'utf8');
}
