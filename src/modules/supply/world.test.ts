// The finder's world from a village's networks: numbers, directions, gaps and places.
import { expect, test } from 'vitest';
import type { Drawn } from './model.ts';
import { worldOf } from './rules-world.ts';

const node = (network: string, code: string, parent: string | null, also: string[] = []) => ({
  id: `${network} ${code}`,
  network,
  code,
  name: code,
  kind: 'branch' as Drawn['kind'],
  parent,
  also,
  lat: null,
  lon: null,
});
const home = (id: string, grid: string, points: string[], at: [number, number] | null = null) => ({
  id,
  grid,
  points,
  lat: at?.[0] ?? null,
  lon: at?.[1] ?? null,
});

test('SUPPLY-12 a tree, a looped network and gaps stand with their feeds in the direction of flow', () => {
  const { world, homes, nodes, grids } = worldOf({
    grids: [
      { id: 'village', parent: null },
      { id: 'group', parent: 'village' },
      { id: 'grid', parent: 'group' },
    ],
    networks: ['W', 'W2'],
    nodes: [
      node('W', 'B1', 'V1'),
      node('W', 'V1', 'S1'),
      node('W', 'S1', null),
      node('W', 'B2', 'lost'),
      node('P', 'B1', null),
      node('W2', 'A', null),
      node('W2', 'B', 'A', ['C']),
      node('W2', 'C', 'A', ['B']),
    ],
    homes: [
      home('one', 'grid', ['B1', 'W2:B'], [35, 104]),
      home('two', 'grid', ['P:B1'], [35.001, 104]),
      home('three', 'group', ['nowhere', 'B2'], [35, 104.001]),
      home('four', 'elsewhere', []),
    ],
  });
  expect(homes).toEqual(['one', 'two', 'three', 'four']);
  expect(grids[world.grid[0] ?? -1]).toBe('grid');
  expect([...world.grid]).toEqual([2, 2, 1, -1]);
  expect([...world.gridParent]).toEqual([-1, 0, 1]);
  const [tree, ring] = world.networks;
  expect(tree).toMatchObject({ id: 'W', nodes: 4 });
  // V1 → B1, S1 → V1; what feeds B2 was never drawn.
  expect([[...(tree?.from ?? [])], [...(tree?.to ?? [])]]).toEqual([
    [1, 2],
    [0, 1],
  ]);
  expect(nodes[0]).toEqual(['W B1', 'W V1', 'W S1', 'W B2']);
  expect([...(tree?.nodeOf ?? [])]).toEqual([0, -1, 3, -1]);
  expect([...(ring?.nodeOf ?? [])]).toEqual([1, -1, -1, -1]);
  expect([[...(ring?.from ?? [])], [...(ring?.to ?? [])]]).toEqual([
    [0, 2, 0, 1],
    [1, 1, 2, 2],
  ]);
  const apart = (a: number, b: number): number =>
    Math.hypot((world.east[a] ?? 0) - (world.east[b] ?? 0), (world.north[a] ?? 0) - (world.north[b] ?? 0));
  expect(apart(0, 1)).toBeCloseTo(111.3, 0);
  expect(apart(0, 2)).toBeCloseTo(91.2, 0);
  expect(world.east[3]).toBeNaN();
});

test('SUPPLY-12 a village without networks and without homes is a world too', () => {
  const { world } = worldOf({ grids: [], networks: [], nodes: [], homes: [] });
  expect(world).toMatchObject({ homes: 0, networks: [] });
});
