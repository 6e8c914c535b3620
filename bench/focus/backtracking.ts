// The usual way on a water network: walk up from every home that reported, and take the places from which most of them can be reached.
import type { Network } from '../../src/focus/model.ts';
import type { Method } from './judged.ts';
import { windows } from './judged.ts';

/** For each node all nodes that water from it can come to, by directions of flow alone. */
function below({ nodes, from, to }: Network): Set<number>[] {
  const next: number[][] = Array.from({ length: nodes }, () => []);
  for (const [at, node] of from.entries()) next[node]!.push(to[at]!);
  return next.map((_, start) => {
    const seen = new Set([start]);
    for (const node of seen) for (const one of next[node]!) seen.add(one);
    return seen;
  });
}

export const backtracking: Method = {
  name: 'backtracking',
  over(world) {
    const network = world.networks[0]!;
    const reached = below(network);
    const size = reached.map((set) => network.nodeOf.reduce((sum, at) => sum + (set.has(at) ? 1 : 0), 0));
    return (events, at) => {
      const since = at - windows[1];
      const reporting = new Set(events.filter((one) => one.kind === 'report' && one.at > since).map((one) => one.home));
      if (reporting.size === 0) return undefined;
      const explained = reached.map((set) =>
        [...reporting].reduce((sum, home) => sum + (set.has(network.nodeOf[home]!) ? 1 : 0), 0),
      );
      // Of those that explain as many, the one that reaches fewest other homes.
      const order = explained
        .map((_, node) => node)
        .toSorted((a, b) => explained[b]! - explained[a]! || size[a]! - size[b]! || a - b);
      const homesOf = (node: number): number[] =>
        [...network.nodeOf.keys()].filter((home) => reached[node]!.has(network.nodeOf[home]!));
      return {
        strength: explained[order[0]!]!,
        guesses: order.slice(0, 3).map((node) => ({ nodes: [node], homes: homesOf(node) })),
      };
    };
  },
};
