// Draws a public list as a poster for the village's board: A4 or A3, its lines, until when one may object, and how.
import { qrPath } from '../door/icons.ts';
import { draw, type Lines, mm, type Say, type SheetLang, speaker } from './sheet.ts';

export interface Poster {
  readonly size: 'A4' | 'A3';
  readonly title: string;
  readonly basis: string;
  readonly office: string;
  readonly phone: string;
  readonly supervisionPhone: string;
  readonly area: string;
  readonly from: Date;
  /** The last day. */
  readonly to: Date;
  readonly rows: readonly {
    readonly name: string;
    readonly group: string;
    readonly item: string;
    readonly amount: string;
  }[];
  /** The page of this list; none where the county has no address yet. */
  readonly address: string | null;
  readonly lang: SheetLang;
}

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const hair: Lines = { line: 0.5, color: '#555555' };

function qrSvg(text: string, side: number): { svg: string; width: number } {
  const { size, d } = qrPath(text, 'M');
  const whole = size + 8;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${whole} ${whole}"><path d="${d}" stroke="#000000" stroke-width="1" fill="none"/></svg>`;
  return { svg, width: mm(side) };
}

/** How big this sheet is drawn, and its words with the facts of the list. */
interface Drawing {
  readonly say: Say;
  readonly big: number;
  readonly facts: Readonly<Record<string, string>>;
}

function drawingOf(poster: Poster): Drawing {
  const say = speaker(poster.lang);
  const dayWord = (at: Date): string => {
    const [year = '', month = 0, date = 0] = day.format(at).split('-').map(Number);
    return say('print.agreement.day', { year, month, day: date });
  };
  const { office, phone, supervisionPhone: supervision } = poster;
  const facts = { from: dayWord(poster.from), to: dayWord(poster.to), office, phone, supervision };
  // A3 is read from two steps away: everything grows with the sheet.
  return { say, big: poster.size === 'A3' ? 1.4 : 1, facts };
}

/** Its head is drawn again on each page. */
function linesOf(poster: Poster, { say, big }: Drawing): object {
  const margin = [2, 3 * big, 2, 3 * big];
  const cell = (text: string, bold = false): object => ({ text, bold, fontSize: 11 * big, margin });
  const heads = (['no', 'name', 'group', 'item', 'amount'] as const).map((one) => say(`print.poster.${one}`));
  const body = [
    heads.map((head) => cell(head, true)),
    ...poster.rows.map((row, place) =>
      [String(place + 1), row.name, row.group, row.item, row.amount].map((text) => cell(text)),
    ),
  ];
  const widths = ['auto', 'auto', 'auto', '*', 'auto'];
  return { table: { headerRows: 1, dontBreakRows: true, widths, body }, layout: hair };
}

/** Until when and how to object; the QR leads to the list itself. */
function channelOf(poster: Poster, { say, big, facts }: Drawing): object {
  const said = (text: string): object => ({ text, fontSize: 11 * big });
  const stack = [
    { text: say('print.poster.object', facts), bold: true, fontSize: 13 * big, margin: [0, 0, 0, 4] },
    ...(poster.phone === '' ? [] : [said(say('print.poster.phone', facts))]),
    ...(poster.supervisionPhone === '' ? [] : [said(say('print.poster.supervision', facts))]),
    said(say(poster.address === null ? 'print.poster.desk' : 'print.poster.scan', facts)),
    said(say('print.poster.quiet')),
  ];
  const words = { width: '*', stack };
  const margin = [0, 12 * big, 0, 0];
  if (poster.address === null) return { unbreakable: true, margin, columns: [words] };
  const { svg, width } = qrSvg(poster.address, 34 * big);
  return { unbreakable: true, margin, columns: [{ svg, fit: [width, width], width: width + mm(4) }, words] };
}

/** PUBLICITY-1: what the list itself holds, the channel to object, and nothing else. */
export function drawPoster(poster: Poster): Promise<Uint8Array> {
  const drawing = drawingOf(poster);
  const { say, big, facts } = drawing;
  const small = { fontSize: 11 * big, lineHeight: 1.3 };
  const content = [
    { text: poster.title, bold: true, fontSize: 22 * big, alignment: 'center', margin: [0, 0, 0, 8 * big] },
    { text: `${say('print.poster.basis')}${poster.basis}`, ...small },
    { text: say('print.poster.span', facts), ...small, margin: [0, 0, 0, 8 * big] },
    linesOf(poster, drawing),
    channelOf(poster, drawing),
    { text: `${poster.office}\n${facts['from']}`, alignment: 'right', fontSize: 11 * big, margin: [0, 10 * big, 0, 0] },
  ];
  const pageMargins = [mm(18), mm(16), mm(18), mm(16)];
  return draw({ pageSize: poster.size, pageMargins, title: poster.title, lang: poster.lang, content });
}
