// Which homes a fault at each node of a network reaches: by the direction of flow, through loops and from several sources, or as a model of the flow says.
import type { Network } from './model.ts';

/** Homes in ascending order; `after[i]` are the days until home `homes[i]` notices, where that is known. */
export interface Reached {
  readonly homes: Int32Array;
  readonly after?: Float32Array;
}

/** Lists of numbers by key as two flat arrays: the list of `key` is `items[start[key]] … items[start[key + 1] − 1]`. */
export interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Source: counting sort; keys below 0 are left out. */
export function listsBy(keys: Int32Array, count: number): Lists {
  const start = new Int32Array(count + 1);
  for (const key of keys) if (key >= 0) start[key + 1] = (start[key + 1] ?? 0) + 1;
  for (let key = 0; key < count; key++) start[key + 1] = (start[key + 1] ?? 0) + (start[key] ?? 0);
  const items = new Int32Array(start[count] ?? 0);
  const next = start.slice(0, count);
  keys.forEach((key, item) => {
    if (key < 0) return;
    items[next[key] ?? 0] = item;
    next[key] = (next[key] ?? 0) + 1;
  });
  return { start, items };
}

function check(network: Network, homes: number): void {
  const fail = (what: string): never => {
    throw new RangeError(`network ${network.id}: ${what}`);
  };
  if (network.from.length !== network.to.length) fail('from and to differ in length');
  if (network.nodeOf.length !== homes) fail(`nodeOf has ${network.nodeOf.length} homes, the world ${homes}`);
  if (network.prior && network.prior.length !== network.nodes) fail('prior does not have one figure a node');
  if (network.reach && network.reach.start.length !== network.nodes + 1) fail('reach.start does not have nodes + 1');
  for (const ends of [network.from, network.to])
    for (const node of ends) if (node < 0 || node >= network.nodes) fail(`an edge ends at node ${node}`);
  for (const node of network.nodeOf) if (node >= network.nodes) fail(`a home hangs on node ${node}`);
}

/**
 * Calls `found` for every node that reaches a home. Walks each node's reach once: in a tree that costs the sum of all
 * depths. Throws RangeError when the arrays of the network do not fit together.
 */
export function eachReach(network: Network, homes: number, found: (node: number, reached: Reached) => void): void {
  check(network, homes);
  if (network.reach) return eachGiven(network, network.reach, found);
  const edges = listsBy(network.from, network.nodes);
  const hanging = listsBy(network.nodeOf, network.nodes);
  const seen = new Int32Array(network.nodes).fill(-1);
  const open = new Int32Array(network.nodes);
  const into: number[] = [];
  for (let node = 0; node < network.nodes; node++) {
    into.length = 0;
    let left = 0;
    open[left++] = node;
    seen[node] = node;
    while (left > 0) {
      const here = open[--left] ?? 0;
      for (let i = hanging.start[here] ?? 0; i < (hanging.start[here + 1] ?? 0); i++) into.push(hanging.items[i] ?? 0);
      for (let i = edges.start[here] ?? 0; i < (edges.start[here + 1] ?? 0); i++) {
        const next = network.to[edges.items[i] ?? 0] ?? 0;
        if (seen[next] === node) continue;
        seen[next] = node;
        open[left++] = next;
      }
    }
    if (into.length > 0) found(node, { homes: Int32Array.from(into).sort() });
  }
}

function eachGiven(
  network: Network,
  reach: NonNullable<Network['reach']>,
  found: (node: number, reached: Reached) => void,
): void {
  for (let node = 0; node < network.nodes; node++) {
    const from = reach.start[node] ?? 0;
    const until = reach.start[node + 1] ?? from;
    if (until <= from) continue;
    const order = Array.from({ length: until - from }, (_, i) => from + i);
    order.sort((a, b) => (reach.homes[a] ?? 0) - (reach.homes[b] ?? 0));
    const homes = Int32Array.from(order, (i) => reach.homes[i] ?? 0);
    found(node, { homes, after: Float32Array.from(order, (i) => reach.after[i] ?? 0) });
  }
}
