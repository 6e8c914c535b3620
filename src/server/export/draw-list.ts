// A list as a spreadsheet or on paper, with the mark of who took it out in every place where such a file can carry one.
import writeSheet from 'write-excel-file/node';
import { findCategory } from '#modules/case/kinds/categories.ts';
import { draw, mm, type Say, type SheetLang, speaker } from '../print/sheet.ts';
import type { ListKind, Mark } from './let-out.ts';
import type { Cell, ListShape } from './lists.ts';

export interface DrawnList {
  readonly what: ListKind;
  readonly shape: ListShape;
  readonly rows: readonly (readonly Cell[])[];
  readonly mark: Mark;
  readonly lang: SheetLang;
}

const offset = 8 * 3_600_000;
/** Beijing time. */
const moment = (at: Date | number): string =>
  new Date(Number(at) + offset).toISOString().slice(0, 16).replace('T', ' ');

/** `who, office, time, what for, number of the log` in one line. */
export function markLine(mark: Mark, lang: SheetLang): string {
  const say = speaker(lang);
  const { office, person, words } = mark;
  const reason = say(`print.let-out.reason.${mark.reason}`);
  const facts = { office, person, time: moment(mark.at), reason: [reason, words].filter(Boolean).join('：') };
  return say('print.let-out.mark', { ...facts, number: mark.id.slice(-12) });
}

function spoken(key: string, cell: Cell, { say, lang }: { say: Say; lang: SheetLang }): string {
  if (cell === null) return '';
  if (cell instanceof Date) return moment(cell);
  const text = String(cell);
  const category = key === 'category' ? findCategory(text) : undefined;
  if (category) return `${text} ${lang === 'en' ? category.en : category.zh}`;
  return key === 'state' ? say(`print.let-out.state.${text as 'reported'}`) : text;
}

/** What a person typed, as XML takes it: signs that it knows no way to write are left out. */
const escaped = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

const core = ({ person, at }: Mark, title: string, line: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(person)}</dc:creator><dc:description>${escaped(line)}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${new Date(at).toISOString()}</dcterms:created></cp:coreProperties>`;

const coreType =
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>';
const coreLink =
  '<Relationship Id="rIdCore" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>';

function drawWorkbook({ mark }: DrawnList, { title, heads, rows, line }: Table): Promise<Buffer> {
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
  // Beside the last row of the sheet: whoever opens the file elsewhere sees at once where it comes from.
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
    [heads.map(bold), ...cells, [{ value: line, type: String }]],
    { columns: heads.map(() => ({ width: 18 })) },
    { features: [properties] },
  ).toBuffer();
}

interface Table {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly line: string;
}

const drawPaper = ({ lang, mark }: DrawnList, { title, heads, rows, line }: Table): Promise<Uint8Array> =>
  draw({
    pageMargins: [mm(15), mm(15), mm(15), mm(18)],
    title,
    lang,
    mark: { line, person: mark.person, across: true },
    content: [
      { text: title, bold: true, fontSize: 16, margin: [0, 0, 0, 8] },
      {
        table: {
          headerRows: 1,
          widths: heads.map(() => '*'),
          body: [heads.map((text) => ({ text, bold: true })), ...rows.map((row) => row.map((text) => ({ text })))],
        },
        fontSize: 10,
        layout: 'lightHorizontalLines',
      },
    ],
  });

export function drawList(list: DrawnList): Promise<Uint8Array> {
  const { what, shape, lang, mark } = list;
  const say = speaker(lang);
  const table: Table = {
    title: say(`print.let-out.${what}`),
    heads: shape.columns.map(({ key }) => say(`print.let-out.column.${key as 'door'}`)),
    rows: list.rows.map((row) => row.map((cell, at) => spoken(shape.columns[at]?.key ?? '', cell, { say, lang }))),
    line: markLine(mark, lang),
  };
  return mark.format === 'xlsx' ? drawWorkbook(list, table) : drawPaper(list, table);
}
