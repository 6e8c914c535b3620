// The rules of elections before the day, on plain records: who runs them, the roll with its clocks, candidates, proxies.
import { expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import { actorOf, decide, grounds, idOf } from '#tests/loaded.ts';
import { changeRoll, drawElection, objectToRoll, publishRoll, settleObjection } from './commands-roll.ts';
import { callElection, nameProxies, nominate } from './commands.ts';
import { laws } from './kinds/laws.ts';
import type { Election } from './model.ts';
import { ageOn, atDoor, drawRoll, earliestDay, objectUntil } from './rules-roll.ts';
import { nextAct } from './rules.ts';
import { base, called, living, m, member, oneDay, seat, township, upToTheDay } from '#tests/election-life.ts';

test('ELECT-2 what is set for one election may be stricter than the law and never looser, and each office has its kind', () => {
  expect(living('committee', { stricter: { rollDays: 25, proxies: 1 } }).election?.stricter).toEqual({
    rollDays: 25,
    proxies: 1,
  });
  expect(() => living('committee', { stricter: { rollDays: 19 } })).toThrow('election-looser');
  expect(() => living('committee', { stricter: { proxies: 4 } })).toThrow('election-looser');
  expect(() => living('grid-worker', { stricter: { rollDays: 20 } })).toThrow('election-looser');
  expect(() => living('grid-worker', { kind: 'group-leader' })).toThrow('election-office');
  expect(() => living('committee', { vote: 'show' })).toThrow('election-vote-how');
  // None heavier than its law: twelve homes meet and nothing hangs out before.
  expect(Object.values(laws['grid-worker'].figures).filter(Boolean)).toHaveLength(2);
});

test('ELECT-22 what a phone reads of an election is its step, day and places, and nobody’s name', () => {
  const life = upToTheDay('committee');
  const said = atDoor(life.election as Election, '石湾村', 'wait-day');
  expect(said).toMatchObject({
    kind: 'committee',
    state: 'nominated',
    place: '石湾村',
    next: 'wait-day',
    recall: false,
  });
  expect(said.objectUntil).toMatch(/^2026-/);
  expect(JSON.stringify(life.election)).toContain(m(0));
  for (let n = 0; n < 12; n++) expect(JSON.stringify(said)).not.toContain(m(n));
});

test('ELECT-3 village and township run it on their ground; a worker, a head and a home do not', () => {
  expect(living('grid-worker').election).toMatchObject({ state: 'called', ground: grounds.grid });
  const tries =
    (actor: Actor): (() => unknown) =>
    () =>
      decide(callElection, called('grid-worker'), { actor, records: base });
  expect(tries(township)).not.toThrow();
  for (const one of ['level2', 'level1', 'water', 'centre'] as const) expect(tries(actorOf(one))).toThrow('not-yours');
  expect(tries({ ...nobody, standing: 'adult', household: idOf('h0') })).toThrow('not-yours');
});

test('ELECT-4 on the roll is who is 18 on the day; of a birth in that month or unknown the desk decides with a reason', () => {
  expect(['2008-11', '2008-12', '2009-01', '', '2008-10'].map((born) => ageOn(born, '2026-11-23'))).toEqual([
    'unsure',
    'minor',
    'minor',
    'unsure',
    'adult',
  ]);
  const drawn = drawRoll(
    [member(1), member(2, { born: '2015-01' }), member(3, { born: '' }), member(4, { leftAt: 1 })],
    '2026-11-23',
  );
  expect(drawn).toEqual({ roll: [{ member: m(1), home: idOf('h0') }], unsure: [m(3)] });
  const life = living('grid-worker');
  life.say(drawElection as never, { area: idOf('area grid') });
  expect(life.election?.roll).toHaveLength(12);
  expect(() => life.say(changeRoll as never, { changes: [{ member: m(3), on: false, reason: 'of-age' }] })).toThrow(
    'election-reason',
  );
  life.say(changeRoll as never, { changes: [{ member: m(3), on: false, reason: 'moved-away' }] });
  expect(life.election?.roll).toHaveLength(11);
  expect(life.election?.changes).toMatchObject([{ member: m(3), on: false, reason: 'moved-away' }]);
});

test('ELECT-5 the roll stands 20 days before the day and takes objections for five days, to the day', () => {
  expect(() => living('committee', { day: '2026-12-12' })).toThrow('election-day');
  const life = living('committee', { day: '2026-12-13' });
  expect(earliestDay(life.election as Election, '2026-11-23')).toBe('2026-12-13');
  life.say(drawElection as never, { area: idOf('area village') });
  const publish = {
    office: idOf('office village'),
    notice: { notice: idOf('notice'), title: '选民名单', text: '已张榜' },
  };
  life.now += oneDay;
  expect(() => life.say(publishRoll as never, publish)).toThrow('election-late');
  life.now -= oneDay;
  expect(life.say(publishRoll as never, publish).map((fact) => fact.name)).toEqual([
    'election.published',
    'notice.published',
  ]);
  expect(objectUntil(life.election as Election)).toBe('2026-11-28');
  expect(() => life.say(changeRoll as never, { changes: [{ member: m(3), on: false, reason: 'moved-away' }] })).toThrow(
    'election-roll-out',
  );
  const object = { objection: idOf('o'), member: m(3), what: 'extra' };
  life.now = Date.parse('2026-11-29T00:00:00+08:00');
  expect(() => life.say(objectToRoll as never, object)).toThrow('election-object-late');
  life.now -= 1;
  life.say(objectToRoll as never, object);
  expect(nextAct(life.election as Election, life.now)).toBe('settle');
});

test('ELECT-6 an objection that is agreed to changes the roll at once and is answered only once', () => {
  const life = living('committee');
  life.say(drawElection as never, { area: idOf('area village') });
  life.say(publishRoll as never, { office: idOf('office village') });
  expect(() => life.say(objectToRoll as never, { objection: idOf('o'), member: m(3), what: 'missing' })).toThrow(
    'election-is-on',
  );
  life.say(objectToRoll as never, { objection: idOf('o'), member: m(3), what: 'extra' });
  const answer = { objection: idOf('o'), member: m(3), agreed: true };
  expect(() => life.say(settleObjection as never, answer)).toThrow('election-reason');
  life.say(settleObjection as never, { ...answer, reason: 'twice' });
  expect(life.election?.roll).toHaveLength(11);
  expect(() => life.say(settleObjection as never, { ...answer, reason: 'twice' })).toThrow('election-answered');
});

test('ELECT-7 who runs it does not stand, more stand than seats, and a proxy acts for three at most', () => {
  const life = living('committee');
  life.say(drawElection as never, { area: idOf('area village') });
  life.say(publishRoll as never, { office: idOf('office village') });
  const names = (...members: string[]): object => ({ candidates: [{ contest: seat, members }] });
  expect(() => life.say(nominate as never, names(m(0)))).toThrow('election-choice');
  expect(() => life.say(nominate as never, names(m(0), m(9)))).toThrow('election-runs-it');
  expect(() => life.say(nominate as never, names(m(0), m(99)))).toThrow('election-not-on-roll');
  life.say(nominate as never, names(m(0), m(1)));
  const by = (...pairs: [number, number][]): object => ({
    proxies: pairs.map(([voter, proxy]) => ({ voter: m(voter), proxy: m(proxy) })),
  });
  life.say(nameProxies as never, by([2, 5], [3, 5], [4, 5]));
  expect(() => life.say(nameProxies as never, by([2, 5], [3, 5], [4, 5], [6, 5]))).toThrow('election-proxy-most');
  expect(() => life.say(nameProxies as never, by([2, 5], [2, 6]))).toThrow('election-proxy-twice');
  expect(() => life.say(nameProxies as never, by([2, 0]))).toThrow('election-proxy-stands');
  expect(() => life.say(nameProxies as never, by([2, 5], [5, 6]))).toThrow('election-proxy-absent');
  expect(() => upToTheDay('grid-worker').say(nameProxies as never, by([2, 5]))).toThrow('election-no-proxies');
});
