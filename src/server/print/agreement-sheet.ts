// Draws a mediation agreement after articles 28 to 31 of the People's Mediation Law: parties, what it is about, who does what, room for every signature and the seal.
import type { Dispute, Duty, Party } from '#modules/dispute/model.ts';
import { draw, type Lines, mm, type Say, type SheetLang, type SheetMark, speaker } from './sheet.ts';

export interface AgreementPaper {
  readonly dispute: Dispute;
  /** The mediators' offices, by name. */
  readonly offices: readonly string[];
  /** Where each party's home lies, by party. */
  readonly places: Readonly<Record<string, string>>;
  /** Months and days as people write them. */
  readonly lang: SheetLang;
  readonly mark?: SheetMark;
}

const dayWord = (say: Say, day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return say('print.agreement.day', { year: year ?? '', month: month ?? '', day: date ?? '' });
};
const hair: Lines = { line: 0.5, color: '#555555' };
const head = (text: string): object => ({ text, bold: true, fontSize: 11.5, margin: [0, 12, 0, 4] });
const line = (width: number): object => ({
  canvas: [{ type: 'line', x1: 0, y1: 14, x2: width, y2: 14, lineWidth: 0.5, lineColor: '#555555' }],
});

/** Who they are; what nobody knows is left blank, to be written in by hand. */
function people(say: Say, { dispute, places }: AgreementPaper): object {
  const columns = ['name', 'sex', 'born', 'nation', 'work', 'phone', 'address'] as const;
  const cell = (text: string): object => ({ text, fontSize: 9.5, margin: [2, 3, 2, 3] });
  const rowOf = (one: Party): object[] => {
    const address = one.ground === null ? one.address : `${places[one.id] ?? ''} ${one.address}`.trim();
    return [one.name, one.sex, one.born, '', '', one.phone, address].map(cell);
  };
  return {
    table: {
      headerRows: 1,
      widths: [mm(23), mm(11), mm(17), mm(13), mm(20), mm(29), '*'],
      body: [
        columns.map((one) => ({ ...cell(say(`print.agreement.${one}`)), bold: true })),
        ...dispute.parties.map(rowOf),
      ],
    },
    layout: hair,
  };
}

const dutyText = (say: Say, duty: Duty, { dispute }: AgreementPaper): string => {
  const name = dispute.parties.find((one) => one.id === duty.party)?.name ?? '';
  const facts = { name, text: duty.text.replace(/[。.]$/, ''), day: duty.by === null ? '' : dayWord(say, duty.by) };
  return say(duty.by === null ? 'print.agreement.duty' : 'print.agreement.dutyBy', facts);
};

/** A line for each to sign, seal or put the finger on. */
function signatures(say: Say, { dispute }: AgreementPaper): object {
  const sign = (label: string, name: string): object => ({
    columns: [
      { width: mm(58), text: label, fontSize: 10, margin: [0, 4, 0, 0] },
      { width: mm(24), text: name, fontSize: 10, margin: [0, 4, 0, 0] },
      { width: '*', ...line(mm(60)) },
    ],
    margin: [0, 0, 0, 10],
  });
  const mediators = dispute.mediators.filter((one) => one.refusedBy === null);
  return {
    unbreakable: true,
    stack: [
      ...dispute.parties.map((one) => sign(say('print.agreement.signParty'), one.name)),
      ...mediators.map((one) => sign(say('print.agreement.signMediator'), one.name)),
      sign(say('print.agreement.signWriter'), ''),
      {
        alignment: 'right',
        margin: [0, 18, 0, 0],
        stack: [
          { text: say('print.agreement.seal'), fontSize: 10 },
          { text: dayWord(say, dispute.agreement?.on ?? ''), fontSize: 10, margin: [0, 8, 0, 0] },
        ],
      },
    ],
    margin: [0, 20, 0, 0],
  };
}

/** DISPUTE-16 */
export function drawAgreement(paper: AgreementPaper): Promise<Uint8Array> {
  const { dispute, offices, lang } = paper;
  const say = speaker(lang);
  const { agreement } = dispute;
  const form = agreement?.form ?? 'written';
  const title = say(`print.agreement.${form}`);
  const copies = dispute.parties.length + 1;
  const content = [
    { text: title, bold: true, fontSize: 19, alignment: 'center', margin: [0, 0, 0, 8] },
    {
      columns: [
        { text: offices.join(' '), fontSize: 9.5 },
        { text: say('print.agreement.number', { number: dispute.number ?? '' }), fontSize: 9.5, alignment: 'right' },
      ],
      margin: [0, 0, 0, 8],
    },
    people(say, paper),
    head(say('print.agreement.about')),
    { text: agreement?.about ?? '', fontSize: 10.5, lineHeight: 1.4 },
    head(say('print.agreement.duties')),
    {
      ol: (agreement?.duties ?? []).map((duty) => dutyText(say, duty, paper)),
      fontSize: 10.5,
      lineHeight: 1.4,
      markerColor: '#000000',
    },
    head(say('print.agreement.how')),
    { text: '\n', fontSize: 10.5 },
    { text: say('print.agreement.copies', { copies }), fontSize: 10, margin: [0, 8, 0, 0] },
    {
      text: say(`print.agreement.${form}Binds`, { day: dayWord(say, agreement?.on ?? '') }),
      fontSize: 9,
      color: '#333333',
      margin: [0, 4, 0, 0],
    },
    ...(dispute.confirmBy === null
      ? []
      : [
          {
            text: say('print.agreement.confirm', { day: dayWord(say, dispute.confirmBy) }),
            fontSize: 9,
            color: '#333333',
          },
        ]),
    signatures(say, paper),
  ];
  return draw({
    pageMargins: [mm(22), mm(20), mm(22), mm(18)],
    title,
    lang,
    content,
    ...(paper.mark ? { mark: paper.mark } : {}),
    foot: `${say('print.agreement.free')}    {page} / {all}`,
  });
}
