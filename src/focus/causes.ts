// Everything that may be the one cause: nodes of supply networks, and grids and circles of neighbours for homes on no network; equal sets of homes are one.
import { circlesOf } from './circles.ts';
import type { Cause, World } from './model.ts';
import { eachReach, type Lists, listsBy, type Reached } from './reach.ts';

/** All causes of a world, numbered from 0; 0 is always `everywhere`. */
export interface Causes {
  readonly count: number;
  readonly kinds: readonly Cause[];
  /** Homes of each cause, ascending. */
  readonly homes: Lists;
  /** Causes of each home; in step with it `after`, the days until that home notices, where any network says so. */
  readonly of: Lists;
  readonly after: Float32Array | undefined;
  readonly size: Int32Array;
  /** Log of how likely a fault sits there, so that the causes of a thousand homes add up to one. */
  readonly weight: Float64Array;
  /** Homes that live so close that one's word draws the other's: the smallest node or grid of each home. */
  readonly lane: Int32Array;
}

interface Draft {
  readonly found: Reached[];
  readonly kinds: Cause[];
  readonly weights: number[];
  /** Where a set of homes was met before, by its fingerprint. */
  readonly known: Map<number, number[]>;
}

function fingerprint(homes: Int32Array): number {
  let mixed = homes.length;
  for (const home of homes) mixed = (Math.imul(mixed, 31) + Math.imul(home + 1, 0x9e3779b1)) | 0;
  return mixed;
}

function sameReach(a: Reached | undefined, b: Reached): boolean {
  if (a?.homes.length !== b.homes.length) return false;
  const sameHomes = b.homes.every((home, i) => a.homes[i] === home);
  const sameTimes = !b.after || b.after.every((days, i) => Math.abs(days - (a.after?.[i] ?? 0)) < 0.02);
  return sameHomes && sameTimes;
}

function add(draft: Draft, reached: Reached, cause: Cause, weight: number): void {
  const key = fingerprint(reached.homes);
  const twins = draft.known.get(key) ?? [];
  const twin = twins.find((one) => sameReach(draft.found[one], reached));
  if (twin !== undefined) {
    const before = draft.kinds[twin];
    draft.weights[twin] = (draft.weights[twin] ?? 0) + weight;
    if (before?.kind === 'node' && cause.kind === 'node' && before.network === cause.network)
      draft.kinds[twin] = { ...before, nodes: [...before.nodes, ...cause.nodes] };
    return;
  }
  draft.known.set(key, [...twins, draft.found.length]);
  draft.found.push(reached);
  draft.kinds.push(cause);
  draft.weights.push(weight);
}

/** Of a network: every node of at most half of all homes; the others are `everywhere` and add to its weight. */
function addNetwork(draft: Draft, world: World, at: number, sizePower: number): void {
  const network = world.networks[at];
  if (!network) return;
  const from = draft.found.length;
  const before = draft.weights[0] ?? 0;
  eachReach(network, world.homes, (node, reached) => {
    const weight = (network.prior?.[node] ?? 1) * reached.homes.length ** sizePower;
    // A model of the flow tells causes apart by time even where all homes are hit.
    if (reached.homes.length * 2 > world.homes && !reached.after) draft.weights[0] = (draft.weights[0] ?? 0) + weight;
    else add(draft, reached, { kind: 'node', network: at, nodes: [node] }, weight);
  });
  const covered = network.nodeOf.reduce((sum, node) => sum + (node >= 0 ? 1 : 0), 0);
  spread(draft, { from, before, share: covered / 1000 });
}

/** Brings the weights that were added since `from` to `share`, those added to `everywhere` included. */
function spread(draft: Draft, since: { from: number; before: number; share: number }): void {
  const everywhere = (draft.weights[0] ?? 0) - since.before;
  let sum = everywhere;
  for (let i = since.from; i < draft.weights.length; i++) sum += draft.weights[i] ?? 0;
  if (sum <= 0) return;
  const times = since.share / sum;
  draft.weights[0] = since.before + everywhere * times;
  for (let i = since.from; i < draft.weights.length; i++) draft.weights[i] = (draft.weights[i] ?? 0) * times;
}

/** Homes that no network reaches: their grids, and circles of the nearest among them. */
function addNeighbourhoods(draft: Draft, world: World): void {
  const loose: number[] = [];
  for (let home = 0; home < world.homes; home++)
    if (!world.networks.some((network) => (network.nodeOf[home] ?? -1) >= 0)) loose.push(home);
  if (loose.length === 0) return;
  const mine = { from: draft.found.length, before: draft.weights[0] ?? 0, share: loose.length / 2000 };
  const grids = new Map<number, number[]>();
  for (const home of loose)
    for (let grid = world.grid[home] ?? -1; grid >= 0; grid = world.gridParent[grid] ?? -1) {
      const list = grids.get(grid);
      if (list) list.push(home);
      else grids.set(grid, [home]);
    }
  for (const [grid, homes] of grids)
    if (homes.length * 2 <= world.homes && homes.length > 1)
      add(draft, { homes: Int32Array.from(homes) }, { kind: 'grid', grid }, 1);
  spread(draft, mine);
  const round = { ...mine, from: draft.found.length };
  for (const { centre, homes } of circlesOf(world, loose))
    add(draft, { homes }, { kind: 'circle', centre, homes: homes.length }, homes.length ** -0.5);
  spread(draft, round);
}

function laneOf(world: World, homes: number): Int32Array {
  const lane = new Int32Array(homes).fill(-1);
  let shift = 0;
  for (const network of world.networks) {
    network.nodeOf.forEach((node, home) => {
      if (node >= 0 && (lane[home] ?? -1) < 0) lane[home] = shift + node;
    });
    shift += network.nodes;
  }
  for (let home = 0; home < homes; home++)
    if ((lane[home] ?? -1) < 0 && (world.grid[home] ?? -1) >= 0) lane[home] = shift + (world.grid[home] ?? 0);
  return lane;
}

/**
 * Every cause of a world. `sizePower`: how much likelier causes with more homes are. Memory and time grow with the sum of
 * the homes of all causes (a tree: homes × depth). Throws RangeError when a network does not fit the world.
 */
export function causesOf(world: World, sizePower: number): Causes {
  const everybody = { homes: Int32Array.from({ length: world.homes }, (_, home) => home) };
  const draft: Draft = {
    found: [everybody],
    kinds: [{ kind: 'everywhere' }],
    weights: [world.homes / 50_000],
    known: new Map(),
  };
  world.networks.forEach((_, at) => {
    addNetwork(draft, world, at, sizePower);
  });
  addNeighbourhoods(draft, world);
  const count = draft.found.length;
  const size = Int32Array.from(draft.found, (one) => one.homes.length);
  const start = new Int32Array(count + 1);
  for (let cause = 0; cause < count; cause++) start[cause + 1] = (start[cause] ?? 0) + (size[cause] ?? 0);
  const items = new Int32Array(start[count] ?? 0);
  const causeAt = new Int32Array(items.length);
  const days = new Float32Array(items.length);
  let timed = false;
  draft.found.forEach((one, cause) => {
    const from = start[cause] ?? 0;
    items.set(one.homes, from);
    causeAt.fill(cause, from, start[cause + 1]);
    if (one.after) days.set(one.after, from);
    timed ||= one.after !== undefined;
  });
  const byHome = listsBy(items, world.homes);
  return {
    count,
    kinds: draft.kinds,
    homes: { start, items },
    of: { start: byHome.start, items: byHome.items.map((place) => causeAt[place] ?? 0) },
    after: timed ? Float32Array.from(byHome.items, (place) => days[place] ?? 0) : undefined,
    size,
    weight: Float64Array.from(draft.weights, (one) => Math.log(one)),
    lane: laneOf(world, world.homes),
  };
}
