// Draws the paper of an errand: the mandate to sign, the receipt of every paper handed over, and the steps; numbers are written by hand.
import { findErrandKind } from '#modules/errand/kinds/errands.ts';
import type { Errand, Paper } from '#modules/errand/model.ts';
import { draw, type Lines, mm, type Say, type SheetLang, type SheetMark, speaker } from './sheet.ts';

export interface ErrandPaper {
  readonly errand: Errand;
  /** Whom it is for, and where the home is. */
  readonly who: string;
  readonly place: string;
  readonly officeName: (id: string) => string;
  readonly lang: SheetLang;
  readonly mark?: SheetMark;
}

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const fewestRows = 4;
const hair: Lines = { line: 0.5, color: '#555555' };
const cell = (text: string, bold = false): object => ({
  text,
  bold,
  fontSize: 10.5,
  margin: [3, 4, 3, 4],
  lineHeight: 1.25,
});
const head = (text: string): object => ({ text, bold: true, fontSize: 13, margin: [0, 14, 0, 6] });
const table = (widths: readonly (number | string)[], body: readonly (readonly string[])[], bold = true): object => ({
  table: {
    widths: [...widths],
    headerRows: 1,
    dontBreakRows: true,
    body: body.map((row, at) => row.map((text) => cell(text, bold && at === 0))),
  },
  layout: hair,
});

function dayWord(say: Say, at: number | null): string {
  if (at === null) return '';
  const [year = '', month = 0, date = 0] = day.format(at).split('-').map(Number);
  return say('print.agreement.day', { year, month, day: date });
}

/** Lines to sign on, two beside each other. */
const signs = (labels: readonly string[]): object => ({
  unbreakable: true,
  columns: labels.map((label) => ({
    stack: [
      { text: label, fontSize: 10.5 },
      { canvas: [{ type: 'line', x1: 0, y1: 26, x2: mm(70), y2: 26, lineWidth: 0.5, lineColor: '#555555' }] },
    ],
  })),
  columnGap: mm(8),
  margin: [0, 12, 0, 0],
});

function receiptRows(paper: ErrandPaper, say: Say): string[][] {
  const kind = findErrandKind(paper.errand.kind);
  const nameOf = ({ code, name }: Paper): string => {
    const listed = kind?.papers.find((one) => one.code === code);
    return listed ? (paper.lang === 'en' ? listed.en : listed.zh) : name;
  };
  const rows = paper.errand.papers.map((one) => [
    nameOf(one),
    say(one.lent ? 'print.errand.lent' : 'print.errand.stays'),
    dayWord(say, one.takenAt),
    one.lent ? dayWord(say, one.backAt) : '—',
    '',
  ]);
  // Room for what is handed over after it was printed.
  while (rows.length < fewestRows) rows.push(['', '', '', '', '']);
  return [
    [
      say('print.errand.paper'),
      say('print.errand.how'),
      say('print.errand.taken'),
      say('print.errand.back'),
      say('print.errand.sign'),
    ],
    ...rows,
  ];
}

/** ERRAND-16 */
export function drawErrand(paper: ErrandPaper): Promise<Uint8Array> {
  const say = speaker(paper.lang);
  const { errand } = paper;
  const kind = findErrandKind(errand.kind);
  const own = (one: { readonly zh: string; readonly en: string } | undefined): string =>
    one === undefined ? '' : paper.lang === 'en' ? one.en : one.zh;
  const carrier = paper.officeName(errand.holder);
  const mandate: readonly (readonly [string, string])[] = [
    [say('print.errand.who'), `${paper.who}    ${paper.place}`],
    [say('print.errand.number'), ''],
    [say('print.errand.carrier'), carrier],
    [say('print.errand.what'), [own(kind), errand.words].filter(Boolean).join('  ')],
  ];
  const steps = (kind?.steps ?? []).map((one, at) => [
    String(at + 1),
    own(one),
    paper.lang === 'en' ? one.atEn : one.atZh,
    one.self ? say('print.errand.self') : '',
  ]);
  const content = [
    { text: say('print.errand.title'), bold: true, fontSize: 18, alignment: 'center' },
    head(say('print.errand.mandate')),
    {
      table: { widths: [mm(38), '*'], body: mandate.map(([label, value]) => [cell(label, true), cell(value)]) },
      layout: hair,
    },
    { text: say('print.errand.text'), fontSize: 10, lineHeight: 1.35, margin: [0, 8, 0, 0] },
    signs([say('print.errand.signHome'), say('print.errand.signCarrier')]),
    head(say('print.errand.receipt')),
    table([mm(42), mm(23), mm(31), mm(31), '*'], receiptRows(paper, say)),
    head(say('print.errand.steps')),
    table([mm(8), '*', mm(46), mm(20)], steps, false),
  ];
  return draw({
    pageMargins: [mm(20), mm(16), mm(20), mm(14)],
    title: say('print.errand.title'),
    lang: paper.lang,
    content,
    ...(paper.mark ? { mark: paper.mark } : {}),
  });
}
