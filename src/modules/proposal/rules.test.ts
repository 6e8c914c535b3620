// The rules of proposals: who makes one, who answers, what a meeting needs, how steps go, and how many names call a meeting.
import { expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import type { Poll } from '#modules/poll/model.ts';
import { actorOf, applied, decide, grounds, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';
import { raiseProposal, sayToProposal, withdrawProposal } from './commands-home.ts';
import { declineProposal, decideProposal, minuteProposal, stepProposal, takeUp, voteOnProposal } from './commands.ts';
import type { Proposal, ProposalHome, Voice } from './model.ts';
import { namesFor, neededAt, proposalKind, talkAtDoor, voiceKind } from './rules.ts';

const home = homeOf();
const adult: Actor = { ...nobody, person: idOf('adult'), standing: 'adult', household: home.id };
const other = { ...homeOf(), id: idOf('other home') };
const neighbour: Actor = { ...nobody, person: idOf('neighbour'), standing: 'adult', household: other.id };
const clerk = actorOf('village');
const id = idOf('proposal');
const raising = {
  proposal: id,
  from: idOf('from'),
  household: home.id,
  title: '桥头装路灯',
  text: '桥头晚上黑，老人摔过。装两盏太阳能的。',
};

type Verb = Parameters<typeof decide>[0];
const verb = (one: unknown): Verb => one as Verb;
const decided = (one: unknown, input: object, actor: Actor, records: readonly Loose[] = []) =>
  decide(verb(one), input, { actor, records, now: monday });

const raised = (more: object = {}, actor: Actor = adult, records: readonly Loose[] = []): Proposal =>
  applied(
    proposalKind,
    undefined,
    decided(raiseProposal, { ...raising, ...more }, actor, [['household', home], ...records]).slice(0, 1),
  );

/** One more act of the village office on it. */
const then = (
  proposal: Proposal,
  one: unknown,
  input: object = {},
  { actor = clerk, records = [] }: { actor?: Actor; records?: readonly Loose[] } = {},
): Proposal =>
  applied(
    proposalKind,
    proposal,
    decided(one, { proposal: id, ...input }, actor, [['proposal', proposal], ...records]),
  );
const talked = (): Proposal => then(raised(), takeUp);
const step = (name: string, due: string) => ({ id: idOf(name), text: name, due });
const meeting = {
  body: 'representatives',
  on: '2026-11-20',
  entitled: 30,
  present: 20,
  agreed: 11,
  text: '装两盏',
  steps: [step('选地方', '2026-12-01'), step('装好', '2027-03-01')],
};
const settled = (): Proposal => then(talked(), decideProposal, meeting);

test('PROPOSAL-1 a verified adult makes it for the whole village, or whoever serves the home writes it down', () => {
  expect(raised()).toMatchObject({ ground: grounds.village, state: 'raised', named: false, raisedAt: monday });
  for (const who of ['level2', 'level1', 'liaison', 'village'] as const) {
    const [, whose] = decided(raiseProposal, raising, actorOf(who), [['household', home]]);
    expect(whose?.data.record).toMatchObject({ household: home.id, office: idOf(`office ${who}`) });
  }
  for (const who of ['keeper', 'township', 'water'] as const)
    expect(() => raised({}, actorOf(who))).toThrow('not-yours');
  expect(() => raised({}, neighbour)).toThrow('not-yours');
});

test('PROPOSAL-15 written down on a phone that holds the home and nothing else; what a phone reads of it says its last meeting', () => {
  expect(raiseProposal.offline).toBe(true);
  const facts = decided(raiseProposal, raising, actorOf('level2'), [['household', home]]);
  expect(facts.map((fact) => fact.kind)).toEqual(['proposal', 'proposal-home']);
  const minute = { minute: idOf('minute'), body: 'council', on: '2026-11-20', present: 9, text: '先问价' };
  const talk = talkAtDoor(then(talked(), minuteProposal, minute), '石湾村', 3);
  expect(talk).toMatchObject({ place: '石湾村', seconds: 3, state: 'taken-up', minute: { text: '先问价' } });
  expect(JSON.stringify(talk)).not.toContain(home.id);
});

test('PROPOSAL-2 the proposal itself says nothing of whose it is', () => {
  const [fact, whose] = decided(raiseProposal, raising, adult, [['household', home]]);
  expect(JSON.stringify(fact)).not.toContain(home.id);
  expect(whose).toMatchObject({ kind: 'proposal-home', data: { record: { household: home.id, office: null } } });
});

const ofHome: Loose = [
  'proposal-home',
  {
    id: idOf('from'),
    ground: grounds.village,
    version: 1,
    proposal: id,
    household: home.id,
    author: null,
    office: null,
  } as ProposalHome,
];

test('PROPOSAL-3 another home speaks once and may change what it said, the own home not at all', () => {
  const proposal = raised();
  const speak = (input: object, actor: Actor, records: readonly Loose[]) =>
    decided(sayToProposal, { proposal: id, voice: idOf('voice'), seconds: true, ...input }, actor, [
      ['proposal', proposal],
      ['household', home],
      ['household', other],
      ...records,
    ]);
  const voice = applied(voiceKind, undefined, speak({ words: '早该装' }, neighbour, [])) as Voice;
  expect(voice).toMatchObject({ household: other.id, seconds: true, words: '早该装' });
  expect(speak({ words: '早该装' }, neighbour, [['voice', voice]])).toEqual([]);
  const changed = applied(voiceKind, voice, speak({ seconds: false, words: '先修路' }, neighbour, [['voice', voice]]));
  expect(changed).toMatchObject({ id: voice.id, seconds: false, words: '先修路', version: 2 });
  expect(() => speak({}, adult, [ofHome])).toThrow('proposal-own');
  const away: Loose = ['household', { ...other, ground: '629901.101.204.001.01' }];
  expect(() =>
    decided(sayToProposal, { proposal: id, voice: idOf('v'), seconds: true }, neighbour, [
      ['proposal', proposal],
      away,
    ]),
  ).toThrow('not-yours');
  expect(() =>
    decided(sayToProposal, { proposal: id, voice: idOf('v'), seconds: true }, neighbour, [
      ['proposal', settled()],
      ['household', other],
    ]),
  ).toThrow('proposal-moved-on');
});

test('PROPOSAL-4 the village office takes it up or says why not; words may be covered', () => {
  expect(talked().state).toBe('taken-up');
  expect(() => then(talked(), takeUp)).toThrow('proposal-moved-on');
  expect(() => then(raised(), takeUp, {}, { actor: actorOf('township') })).toThrow('not-yours');
  expect(then(raised(), declineProposal, { because: '县里明年统一装' })).toMatchObject({
    state: 'declined',
    because: '县里明年统一装',
    covered: false,
  });
  expect(then(talked(), declineProposal, { because: '说的是一户', cover: true }).covered).toBe(true);
  expect(() => then(settled(), declineProposal, { because: '不办了' })).toThrow('proposal-moved-on');
});

test('PROPOSAL-5 minutes are added and never changed, and no meeting is in the future', () => {
  const minute = { minute: idOf('minute'), body: 'council', on: '2026-11-22', present: 9, text: '先问价' };
  const once = then(talked(), minuteProposal, minute);
  expect(once.minutes).toEqual([{ id: minute.minute, body: 'council', on: '2026-11-22', present: 9, text: '先问价' }]);
  expect(decided(minuteProposal, { proposal: id, ...minute, text: '另一句' }, clerk, [['proposal', once]])).toEqual([]);
  expect(() => then(talked(), minuteProposal, { ...minute, on: '2026-11-24' })).toThrow('proposal-day');
  expect(() => then(raised(), minuteProposal, minute)).toThrow('proposal-moved-on');
});

test('PROPOSAL-6 only a pre-vote of the village, once it is open, is joined', () => {
  const poll = (more: Partial<Poll>): Loose => [
    'poll',
    { id: idOf('poll'), ground: grounds.group, version: 1, kind: 'pre-vote', state: 'counted', ...more } as Poll,
  ];
  const join = (more: Partial<Poll>): Proposal =>
    then(talked(), voteOnProposal, { poll: idOf('poll') }, { records: [poll(more)] });
  expect(join({}).poll).toBe(idOf('poll'));
  for (const more of [
    { kind: 'opinion' },
    { state: 'draft' },
    { state: 'cancelled' },
    { ground: grounds.township },
  ] as const)
    expect(() => join(more)).toThrow('proposal-poll');
});

test('PROPOSAL-7 a meeting decides when enough came and more than half of them agreed', () => {
  expect(neededAt('representatives', 30, 20)).toEqual({ present: 20, agreed: 11 });
  expect(neededAt('representatives', 31, 21)).toEqual({ present: 21, agreed: 11 });
  expect(neededAt('villagers', 600, 301)).toEqual({ present: 301, agreed: 151 });
  expect(neededAt('homes', 260, 174)).toEqual({ present: 174, agreed: 88 });
  expect(settled()).toMatchObject({ state: 'decided', decision: { present: 20, agreed: 11 } });
  const meet = (more: object): Proposal => then(talked(), decideProposal, { ...meeting, ...more });
  expect(() => meet({ present: 19 })).toThrow('proposal-few');
  expect(() => meet({ agreed: 10 })).toThrow('proposal-no');
  expect(() => meet({ present: 31, agreed: 31 })).toThrow('proposal-heads');
  expect(() => meet({ entitled: 0, present: 0, agreed: 0 })).toThrow('proposal-no');
  expect(() => meet({ on: '2026-11-30' })).toThrow('proposal-day');
  expect(() => meet({ steps: [step('早了', '2026-11-01')] })).toThrow('proposal-due');
  expect(() => meet({ body: 'council' })).toThrow();
});

test('PROPOSAL-8 with the last step it is done', () => {
  const one = then(settled(), stepProposal, { step: idOf('选地方'), note: '两处' });
  expect(one).toMatchObject({ state: 'decided', steps: [{ doneAt: monday, note: '两处' }, { doneAt: null }] });
  expect(decided(stepProposal, { proposal: id, step: idOf('选地方') }, clerk, [['proposal', one]])).toEqual([]);
  expect(then(one, stepProposal, { step: idOf('装好') }).state).toBe('done');
  expect(() => then(one, stepProposal, { step: idOf('没有') })).toThrow('proposal-step');
});

test('PROPOSAL-9 the names that call a meeting follow the law, and nobody counted calls nothing', () => {
  expect(namesFor('villagers', 612, 30)).toEqual({ adults: 62, representatives: 10 });
  expect(namesFor('representatives', 612, 31)).toEqual({ adults: null, representatives: 7 });
  expect(namesFor('recall', 612, 31)).toEqual({ adults: 123, representatives: 11 });
  expect(namesFor('villagers', 610, null)).toEqual({ adults: 61, representatives: null });
});

test('PROPOSAL-11 an election or a recall is refused', () => {
  expect(() => raised({ title: '改选村委会' })).toThrow('proposal-statutory');
  expect(() => raised({ text: '罢免主任' })).toThrow('proposal-statutory');
});

test('PROPOSAL-12 three at most wait, and the home takes back its own until it is decided', () => {
  const open = (n: number): Loose => ['proposals-open', { id: home.id, ground: '', version: 0, n } as never];
  expect(raised({}, adult, [open(2)]).state).toBe('raised');
  expect(() => raised({}, adult, [open(3)])).toThrow('proposal-enough');
  expect(then(talked(), withdrawProposal, {}, { actor: adult, records: [ofHome] })).toMatchObject({
    state: 'withdrawn',
    covered: true,
  });
  expect(() => then(talked(), withdrawProposal, {}, { actor: neighbour, records: [ofHome] })).toThrow('not-yours');
  expect(() => then(settled(), withdrawProposal, {}, { actor: adult, records: [ofHome] })).toThrow('proposal-moved-on');
});

test('PROPOSAL-13 numbers of persons are refused wherever everybody reads, plain figures are not', () => {
  for (const text of ['打 13900001234', '身份证 620123195403120018', '卡号 6217001234567890128'])
    expect(() => raised({ text })).toThrow('proposal-number');
  expect(() => then(raised(), declineProposal, { because: '问 13900001234' })).toThrow('proposal-number');
  expect(() => then(talked(), decideProposal, { ...meeting, text: '找 13900001234' })).toThrow('proposal-number');
  expect(raised({ text: '2026年 8 月花了 86,540 元，装 12 盏' }).state).toBe('raised');
});

test('PROPOSAL-14 a step whose day moves says why and keeps its first day', () => {
  const move = (more: object): Proposal =>
    then(settled(), stepProposal, { step: idOf('选地方'), due: '2026-12-20', ...more });
  expect(move({ note: '等地干' }).steps[0]).toMatchObject({
    due: '2026-12-20',
    firstDue: '2026-12-01',
    doneAt: null,
    note: '等地干',
  });
  expect(() => move({})).toThrow('proposal-why');
  expect(() => move({ note: '往前', due: '2026-11-01' })).toThrow('proposal-due');
  expect(() => move({ note: '没有这天', due: '2026-02-30' })).toThrow();
});
