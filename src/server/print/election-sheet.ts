// Draws the papers of an election for use by hand, in large type: roll, notice, ballots, proxy form, count sheet, notice of the result.
import type { Contest, Election, ElectionPage, RollRow } from '#modules/election/model.ts';
import { electedIn, figureOf, lawOf, objectUntil, roundOf } from '#modules/election/rules-roll.ts';
import { draw, type Lines, mm, type Say, type SheetLang, speaker } from './sheet.ts';

export const electionPapers = ['roll', 'notice', 'ballot', 'proxy', 'sheet', 'result'] as const;
export type ElectionPaper = (typeof electionPapers)[number];

export interface ElectionSheet {
  readonly page: ElectionPage;
  /** Of a roll only. */
  readonly roll: readonly RollRow[];
  readonly office: string;
  readonly today: string;
  readonly lang: SheetLang;
}

const hair: Lines = { line: 0.7, color: '#333333' };
const big = 18;
const title = (text: string): object => ({
  text,
  bold: true,
  fontSize: 24,
  alignment: 'center',
  margin: [0, 0, 0, 10],
});
const said = (text: string): object => ({ text, fontSize: big, lineHeight: 1.45, margin: [0, 6, 0, 0] });
const cell = (text: string, bold = false): object => ({ text, bold, fontSize: 16, margin: [4, 6, 4, 6] });
const table = (widths: readonly (number | string)[], body: readonly (readonly object[])[]): object => ({
  table: { widths: [...widths], headerRows: 1, dontBreakRows: true, body },
  layout: hair,
  margin: [0, 8, 0, 0],
});
const signs = (labels: readonly string[]): object => ({
  unbreakable: true,
  stack: labels.map((label) => ({ text: `${label}：____________________`, fontSize: big, margin: [0, 12, 0, 0] })),
  margin: [0, 14, 0, 0],
});

const dayWord = (say: Say, day: string): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return say('print.agreement.day', { year, month, day: date });
};
const kindWord = (say: Say, election: Election): string =>
  say(`print.election.kind.${election.recall ? 'recall' : election.kind}`);
const postWord = (say: Say, contest: Contest): string => say(`print.election.post.${contest.title}`);
const headOf = ({ page, lang }: ElectionSheet): string => {
  const say = speaker(lang);
  return say('print.election.head', { place: page.place, kind: kindWord(say, page.election) });
};

/** Names in two columns, each with a box to tick when a ballot was handed out; by door, as people look for themselves. */
function rollPaper(sheet: ElectionSheet, say: Say): object[] {
  const { election } = sheet.page;
  const until = objectUntil(election);
  const on = sheet.roll.filter((one) => one.on);
  const half = Math.ceil(on.length / 2);
  const row = (one: RollRow | undefined): object[] =>
    one ? [cell(one.door), cell(one.name), cell('')] : [cell(''), cell(''), cell('')];
  // Made anew for each half: what is drawn keeps its place in the object.
  const head = (): object[] =>
    (['door', 'name', 'tick'] as const).map((key) => cell(say(`print.election.${key}`), true));
  return [
    title(headOf(sheet)),
    title(say('print.election.roll')),
    said(say('print.election.rollText', { n: on.length, day: dayWord(say, roundOf(election).day) })),
    ...(until === null
      ? []
      : [
          said(
            say('print.election.objectText', { until: dayWord(say, until), days: figureOf(election, 'answerDays') }),
          ),
        ]),
    table(
      [mm(20), mm(46), '*', mm(20), mm(46), '*'],
      [[...head(), ...head()], ...on.slice(0, half).map((one, at) => [...row(one), ...row(on[half + at])])],
    ),
  ];
}

function noticePaper(sheet: ElectionSheet, say: Say): object[] {
  const { election } = sheet.page;
  const round = roundOf(election);
  const lines = [
    say('print.election.dayText', { day: dayWord(say, round.day) }),
    say('print.election.placeText', { places: election.places.join('、') }),
    say(`print.election.how.${election.vote}`),
    ...(lawOf(election).booth ? [say('print.election.booth')] : []),
    ...(figureOf(election, 'proxies') > 0
      ? [say('print.election.proxyText', { n: figureOf(election, 'proxies') })]
      : [say('print.election.noProxy')]),
    ...election.contests.map((one) =>
      say('print.election.seats', {
        post: postWord(say, one),
        n: one.seats,
        names: namesOf(sheet, round.candidates[one.id] ?? []),
      }),
    ),
    say('print.election.online'),
  ];
  return [title(headOf(sheet)), title(say('print.election.notice')), ...lines.map(said), stamp(sheet, say)];
}

const namesOf = ({ page }: ElectionSheet, members: readonly string[]): string =>
  members.length === 0 ? '—' : members.map((one) => page.names[one] ?? '').join('、');

const stamp = ({ office, today }: ElectionSheet, say: Say): object => ({
  stack: [{ text: office }, { text: dayWord(say, today) }],
  fontSize: big,
  alignment: 'right',
  margin: [0, 30, 0, 0],
});

/** Two ballots on a page, to be cut apart: names, a box to mark, room to write others, and nothing that says whose it is. */
function ballotPaper(sheet: ElectionSheet, say: Say): object[] {
  const { election } = sheet.page;
  const round = roundOf(election);
  const one = (): object => ({
    unbreakable: true,
    stack: [
      title(headOf(sheet)),
      ...round.open.flatMap(({ contest, seats }) => {
        const found = election.contests.find(({ id }) => id === contest);
        const names = election.recall
          ? [say('print.election.yes'), say('print.election.no')]
          : (round.candidates[contest] ?? []).map((member) => sheet.page.names[member] ?? '');
        const blank = election.recall || round.no > 1 ? [] : Array.from({ length: seats }, () => '');
        return [
          said(say('print.election.mark', { post: found ? postWord(say, found) : '', n: election.recall ? 1 : seats })),
          table(
            ['*', mm(26)],
            [...names, ...blank].map((name) => [{ ...cell(name), fontSize: 20 }, cell('')]),
          ),
        ];
      }),
      { text: say('print.election.ballotFoot'), fontSize: 13, margin: [0, 6, 0, 0] },
      {
        text: '- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -',
        alignment: 'center',
        margin: [0, 14, 0, 14],
      },
    ],
  });
  return [one(), one()];
}

function proxyPaper(sheet: ElectionSheet, say: Say): object[] {
  const { election } = sheet.page;
  return [
    title(say('print.election.proxy')),
    said(say('print.election.proxyFill', { head: headOf(sheet), day: dayWord(say, roundOf(election).day) })),
    said(say('print.election.proxyRule', { n: figureOf(election, 'proxies') })),
    signs([say('print.election.voter'), say('print.election.proxyName'), say('print.election.date')]),
  ];
}

const boxes = ['came', 'homes', 'proxied', 'issued', 'cast'] as const;
const inner = ['valid', 'spoiled', 'blank', 'others'] as const;

/** In the order in which the desk asks for it. */
function countPaper(sheet: ElectionSheet, say: Say): object[] {
  const { election } = sheet.page;
  const round = roundOf(election);
  const shows = election.vote === 'show';
  const tops = boxes.filter(
    (one) => (one !== 'proxied' || figureOf(election, 'proxies') > 0) && (one !== 'issued' || !shows),
  );
  const row = (label: string): object[] => [cell(label), cell('')];
  return election.places.flatMap((place, at) => [
    { ...title(headOf(sheet)), ...(at > 0 ? { pageBreak: 'before' } : {}) },
    title(say('print.election.sheet', { place })),
    table(
      ['*', mm(50)],
      tops.map((one) => row(say(`print.election.box.${one}`))),
    ),
    ...round.open.flatMap(({ contest }) => {
      const found = election.contests.find(({ id }) => id === contest);
      const names = election.recall
        ? [say('print.election.yes'), say('print.election.no')]
        : (round.candidates[contest] ?? []).map((member) => sheet.page.names[member] ?? '');
      const inside = inner.filter(
        (one) => (!shows || one === 'blank' || one === 'others') && (one !== 'others' || !election.recall),
      );
      return [
        { text: found ? postWord(say, found) : '', bold: true, fontSize: big, margin: [0, 12, 0, 0] },
        table(
          ['*', mm(50)],
          [...inside.map((one) => row(say(`print.election.box.${one}`))), ...[...names, '', ''].map(row)],
        ),
      ];
    }),
    signs([say('print.election.caller'), say('print.election.teller'), say('print.election.watcher')]),
  ]);
}

function resultPaper(sheet: ElectionSheet, say: Say): object[] {
  const { election } = sheet.page;
  const rows = election.rounds.flatMap((round) =>
    round.results.flatMap((result) => {
      const found = election.contests.find(({ id }) => id === result.contest);
      const elected = electedIn(election, result.contest);
      return [
        {
          text: `${found ? postWord(say, found) : ''}  ${dayWord(say, round.day)}`,
          bold: true,
          fontSize: big,
          margin: [0, 12, 0, 0],
        },
        table(
          ['*', mm(30), mm(36)],
          result.tally.map((one) => [
            cell(
              one.member === 'yes' || one.member === 'no'
                ? say(`print.election.${one.member}`)
                : (sheet.page.names[one.member] ?? ''),
            ),
            cell(String(one.votes)),
            cell(
              elected.includes(one.member) && result.elected.includes(one.member) ? say('print.election.elected') : '',
            ),
          ]),
        ),
        ...(election.recall ? [said(say(`print.election.${result.why === 'recalled' ? 'recalled' : 'kept'}`))] : []),
      ];
    }),
  );
  const committee = election.committee.map((one) => sheet.page.names[one] ?? '');
  return [title(headOf(sheet)), title(say('print.election.result')), ...rows, signs(committee), stamp(sheet, say)];
}

const contents = {
  roll: rollPaper,
  notice: noticePaper,
  ballot: ballotPaper,
  proxy: proxyPaper,
  sheet: countPaper,
  result: resultPaper,
} satisfies Readonly<Record<ElectionPaper, (sheet: ElectionSheet, say: Say) => object[]>>;

/** ELECT-21 */
export function drawElection(paper: ElectionPaper, sheet: ElectionSheet): Promise<Uint8Array> {
  return draw({
    pageMargins: [mm(18), mm(16), mm(18), mm(14)],
    title: headOf(sheet),
    lang: sheet.lang,
    content: contents[paper](sheet, speaker(sheet.lang)),
  });
}
