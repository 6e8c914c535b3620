// The rules of supply networks: who draws them, what hangs below a node, what a drawing may not do, and how it is taken back.
import { describe, expect, test } from 'vitest';
import { applyAll } from '#server/execute.ts';
import { actorOf, applied, areaOf, decide, homeOf, idOf, type Loose, loadedFrom } from '#tests/loaded.ts';
import { drawNetwork, mostNodes, placeNode } from './commands.ts';
import { type Drawn, pointOf, type SupplyNode, withCodes } from './model.ts';
import {
  attaching,
  type Changes,
  detaching,
  type DrawnNode,
  drawnOf,
  homesBelow,
  homesNowhere,
  type Net,
  placing,
  redrawing,
  removing,
  takingBack,
  unfed,
} from './rules-drawing.ts';
import { onRings } from './rules-faults.ts';
import { codesBelow, supplyNodeKind } from './rules.ts';

const village = areaOf('village', 'village', '629901101203');
const place = {
  node: idOf('valve'),
  village: village.id,
  network: 'W',
  code: 'V3',
  name: '三号阀',
  kind: 'valve',
  parent: 'M1',
};

const drawn = (code: string, parent: string | null, more: Partial<Drawn> = {}): Drawn => ({
  code,
  name: code,
  kind: 'branch',
  parent,
  also: [],
  lat: null,
  lon: null,
  ...more,
});
const node = (code: string, parent: string | null, more: Partial<SupplyNode> = {}): SupplyNode => ({
  id: idOf(code),
  ground: village.ground,
  version: 1,
  network: 'W',
  removedAt: null,
  ...drawn(code, parent),
  ...more,
});
const home = (door: string, ...supplyPoints: string[]) => homeOf({ id: idOf(door), door, supplyPoints });

/** S1 → M1 → V3 → B1 (T1, T2), B2 (home 3 directly); V4 → T4; home 5 on a tap nobody drew, home 6 on nothing. */
const nodes = [
  node('T2', 'B1', { kind: 'tap' }),
  node('T1', 'B1', { kind: 'tap' }),
  node('B1', 'V3'),
  node('B2', 'V3'),
  node('V3', 'M1', { kind: 'valve' }),
  node('M1', 'S1', { kind: 'main' }),
  node('V4', 'M1', { kind: 'valve' }),
  node('T4', 'V4', { kind: 'tap' }),
  node('S1', null, { kind: 'source' }),
];
const homes = [home('1', 'T1'), home('2', 'T2'), home('3', 'B2'), home('4', 'T4'), home('5', 'T9'), home('6')];
const records: Loose[] = [
  ['area', village],
  ...nodes.map((one): Loose => ['supply-node', one]),
  ...homes.map((one): Loose => ['household', one]),
];
const asNet = (list: readonly Loose[], network = 'W'): Net => ({
  network,
  nodes: list.flatMap(([kind, one]) =>
    kind === 'supply-node' && (one as SupplyNode).removedAt === null && (one as SupplyNode).network === network
      ? [one as SupplyNode as DrawnNode]
      : [],
  ),
  homes: list.flatMap(([kind, one]) =>
    kind === 'household' ? [{ id: one.id, points: (one as ReturnType<typeof homeOf>).supplyPoints }] : [],
  ),
});
const net = asNet(records);
const draw = (changes: object, more: { actor?: 'village' | 'township' | 'level2'; of?: readonly Loose[] } = {}) =>
  decide(
    drawNetwork,
    { village: village.id, network: 'W', ...changes },
    { actor: actorOf(more.actor ?? 'village'), records: more.of ?? records },
  );

/** The records after a drawing, as the county holds them. */
function after(changes: object, of: readonly Loose[] = records): Loose[] {
  const done = new Map(of.map(([kind, one]) => [`${kind}:${one.id}`, [kind, one] as Loose]));
  for (const [key, change] of applyAll(draw(changes, { of }), loadedFrom(of)))
    done.set(key, [change.kind, change.after]);
  return [...done.values()];
}
const feed = (changes: Changes, code: string): string | null | undefined =>
  changes.nodes.find((one) => one.node === idOf(code))?.drawn?.parent;

test('SUPPLY-1 the village or township office draws the network', () => {
  const placed = applied(supplyNodeKind, undefined, decide(placeNode, place, { actor: actorOf('village'), records }));
  expect(placed).toMatchObject({ code: 'V3', ground: village.ground, also: [], removedAt: null });
  expect(decide(placeNode, place, { actor: actorOf('township'), records })).toHaveLength(1);
  const removes = removing(net, idOf('T4'), 'V4');
  for (const name of ['level2', 'level1', 'keeper', 'water', 'centre'] as const) {
    expect(() => decide(placeNode, place, { actor: actorOf(name), records }), name).toThrow('not-yours');
    expect(
      () => decide(drawNetwork, { village: village.id, network: 'W', ...removes }, { actor: actorOf(name), records }),
      name,
    ).toThrow('not-yours');
  }
  expect(draw(removes, { actor: 'township' })).toHaveLength(2);
});

test('SUPPLY-2 below a node is everything fed through it, in whatever order the list stands, and through every feed', () => {
  expect([...codesBelow(nodes, 'V3')].sort()).toEqual(['B1', 'B2', 'T1', 'T2', 'V3']);
  expect([...codesBelow([...nodes, node('X', 'V4', { also: ['B2'] })], 'V3')]).toContain('X');
  expect([...codesBelow([node('A', 'B'), node('B', 'A')], 'A')].sort()).toEqual(['A', 'B']);
  const long = Array.from({ length: 20_000 }, (_, n) => drawn(`N${n}`, n === 0 ? null : `N${n - 1}`));
  expect(codesBelow(long, 'N0').size).toBe(20_000);
});

describe('what a drawing may not do', () => {
  const add = (one: Drawn, more: object = {}) =>
    draw({ nodes: [{ node: idOf('new'), version: 0, drawn: one }], ...more });

  test('SUPPLY-3 a code is unique in its network, and free in another', () => {
    expect(() => add(drawn('V3', 'M1'))).toThrow('supply-code-twice');
    expect(add(drawn('V3', null, { kind: 'line' }), { network: 'P' })).toHaveLength(1);
    expect(() => add(drawn('W:3', 'M1'))).toThrow();
  });

  test('SUPPLY-4 what feeds must be drawn; what nothing feeds is a gap', () => {
    expect(() => add(drawn('V9', 'M9'))).toThrow('supply-feed-unknown');
    expect(add(drawn('V9', null))).toHaveLength(1);
    expect(unfed([...nodes, node('V9', null)]).map((one) => one.code)).toEqual(['V9']);
  });

  test('SUPPLY-5 rings and second feeds only where the network is marked as looped', () => {
    const ring = redrawing(net, idOf('M1'), drawn('M1', 'B1'));
    expect(() => draw(ring)).toThrow('supply-ring');
    const second = redrawing(net, idOf('B1'), drawn('B1', 'V3', { also: ['V4'] }));
    expect(() => draw(second)).toThrow('supply-two-feeds');
    const called = { id: idOf('net'), name: '供水', looped: true };
    expect(draw({ ...ring, called })).toHaveLength(2);
    const looped = after({ ...second, called });
    expect(() => draw({ called: { ...called, looped: false } }, { of: looped })).toThrow('supply-two-feeds');
    expect(() => draw({ ...redrawing(net, idOf('B1'), drawn('B1', 'B1')), called })).toThrow('supply-ring');
    expect(onRings([drawn('A', 'C'), drawn('B', 'A'), drawn('C', 'B'), drawn('D', 'C')])).toEqual(
      new Set(['A', 'B', 'C']),
    );
  });

  test('SUPPLY-6 a node that feeds goes only when it is said where these hang from then on', () => {
    const alone = { nodes: [{ node: idOf('B1'), version: 1, drawn: null }], homes: [] };
    expect(() => draw(alone)).toThrow('supply-still-feeds');
    expect(() => draw({ nodes: [{ node: idOf('B2'), version: 1, drawn: null }] })).toThrow('supply-still-feeds');
    const up = asNet(after(removing(net, idOf('B1'), 'V3')));
    expect(up.nodes.find((one) => one.code === 'T1')?.parent).toBe('V3');
    expect(homesBelow(up, 'V3').map((one) => one.id)).toEqual(expect.arrayContaining(['1', '2', '3'].map(idOf)));
    const free = asNet(after(removing(net, idOf('B2'), null)));
    expect(homesNowhere(free).map((one) => one.id)).toContain(idOf('3'));
  });

  test('SUPPLY-8 who draws on what another has changed meanwhile is told so', () => {
    const name = redrawing(net, idOf('V3'), drawn('V3', 'M1', { name: '下庄阀' }));
    const moved = after(name);
    expect(() => draw(name, { of: moved })).toThrow('version-moved');
    const hung = attaching(net, [idOf('6')], 'B2');
    expect(() => draw(hung, { of: after(hung) })).toThrow('version-moved');
  });

  test('an act that changes nothing, a strange family and a full village are refused in words', () => {
    expect(() => draw({})).toThrow('supply-nothing');
    expect(() => add(drawn('V9', null), { network: 'Q' })).toThrow('supply-family-unknown');
    const many = Array.from({ length: mostNodes }, (_, n) => ({
      node: idOf(`${n}`),
      version: 0,
      drawn: drawn(`N${n}`, null),
    }));
    expect(() => draw({ nodes: many })).toThrow('supply-too-many');
  });
});

describe('SUPPLY-7 homes', () => {
  test('that hang nowhere are counted, also where a tap was never drawn', () => {
    expect(homesNowhere(net).map((one) => one.id)).toEqual([idOf('5'), idOf('6')]);
    expect(homesBelow(net, 'M1')).toHaveLength(4);
  });

  test('a branch with all its homes moves as it is, others are taken one by one', () => {
    const changes = placing(net, idOf('V5'), drawn('V5', 'M1', { kind: 'valve' }), ['1', '2', '3', '5'].map(idOf));
    expect(feed(changes, 'V3')).toBe('V5');
    expect(changes.nodes).toHaveLength(2);
    expect(changes.homes.map((one) => one.household)).toEqual([idOf('5')]);
    const one = attaching(net, [idOf('1')], 'V4');
    expect(feed(one, 'T1')).toBe('V4');
    expect(one.homes).toEqual([]);
    const done = asNet(after(changes));
    expect(homesBelow(done, 'V5')).toHaveLength(4);
    expect(homesBelow(done, 'V4')).toHaveLength(1);
  });

  test('nothing is hung below what it feeds', () => {
    const all = attaching(net, ['1', '2', '3', '4'].map(idOf), 'B1');
    expect(feed(all, 'M1')).toBeUndefined();
    const done = asNet(after(all));
    expect(homesBelow(done, 'B1')).toHaveLength(4);
  });

  test('attached where they are, nothing changes; what they have of other networks stays', () => {
    expect(attaching(net, [idOf('3')], 'B2')).toEqual({ nodes: [], homes: [] });
    expect(withCodes(['T1', 'P:D1', 'W2:X'], 'W', ['V3'])).toEqual(['P:D1', 'W2:X', 'V3']);
    expect(withCodes(['T1', 'P:D1'], 'P', [])).toEqual(['T1']);
    expect(pointOf('W2', 'X')).toBe('W2:X');
  });

  test('taken from the network, a tap of one home goes with it', () => {
    const done = asNet(after(detaching(net, ['1', '3'].map(idOf))));
    expect(done.nodes.map((one) => one.code)).not.toContain('T1');
    expect(homesNowhere(done).map((one) => one.id)).toEqual(['1', '3', '5', '6'].map(idOf));
  });

  test('a home hangs only on what is drawn', () => {
    const to = { household: idOf('6'), was: [], to: ['T9'] };
    expect(() => draw({ homes: [to] })).toThrow('supply-feed-unknown');
  });
});

test('SUPPLY-9 every act is taken back: nodes and homes are as they were', () => {
  const acts: Changes[] = [
    placing(net, idOf('V5'), drawn('V5', 'M1'), ['1', '2', '3', '5', '6'].map(idOf)),
    redrawing(net, idOf('V3'), drawn('V03', 'M1', { name: '新名' })),
    redrawing(net, idOf('B2'), drawn('B9', 'V4')),
    removing(net, idOf('B1'), 'V3'),
    removing(net, idOf('B2'), null),
    attaching(net, ['1', '3', '4', '5'].map(idOf), 'B2'),
    detaching(net, ['1', '3', '5'].map(idOf)),
  ];
  const bare = (list: readonly Loose[]): unknown => {
    const { nodes: some, homes: all } = asNet(list);
    return [some.map((one) => [one.id, drawnOf(one)]), all.map((one) => [one.id, one.points])];
  };
  for (const act of acts) {
    const done = after(act);
    expect(bare(done)).not.toEqual(bare(records));
    expect(bare(after(takingBack(net, act), done))).toEqual(bare(records));
  }
});

describe('SUPPLY-10 several networks', () => {
  const called = { id: idOf('second'), name: '北山供水', looped: false };
  test('a further one of a family is opened with a name, and closed once it is empty', () => {
    const first = { nodes: [{ node: idOf('x'), version: 0, drawn: drawn('V3', null) }], network: 'W2' };
    expect(() => draw(first)).toThrow('supply-network-unknown');
    const opened = after({ ...first, called });
    expect(asNet(opened, 'W2').nodes).toHaveLength(1);
    expect(asNet(opened).nodes).toHaveLength(9);
    expect(() => draw({ network: 'W2', closes: true }, { of: opened })).toThrow('supply-not-empty');
    const gone = { network: 'W2', closes: true, nodes: [{ node: idOf('x'), version: 1, drawn: null }] };
    const closed = after(gone, opened);
    expect(() => draw({ ...first, nodes: [{ ...first.nodes[0], node: idOf('y') }] }, { of: closed })).toThrow(
      'supply-network-unknown',
    );
    expect(draw({ network: 'W2', called }, { of: closed })).toMatchObject([
      { name: 'supply.opened', id: idOf('second') },
    ]);
  });

  test('the first of a family may lose its name and keep its nodes, unless it would no longer be whole', () => {
    const named = after({ called: { ...called, looped: true } });
    expect(draw({ closes: true }, { of: named })).toMatchObject([{ name: 'supply.closed' }]);
    const second = redrawing(asNet(named), idOf('B1'), drawn('B1', 'V3', { also: ['V4'] }));
    expect(() => draw({ closes: true }, { of: after(second, named) })).toThrow('supply-two-feeds');
  });

  test('a home of another network names it before the code', () => {
    const power = { node: idOf('D1'), version: 0, drawn: drawn('D1', null, { kind: 'transformer' }) };
    const hung = { household: idOf('1'), was: [], to: ['D1'] };
    const facts = draw({ network: 'P', nodes: [power], homes: [hung] });
    expect(facts[1]).toMatchObject({ name: 'household.changed', data: { supplyPoints: ['T1', 'P:D1'] } });
  });
});
