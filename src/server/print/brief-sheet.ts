// Draws a brief (简报): one page of figures with their wholes, charts as lines and areas, and the rule that hides what is too few.
import { fewest, rowKeys } from '#modules/measure/kinds/figures.ts';
import type { Brief, CommonFact, Figure, Overview } from '#modules/measure/model.ts';
import { words as measureEn } from '#modules/measure/desk-words.en.ts';
import { words as measureZh } from '#modules/measure/desk-words.zh.ts';
import type { BriefSpan } from '#modules/measure/rules-spans.ts';
import { barsSvg } from './bars.ts';
import { draw, type Lines, mm, type Say, type SheetLang, type SheetMark, speaker } from './sheet.ts';

export interface BriefPaper {
  readonly span: BriefSpan;
  readonly brief: Brief;
  readonly page: Overview;
  /** Empty where nobody counts them: above a township. */
  readonly facts: readonly CommonFact[];
  readonly unit: string;
  readonly lang: SheetLang;
  readonly mark: SheetMark;
}

const ink = { main: '#24607d', pale: '#dbe6ec', second: '#59656c' } as const;
/** As many as fit on the page; the others stand at the desk. */
const mostRows = 20;
const mostFacts = 8;

const measureWord = (lang: SheetLang, key: string): string =>
  (lang === 'en' ? measureEn : (measureZh as Readonly<Record<string, string>>))[key as 'measure.title'] ?? key;
/** `{n}` is filled in, and `{n|home|homes}` counted, as the screens do. */
const filled = (word: string, facts: Readonly<Record<string, string | number>>): string =>
  word.replaceAll(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const said = String(facts[name] ?? '');
    return one === undefined ? said : `${said} ${facts[name] === 1 ? one : (many ?? one)}`;
  });
const percentOf = (part: number, whole: number): number => Math.round((100 * part) / whole);

/** A figure in a sentence with its whole (MEAS-1); said where it is too few (MEAS-13). */
function sentence({ key, part, whole }: Figure, lang: SheetLang): { big: string; text: string } {
  const name = measureWord(lang, `measure.name.${key}`);
  if (whole === 0)
    return { big: '—', text: `${name}${lang === 'en' ? ': ' : '：'}${measureWord(lang, 'measure.none')}` };
  if (part === null || whole === null)
    return {
      big: '—',
      text: `${name}${lang === 'en' ? ': ' : '：'}${filled(measureWord(lang, 'measure.few'), { n: fewest })}`,
    };
  return { big: `${percentOf(part, whole)}%`, text: filled(measureWord(lang, `measure.say.${key}`), { part, whole }) };
}

function openSentence({ part, whole }: Figure, say: Say): { big: string; text: string } {
  if (part === null || whole === null) return { big: '—', text: say('print.brief.openFew', { n: fewest }) };
  return { big: String(whole), text: say('print.brief.open', { part, whole }) };
}

const boxed = ({ big, text }: { big: string; text: string }): object => ({
  stack: [
    { text: big, fontSize: 22, bold: true, color: ink.main },
    { text, fontSize: 9, margin: [0, 2, 0, 0] },
  ],
  margin: [6, 6, 6, 6],
});
const boxes: Lines = { line: 0.6, color: ink.second };

const head = (text: string): object => ({ text, bold: true, fontSize: 11.5, margin: [0, 10, 0, 4] });

/** Three charts beside each other, twelve weeks or months each. */
function chartsOf({ brief, span, lang }: BriefPaper, say: Say): object {
  if (brief.spans.every(({ shares }) => rowKeys.every((key) => (shares[key] ?? null) === null)))
    return { text: say('print.brief.noChart', { n: fewest }), fontSize: 9.5, color: ink.second };
  const labels = brief.spans.map(({ from }) => (span === 'week' ? from.slice(5) : from.slice(2, 7)));
  const chart = (key: string): object => ({
    width: '*',
    stack: [
      { text: measureWord(lang, `measure.name.${key}`), fontSize: 9.5 },
      {
        svg: barsSvg(
          brief.spans.map(({ shares }) => shares[key] ?? null),
          labels,
        ),
        width: mm(55),
      },
    ],
  });
  return { columns: rowKeys.map(chart), columnGap: mm(5) };
}

/** The share as a bar as long as it is large, its numbers above. */
function shareCell({ part, whole }: Figure, lang: SheetLang): object {
  const width = mm(40);
  if (whole === 0) return { text: measureWord(lang, 'measure.noneShort'), fontSize: 8.5, color: ink.second };
  if (part === null || whole === null)
    return { text: measureWord(lang, 'measure.fewShort'), fontSize: 8.5, color: ink.second };
  const share = percentOf(part, whole);
  return {
    stack: [
      { text: `${part} / ${whole}    ${share}%`, fontSize: 8.5 },
      {
        canvas: [
          { type: 'rect', x: 0, y: 1, w: width, h: 3, color: ink.pale },
          ...(share === 0 ? [] : [{ type: 'rect', x: 0, y: 1, w: (width * share) / 100, h: 3, color: ink.main }]),
        ],
      },
    ],
  };
}

/** MEAS-15: in the order of the territory. */
function rowsOf({ page, lang }: BriefPaper, say: Say): object[] {
  if (page.rows.length === 0) return [];
  const shown = page.rows.slice(0, mostRows);
  const heads = [
    measureWord(lang, 'measure.rows.name'),
    ...rowKeys.map((key) => measureWord(lang, `measure.name.${key}`)),
  ];
  const figureAt = (row: Overview['rows'][number], key: string): Figure =>
    row.figures.find((one) => one.key === key) ?? { key, part: null, whole: null };
  return [
    head(measureWord(lang, page.kind === 'county' ? 'measure.rows.county' : 'measure.rows.township')),
    {
      table: {
        widths: ['*', mm(44), mm(44), mm(44)],
        body: [
          heads.map((text) => ({ text, bold: true, fontSize: 9 })),
          ...shown.map((row) => [
            { text: row.name, fontSize: 9 },
            ...rowKeys.map((key) => shareCell(figureAt(row, key), lang)),
          ]),
        ],
      },
      layout: 'lightHorizontalLines',
    },
    ...(page.rows.length > mostRows
      ? [{ text: say('print.brief.moreRows', { n: page.rows.length - mostRows }), fontSize: 8.5, color: ink.second }]
      : []),
  ];
}

/** MEAS-21 */
function factsOf({ page, facts, lang }: BriefPaper, say: Say): object[] {
  if (page.kind !== 'village' && page.kind !== 'township') return [];
  const said = facts
    .slice(0, mostFacts)
    .map(({ place, homes, fact }) =>
      filled(measureWord(lang, 'measure.facts.say'), { place, homes, fact: measureWord(lang, `measure.fact.${fact}`) }),
    );
  return [
    head(measureWord(lang, 'measure.facts')),
    said.length === 0
      ? { text: say('print.brief.noFacts'), fontSize: 9.5, color: ink.second }
      : { ul: said, fontSize: 9.5, lineHeight: 1.3 },
  ];
}

/** Beside the four at the top, what the households said and where it was done. */
const more = ['partly', 'not-solved', 'no-answer', 'satisfied', 'on-level', 'reopened', 'stepped-up', 'feedback'];

function wordsOf({ page, lang }: BriefPaper, say: Say): object {
  const lines = page.figures.filter(({ key }) => more.includes(key)).map((figure) => sentence(figure, lang).text);
  const half = Math.ceil(lines.length / 2);
  const column = (part: readonly string[]): object => ({ width: '*', ul: [...part], fontSize: 9.5, lineHeight: 1.3 });
  return {
    stack: [head(say('print.brief.words')), { columns: [column(lines.slice(0, half)), column(lines.slice(half))] }],
  };
}

/** Whose it is, who made it, and of when the figures are. */
function headOf({ span, brief, page, unit, lang, mark }: BriefPaper, say: Say): object[] {
  const { quarter: own } = brief;
  const quarter = filled(measureWord(lang, 'measure.quarter'), { year: own.slice(0, 4), n: own.slice(6) });
  const { from, to } = page.quarter;
  const small = { fontSize: 9.5 };
  return [
    {
      text: say(`print.brief.title.${span}`, { place: page.name }),
      bold: true,
      fontSize: 20,
      alignment: 'center',
      margin: [0, 0, 0, 2],
    },
    {
      text: say('print.brief.days', { from: brief.from, to: brief.to }),
      fontSize: 11,
      alignment: 'center',
      margin: [0, 0, 0, 6],
    },
    {
      columns: [
        { width: '*', text: say('print.ledger.unit', { unit }), ...small },
        { width: 'auto', text: say('print.ledger.maker', { person: mark.person }), ...small },
      ],
    },
    { text: say('print.brief.quarter', { quarter, from, to }), ...small, margin: [0, 2, 0, 4] },
  ];
}

/** MEAS-26 */
export function drawBrief(paper: BriefPaper): Promise<Uint8Array> {
  const { span, brief, page, lang, mark } = paper;
  const say = speaker(lang);
  const figureOf = (key: string): Figure =>
    page.figures.find((one) => one.key === key) ?? { key, part: null, whole: null };
  const big = [...rowKeys.map((key) => sentence(figureOf(key), lang)), openSentence(brief.open, say)];
  const content = [
    ...headOf(paper, say),
    { table: { widths: ['*', '*', '*', '*'], body: [big.map(boxed)] }, layout: boxes },
    head(say(`print.brief.chart.${span}`)),
    chartsOf(paper, say),
    wordsOf(paper, say),
    ...rowsOf(paper, say),
    ...factsOf(paper, say),
    { text: say('print.brief.rule', { n: fewest }), fontSize: 8.5, color: ink.second, margin: [0, 8, 0, 0] },
  ];
  const title = say(`print.brief.title.${span}`, { place: page.name });
  return draw({ pageMargins: [mm(17), mm(14), mm(17), mm(16)], title, lang, content, mark });
}
