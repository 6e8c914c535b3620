// The rules of the notebook: one entry by whoever serves the door, at least one thing said, honest days, and whom to see next.
import { expect, test } from 'vitest';
import { actorOf, applied, decide, grounds, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';
import { correctVisit, keepPromise, recordVisit } from './commands.ts';
import type { DoorPromise, Visit } from './model.ts';
import { promiseKind, visitKind, whomToSee } from './rules.ts';

const oneDay = 86_400_000;
const home = homeOf();
const records: Loose[] = [['household', home]];
const input = { visit: idOf('visit'), household: home.id, parts: [{ kind: 'well' }] };
const record = (more: object = {}, actor = actorOf('level2'), at = monday) =>
  decide(recordVisit, { ...input, ...more }, { actor, records, at });
const visitOf = (): Visit => applied(visitKind, undefined, record({ note: '水浑' }));

test('VISIT-1 a correction is a new fact by the author', () => {
  const visit = visitOf();
  const corrected = applied(
    visitKind,
    visit,
    decide(correctVisit, { visit: visit.id, note: '水清' }, { actor: actorOf('level2'), records: [['visit', visit]] }),
  );
  expect(corrected).toMatchObject({ note: '水清', version: 2, parts: visit.parts });
  expect(() =>
    decide(correctVisit, { visit: visit.id, note: '没事' }, { actor: actorOf('level1'), records: [['visit', visit]] }),
  ).toThrow('not-yours');
});

test('VISIT-13 a correction over one its author had not seen stands below it', () => {
  const visit = visitOf();
  const correct = (on: Visit, note: string, was: string): Visit =>
    applied(
      visitKind,
      on,
      decide(correctVisit, { visit: on.id, note, was }, { actor: actorOf('level2'), records: [['visit', on]] }),
    );
  const once = correct(visit, '水清', '水浑');
  expect(once.note).toBe('水清');
  expect(correct(once, '水又浑', '水浑').note).toBe('水清\n水又浑');
  expect(correct(once, '水清', '水浑').note).toBe('水清');
});

test('VISIT-2 an entry stands in the name of the post nearest to the door', () => {
  const both = { ...actorOf('village'), posts: [...actorOf('village').posts, ...actorOf('level1').posts] };
  expect(applied(visitKind, undefined, record({}, both))).toMatchObject({
    office: idOf('office level1'),
    author: idOf('person village'),
  });
  for (const name of ['township', 'water', 'centre'] as const)
    expect(() => record({}, actorOf(name)), name).toThrow('not-yours');
  const stranger = {
    ...actorOf('level2'),
    posts: actorOf('level2').posts.map((post) => ({ ...post, ground: grounds.elsewhere })),
  };
  expect(() => record({}, stranger)).toThrow('not-yours');
});

test('VISIT-3 one thing said is enough, nothing said is not', () => {
  expect(() => record({ parts: [] })).toThrow('visit-empty');
  expect(() => record({ parts: [], note: '  ' })).toThrow('visit-empty');
  expect(record({ parts: [], note: '都好' })).toHaveLength(2);
  const file = { attachment: idOf('file'), sha256: 'a'.repeat(64), bytes: 9 };
  const audio = { ...file, kind: 'audio', mime: 'audio/webm', duration: 900 };
  expect(record({ parts: [], attachments: [audio] })).toHaveLength(3);
  const picture = { ...file, kind: 'picture', mime: 'image/jpeg', width: 9, height: 9 };
  expect(() => record({ parts: [], attachments: [picture] })).toThrow('visit-empty');
});

test('VISIT-4 the claimed time counts, but never a day to come', () => {
  const seen = (at: number): unknown =>
    record({}, actorOf('level2'), at).find((fact) => fact.name === 'household.visited')?.data.at;
  expect([seen(monday - oneDay), seen(monday + oneDay)]).toEqual([monday - oneDay, monday]);
});

const promise = (changes: Partial<DoorPromise>): DoorPromise => ({
  id: idOf('promise'),
  ground: grounds.grid,
  version: 1,
  household: home.id,
  office: idOf('office level2'),
  visit: null,
  text: '带表来',
  due: null,
  keptAt: null,
  ...changes,
});

test('VISIT-5 whom to see next: checks before promises before care before intervals, each home once', () => {
  const homes = [
    homeOf({ id: idOf('a'), lastVisit: monday - 200 * oneDay }),
    homeOf({ id: idOf('b'), lastVisit: monday - oneDay }),
    homeOf({ id: idOf('c'), lastVisit: monday - 200 * oneDay, care: ['受灾户'] }),
    homeOf({ id: idOf('d'), home: 'vacant' }),
    homeOf({ id: idOf('e'), lastVisit: monday - 300 * oneDay }),
  ];
  const promises = [
    promise({ household: idOf('b'), due: '2026-11-24' }),
    promise({ household: idOf('d'), due: '2026-12-30' }),
    promise({ household: idOf('d'), keptAt: 1 }),
  ];
  const list = whomToSee(homes, promises, [{ id: idOf('case'), household: idOf('e') }], monday);
  expect(list.map((one) => [one.household, one.reason])).toEqual([
    [idOf('e'), 'check'],
    [idOf('b'), 'promise'],
    [idOf('c'), 'disaster'],
    [idOf('a'), 'interval'],
  ]);
});

test('VISIT-6 a promise belongs to its visit and its office, and is kept once', () => {
  const facts = record({
    confidential: true,
    promises: [{ promise: idOf('promise'), text: '带表来', due: '2026-12-01' }],
  });
  const made = applied(promiseKind, undefined, facts);
  expect(made).toMatchObject({ visit: idOf('visit'), office: idOf('office level2'), keptAt: null });
  expect(applied(visitKind, undefined, facts).confidential).toBe(true);
  const kept = applied(
    promiseKind,
    made,
    decide(keepPromise, { promise: made.id }, { actor: actorOf('level2'), records: [['promise', made]] }),
  );
  expect(() =>
    decide(keepPromise, { promise: made.id }, { actor: actorOf('level2'), records: [['promise', kept]] }),
  ).toThrow('promise-kept');
});

test('VISIT-7 illness carries no diagnosis', () => {
  const visit = applied(
    visitKind,
    undefined,
    record({ parts: [{ kind: 'fact', fact: 'illness', text: '肺结核', diagnosis: '肺结核' }] }),
  );
  expect(visit.parts).toEqual([{ kind: 'fact', fact: 'illness', amount: null, on: null }]);
});
