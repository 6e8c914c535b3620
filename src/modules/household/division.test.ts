// Divisions as facts: which codes new grids get, what a closing grid needs, and what goes back when one is taken back.
import { expect, test } from 'vitest';
import type { Area } from '#modules/territory/model.ts';
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
  officeOf,
} from '#tests/loaded.ts';
import { divideGrids, restoreGrids } from './commands-divide.ts';
import { divisionKind, freeCode } from './rules-division.ts';

const village = areaOf('village', 'village', '629901101203');
const group = { ...areaOf('level-1', 'group', '629901101203001'), parent: village.id };
const grid: Area = { ...areaOf('level-2', 'grid', '62990110120300101'), parent: group.id };
const second: Area = {
  ...grid,
  id: idOf('area second'),
  code: '62990110120300102',
  ground: `${grounds.group}.02`,
  name: '2',
};
const old: Area = { ...second, id: idOf('area old'), code: '62990110120300103', validTo: '2025-01-01' };
const home = homeOf();
const other = homeOf({ id: idOf('other home'), grid: second.id, ground: second.ground });
const post = {
  id: idOf('post worker'),
  ground: second.ground,
  version: 1,
  person: idOf('person worker'),
  office: idOf('office second'),
  role: 'level-2-worker',
  fromAt: 0,
  toAt: monday + 1e9,
  endedAt: null,
};
const standing = (more: readonly Loose[] = []): Loose[] => [
  ['area', village],
  ['area', group],
  ['area', grid],
  ['area', second],
  ['area', old],
  ['office', officeOf('level1')],
  ['household', home],
  ['household', other],
  ['member', memberOf()],
  ...more,
];
const clerk = actorOf('village');
const input = { division: idOf('division'), village: village.id };
const names = (facts: readonly { name: string }[]): string[] => facts.map((fact) => fact.name);

test('TERR-10 a new grid gets the first code that its group never had', () => {
  expect(freeCode(group, [grid, second, old])).toBe('62990110120300104');
  expect(freeCode(group, [])).toBe('62990110120300101');
  const all = Array.from({ length: 99 }, (_, at) => ({
    ...grid,
    code: `${group.code}${String(at + 1).padStart(2, '0')}`,
  }));
  expect(freeCode(group, all)).toBeUndefined();
});

test('TERR-10 homes move with their members, and the division keeps what it did', () => {
  const move = [{ household: home.id, was: grid.id, to: second.id }];
  const facts = decide(divideGrids, { ...input, move }, { actor: clerk, records: standing() });
  expect(names(facts)).toEqual(['household.moved', 'member.moved', 'division.made']);
  expect(facts[0]?.data).toEqual({ ground: second.ground, grid: second.id, leftGround: grid.ground });
  expect(applied(divisionKind, undefined, facts.slice(2))).toMatchObject({
    ground: village.ground,
    moves: [{ household: home.id, from: grid.id, to: second.id }],
    restoredAt: null,
  });
  for (const who of [actorOf('level1'), actorOf('township'), actorOf('administration', 'system-admin')])
    expect(() => decide(divideGrids, { ...input, move }, { actor: who, records: standing() })).toThrow('not-yours');
});

test('TERR-11 a grid closes empty and served by nobody', () => {
  const move = [{ household: other.id, was: second.id, to: grid.id }];
  const closing = { ...input, move, close: [second.id] };
  const closed = { ...officeOf('level2'), id: post.office, area: second.id };
  const office: Loose = ['office', closed];
  expect(() => decide(divideGrids, { ...input, close: [second.id] }, { actor: clerk, records: standing() })).toThrow(
    'plan-grid-has-homes',
  );
  const served = standing([office, ['post', post]]);
  expect(() => decide(divideGrids, closing, { actor: clerk, records: served })).toThrow('plan-grid-served');
  const ended = { ...post, endedAt: 1 };
  const over = standing([office, ['post', ended]]);
  expect(names(decide(divideGrids, closing, { actor: clerk, records: over }))).toContain('area.closed');
  // What is closed already is nothing to move into.
  const lost = [{ household: home.id, was: grid.id, to: old.id }];
  expect(() => decide(divideGrids, { ...input, move: lost }, { actor: clerk, records: standing() })).toThrow(
    'version-moved',
  );
});

test('TERR-12 what was moved goes back for a week, and only what is still there', () => {
  const made = {
    id: input.division,
    ground: village.ground,
    version: 1,
    at: monday - 3 * 86_400_000,
    person: null,
    moves: [
      { household: other.id, from: grid.id, to: second.id },
      { household: home.id, from: second.id, to: old.id },
    ],
    opened: [],
    closed: [],
    drawn: [{ area: grid.id, was: null, to: [[[1, 1]]] }],
    restoredAt: null,
  };
  const back = (division: object): string[] =>
    names(
      decide(restoreGrids, input, {
        actor: clerk,
        records: standing([['division', { ...made, ...division }]]),
      }),
    );
  // The other home is still there; the first went elsewhere, and the outline is another by now.
  expect(back({})).toEqual(['household.moved', 'division.restored']);
  expect(() => back({ at: monday - 8 * 86_400_000 })).toThrow('division-too-old');
  expect(() => back({ restoredAt: 1 })).toThrow('division-restored');
});
