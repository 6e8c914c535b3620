// Two baselines that know only places: the same kind within 500 metres and 30 days, and DBSCAN.
import type { World } from '../../src/focus/model.ts';
import type { Guess, Method, Said } from './judged.ts';
import { windows } from './judged.ts';
import { nearOf } from './near-homes.ts';
import { type Below, belowOf, reporters } from './nodes-below.ts';

interface Cluster {
  readonly strength: number;
  readonly homes: readonly number[];
}

function saidOf(below: Below, clusters: readonly Cluster[]): Said | undefined {
  const first = clusters.reduce<Cluster | undefined>(
    (best, one) => (best && best.strength >= one.strength ? best : one),
    undefined,
  );
  if (!first) return undefined;
  const guesses: Guess[] = below.fitting(first.homes, 3).map((node) => ({ nodes: [node], homes: below.homes(node) }));
  return { strength: first.strength, guesses };
}

/** What each window would have by chance differs: strength is what is more than that, in its own spread. */
const beyond = (count: number, expected: number): number => (count - expected) / Math.sqrt(expected + 1);

/** Reports of an ordinary day and home, from all that is known until then. */
function ordinary(events: readonly { kind: string; at: number }[], world: World, at: number): number {
  const reports = events.reduce((sum, one) => sum + (one.kind === 'report' ? 1 : 0), 0);
  return (reports + 1) / (world.homes * Math.max(1, at - (events[0]?.at ?? at)));
}

export const sameNearby: Method = {
  name: 'same within 500 m, 30 days',
  over(world) {
    const [below, near] = [belowOf(world), nearOf(world)];
    return (events, at) => {
      const rate = ordinary(events, world, at);
      const clusters = [...windows, 30].flatMap((days) => {
        const spoke = reporters(events, at - days);
        const isCase = new Set(spoke);
        return spoke.map((centre) => {
          const homes = near.within(centre, 500);
          const count = homes.filter((home) => isCase.has(home)).length;
          return { strength: beyond(count, homes.length * rate * days), homes };
        });
      });
      return saidOf(below, clusters);
    };
  },
};

/** Density-based clusters of the homes that reported: three within this reach make a core. */
const density = { metres: 150, core: 3 };

export function dbscan(
  points: readonly number[],
  neighbours: (point: number) => readonly number[],
  core: number,
): number[][] {
  const clusters: number[][] = [];
  const taken = new Set<number>();
  for (const start of points) {
    if (taken.has(start) || neighbours(start).length < core) continue;
    const cluster = new Set([start]);
    // A set grows while it is walked: what is reached from a core is walked too.
    for (const point of cluster) {
      const around = neighbours(point);
      if (around.length >= core) for (const one of around) if (!taken.has(one)) cluster.add(one);
    }
    for (const point of cluster) taken.add(point);
    clusters.push([...cluster]);
  }
  return clusters;
}

export const densities: Method = {
  name: 'DBSCAN',
  over(world) {
    const [below, near] = [belowOf(world), nearOf(world)];
    return (events, at) => {
      const rate = ordinary(events, world, at);
      const clusters = windows.flatMap((days) => {
        const spoke = reporters(events, at - days);
        const around = (home: number): number[] => spoke.filter((other) => near.metres(home, other) <= density.metres);
        return dbscan(spoke, around, density.core).map((cluster) => {
          const homes = [...new Set(cluster.flatMap((home) => near.within(home, density.metres / 2)))];
          return { strength: beyond(cluster.length, homes.length * rate * days), homes };
        });
      });
      return saidOf(below, clusters);
    };
  },
};
