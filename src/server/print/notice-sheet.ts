// Draws the notice of what is to be put right at a place: what was found, by when, with its pictures, and room to write what was done.
import { draw, type Lines, mm, type SheetLang, type SheetMark, speaker } from './sheet.ts';

export interface NoticePaper {
  readonly spot: string;
  readonly place: string;
  readonly number: number | null;
  /** What is wrong, in the words of the matter. */
  readonly text: string;
  /** Who is to put it right, and who looked. */
  readonly to: string;
  readonly from: string;
  readonly foundOn: Date;
  readonly by: Date | null;
  /** JPEG or PNG. */
  readonly pictures: readonly { readonly mime: string; readonly bytes: Uint8Array }[];
  readonly lang: SheetLang;
  readonly mark?: SheetMark;
}

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

const cell = (text: string, bold = false): object => ({
  text,
  bold,
  fontSize: 11,
  margin: [3, 5, 3, 5],
  lineHeight: 1.3,
});
const hair: Lines = { line: 0.5, color: '#555555' };

/** As they were taken, two beside each other. */
function picturesBelow(title: string, pictures: NoticePaper['pictures']): object[] {
  if (pictures.length === 0) return [];
  const columns = pictures.map(({ mime, bytes }) => ({
    image: `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`,
    fit: [mm(80), mm(62)],
  }));
  const head = { text: title, bold: true, fontSize: 11, margin: [0, 12, 0, 4] };
  return [head, { columns, columnGap: mm(4) }];
}

/** A line to write on by hand. */
const lineFor = (label: string): object => ({
  columns: [
    { width: 'auto', text: label, fontSize: 11 },
    {
      width: '*',
      canvas: [{ type: 'line', x1: 6, y1: 13, x2: mm(110), y2: 13, lineWidth: 0.5, lineColor: '#555555' }],
    },
  ],
  margin: [0, 12, 0, 0],
});

/** ENV-7 */
export function drawNotice(paper: NoticePaper): Promise<Uint8Array> {
  const say = speaker(paper.lang);
  const dayWord = (at: Date): string => {
    const [year = '', month = 0, date = 0] = day.format(at).split('-').map(Number);
    return say('print.agreement.day', { year, month, day: date });
  };
  const rows: readonly (readonly [string, string])[] = [
    [say('print.notice.place'), `${paper.place} ${paper.spot}`],
    [say('print.notice.foundOn'), dayWord(paper.foundOn)],
    [say('print.notice.wrong'), paper.text],
    [say('print.notice.by'), paper.by === null ? say('print.notice.soon') : dayWord(paper.by)],
    [say('print.notice.from'), paper.from],
  ];
  const content = [
    { text: say('print.notice.title'), bold: true, fontSize: 19, alignment: 'center', margin: [0, 0, 0, 10] },
    {
      columns: [
        { text: say('print.notice.to', { office: paper.to }), fontSize: 12, bold: true },
        {
          text: say('print.agreement.number', { number: paper.number ?? '' }),
          fontSize: 9.5,
          alignment: 'right',
        },
      ],
      margin: [0, 0, 0, 8],
    },
    {
      table: { widths: [mm(34), '*'], body: rows.map(([label, value]) => [cell(label, true), cell(value)]) },
      layout: hair,
    },
    ...picturesBelow(say('print.notice.pictures'), paper.pictures),
    { text: say('print.notice.text'), fontSize: 10.5, lineHeight: 1.4, margin: [0, 12, 0, 0] },
    { unbreakable: true, stack: (['done', 'who', 'seen'] as const).map((one) => lineFor(say(`print.notice.${one}`))) },
  ];
  return draw({
    pageMargins: [mm(22), mm(20), mm(22), mm(18)],
    title: say('print.notice.title'),
    lang: paper.lang,
    content,
    ...(paper.mark ? { mark: paper.mark } : {}),
  });
}
