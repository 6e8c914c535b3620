// A ledger on paper: A4 or A3 laid across, its head on every page, no row on two of them, and room for names and the seal.
import { draw, type Lines, mm, type Say, type SheetLang, speaker } from '../print/sheet.ts';
import type { Table } from './draw-list.ts';
import type { Mark } from './let-out.ts';
import { type Cell, read } from './spell.ts';

const side = 15;
const hair: Lines = { line: 0.5, color: '#59656c', pad: [4, 3] };

/** A3 is A4 and two fifths more each way: the columns grow with it, the letters a little. */
const sizes = { A4: { grow: 1, letter: 9.5 }, A3: { grow: 420 / 297, letter: 11.5 } } as const;
export type PaperSize = keyof typeof sizes;

const numberWidth = 11;

function tableOf({ heads, rows, columns }: Table, say: Say, { grow, letter }: (typeof sizes)[PaperSize]): object {
  const cellOf = (cell: Cell): object => ({
    text: read(cell),
    ...(cell.is === 'text' ? {} : { alignment: cell.is === 'number' ? 'right' : 'left' }),
  });
  const head = [say('print.ledger.no'), ...heads].map((text) => ({ text, bold: true, fillColor: '#e8eef2' }));
  const body = rows.map((row, at) => [{ text: String(at + 1), alignment: 'right' }, ...row.map(cellOf)]);
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [
        mm(numberWidth * grow),
        ...columns.map(({ width }) => (width === undefined ? '*' : mm(width * grow) - 9)),
      ],
      body: [head, ...body],
    },
    fontSize: letter,
    layout: hair,
  };
}

/** Who answers for it signs by hand; the seal goes over the name of the unit. */
const signedBelow = (unit: string, say: Say, letter: number): object => ({
  unbreakable: true,
  margin: [0, 14, 0, 0],
  fontSize: letter + 0.5,
  columns: [
    { width: '*', text: say('print.ledger.signMaker') },
    { width: '*', text: say('print.ledger.signAnswer') },
    {
      width: mm(70),
      stack: [
        { text: unit, alignment: 'center' },
        { text: say('print.ledger.seal'), alignment: 'center', color: '#59656c' },
        { text: say('print.ledger.signDay'), alignment: 'center', margin: [0, mm(16), 0, 0] },
      ],
    },
  ],
});

/** HOME-24 */
export function drawPaper(
  mark: Mark,
  table: Table,
  { lang, size }: { readonly lang: SheetLang; readonly size: PaperSize },
): Promise<Uint8Array> {
  const say = speaker(lang);
  const look = sizes[size];
  const { title, part, line, rows } = table;
  const day = new Date(mark.at + 8 * 3_600_000).toISOString().slice(0, 10);
  const facts = [
    say('print.ledger.unit', { unit: mark.office }),
    say('print.ledger.maker', { person: mark.person }),
    say('print.ledger.day', { day }),
    part,
    say('print.ledger.rows', { n: rows.length }),
  ];
  return draw({
    pageSize: size,
    across: true,
    pageMargins: [mm(side), mm(side), mm(side), mm(18)],
    title,
    lang,
    mark: { line, person: mark.person, across: true },
    foot: say('print.ledger.page', { page: '{page}', all: '{all}' }),
    content: [
      { text: title, bold: true, fontSize: look.letter * 1.9, alignment: 'center', margin: [0, 0, 0, 6] },
      { text: facts.filter((one) => one !== '').join('    '), fontSize: look.letter, margin: [0, 0, 0, 6] },
      tableOf(table, say, look),
      signedBelow(mark.office, say, look.letter),
    ],
  });
}
