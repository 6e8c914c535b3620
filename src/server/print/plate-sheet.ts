// Draws sheets of door plates: A4, eight to a page, QR 40 mm, to be cut and nailed up. No resident's name stands on them.
import { qrPath } from '../door/icons.ts';
import { draw, type Lines, mm, type Say, type SheetLang, speaker } from './sheet.ts';

export interface DoorPlate {
  readonly village: string;
  readonly door: string;
  /** What the QR says: the address with the home's random code. */
  readonly address: string;
  /** The eight typed signs. */
  readonly short: string;
  readonly phone: string;
}

const columns = 2;
const rows = 4;
const cut: Lines = { line: 0.4, color: '#7c888f', dash: 3 };

/** Level Q: a quarter may be scratched or faded. The code is 40 mm wide, its quiet zone of four modules comes on top. */
function qrSvg(text: string): { svg: string; width: number } {
  const { size, d } = qrPath(text, 'Q');
  const whole = size + 8;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${whole} ${whole}"><path d="${d}" stroke="#000000" stroke-width="1" fill="none"/></svg>`;
  return { svg, width: mm((40 * whole) / size) };
}

function plateCell(say: Say, plate: DoorPlate | undefined): object {
  if (!plate) return { text: '' };
  const short = `${plate.short.slice(0, 4)} ${plate.short.slice(4)}`;
  const facts = { village: plate.village, phone: plate.phone };
  const { svg, width } = qrSvg(plate.address);
  const lines = [
    { text: plate.village, fontSize: 14, bold: true },
    { text: plate.door, fontSize: 30, bold: true, lineHeight: 1 },
    { text: say('print.plates.scan', facts), fontSize: 10, margin: [0, 2, 0, 6] },
    { text: short, fontSize: 17, bold: true, characterSpacing: 1 },
    { text: say('print.plates.type', facts), fontSize: 9, margin: [0, 0, 0, 6] },
    plate.phone === '' ? '' : { text: say('print.plates.phone', facts), fontSize: 10, bold: true },
  ];
  return {
    columns: [
      { width, svg, fit: [width, width], margin: [0, mm(6), 0, 0] },
      { width: '*', stack: lines, margin: [0, mm(9), 0, 0] },
    ],
  };
}

/** Eight plates as a table of fixed height, so that the cut lines are the same on every sheet. */
function sheet(say: Say, plates: readonly DoorPlate[], first: boolean): object {
  const body = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => plateCell(say, plates[row * columns + column])),
  );
  const widths = Array.from({ length: columns }, () => mm(92));
  return { table: { widths, heights: mm(64), body }, layout: cut, ...(first ? {} : { pageBreak: 'before' }) };
}

/** The PDF of all plates in the order given. Fonts are embedded as subsets; nothing is read or fetched but the two fonts. */
export async function drawPlates(plates: readonly DoorPlate[], village: string, lang: SheetLang): Promise<Uint8Array> {
  const say = speaker(lang);
  const perPage = columns * rows;
  const pages = Math.ceil(plates.length / perPage);
  const content = Array.from({ length: pages }, (_, page) =>
    sheet(say, plates.slice(page * perPage, (page + 1) * perPage), page === 0),
  );
  return draw({
    pageMargins: [mm(11), mm(12), mm(11), mm(12)],
    title: say('print.plates.title', { village }),
    lang,
    content,
    foot: say('print.plates.page', { page: '{page}', pages: '{all}' }),
  });
}
