// Homes below each node of a supply tree, and which node fits a set of homes best: what the baselines need of a network.
import type { World } from '../../src/focus/model.ts';

export interface Below {
  /** −1 at the source. */
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  readonly sizes: Int32Array;
  readonly children: readonly (readonly number[])[];
  homes(node: number): number[];
  /** From the node a home hangs on up to the source. */
  path(home: number): number[];
  /** How many of these homes stand below each node; nodes with none are left out. */
  count(homes: Iterable<number>): Map<number, number>;
  /** Nodes whose homes have the largest overlap (Jaccard) with these, the best first. */
  fitting(homes: readonly number[], most: number): number[];
}

/** Network 0 of the world, which has to be a tree: each node has one feeder at most. */
export function belowOf(world: World): Below {
  const { nodes, from, to, nodeOf } = world.networks[0]!;
  const parent = new Int32Array(nodes).fill(-1);
  for (const [edge, node] of to.entries()) parent[node] = from[edge]!;
  const children: number[][] = Array.from({ length: nodes }, () => []);
  for (const [node, above] of parent.entries()) if (above >= 0) children[above]!.push(node);
  const own: number[][] = Array.from({ length: nodes }, () => []);
  for (const [home, node] of nodeOf.entries()) if (node >= 0) own[node]!.push(home);
  const upFrom = (node: number): number[] => {
    const path: number[] = [];
    for (let up = node; up >= 0; up = parent[up]!) path.push(up);
    return path;
  };
  const path = (home: number): number[] => upFrom(nodeOf[home]!);
  const count = (homes: Iterable<number>): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const home of homes) for (const node of path(home)) counts.set(node, (counts.get(node) ?? 0) + 1);
    return counts;
  };
  const sizes = new Int32Array(nodes);
  for (const [node, homes] of own.entries()) for (const up of upFrom(node)) sizes[up]! += homes.length;
  const homesOf = (node: number): number[] => [...own[node]!, ...children[node]!.flatMap(homesOf)];
  const fitting = (homes: readonly number[], most: number): number[] => {
    const fit = [...count(homes)].map(([node, both]) => ({
      node,
      jaccard: both / (homes.length + sizes[node]! - both),
    }));
    return fit
      .sort((a, b) => b.jaccard - a.jaccard || b.node - a.node)
      .slice(0, most)
      .map((one) => one.node);
  };
  const depth = Int32Array.from(parent, (_, node) => upFrom(node).length);
  return { parent, depth, sizes, children, homes: homesOf, path, count, fitting };
}

/** Homes that reported since then; a home that reports twice counts once. */
export function reporters(events: Iterable<{ kind: string; home: number; at: number }>, since: number): number[] {
  const homes = new Set<number>();
  for (const one of events) if (one.kind === 'report' && one.at > since) homes.add(one.home);
  return [...homes];
}
