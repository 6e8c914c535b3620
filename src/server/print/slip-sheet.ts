// Draws a slip to enrol (开通条): whose code it is, what it opens, until when, and how to use it; to be cut off and handed over in person.
import { qrPath } from '../door/icons.ts';
import type { InvitationPurpose } from '../session.ts';
import { draw, mm, type SheetLang, type SheetMark, speaker } from './sheet.ts';

export interface Slip {
  readonly county: string;
  readonly name: string;
  readonly purpose: InvitationPurpose;
  readonly code: string;
  readonly until: string;
  /** Where it is used; null where the county has no address yet. */
  readonly address: string | null;
  readonly lang: SheetLang;
  readonly mark: SheetMark;
}

function qrSvg(text: string): { svg: string; width: number; fit: [number, number] } {
  const { size, d } = qrPath(text, 'M');
  const whole = size + 8;
  const width = mm(42);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${whole} ${whole}"><path d="${d}" stroke="#000000" stroke-width="1" fill="none"/></svg>`;
  return { svg, width, fit: [width, width] };
}

/** The upper third of the page. */
export function drawSlip({ county, name, purpose, code, until, address, lang, mark }: Slip): Promise<Uint8Array> {
  const say = speaker(lang);
  const line = (text: string): object => ({ text, fontSize: 11, margin: [0, 3, 0, 0] });
  const words = [
    { text: `${county}　${say('print.slip.title')}`, fontSize: 12 },
    { text: say('print.slip.for', { name }), bold: true, fontSize: 17, margin: [0, 4, 0, 0] },
    line(say(`print.slip.opens.${purpose}`)),
    { text: code, bold: true, fontSize: 28, characterSpacing: 2, margin: [0, 6, 0, 2] },
    line(say('print.slip.until', { until })),
    line(say(address === null ? 'print.slip.typed' : 'print.slip.how', { address: address?.split('#')[0] ?? '' })),
    { text: say('print.slip.once'), bold: true, fontSize: 11, margin: [0, 6, 0, 0] },
  ];
  const columns = [{ width: '*', stack: words }, ...(address === null ? [] : [qrSvg(address)])];
  return draw({
    pageMargins: [mm(18), mm(14), mm(18), mm(16)],
    title: say('print.slip.title'),
    lang,
    mark,
    content: [
      { columns, columnGap: mm(6) },
      {
        canvas: [
          {
            type: 'line',
            x1: 0,
            y1: 12,
            x2: mm(174),
            y2: 12,
            dash: { length: 4 },
            lineWidth: 0.6,
            lineColor: '#7c888f',
          },
        ],
      },
      { text: say('print.slip.cut'), fontSize: 8.5, color: '#59656c', alignment: 'center', margin: [0, 4, 0, 0] },
    ],
  });
}
