// What counts as one cause: nodes with the same homes, loops and several sources, flow models, neighbourhoods where no network is known.
import { expect, test } from 'vitest';
import { causesOf } from './causes.ts';
import { circlesOf } from './circles.ts';
import type { Network, World } from './model.ts';

function worldOf(homes: number, networks: Network[], place: (home: number) => number = () => Number.NaN): World {
  return {
    homes,
    east: Float64Array.from({ length: homes }, (_, home) => place(home)),
    north: Float64Array.from({ length: homes }, (_, home) => place(home * 7 + 3)),
    grid: Int32Array.from({ length: homes }, (_, home) => 1 + (home % 3)),
    gridParent: Int32Array.from([-1, 0, 0, 0]),
    networks,
  };
}

function sets(world: World): Record<string, number[]> {
  const { kinds, homes } = causesOf(world, 0);
  return Object.fromEntries(
    kinds.map((kind, at) => [
      kind.kind === 'node' ? kind.nodes.join() : kind.kind === 'grid' ? `grid ${kind.grid}` : kind.kind,
      [...homes.items.subarray(homes.start[at], homes.start[at + 1])],
    ]),
  );
}

test('nodes that no evidence can tell apart are one cause, and what feeds more than half is everywhere', () => {
  // 0 → 1 → 2 → 3 (a home each on 3 and 2), and 0 → 4 with four homes.
  const network: Network = {
    id: 'w',
    nodes: 6,
    from: Int32Array.from([0, 5, 1, 2, 0]),
    to: Int32Array.from([5, 1, 2, 3, 4]),
    nodeOf: Int32Array.from([3, 2, 4, 4, 4, 4]),
  };
  expect(sets(worldOf(6, [network]))).toEqual({ everywhere: [0, 1, 2, 3, 4, 5], '1,2,5': [0, 1], '3': [0] });
});

test('in a loop and below two sources every node reaches what flows on from it', () => {
  // Sources 0 and 1 both feed the ring 2 → 3 → 4 → 2; 5 hangs on 3; 6 hangs on source 1 alone.
  const network: Network = {
    id: 'ring',
    nodes: 7,
    from: Int32Array.from([0, 1, 2, 3, 4, 3, 1]),
    to: Int32Array.from([2, 3, 3, 4, 2, 5, 6]),
    nodeOf: Int32Array.from([2, 5, 6, 6, 6, -1, -1, -1, -1]),
  };
  const found = sets(worldOf(9, [network]));
  expect(found['0,2,3,4']).toEqual([0, 1]);
  expect(found['5']).toEqual([1]);
  expect(found['6']).toEqual([2, 3, 4]);
  expect(found['1']).toBeUndefined();
  expect(found['grid 3']).toEqual([5, 8]);
});

test('a model of the flow says whom a node reaches and when', () => {
  const network: Network = {
    id: 'model',
    nodes: 2,
    from: new Int32Array(0),
    to: new Int32Array(0),
    nodeOf: Int32Array.from([0, 0, 1, 1]),
    reach: {
      start: Int32Array.from([0, 3, 5]),
      homes: Int32Array.from([2, 0, 1, 3, 2]),
      after: Float32Array.from([0.5, 0, 0.25, 1, 0]),
    },
  };
  const causes = causesOf(worldOf(4, [network]), 0);
  expect([...causes.homes.items]).toEqual([0, 1, 2, 3, 0, 1, 2, 2, 3]);
  const [from = 0, until] = causes.of.start.subarray(2, 4);
  expect([...causes.of.items.subarray(from, until)]).toEqual([0, 1, 2]);
  expect([...(causes.after?.subarray(from, until) ?? [])]).toEqual([0, 0.5, 0]);
});

test('circles hold the nearest homes', () => {
  let state = 5;
  const places = Float64Array.from({ length: 2000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 22;
  });
  const world = worldOf(200, [], (at) => places[at] ?? 0);
  const all = Array.from({ length: 200 }, (_, home) => home);
  for (const { centre, homes } of circlesOf(world, all)) {
    const metres = (home: number): number =>
      Math.hypot(
        (world.east[home] ?? 0) - (world.east[centre] ?? 0),
        (world.north[home] ?? 0) - (world.north[centre] ?? 0),
      );
    const nearest = all.toSorted((a, b) => metres(a) - metres(b)).slice(0, homes.length);
    expect([...homes]).toEqual(nearest.toSorted((a, b) => a - b));
  }
});

test('a network that does not fit its world is refused by name', () => {
  const network = { id: 'w', nodes: 2, from: Int32Array.of(0), to: Int32Array.of(2), nodeOf: Int32Array.of(0) };
  expect(() => causesOf(worldOf(1, [network]), 0)).toThrow('network w: an edge ends at node 2');
  expect(() => causesOf(worldOf(2, [{ ...network, to: Int32Array.of(1) }]), 0)).toThrow('nodeOf has 1 homes');
});
