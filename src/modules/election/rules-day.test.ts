// The rules of elections from the day on, on plain records: sheets, results, ties, signatures, posts, recalls, appraisals.
import { expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import type { Fact } from '#kit/command.ts';
import { actorOf, decide, idOf } from '#tests/loaded.ts';
import { countElection, drawLot, enterSheet, keepBoard, signResult, voidElection, voteAgain } from './commands-day.ts';
import { enterAppraisal } from './commands-appraisal.ts';
import { fillPosts } from './commands-fill.ts';
import { drawElection, objectToRoll, publishRoll } from './commands-roll.ts';
import type { Appraisal } from './model-appraisal.ts';
import type { Election } from './model.ts';
import { unfitTwice } from './rules-appraisal.ts';
import { nextAct } from './rules.ts';
import {
  base,
  clerk,
  counted,
  figures,
  living,
  m,
  oneDay,
  seat,
  township,
  upToTheDay,
  village,
} from '#tests/election-life.ts';

test('ELECT-9 two persons enter, the second not the first once more, and only equal sheets are counted', () => {
  const life = upToTheDay('group-leader');
  const sheet = (votes: Record<string, number>): object => ({ place: 0, figures: figures(votes) });
  life.say(enterSheet as never, sheet({ [m(0)]: 6, [m(1)]: 3 }));
  life.say(enterSheet as never, sheet({ [m(0)]: 7, [m(1)]: 2 }));
  expect(() => life.say(countElection as never)).toThrow('election-entry-missing');
  life.say(enterSheet as never, sheet({ [m(0)]: 6, [m(1)]: 3 }), clerk);
  expect(() => life.say(countElection as never)).toThrow('election-entries-differ');
  expect(() => life.say(enterSheet as never, sheet({ [m(0)]: 7, [m(1)]: 2 }), township)).toThrow('election-entered');
  life.say(enterSheet as never, sheet({ [m(0)]: 7, [m(1)]: 2 }), clerk);
  life.say(countElection as never);
  expect(life.election?.rounds[0]?.results).toMatchObject([{ elected: [m(0)], why: 'filled' }]);
  // ELECT-8: planted errors are refused with their numbers.
  const bad = upToTheDay('group-leader');
  expect(() =>
    bad.say(enterSheet as never, { place: 0, figures: figures({ [m(0)]: 5 }, { cast: 5, issued: 4 }) }),
  ).toThrow('election-cast-over-issued');
  expect(() => bad.say(enterSheet as never, sheet({ [m(9)]: 5 }))).toThrow('election-not-standing');
});

test('ELECT-10 too few came: it is the same vote on another day', () => {
  const life = counted('group-leader', { [m(0)]: 3 }, { homes: 3 });
  expect(life.election?.rounds[0]?.results).toMatchObject([{ why: 'too-few', elected: [] }]);
  expect(() => life.say(signResult as never, { signers: [m(9), m(10)] })).toThrow('election-not-enough');
  expect(nextAct(life.election as Election, life.now)).toBe('again');
  life.say(voteAgain as never, { day: '2026-11-25' });
  expect(life.election?.rounds[1]).toMatchObject({ no: 1, day: '2026-11-25', candidates: { [seat]: [m(0), m(1)] } });
});

test('ELECT-12, ELECT-13 a tie elects nobody: a run-off where the law says so, the lot for a grid', () => {
  const life = counted('group-leader', { [m(0)]: 4, [m(1)]: 4, [m(2)]: 1 });
  expect(life.election?.rounds[0]?.results).toMatchObject([
    { elected: [], tied: [], next: [m(0), m(1)].toSorted(), why: 'bar' },
  ]);
  expect(() => life.say(drawLot as never, { contest: seat, drawn: [m(0)] })).toThrow('election-no-lot');
  life.say(voteAgain as never, { day: '2026-11-24' });
  expect(life.election?.rounds[1]).toMatchObject({ no: 2, open: [{ contest: seat, seats: 1 }] });
  const grid = counted('grid-worker', { [m(0)]: 4, [m(1)]: 4 });
  expect(grid.election?.rounds[0]?.results[0]?.why).toBe('bar');
  grid.say(voteAgain as never, { day: '2026-11-23' });
  const sheet = { place: 0, figures: figures({ [m(0)]: 4, [m(1)]: 4 }) };
  grid.say(enterSheet as never, sheet);
  grid.say(countElection as never);
  expect(grid.election?.rounds[1]?.results[0]).toMatchObject({ why: 'tie', tied: [m(0), m(1)].toSorted() });
  expect(nextAct(grid.election as Election, grid.now)).toBe('lot');
  expect(() => grid.say(signResult as never, { signers: [m(9), m(10)] })).toThrow('election-tied');
  expect(() => grid.say(drawLot as never, { contest: seat, drawn: [m(5)] })).toThrow('election-lot');
  grid.say(drawLot as never, { contest: seat, drawn: [m(1)] });
  expect(grid.election?.rounds[1]?.results[0]).toMatchObject({ elected: [m(1)], byLot: true, left: 0 });
});

test('ELECT-14, ELECT-15 signed by more than half, then posts for those elected, five years at most, and the old post ends', () => {
  const life = counted('grid-worker', { [m(0)]: 9, [m(1)]: 1 });
  const fill = (until: string, who = m(0)): object => ({
    posts: [{ contest: seat, member: who, post: idOf('new post'), person: idOf('new person'), known: false }],
    ends: [idOf('post level2')],
    until,
  });
  expect(() => life.say(fillPosts as never, fill('2029-11-23'))).toThrow('election-not-now');
  expect(() => life.say(signResult as never, { signers: [m(9)] })).toThrow('election-sign');
  expect(() => life.say(signResult as never, { signers: [m(9), m(0)] })).toThrow('election-signer');
  life.say(signResult as never, { signers: [m(9), m(10)] });
  expect(() => life.say(fillPosts as never, fill('2031-11-23'))).toThrow('election-term');
  expect(() => life.say(fillPosts as never, fill('2029-11-23', m(1)))).toThrow('election-not-elected');
  const facts = life.say(fillPosts as never, fill('2031-11-22'));
  expect(facts.map((fact) => fact.name)).toEqual([
    'election.filled',
    'post.ended',
    'person.registered',
    'post.assigned',
  ]);
  expect(facts[3]?.data).toMatchObject({ role: 'level-2-worker', chosen: 'election', office: idOf('office level2') });
  // PEOPLE-3: the village fills no office of its own kind; the township does.
  const own = counted('committee', { [m(0)]: 9, [m(1)]: 1 });
  own.say(signResult as never, { signers: [m(9), m(10)] });
  expect(() => own.say(fillPosts as never, { ...fill('2029-11-23'), ends: [] })).toThrow('not-yours');
  own.say(fillPosts as never, { ...fill('2029-11-23'), ends: [] }, township);
  expect(own.election?.state).toBe('over');
});

test('ELECT-16, ELECT-17 no sheet before the day; what is void or over changes no more', () => {
  const life = upToTheDay('grid-worker', [m(0)], { day: '2026-11-30' });
  const sheet = { place: 0, figures: figures({ [m(0)]: 7 }) };
  expect(() => life.say(enterSheet as never, sheet)).toThrow('election-not-yet');
  expect(nextAct(life.election as Election, life.now)).toBe('wait-day');
  expect(() => life.say(keepBoard as never, { attachments: [] })).toThrow('election-board');
  life.say(voidElection as never, { reason: 'mistake' });
  life.now += 7 * oneDay;
  expect(() => life.say(enterSheet as never, sheet)).toThrow('election-over');
  expect(nextAct(life.election as Election, life.now)).toBe('none');
});

test('ELECT-18 a recall is called by a fifth of the voters or a third of the representatives, and ends the post when it passes', () => {
  const asks = (signed: number, by = 'voters', of = 0): object => ({
    recall: { post: idOf('post level2'), by, signed, of },
  });
  expect(() => living('grid-worker', asks(2))).toThrow('election-recall-few-voters');
  expect(() => living('grid-worker', asks(3, 'representatives', 10))).toThrow('election-recall-few-representatives');
  expect(living('grid-worker', asks(4, 'representatives', 10)).election?.recall?.of).toBe(10);
  const life = upToTheDay('grid-worker', [], asks(3));
  expect(life.election?.recall).toMatchObject({ signed: 3, of: 12 });
  life.say(enterSheet as never, { place: 0, figures: figures({ yes: 5, no: 4 }) });
  life.say(countElection as never);
  expect(life.election?.rounds[0]?.results[0]?.why).toBe('recalled');
  life.say(signResult as never, { signers: [m(9), m(10)] });
  expect(() => life.say(fillPosts as never, { posts: [], ends: [], until: '2027-01-01' })).toThrow(
    'election-not-elected',
  );
  const facts = life.say(fillPosts as never, { posts: [], ends: [idOf('post level2')], until: '2027-01-01' });
  expect(facts.map((fact) => fact.name)).toEqual(['election.filled', 'post.ended']);
});

test('ELECT-19 a home objects for its own verified adult and for nobody else', () => {
  const life = living('committee');
  life.say(drawElection as never, { area: idOf('area village') });
  life.say(publishRoll as never, { office: idOf('office village') });
  const adult: Actor = { ...nobody, standing: 'adult', person: idOf('p'), household: idOf('h1'), member: m(3) };
  const object = (n: number): object => ({ objection: idOf(`o${n}`), member: m(n), what: 'particulars' });
  expect(() => life.say(objectToRoll as never, object(2), adult)).toThrow('not-yours');
  life.say(objectToRoll as never, object(3), adult);
  expect(life.election?.objections).toMatchObject([{ member: m(3), byHome: true, answer: null }]);
});

test('ELECT-20 an appraisal adds up, shows from five voices on, and says twice in a row unfit', () => {
  const rows = [{ post: idOf('post level2'), good: 4, fit: 1, unfit: 6, none: 0 }];
  const input = { appraisal: idOf('a'), area: idOf('area village'), day: '2026-11-20', entitled: 20, came: 11, rows };
  const say = (more: object = {}, actor = village): readonly Fact[] =>
    decide(enterAppraisal, { ...input, ...more }, { actor, records: base });
  const [fact] = say();
  expect(fact?.data.record).toMatchObject({ year: 2026, rows: [{ person: idOf('person level2') }] });
  expect(() => say({ came: 12 })).toThrow('appraisal-sum');
  expect(() => say({ entitled: 10 })).toThrow('appraisal-came');
  expect(() => say({ came: 4, rows: [{ ...rows[0], good: 4, fit: 0, unfit: 0 }] })).toThrow('appraisal-few');
  expect(() => say({ day: '2026-11-24' })).toThrow('appraisal-day');
  expect(() => say({}, actorOf('level1'))).toThrow('not-yours');
  const of = (year: number, unfit: number): Appraisal => ({
    ...fact?.data.record,
    id: idOf(`${year}`),
    year,
    came: 11,
    rows: [{ ...rows[0], person: 'p', unfit }],
  });
  expect([
    unfitTwice('p', of(2026, 6), of(2025, 6)),
    unfitTwice('p', of(2026, 6), of(2025, 5)),
    unfitTwice('p', of(2026, 6), of(2024, 6)),
  ]).toEqual([true, false, false]);
});
