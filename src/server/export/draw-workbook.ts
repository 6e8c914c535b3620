// A ledger as a spreadsheet and as plain text (HOME-25): text stays text, days are days, nothing is a formula, and the last row says who took it out.
import writeSheet from 'write-excel-file/node';
import type { Table } from './draw-list.ts';
import type { Mark } from './let-out.ts';
import { type Cell, read, text, wallClock } from './spell.ts';

/** What a person typed, as XML takes it: signs that it knows no way to write are left out. */
const escaped = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

const core = ({ person, at }: Mark, title: string, line: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(person)}</dc:creator><dc:description>${escaped(line)}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${new Date(at).toISOString()}</dcterms:created></cp:coreProperties>`;

const coreType =
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>';
const coreLink =
  '<Relationship Id="rIdCore" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>';

/** Signs that a cell of a spreadsheet cannot hold: everything below the space but the ends of lines. */
const storable = (text: string): string => text.replaceAll(/(?![\t\n\r])\p{Cc}/gu, ' ');

const typed = (cell: Cell): object =>
  cell.is === 'text'
    ? { value: storable(cell.text), type: String, wrap: true, alignVertical: 'top' }
    : cell.is === 'number'
      ? { value: cell.n, type: Number, alignVertical: 'top' }
      : {
          value: wallClock(cell),
          type: Date,
          format: cell.is === 'day' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm',
          alignVertical: 'top',
        };

/** About as many signs as the column is wide on paper; text that has no width takes the rest. */
const signsOf = (width: number | undefined): number => Math.max(10, Math.round((width ?? 70) / 2));

export function drawWorkbook(mark: Mark, { title, heads, rows, line, columns }: Table): Promise<Buffer> {
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, backgroundColor: '#e8eef2' });
  const properties = {
    files: {
      transform: {
        '[Content_Types].xml': { insert: () => coreType },
        '_rels/.rels': { insert: () => coreLink },
      },
      write: { files: () => ({ 'docProps/core.xml': core(mark, title, line) }) },
    },
  };
  return writeSheet(
    // Below the last row of the sheet: whoever opens the file elsewhere sees at once where it comes from.
    [heads.map(bold), ...rows.map((row) => row.map(typed)), [{ value: storable(line), type: String }]],
    {
      sheet: title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      orientation: 'landscape',
      stickyRowsCount: 1,
      columns: columns.map(({ width }) => ({ width: signsOf(width) })),
    },
    { features: [properties] },
  ).toBuffer();
}

/** HOME-25: what a spreadsheet would take for a formula, or round to fifteen digits, or lose a nought of: it is marked as text, as such programs do it themselves. */
const takenWrong = /^[\s]*[=+\-@＝＋－＠\t\r]|^0\d|^\d{12,}$/;
const quoted = (said: string): string => (/[",\r\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said);
const plain = (cell: Cell): string => {
  const said = read(cell);
  return quoted(cell.is === 'text' && takenWrong.test(said) ? `'${said}` : said);
};

/** UTF-8 with the mark of it, without which Excel reads Chinese as something else; lines end as RFC 4180 has them. */
export function drawPlainText({ heads, rows, line }: Table): Buffer {
  const lines = [heads.map(quoted), ...rows.map((row) => row.map(plain)), [plain(text(line))]];
  return Buffer.from(`\uFEFF${lines.map((one) => one.join(',')).join('\r\n')}\r\n`, 'utf8');
}
