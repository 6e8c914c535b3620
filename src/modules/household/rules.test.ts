// The rules of homes: who keeps the roster, one grid at a time, late entries, adults and their verification, care on phones.
import { expect, test } from 'vitest';
import {
  actorOf,
  applied,
  areaOf,
  decide,
  grounds,
  homeOf,
  idOf,
  type Loose,
  memberOf,
  monday,
} from '#tests/loaded.ts';
import {
  addMember,
  changeHousehold,
  leaveMember,
  moveHousehold,
  plateHousehold,
  registerHousehold,
  settleHousehold,
  verifyMember,
} from './commands.ts';
import { careOnPhone } from './kinds/care-tags.ts';
import { householdKind, isAdult, memberKind } from './rules.ts';

const home = homeOf();
const grid = areaOf('level-2', 'grid', '62990110120300101');
const elsewhere = areaOf('level-2', 'elsewhere', '62990110120300201');
const records: Loose[] = [
  ['household', home],
  ['area', grid],
  ['area', elsewhere],
  ['area', areaOf('level-1', 'group', '629901101203001')],
  ['member', memberOf()],
];
const register = { household: idOf('new home'), grid: grid.id, door: '1-09', head: '马玉林' };

test('HOME-1 the village keeps the roster, the grid keeps what it sees at the door', () => {
  expect(
    applied(householdKind, undefined, decide(registerHousehold, register, { actor: actorOf('village'), records })),
  ).toMatchObject({ ground: grounds.grid, version: 1, lastVisit: null });
  expect(() => decide(registerHousehold, register, { actor: actorOf('level2'), records })).toThrow('not-yours');
  expect(() =>
    decide(
      plateHousehold,
      { household: home.id, plateHash: 'a'.repeat(64), plateShort: 'ABCDEFGH' },
      { actor: actorOf('level2'), records },
    ),
  ).toThrow('not-yours');
  const changed = decide(changeHousehold, { household: home.id, home: 'away' }, { actor: actorOf('level2'), records });
  expect(applied(householdKind, home, changed)).toMatchObject({ home: 'away', door: home.door, version: 2 });
  for (const name of ['keeper', 'township', 'water', 'police', 'centre'] as const)
    expect(
      () => decide(changeHousehold, { household: home.id, home: 'away' }, { actor: actorOf(name), records }),
      name,
    ).toThrow('not-yours');
  expect(
    decide(
      addMember,
      { member: idOf('child'), household: home.id, name: '杜小' },
      { actor: actorOf('level2'), records },
    )[0]?.data.ground,
  ).toBe(grounds.grid);
  expect(
    applied(
      memberKind,
      memberOf(),
      decide(leaveMember, { member: memberOf().id }, { actor: actorOf('level1'), records }),
    ).leftAt,
  ).toBe(monday);
});

test('HOME-2 a home belongs to exactly one level-2 grid', () => {
  expect(() =>
    decide(registerHousehold, { ...register, grid: idOf('area group') }, { actor: actorOf('village'), records }),
  ).toThrow('household-needs-grid');
  expect(() =>
    decide(moveHousehold, { household: home.id, grid: idOf('area group') }, { actor: actorOf('village'), records }),
  ).toThrow('household-needs-grid');
});

test('HOME-3 a late entry does not turn the last visit back', () => {
  const visited = (at: number) => ({ name: 'household.visited', kind: 'household', id: home.id, data: { at } });
  const after = applied(householdKind, home, [visited(monday), visited(monday - 5)]);
  expect(after).toMatchObject({ lastVisit: monday, noticedAt: monday, version: 3 });
});

test('HOME-4 members move with their home and the old ground is told', () => {
  const facts = decide(
    moveHousehold,
    { household: home.id, grid: elsewhere.id },
    { actor: actorOf('village'), records },
  );
  expect(facts.map((fact) => fact.name)).toEqual(['household.moved', 'member.moved']);
  expect(facts.every((fact) => fact.data.leftGround === grounds.grid && fact.data.ground === grounds.elsewhere)).toBe(
    true,
  );
  expect(() =>
    decide(moveHousehold, { household: home.id, grid: elsewhere.id }, { actor: actorOf('level1'), records }),
  ).toThrow('not-yours');
});

test('HOME-5 an adult is 18 or older, an unknown birth is none', () => {
  expect([
    isAdult('2008-11', monday),
    isAdult('2008-12', monday),
    isAdult('1954', monday),
    isAdult('', monday),
  ]).toEqual([true, false, true, false]);
});

test('HOME-6 the village desk verifies an adult, the worker never', () => {
  const input = { member: memberOf().id, person: idOf('adult') };
  expect(
    applied(memberKind, memberOf(), decide(verifyMember, input, { actor: actorOf('village'), records })),
  ).toMatchObject({ person: idOf('adult'), verifiedAt: monday });
  for (const name of ['level2', 'level1', 'liaison', 'township'] as const)
    expect(() => decide(verifyMember, input, { actor: actorOf(name), records }), name).toThrow('not-yours');
  const child: Loose[] = [['member', memberOf({ born: '2012-01' })]];
  expect(() => decide(verifyMember, input, { actor: actorOf('village'), records: child })).toThrow('member-not-adult');
});

test('HOME-7 care that is not for phones keeps its name at the desk', () => {
  expect(careOnPhone(['独居老人80+', '低保', '重病/透析', '受灾户'])).toEqual(['独居老人80+', '受灾户']);
});

const change = (input: object, on = home, actor = actorOf('level2')) =>
  decide(changeHousehold, { household: home.id, ...input }, { actor, records: [['household', on]] });

test('HOME-11 different things changed by two people are both changed', () => {
  const first = applied(householdKind, home, change({ phone: '111', was: { phone: '' } }));
  const second = applied(householdKind, first, change({ howToCome: '走后门', was: { howToCome: '' } }, first));
  expect(second).toMatchObject({ phone: '111', howToCome: '走后门', disputed: [] });
});

test('HOME-11 of the same thing what stands stays and the other word is kept beside it', () => {
  const first = applied(householdKind, home, change({ phone: '111', was: { phone: '' } }));
  const facts = change({ phone: '222', howToCome: '走后门', was: { phone: '', howToCome: '' } }, first);
  expect(facts.map((fact) => fact.name)).toEqual(['household.changed', 'household.disputed']);
  const second = applied(householdKind, first, facts);
  expect(second).toMatchObject({ phone: '111', howToCome: '走后门', disputed: [{ field: 'phone', said: '222' }] });
  // Who says the same as what stands by now disagrees with nobody; who has seen what stands may change it.
  expect(change({ phone: '111', was: { phone: '' } }, second).map((fact) => fact.name)).toEqual(['household.changed']);
  expect(applied(householdKind, second, change({ phone: '333', was: { phone: '111' } }, second)).phone).toBe('333');
});

test('HOME-12 the head or the village settles which word holds, by what stood on the screen', () => {
  const first = applied(householdKind, home, change({ phone: '111', was: { phone: '' } }));
  const two = applied(householdKind, first, change({ phone: '222', was: { phone: '' } }, first));
  const word = two.disputed[0]?.command ?? '';
  const settle = (input: object, actor = actorOf('level1')) =>
    decide(
      settleHousehold,
      { household: home.id, field: 'phone', command: word, stands: '111', ...input },
      { actor, records: [['household', two]] },
    );
  expect(applied(householdKind, two, settle({}))).toMatchObject({ phone: '222', disputed: [] });
  expect(applied(householdKind, two, settle({ command: null }))).toMatchObject({ phone: '111', disputed: [] });
  expect(() => settle({}, actorOf('level2'))).toThrow('not-yours');
  expect(() => settle({ stands: '110' })).toThrow('version-moved');
  expect(() => settle({ field: 'howToCome', stands: '' })).toThrow('words-settled');
});
