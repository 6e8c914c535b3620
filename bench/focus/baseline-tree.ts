// Two baselines that know the network: the lowest common ancestor of what reported, and the roll-up of outage systems by percentage.
import type { Guess, Method } from './judged.ts';
import { windows } from './judged.ts';
import { type Below, belowOf, reporters } from './nodes-below.ts';

const guess = (below: Below, node: number): Guess => ({ nodes: [node], homes: below.homes(node) });

interface Candidate {
  readonly node: number;
  readonly strength: number;
}

/** Whether reports came from more than half of a node's branches; homes on the node itself are one more branch. */
function spoken(below: Below, counts: Map<number, number>, node: number): boolean {
  const held = below.children[node]!.filter((child) => counts.has(child));
  const own = counts.get(node)! - held.reduce((sum, child) => sum + counts.get(child)!, 0);
  const branches = below.children[node]!.length + (own > 0 ? 1 : 0);
  return (held.length + (own > 0 ? 1 : 0)) * 2 > branches;
}

/**
 * Ordinary reports somewhere else would always draw the ancestor of all of a window up to the source. So each report moves
 * up only while more than half of the branches there have spoken; of the nodes where they stop, the fullest comes first.
 */
export const commonAncestor: Method = {
  name: 'lowest common ancestor',
  over(world) {
    const below = belowOf(world);
    return (events, at) => {
      const best = new Map<number, number>();
      for (const days of windows) {
        const homes = reporters(events, at - days);
        const counts = below.count(homes);
        for (const home of homes) {
          const path = below.path(home);
          const stop = path.findIndex((node) => !spoken(below, counts, node));
          const node = path[stop < 0 ? path.length - 1 : Math.max(0, stop - 1)]!;
          if (counts.get(node)! > 1) best.set(node, Math.max(best.get(node) ?? 0, counts.get(node)! / Math.sqrt(days)));
        }
      }
      const order = [...best].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
      const [first] = order;
      return first && { strength: first[1], guesses: order.slice(0, 3).map(([node]) => guess(below, node)) };
    };
  },
};

/** Outage systems move up from a node to its feeder while at least this share of the homes below has called. */
const rollUp = { share: 0.15, least: 3 };

export const percentage: Method = {
  name: 'roll-up by percentage',
  over(world) {
    const below = belowOf(world);
    return (events, at) => {
      const all = windows.flatMap((days): Candidate[] =>
        [...below.count(reporters(events, at - days))]
          .filter(([node, count]) => count >= rollUp.least && count >= rollUp.share * below.sizes[node]!)
          .map(([node, count]) => ({ node, strength: count / Math.sqrt(days) })),
      );
      // The highest node that still has its share: the one with most homes called.
      const best = new Map<number, number>();
      for (const { node, strength } of all) best.set(node, Math.max(strength, best.get(node) ?? 0));
      const order = [...best].sort((a, b) => b[1] - a[1] || below.sizes[a[0]]! - below.sizes[b[0]]!);
      const first = order[0];
      return first && { strength: first[1], guesses: order.slice(0, 3).map(([node]) => guess(below, node)) };
    };
  },
};
