// Grows supply trees like those of rural water schemes: source, mains with valves, branches, laterals of a few homes; with grids, places and wrong links.
import type { World } from '../../src/focus/model.ts';
import { type Chance, chanceOf } from './chance.ts';

export interface TreeOptions {
  readonly homes: number;
  readonly seed: number;
  /** Share of homes whose link in the known network is wrong: 0, 0.1, 0.2. */
  readonly wrongLinks?: number;
}

export interface Tree {
  /** What the finder may know: one network with id `tree`, wrong links included, and grids. */
  readonly world: World;
  /** Parent of each node; −1 at the source. */
  readonly parent: Int32Array;
  /** The node each home truly hangs on. */
  readonly trueNodeOf: Int32Array;
  /** The homes truly below a node. */
  below(node: number): Int32Array;
  /** How many homes are truly below each node. */
  readonly sizes: Int32Array;
  /** The nearest homes of each home, itself left out: `near[8 · home + i]`; −1 where there are fewer. */
  readonly near: Int32Array;
  /** The smallest grids with their homes: a visiting round goes through one or several of them. */
  readonly rounds: readonly Int32Array[];
}

interface Draft {
  parent: number[];
  nodeOf: number[];
  east: number[];
  north: number[];
}

/** A lateral takes 4 to 14 homes; metres are those of villages strung along a valley. */
const lateral = { least: 4, most: 14 };

interface Spot {
  node: number;
  homes: number;
  east: number;
  north: number;
}

/** Grows everything below one node without recursion, so that deep mains cannot exhaust the stack. */
function grow(draft: Draft, homes: number, chance: Chance): void {
  const addNode = (parent: number): number => draft.parent.push(parent) - 1;
  const addHomes = (spot: Spot, count: number): void => {
    const angle = chance.between(0, 2 * Math.PI);
    for (let i = 0; i < count; i++) {
      draft.nodeOf.push(spot.node);
      draft.east.push(spot.east + Math.cos(angle) * 25 * i + 12 * chance.normal());
      draft.north.push(spot.north + Math.sin(angle) * 25 * i + 12 * chance.normal());
    }
  };
  const open: Spot[] = [{ node: addNode(-1), homes, east: 0, north: 0 }];
  for (let spot = open.pop(); spot; spot = open.pop()) {
    if (spot.homes <= chance.between(lateral.least + 3, lateral.most)) {
      addHomes(spot, spot.homes);
      continue;
    }
    // A few homes hang directly on a branch, as they do along every village road.
    const direct = spot.homes < 80 && chance.next() < 0.3 ? 1 + chance.whole(3) : 0;
    if (direct > 0) addHomes(spot, direct);
    const here = spot;
    for (const part of split(spot.homes - direct, chance)) {
      const away = 34 * Math.sqrt(part + 6) * chance.between(0.7, 1.6);
      const angle = chance.between(0, 2 * Math.PI);
      const east = here.east + Math.cos(angle) * away;
      const north = here.north + Math.sin(angle) * away;
      open.push({ node: addNode(here.node), homes: part, east, north });
    }
  }
}

/** Half of the time a valve on a main (one branch off, the rest goes on), else a fork of two to five unequal parts. */
function split(homes: number, chance: Chance): number[] {
  if (homes < 2 * lateral.least) return [homes];
  if (chance.next() < 0.5) {
    const off = Math.min(
      homes - lateral.least,
      Math.max(lateral.least, Math.round(homes * chance.between(0.08, 0.45))),
    );
    return [off, homes - off];
  }
  const forks = Math.min(2 + chance.whole(4), Math.floor(homes / lateral.least));
  const weights = Array.from({ length: forks }, () => 0.3 + chance.wait(1));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const spare = homes - forks * lateral.least;
  const parts = weights.map((one) => lateral.least + Math.floor((spare * one) / total));
  parts[0] = (parts[0] ?? 0) + homes - parts.reduce((sum, one) => sum + one, 0);
  return parts;
}

/** Cuts homes by place into villages, groups and the rounds of grid workers, whatever the pipes do. */
function cutGrids(east: Float64Array, north: Float64Array): { grid: Int32Array; gridParent: Int32Array } {
  const grid = new Int32Array(east.length);
  const gridParent: number[] = [];
  const cut = (homes: number[], parent: number, byEast: boolean): void => {
    const here = gridParent.push(parent) - 1;
    for (const home of homes) grid[home] = here;
    if (homes.length <= 16) return;
    const along = byEast ? east : north;
    const sorted = homes.toSorted((a, b) => (along[a] ?? 0) - (along[b] ?? 0) || a - b);
    const parts = Math.min(4, Math.ceil(homes.length / 14));
    for (let part = 0; part < parts; part++) {
      const from = Math.round((part * homes.length) / parts);
      cut(sorted.slice(from, Math.round(((part + 1) * homes.length) / parts)), here, !byEast);
    }
  };
  cut(
    Array.from(east, (_, home) => home),
    -1,
    true,
  );
  return { grid, gridParent: Int32Array.from(gridParent) };
}

/** Eight nearest homes, looked for in squares of 120 metres and the squares around. */
function nearest(east: Float64Array, north: Float64Array): Int32Array {
  const squares = new Map<number, number[]>();
  const keyOf = (x: number, y: number): number => x * 1e6 + y;
  const square = (home: number): [number, number] => [
    Math.floor((east[home] ?? 0) / 120),
    Math.floor((north[home] ?? 0) / 120),
  ];
  for (let home = 0; home < east.length; home++) {
    const key = keyOf(...square(home));
    const list = squares.get(key);
    if (list) list.push(home);
    else squares.set(key, [home]);
  }
  const near = new Int32Array(8 * east.length).fill(-1);
  for (let home = 0; home < east.length; home++) {
    const [x, y] = square(home);
    const found: { other: number; metres: number }[] = [];
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of squares.get(keyOf(x + dx, y + dy)) ?? []) {
          if (other === home) continue;
          const metres = Math.hypot((east[other] ?? 0) - (east[home] ?? 0), (north[other] ?? 0) - (north[home] ?? 0));
          found.push({ other, metres });
        }
    found.sort((a, b) => a.metres - b.metres || a.other - b.other);
    for (let i = 0; i < 8; i++) near[8 * home + i] = found[i]?.other ?? -1;
  }
  return near;
}

/** Wrong links hang a home on the lateral of a home near by (two of three) or anywhere (the rest). */
function misled(tree: { nodeOf: Int32Array; near: Int32Array }, share: number, chance: Chance): Int32Array {
  const known = tree.nodeOf.slice();
  for (let home = 0; home < known.length; home++) {
    if (chance.next() >= share) continue;
    const others = Array.from(tree.near.subarray(8 * home, 8 * home + 8)).filter(
      (other) => other >= 0 && tree.nodeOf[other] !== tree.nodeOf[home],
    );
    const close = others[chance.whole(Math.max(1, others.length))];
    const from = close !== undefined && chance.next() < 0.67 ? close : chance.whole(known.length);
    known[home] = tree.nodeOf[from] ?? -1;
  }
  return known;
}

/** Homes below every node, by one walk from the leaves (children have higher numbers than their parents). */
function belowOf(parent: Int32Array, nodeOf: Int32Array): { sizes: Int32Array; below(node: number): Int32Array } {
  const sizes = new Int32Array(parent.length);
  const own = new Map<number, number[]>();
  const children = Array.from(parent, (): number[] => []);
  nodeOf.forEach((node, home) => {
    sizes[node] = (sizes[node] ?? 0) + 1;
    own.set(node, [...(own.get(node) ?? []), home]);
  });
  for (let node = parent.length - 1; node > 0; node--) {
    const above = parent[node] ?? 0;
    sizes[above] = (sizes[above] ?? 0) + (sizes[node] ?? 0);
    children[above]?.push(node);
  }
  const below = (start: number): Int32Array => {
    const homes: number[] = [];
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const home of own.get(node) ?? []) homes.push(home);
      open.push(...(children[node] ?? []));
    }
    return Int32Array.from(homes).sort();
  };
  return { sizes, below };
}

/** A whole tree from its seed. Seeds 1–99 are for development; the evaluation draws from 7000 on. */
export function growTree({ homes, seed, wrongLinks = 0 }: TreeOptions): Tree {
  const chance = chanceOf(seed * 7919 + homes);
  const draft: Draft = { parent: [], nodeOf: [], east: [], north: [] };
  grow(draft, homes, chance);
  const parent = Int32Array.from(draft.parent);
  const trueNodeOf = Int32Array.from(draft.nodeOf);
  const east = Float64Array.from(draft.east);
  const north = Float64Array.from(draft.north);
  const near = nearest(east, north);
  const nodeOf = wrongLinks > 0 ? misled({ nodeOf: trueNodeOf, near }, wrongLinks, chance) : trueNodeOf;
  const { grid, gridParent } = cutGrids(east, north);
  const to = Int32Array.from({ length: parent.length - 1 }, (_, edge) => edge + 1);
  const network = { id: 'tree', nodes: parent.length, from: to.map((node) => parent[node] ?? 0), to, nodeOf };
  const rounds = new Map<number, number[]>();
  grid.forEach((one, home) => rounds.set(one, [...(rounds.get(one) ?? []), home]));
  return {
    world: { homes, east, north, grid, gridParent, networks: [network] },
    parent,
    trueNodeOf,
    ...belowOf(parent, trueNodeOf),
    near,
    rounds: [...rounds.values()].map((one) => Int32Array.from(one)),
  };
}
