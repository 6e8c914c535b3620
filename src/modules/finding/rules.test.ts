// The rules of findings: who weighs, who is asked how often, who answers, who judges, and what fades.
import { expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import type { Fact } from '#kit/command.ts';
import type { Case } from '#modules/case/model.ts';
import { caseKind } from '#modules/case/rules.ts';
import { incidentKind } from '#modules/incident/rules.ts';
import {
  actorOf,
  applied,
  areaOf,
  caseOf,
  chain,
  decide,
  grounds,
  homeOf,
  idOf,
  type Loose,
  monday,
} from '#tests/loaded.ts';
import { answerAsk } from './commands-door.ts';
import { fadeFinding, weighFinding } from './commands-weigh.ts';
import { acceptFinding, declineFinding, putOffFinding } from './commands.ts';
import { categoriesOf, topicOf } from './kinds/topics.ts';
import type { Ask, Finding, Weight } from './model.ts';
import { askKind, findingKind } from './rules.ts';

const oneDay = 86_400_000;
const jobs = serviceActor('jobs');
const village = areaOf('village', 'village', '629901101203');
const id = idOf('finding');
const matters = [idOf('case'), idOf('case two'), idOf('case three')];
const weight: Weight = {
  tier: 'proposal',
  category: 'W1',
  since: monday - 3 * oneDay,
  until: monday,
  score: 7.5,
  canTell: true,
  causes: [{ kind: 'node', places: ['V3'], homes: 11, probability: 0.86 }],
  inside: { homes: 11, matters, yes: [], no: [] },
  outside: { homes: 250, matters: [], yes: [], no: [] },
};
const homes = Array.from({ length: 8 }, (_, n) => homeOf({ id: idOf(`home ${n}`), door: `1-0${n}` }));
const wanted = (n: number, of = 'finding'): object[] =>
  homes.slice(0, n).map((home) => ({ ask: idOf(`ask ${of} ${home.id}`), household: home.id }));
const around: Loose[] = [['area', village], ...homes.map((home): Loose => ['household', home])];

function weighed(
  changes: Partial<Weight> = {},
  more: { records?: Loose[]; ask?: object[]; now?: number } = {},
): Fact[] {
  const input = {
    finding: id,
    village: village.id,
    topic: 'W',
    weight: { ...weight, ...changes },
    ask: more.ask ?? [],
  };
  const records = [...around, ...(more.records ?? [])];
  return [...decide(weighFinding, input, { actor: jobs, records, ...(more.now ? { now: more.now } : {}) })];
}
const raised = (changes: Partial<Weight> = {}): Finding => applied(findingKind, undefined, weighed(changes));
const madeBy = (facts: readonly Fact[]): Ask[] =>
  facts.filter((fact) => fact.name === 'ask.made').map((fact) => askKind.apply(undefined, fact));
const names = (facts: readonly Fact[]): string[] => facts.map((fact) => fact.name);

test('FIND-1 only a service of the county weighs, and only what neighbours share is looked at', () => {
  const input = { finding: id, village: village.id, topic: 'W', weight, ask: [] };
  expect(() => decide(weighFinding, input, { actor: actorOf('village'), records: around })).toThrow('not-yours');
  expect(() => decide(fadeFinding, { finding: id, gone: true }, { actor: actorOf('village'), records: [] })).toThrow();
  expect(topicOf('W1')).toBe('W');
  expect(categoriesOf('W')).toEqual(['W1', 'W2', 'W3']);
  expect(categoriesOf('R1')).toEqual(['R1']);
  for (const own of ['V4', 'D6', 'D3', 'C1', 'S2', 'M4', 'W4']) expect(topicOf(own), own).toBeUndefined();
});

test('FIND-2 at most six homes, each once, and no grid more than six in seven days', () => {
  const facts = weighed({}, { ask: wanted(6) });
  const asked = madeBy(facts);
  expect(asked).toHaveLength(6);
  expect(asked[0]).toMatchObject({ household: homes[0]?.id, ground: grounds.grid, category: 'W1', sameAs: matters[0] });
  const known = (asks: readonly Ask[]): Loose[] => [['finding', raised()], ...asks.map((ask): Loose => ['ask', ask])];
  // All six are open: no seventh, nor one of the same homes again once it answered.
  expect(madeBy(weighed({}, { records: known(asked), ask: wanted(6) }))).toEqual([]);
  const over = asked.map((ask) => ({ ...ask, endedAt: monday }));
  expect(madeBy(weighed({}, { records: known(over), ask: wanted(6), now: monday + 8 * oneDay }))).toEqual([]);
  // Another finding asks the same grid in the same week: it has no room left; a week later it has.
  const others = over.map((ask) => ({ ...ask, finding: idOf('other') }));
  expect(madeBy(weighed({}, { records: known(others), ask: wanted(3) }))).toEqual([]);
  expect(madeBy(weighed({}, { records: known(others), ask: wanted(3), now: monday + 7 * oneDay }))).toHaveLength(3);
});

const ask: Ask = madeBy(weighed({}, { ask: wanted(1) }))[0] as Ask;
const reply = (input: object, actor = actorOf('level2'), record = ask): readonly Fact[] =>
  decide(answerAsk, { ask: ask.id, ...input } as never, { actor, records: [['ask', record]] });

test('FIND-3 a question is answered once, by whoever serves the home', () => {
  const answered = applied(askKind, ask, reply({ reply: 'no' }));
  expect(answered).toMatchObject({ reply: 'no', office: idOf('office level2'), endedAt: monday });
  expect(reply({ reply: 'not-asked' }, actorOf('liaison'))).toHaveLength(1);
  expect(() => reply({ reply: 'no' }, actorOf('level2'), answered)).toThrow('ask-answered');
  for (const name of ['township', 'water', 'keeper', 'centre'] as const)
    expect(() => reply({ reply: 'no' }, actorOf(name)), name).toThrow('not-yours');
});

test('FIND-4 yes has a matter, no has none', () => {
  expect(() => reply({ reply: 'yes' })).toThrow('ask-matter');
  expect(() => reply({ reply: 'no', matter: matters[0] })).toThrow('ask-matter');
  expect(applied(askKind, ask, reply({ reply: 'yes', matter: matters[0] }))).toMatchObject({ matter: matters[0] });
});

const fade = (gone: boolean, finding: Finding, now = monday): readonly Fact[] =>
  decide(
    fadeFinding,
    { finding: id, gone },
    {
      actor: jobs,
      now,
      records: [
        ['finding', finding],
        ['ask', ask],
      ],
    },
  );

test('FIND-5 a question ends after 14 days, and with its finding', () => {
  expect(fade(false, raised(), monday + 13 * oneDay)).toEqual([]);
  expect(names(fade(false, raised(), monday + 14 * oneDay))).toEqual(['ask.ended']);
  const declined = judge(declineFinding, { because: '各家各修的表' });
  expect(names(declined)).toEqual(['finding.declined', 'ask.ended']);
});

function judge(
  verb: unknown,
  input: object,
  more: { actor?: ReturnType<typeof actorOf>; finding?: Finding; records?: Loose[] } = {},
): readonly Fact[] {
  const records: Loose[] = [['finding', more.finding ?? raised()], ['ask', ask], ...(more.records ?? [])];
  return decide(verb as typeof putOffFinding, { finding: id, ...input } as never, {
    actor: more.actor ?? actorOf('village'),
    records,
  });
}

test('FIND-6 the village or the township judges a proposal, once; a hint is judged by nobody', () => {
  const because = { because: '各家各修的表' };
  expect(names(judge(declineFinding, because, { actor: actorOf('township') }))).toContain('finding.declined');
  for (const name of ['level2', 'level1', 'liaison', 'keeper', 'water', 'centre'] as const)
    expect(() => judge(declineFinding, because, { actor: actorOf(name) }), name).toThrow('not-yours');
  expect(() => judge(declineFinding, because, { finding: raised({ tier: 'hint' }) })).toThrow('not-yours');
  const declined = applied(findingKind, raised(), judge(declineFinding, because));
  expect(() => judge(putOffFinding, { days: 3 }, { finding: declined })).toThrow('finding-settled');
  // Whatever comes in later, nothing is weighed any more.
  expect(weighed({}, { records: [['finding', declined]] })).toEqual([]);
});

test('FIND-7 accepting makes one of those matters that lie with the office or with the grids below it', () => {
  const input = { incident: idOf('incident'), title: '三号阀以下水浑', cases: [idOf('case')], causeNode: 'V3' };
  const accepting = (matter: Case, by: 'village' | 'township' = 'village') =>
    judge(
      acceptFinding,
      { ...input, cases: [matter.id] },
      { actor: actorOf(by), records: [['case', matter], ...chain()] },
    );
  const lying = (name: string): Case => caseOf({ holder: idOf(`office ${name}`) });
  for (const name of ['village', 'level1', 'liaison', 'keeper']) {
    const facts = accepting(lying(name));
    expect(names(facts), name).toEqual(['incident.opened', 'case.joined', 'finding.accepted', 'ask.ended']);
    expect(applied(findingKind, raised(), facts)).toMatchObject({ state: 'accepted', incident: input.incident });
    expect(applied(incidentKind, undefined, facts)).toMatchObject({ causeNode: 'V3', holder: idOf('office village') });
    expect(applied(caseKind, lying(name), facts)).toMatchObject({ holder: idOf('office village'), side: 'merged' });
  }
  expect(() => accepting(lying('township'))).toThrow('not-holder');
  expect(() => accepting(lying('water'))).toThrow('not-holder');
  expect(names(accepting(lying('village'), 'township'))).toContain('incident.opened');
  expect(() => accepting(lying('water'), 'township')).toThrow('not-holder');
  expect(() => accepting({ ...lying('village'), id: idOf('foreign') })).toThrow('finding-other-matters');
  expect(() => accepting({ ...lying('village'), side: 'suspended' })).toThrow('case-suspended');
});

test('FIND-9 not yet is silent until its day, 14 days off at most', () => {
  const facts = judge(putOffFinding, { days: 3 });
  const waiting = applied(findingKind, raised(), facts);
  expect(waiting).toMatchObject({ state: 'waiting', againAt: monday + 3 * oneDay });
  const later = (days: number): string[] =>
    names(weighed({}, { records: [['finding', waiting]], now: monday + days * oneDay }));
  expect(later(2)).toEqual([]);
  expect(later(3)).toEqual(['finding.reopened']);
  expect(putOffFinding.input.safeParse({ finding: id, days: 15 }).success).toBe(false);
});

test('FIND-11 a finding names what it counts, and is written anew only when that changes', () => {
  const finding = raised();
  expect(finding).toMatchObject({ ground: village.ground, topic: 'W', inside: { matters }, state: 'open' });
  expect(weighed({ until: monday + 1, score: 7.6 }, { records: [['finding', finding]] })).toEqual([]);
  const more = { inside: { ...weight.inside, yes: [idOf('ask yes')] } };
  const grown = applied(findingKind, finding, weighed(more, { records: [['finding', finding]] }));
  expect(grown.inside.yes).toEqual([idOf('ask yes')]);
  // Whoever saw a proposal sees what becomes of it: it is never a hint again.
  const shrunk = applied(findingKind, finding, weighed({ ...more, tier: 'hint' }, { records: [['finding', finding]] }));
  expect(shrunk.tier).toBe('proposal');
});

test('FIND-12 what no longer stands out fades, with its questions; new words bring it back', () => {
  const facts = fade(true, raised());
  expect(names(facts)).toEqual(['finding.faded', 'ask.ended']);
  const faded = applied(findingKind, raised(), facts);
  expect(applied(findingKind, faded, weighed({}, { records: [['finding', faded]] })).state).toBe('open');
  const accepted = { ...raised(), state: 'accepted' as const };
  expect(names(fade(true, accepted))).toEqual([]);
});
