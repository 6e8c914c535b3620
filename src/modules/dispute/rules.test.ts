// The rules of mediation: who opens it, who is in it, what is agreed and by when it is asked about.
import { expect, test } from 'vitest';
import { dayOf } from '#kit/calendar.ts';
import type { Actor } from '#kit/actor.ts';
import type { Verb } from '#kit/command.ts';
import { actorOf, applied, caseOf, chain, decide, homeOf, idOf, type Loose, memberOf, monday } from '#tests/loaded.ts';
import { agree, beginAgain, endDispute, followMatter, holdSession } from './commands.ts';
import { followUp, toCourt } from './commands-after.ts';
import { addParties, openDispute, setMediator } from './commands-open.ts';
import type { Dispute } from './model.ts';
import { dayAfter, disputeKind, lastDayToConfirm, nextOf } from './rules.ts';

const oneDay = 86_400_000;
const today = dayOf(monday);
const office = (name: string): string => idOf(`office ${name}`);
const [a, b] = [idOf('party a'), idOf('party b')];
const matter = caseOf({ category: 'D1', severity: 'D', title: '地界有争', holder: office('level1') });
const said = {
  dispute: idOf('dispute'),
  case: matter.id,
  parties: [
    { id: a, household: idOf('home'), member: idOf('member'), name: '写错的名' },
    { id: b, name: '罗二虎', phone: '19900002009', address: '河对面' },
  ],
  mediators: [{ office: office('keeper'), name: '马调解' }],
};
const around = (one = matter): Loose[] => [['case', one], ['household', homeOf()], ['member', memberOf()], ...chain()];
const open = (more: object = {}, actor: Actor = actorOf('level2'), one = matter): Dispute =>
  applied(disputeKind, undefined, decide(openDispute, { ...said, ...more }, { actor, records: around(one) }));
/** The mediation after a verb by whoever sits in that office; the mediator when none is named. */
const after = (
  verb: unknown,
  dispute: Dispute,
  input: object,
  { actor = actorOf('keeper'), now = monday }: { actor?: Actor; now?: number } = {},
): Dispute =>
  applied(
    disputeKind,
    dispute,
    decide(
      verb as Verb,
      { dispute: dispute.id, ...input },
      { actor, now, records: [['dispute', dispute], ...around()] },
    ),
  );
const session = { at: monday - 3600_000, place: '村委会', present: [a, b], text: '各说各的理，约好后天到地头看' };
const agreement = {
  form: 'written',
  on: today,
  place: '地头',
  about: '两家地界相争一尺',
  duties: [{ party: b, text: '三天内移回界石', by: dayAfter(today, 3) }],
};
const agreed = (more: object = {}): Dispute =>
  after(agree, open(), { agreement: { ...agreement, ...more }, parties: [a, b] });

test('DISPUTE-1 it belongs to one open matter among the disputes', () => {
  expect(open()).toMatchObject({ matter: matter.id, title: '地界有争', state: 'open', number: 2601, version: 1 });
  expect(() => open({}, actorOf('level2'), caseOf({ category: 'W1' }))).toThrow('dispute-none');
  expect(() => open({}, actorOf('level2'), { ...matter, state: 'closed' })).toThrow('case-closed');
  const hidden = {
    ...matter,
    category: 'D6',
    restricted: true,
    namedOffice: office('police'),
    holder: office('police'),
  };
  for (const who of ['level2', 'police'] as const) expect(() => open({}, actorOf(who), hidden)).toThrow('not-yours');
  expect(() => open({}, actorOf('level2'), { ...matter, complainedOf: [idOf('x')] })).toThrow('dispute-none');
  const records: Loose[] = [...around(), ['dispute', open()]];
  expect(() => decide(openDispute, said, { actor: actorOf('level2'), records })).toThrow('dispute-there');
});

test('DISPUTE-2 opened by whoever serves the home, or by the office that holds the matter', () => {
  for (const who of ['level2', 'level1', 'liaison', 'village'] as const) expect(open({}, actorOf(who)).version).toBe(1);
  for (const who of ['keeper', 'township', 'water'] as const) expect(() => open({}, actorOf(who))).toThrow('not-yours');
  expect(open({}, actorOf('keeper'), { ...matter, holder: office('keeper') }).holder).toBe(office('keeper'));
});

test('DISPUTE-3 parties are members of a home or outsiders by name, mediators sit on the way up', () => {
  const { parties, homes, offices } = open();
  expect(parties).toMatchObject([
    { name: '杜来顺', born: '1954-03', sex: '男', address: '1-01' },
    { name: '罗二虎', household: null, address: '河对面', born: '' },
  ]);
  expect([homes, offices]).toEqual([[idOf('home')], [office('keeper')]]);
  const stranger = { ...said.parties[0], household: idOf('another home') };
  expect(() => open({ parties: [stranger] })).toThrow('not-yours');
  for (const where of ['water', 'police', 'centre'])
    expect(() => open({ mediators: [{ office: office(where), name: '某' }] })).toThrow('no-mediator-there');
  expect(() => open({ mediators: [{ office: idOf('elsewhere'), name: '某' }] })).toThrow('office-not-here');
  const one = open({ parties: [said.parties[0]] });
  expect(() =>
    after(agree, one, { agreement: { ...agreement, duties: [{ party: a, text: '让一步' }] }, parties: [a] }),
  ).toThrow('party-alone');
  expect(after(addParties, one, { parties: [said.parties[1]] }).parties).toHaveLength(2);
  expect(() => after(addParties, open(), { parties: [said.parties[1]] })).toThrow('id-taken');
});

test('DISPUTE-4 a party chooses or refuses a mediator; who was refused neither acts nor reads', () => {
  const he = { office: office('keeper'), name: '马调解' };
  const set = (dispute: Dispute, say: string, party: string | null, mediator = he): Dispute =>
    after(setMediator, dispute, { mediator, say, party }, { actor: actorOf('level1') });
  const refused = set(open(), 'refused', b);
  expect(refused).toMatchObject({ offices: [], mediators: [{ name: '马调解', refusedBy: b }] });
  expect(() => after(holdSession, refused, { session })).toThrow('not-yours');
  expect(() => set(refused, 'named', null)).toThrow('mediator-refused');
  expect(() => set(refused, 'chosen', a)).toThrow('mediator-refused');
  expect(set(refused, 'chosen', b)).toMatchObject({ offices: [office('keeper')], mediators: [{ chosenBy: [b] }] });
  const other = { office: office('village'), name: '何主任' };
  expect(set(refused, 'chosen', a, other).offices).toEqual([office('village')]);
  expect(set(set(open(), 'named', null, other), 'leaves', null).offices).toEqual([office('village')]);
  expect(() => set(open(), 'refused', null)).toThrow('party-unknown');
  expect(() => set(open(), 'chosen', idOf('nobody'))).toThrow('party-unknown');
});

test('DISPUTE-5 where a party refuses it ends at once, and begins again when all are willing', () => {
  const refused = after(endDispute, open(), { ending: 'refused', endedBy: b, endText: '要去法院' });
  expect(refused).toMatchObject({ state: 'ended', ending: 'refused', endedBy: b, endedAt: monday });
  for (const [verb, input] of [
    [holdSession, { session }],
    [agree, { agreement, parties: [a, b] }],
    [endDispute, { ending: 'no-agreement' }],
  ] as const)
    expect(() => after(verb, refused, input)).toThrow('dispute-moved-on');
  expect(() => after(endDispute, open(), { ending: 'refused' })).toThrow('party-unknown');
  expect(() => after(beginAgain, refused, { parties: [a] })).toThrow('agree-all');
  const later = after(beginAgain, refused, { parties: [a, b] }, { now: monday + 5 * oneDay });
  expect(later).toMatchObject({ state: 'open', ending: null, endedAt: null });
  expect(dayOf(later.mediateBy)).toBe(dayAfter(today, 35));
  expect(() => after(beginAgain, open(), { parties: [a, b] })).toThrow('dispute-moved-on');
});

test('DISPUTE-6 of a session is noted when, where, who and what; it does not lie ahead', () => {
  const held = after(holdSession, after(holdSession, open(), { session }), {
    session: { ...session, at: monday - 2 * oneDay, text: '先到各家听' },
  });
  expect(held.sessions.map((one) => one.text)).toEqual(['先到各家听', session.text]);
  expect(held.sessions[1]).toMatchObject({ office: office('keeper'), person: idOf('person keeper'), invited: '' });
  expect(() => after(holdSession, open(), { session: { ...session, at: monday + oneDay } })).toThrow('session-ahead');
  expect(() => after(holdSession, open(), { session: { ...session, present: [idOf('x')] } })).toThrow('party-unknown');
});

test('DISPUTE-7 an agreement is one of all, with what each does, and binds from its day', () => {
  expect(agreed()).toMatchObject({
    state: 'agreed',
    agreement: { ...agreement, office: office('keeper'), person: idOf('person keeper') },
  });
  expect(() => after(agree, open(), { agreement, parties: [a] })).toThrow('agree-all');
  expect(() => agreed({ duties: [] })).toThrow();
  expect(() => agreed({ duties: [{ party: idOf('x'), text: '让' }] })).toThrow('party-unknown');
  expect(() => agreed({ on: dayAfter(today, 1) })).toThrow('agreement-ahead');
  expect(() => agreed({ duties: [{ party: a, text: '让', by: dayAfter(today, -1) }] })).toThrow('duty-before');
});

test('DISPUTE-8 a new agreement takes the place of the older one, until a court confirmed it', () => {
  const [first, later] = [agreed(), monday + 10 * oneDay];
  const anew = {
    agreement: { ...agreement, on: dayOf(later), duties: [{ party: a, text: '补八百元' }] },
    parties: [a, b],
  };
  const second = after(agree, first, anew, { now: later });
  expect(second.agreement?.duties[0]?.text).toBe('补八百元');
  expect(second.followUps[0]).toMatchObject({ due: dayAfter(dayOf(later), 7), outcome: null });
  const confirmed: Dispute = { ...first, court: 'confirmed' };
  expect(() => after(agree, confirmed, anew, { now: later })).toThrow('dispute-moved-on');
});

test('DISPUTE-9 thirty days are given, and when they are over nothing is forced', () => {
  const dispute = open();
  expect(nextOf(dispute, today)).toEqual({ what: 'mediate', day: dayAfter(today, 30), after: null });
  const late = monday + 60 * oneDay;
  expect(after(holdSession, dispute, { session: { ...session, at: late } }, { now: late }).state).toBe('open');
});

test('DISPUTE-10 no step closes another way: a mediation ends whenever a party wants, and an agreement needs no court', () => {
  expect(after(endDispute, open(), { ending: 'no-agreement' })).toMatchObject({
    state: 'ended',
    ending: 'no-agreement',
  });
  const done = [7, 30, 90].reduce(
    (dispute, days) =>
      after(followUp, dispute, { followUp: { after: days, outcome: 'kept' } }, { now: monday + days * oneDay }),
    agreed(),
  );
  expect(done).toMatchObject({ state: 'ended', ending: 'kept', court: null });
});

test('DISPUTE-11 asked after 7, 30 and 90 days, each once, from three days before; the last one ends it', () => {
  const dispute = agreed();
  expect(dispute.followUps.map((one) => one.due)).toEqual([7, 30, 90].map((days) => dayAfter(today, days)));
  expect(nextOf(dispute, today)).toMatchObject({ what: 'follow-up', after: 7 });
  const ask = (one: Dispute, days: number, on: number, outcome = 'kept'): Dispute =>
    after(followUp, one, { followUp: { after: days, outcome } }, { now: monday + on * oneDay });
  expect(() => ask(dispute, 7, 3)).toThrow('follow-up-early');
  const once = ask(dispute, 7, 4);
  expect(() => ask(once, 7, 8)).toThrow('follow-up-done');
  const skipped = ask(dispute, 30, 30, 'partly');
  expect(() => ask(skipped, 7, 31)).toThrow('follow-up-done');
  expect(nextOf(skipped, dayAfter(today, 31))).toMatchObject({ after: 90 });
  expect(ask(skipped, 90, 95, 'not-kept')).toMatchObject({ state: 'ended', ending: 'not-kept' });
});

test('DISPUTE-12 a court is asked by all together, of a written agreement, within thirty days', () => {
  const ask = (dispute: Dispute, more: object = {}, now = monday): Dispute =>
    after(toCourt, dispute, { court: 'asked', courtOn: today, parties: [a, b], ...more }, { now });
  expect(ask(agreed())).toMatchObject({ court: 'asked', courtOn: today });
  expect(() => ask(agreed(), { parties: [a] })).toThrow('court-together');
  expect(() => ask(agreed({ form: 'oral' }))).toThrow('court-needs-paper');
  expect(() => ask(agreed(), { courtOn: dayAfter(today, 1) })).toThrow('court-day');
  const last = agreed().confirmBy ?? '';
  expect(last).toBe(dayAfter(today, 30));
  expect(ask(agreed(), { courtOn: last }, monday + 30 * oneDay).court).toBe('asked');
  const over = monday + 31 * oneDay;
  expect(() => ask(agreed(), { courtOn: dayAfter(last, 1) }, over)).toThrow('court-too-late');
  const confirmed = after(toCourt, ask(agreed()), { court: 'confirmed', courtOn: today, parties: [] });
  expect(confirmed.court).toBe('confirmed');
  expect(() => after(toCourt, agreed(), { court: 'confirmed', courtOn: today, parties: [] })).toThrow(
    'dispute-moved-on',
  );
  // A last day on a Saturday, on a holiday and on a weekend day that is worked.
  expect(['2026-10-29', '2026-09-01', '2026-01-15'].map((on) => lastDayToConfirm(on))).toEqual([
    '2026-11-30',
    '2026-10-08',
    '2026-02-14',
  ]);
});

test('DISPUTE-13 only who mediates and who holds the matter write in it', () => {
  for (const who of ['keeper', 'level1'] as const)
    expect(after(holdSession, open(), { session }, { actor: actorOf(who) }).sessions).toHaveLength(1);
  for (const who of ['level2', 'liaison', 'village', 'township', 'centre', 'water'] as const)
    expect(() => after(holdSession, open(), { session }, { actor: actorOf(who) })).toThrow('not-yours');
});

test('DISPUTE-14 it follows its matter to the new holder and the new ground', () => {
  const jobs: Actor = { ...actorOf('level1'), person: null, posts: [], standing: 'service', service: 'jobs' };
  const moved = { ...matter, holder: office('township'), ground: '629901.101.203.002.01' };
  const dispute = open();
  const follow = (one: Dispute) =>
    decide(
      followMatter,
      { case: matter.id },
      {
        actor: jobs,
        records: [
          ['case', moved],
          ['dispute', one],
        ],
      },
    );
  const followed = applied(disputeKind, dispute, follow(dispute));
  expect(followed).toMatchObject({ holder: office('township'), ground: moved.ground });
  expect(follow(dispute)[0]?.data).toMatchObject({ leftGround: dispute.ground });
  expect(follow(followed)).toEqual([]);
  expect(() =>
    decide(followMatter, { case: matter.id }, { actor: actorOf('level1'), records: [['case', moved]] }),
  ).toThrow('not-yours');
});
