// Every verb that gives a deadline computes it with the county's own tables: one that forgot them would still count the program's days.
import { expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import { addTerm } from '#kit/calendar.ts';
import type { Verb } from '#kit/command.ts';
import { caseVerbs } from '#modules/case/commands-desk.ts';
import type { Setting } from '#modules/case/model-county.ts';
import type { Case } from '#modules/case/model.ts';
import { programRows } from '#modules/case/rules-county-tables.ts';
import { calendarOf, programYears } from '#modules/case/kinds/holidays.ts';
import { disputeVerbs } from '#modules/dispute/commands.ts';
import { spotVerbs } from '#modules/environment/commands.ts';
import { incidentVerbs } from '#modules/incident/commands.ts';
import { actorOf, caseOf, chain, decide, grounds, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';

const day = 86_400_000;
const setting = (what: Setting['what'], rows: Setting['rows'], year: number | null = null): Loose => [
  'setting',
  {
    id: idOf(`setting ${what}`),
    ground: grounds.county,
    version: 1,
    what,
    year,
    fromDay: '2026-11-01',
    rows,
    office: idOf('office centre'),
    person: null,
    saidAt: 1,
    withdrawnAt: null,
  } as Setting,
];
/** Results in eleven working days, at least eight for a second one; stays of thirteen working days; 25 November is off. */
const own: Loose[] = [
  setting(
    'clocks',
    programRows('clocks', null).map((row) => (row[0] === '3' ? ['3', '2w', '11w', '8w'] : row)),
  ),
  setting(
    'dwell',
    programRows('dwell', null).map((row) => (row[1] === '3' ? [row[0] ?? '', '3', '13w'] : row)),
  ),
  setting('calendar', [['2026-11-25', 'off']], 2026),
];
const days = calendarOf({ ...programYears, 2026: { holidays: ['2026-11-25'], workdays: [] } });
const after = (n: number, from = monday): number => addTerm(from, { workingDays: n }, days);
const stay = after(13);

const office = (name: string): string => idOf(`office ${name}`);
const secret: Actor = { ...nobody, standing: 'secret', caseId: idOf('case'), household: idOf('home') };
const matter = (changes: Partial<Case>): Case =>
  caseOf({ category: 'V1', severity: '3', state: 'accepted', ...changes });
const stopped = { stoppedAt: monday - 5 * day, resolveBy: monday - day } as const;
const spot = {
  id: idOf('spot'),
  ground: grounds.grid,
  version: 1,
  kind: 'drain',
  name: '村口',
  lat: null,
  lon: null,
  closedAt: null,
  look: null,
  lookedAt: null,
  wrong: [],
  praise: '',
  matter: null,
};

interface Row {
  readonly verb: string;
  readonly actor: Actor;
  readonly matter?: Case;
  readonly input?: object;
  readonly records?: readonly Loose[];
  readonly gives: object;
}
const held = (name: Parameters<typeof actorOf>[0], changes: Partial<Case> = {}): Pick<Row, 'actor' | 'matter'> => ({
  actor: actorOf(name),
  matter: matter({ holder: office(name), ...changes }),
});
const text = '缘由';
const rows: readonly Row[] = [
  {
    verb: 'case.report',
    actor: actorOf('level2'),
    input: { case: idOf('case'), household: idOf('home'), category: 'V1', title: '公开栏' },
    gives: { record: { respondBy: after(2), resolveBy: after(11), holderBy: stay } },
  },
  { verb: 'case.hand-up', ...held('level1'), gives: { holderBy: stay } },
  {
    verb: 'case.dispatch',
    ...held('township', { category: 'W1' }),
    input: { office: office('water') },
    gives: { holderBy: stay },
  },
  {
    verb: 'case.return',
    ...held('water', { previousHolder: office('township') }),
    input: { text },
    gives: { holderBy: stay },
  },
  { verb: 'case.ask-ruling', ...held('water', { returns: 1 }), input: { text }, gives: { holderBy: stay } },
  {
    verb: 'case.extend',
    ...held('level1', { resolveBy: monday + day }),
    input: { by: 11, text },
    gives: { resolveBy: after(11, monday + day) },
  },
  {
    verb: 'case.resume',
    ...held('level1', { side: 'suspended', ...stopped, resolveBy: monday + day }),
    gives: { holderBy: stay },
  },
  {
    verb: 'case.say',
    actor: secret,
    matter: matter({ state: 'household-check', answeredBy: office('level1'), ...stopped }),
    input: { outcome: 'not-solved' },
    gives: { holderBy: stay, resolveBy: after(8) },
  },
  { verb: 'case.step-up', actor: secret, matter: matter({ holder: office('level1') }), gives: { holderBy: stay } },
  {
    verb: 'case.rule',
    ...held('centre', { disputedAt: monday, returns: 1 }),
    input: { office: office('water'), text },
    gives: { holderBy: stay },
  },
  {
    verb: 'incident.leave',
    ...held('water', { side: 'merged', incident: idOf('incident') }),
    input: { incident: idOf('incident') },
    records: [
      [
        'incident',
        {
          id: idOf('incident'),
          ground: grounds.village,
          version: 1,
          holder: office('water'),
          resolvedAt: null,
          matters: [idOf('case')],
        } as never,
      ],
    ],
    gives: { holderBy: stay },
  },
];
const verbOf = (name: string): Verb =>
  [...caseVerbs, ...incidentVerbs, ...disputeVerbs, ...spotVerbs].find((one) => one.name === name) as unknown as Verb;

test.each(rows)(
  'CASE-82 $verb computes with the county’s own tables',
  ({ verb, actor, matter: of, input, records = [], gives }) => {
    const around: Loose[] = [
      ...chain(),
      ['household', homeOf()],
      ...(of ? [['case', of] as const] : []),
      ...records,
      ...own,
    ];
    const facts = decide(verbOf(verb), { ...(of ? { case: of.id } : {}), ...input }, { actor, records: around });
    expect(facts.find((fact) => fact.kind === 'case')?.data).toMatchObject(gives);
  },
);

test('CASE-82 what is given back after a stop is counted in the county’s own working days', () => {
  const from = Date.parse('2026-11-24T10:00:00+08:00');
  const of = matter({ holder: office('level1'), side: 'suspended', stoppedAt: from, resolveBy: from + 2 * day });
  const records: Loose[] = [...chain(), ['case', of], ...own];
  const [fact] = decide(
    verbOf('case.resume'),
    { case: of.id },
    { actor: actorOf('level1'), records, now: from + 2 * day + 9 * 3_600_000 },
  );
  // 24 and 26 November were lost, the 25th is off.
  expect(fact?.data.resolveBy).toBe(after(2, from + 2 * day));
});

test('CASE-82 the matter of a place that was found wrong, and the last day for a court, are counted so as well', () => {
  const look = decide(
    verbOf('spot.look'),
    {
      spot: spot.id,
      look: idOf('look'),
      case: idOf('case'),
      answers: [
        { point: 'flows', well: false },
        { point: 'clean', well: true },
      ],
      attachments: [],
    },
    { actor: actorOf('level2'), records: [['spot', spot as never], ...chain(), ...own] },
  );
  const reported = look.find((fact) => fact.kind === 'case')?.data.record;
  expect([reported?.severity, reported?.holderBy]).toEqual(['3', stay]);
  const parties = ['a', 'b'].map((one) => ({
    id: idOf(one),
    household: null,
    member: null,
    name: one,
    phone: '',
    sex: '',
    born: '',
    address: '',
    ground: null,
  }));
  const dispute = {
    id: idOf('dispute'),
    ground: grounds.grid,
    version: 1,
    matter: idOf('case'),
    holder: office('level1'),
    offices: [],
    state: 'open',
    court: null,
    parties,
  };
  const agreement = {
    form: 'written',
    on: '2026-10-26',
    about: '地界',
    duties: [{ party: idOf('a'), text: '移界石' }],
  };
  const [agreed] = decide(
    verbOf('dispute.agree'),
    { dispute: dispute.id, agreement, parties: parties.map((one) => one.id) },
    { actor: actorOf('level1'), records: [['dispute', dispute as never], ...own] },
  );
  // Thirty days after 26 October is 25 November, which this county has off.
  expect(agreed?.data.confirmBy).toBe('2026-11-26');
});
