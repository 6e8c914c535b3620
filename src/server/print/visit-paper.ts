// Draws the sheet for the visits of a grid: a line for each door, what can be circled in each column, and room for a sentence. Nobody's name stands on it.
import { sheetFields } from '#modules/visit/kinds/sheet.ts';
import type { VisitSheet } from '#modules/visit/model.ts';
import { draw, type Lines, mm, type Say, type SheetLang, type SheetMark, speaker } from './sheet.ts';

export interface VisitPaper {
  readonly sheet: VisitSheet;
  readonly lang: SheetLang;
  readonly mark: SheetMark;
}

const hair: Lines = { line: 0.5, color: '#59656c', pad: [3, 4] };
/** By the key of the column; what stands in it fits at a size that is read by daylight. */
const widths = [13, 27, 22, 22, 22, 29, 37] as const;

const word = (one: { readonly zh: string; readonly en: string }, lang: SheetLang): string =>
  lang === 'en' ? one.en : one.zh;
/** Its answers have names too long to stand on every line: they are told once, below. */
const policy = sheetFields[1];

function linesOf({ sheet, lang }: VisitPaper, say: Say): object {
  const heads = [
    say('print.visits.door'),
    say('print.visits.day'),
    ...sheetFields.map((field) => `${field.key} ${word(field, lang)}`),
    say('print.visits.note'),
  ];
  const choices = sheetFields.map((field) =>
    field === policy
      ? field.answers.map(({ key }) => key).join('  ')
      : field.answers.map((answer) => `${answer.key}${lang === 'en' ? ' ' : ''}${word(answer, lang)}`).join('\n'),
  );
  const line = (door: string): object[] => [
    { text: door, bold: true, fontSize: 12 },
    { text: '' },
    ...choices.map((text) => ({ text, fontSize: 8.5, color: '#333333' })),
    { text: '' },
  ];
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [mm(18), mm(14), ...widths.map((one) => mm(one) - 6), '*'],
      body: [
        heads.map((text) => ({ text, bold: true, fontSize: 9.5, fillColor: '#e8eef2' })),
        ...sheet.homes.map(({ door }) => line(door)),
      ],
    },
    layout: hair,
  };
}

/** VISIT-19 */
export function drawVisitSheet(paper: VisitPaper): Promise<Uint8Array> {
  const { sheet, lang, mark } = paper;
  const say = speaker(lang);
  const policies = (policy?.answers ?? []).map((one) => `${one.key} ${word(one, lang)}`).join('  ');
  const content = [
    {
      columns: [
        { width: '*', text: say('print.visits.month'), fontSize: 11 },
        { width: 'auto', text: say('print.visits.title'), bold: true, fontSize: 18 },
        { width: '*', text: say('print.visits.worker'), fontSize: 11, alignment: 'right' },
      ],
    },
    {
      text: say('print.visits.where', { place: sheet.place, grid: sheet.name }),
      fontSize: 12,
      alignment: 'center',
      margin: [0, 2, 0, 4],
    },
    { text: say('print.visits.how'), fontSize: 10, margin: [0, 0, 0, 4] },
    linesOf(paper, say),
    {
      unbreakable: true,
      margin: [0, 6, 0, 0],
      fontSize: 10,
      stack: [
        say('print.visits.policies', { list: policies }),
        { text: say('print.visits.danger'), bold: true, margin: [0, 3, 0, 0] },
      ],
    },
  ];
  const pageMargins = [mm(12), mm(12), mm(12), mm(15)];
  return draw({ across: true, pageMargins, title: say('print.visits.title'), lang, mark, content });
}
