// Kulldorff's circular space-time scan (Poisson): the circle and the number of days in which reports exceed what they should be most.
import type { Method } from './judged.ts';
import { windows } from './judged.ts';
import { belowOf, reporters } from './nodes-below.ts';

/** Log-likelihood ratio of `observed` cases where `expected` were, of `all` cases in the study; 0 where there are too few. */
export function scanRatio(observed: number, expected: number, all: number): number {
  if (observed <= expected || observed === 0) return 0;
  const rest = all - observed;
  const outside = rest === 0 ? 0 : rest * Math.log(rest / (all - expected));
  return observed * Math.log(observed / expected) + outside;
}

/** As SaTScan sets it by default: a cluster holds at most half of all homes. */
const largest = 0.5;
const studyDays = 60;

export interface Circle {
  readonly ratio: number;
  readonly homes: readonly number[];
}

export interface Places {
  readonly homes: number;
  readonly east: Float64Array;
  readonly north: Float64Array;
}

/** Homes of each centre by distance, made once a centre: every circle is the beginning of such a list. */
function orderAround({ homes, east, north }: Places): (centre: number) => Int32Array {
  const kept = new Map<number, Int32Array>();
  return (centre) => {
    const known = kept.get(centre);
    if (known) return known;
    const away = Float64Array.from(east, (x, home) => (x - east[centre]!) ** 2 + (north[home]! - north[centre]!) ** 2);
    const order = Int32Array.from({ length: homes }, (_, home) => home)
      .sort((a, b) => away[a]! - away[b]!)
      .slice(0, Math.ceil(homes * largest));
    if (kept.size > 400) kept.clear();
    kept.set(centre, order);
    return order;
  };
}

/** Circles around every home that reported, with each number of days; the best circle of each centre, the best first. */
export function scanner(
  places: Places,
): (events: readonly { kind: string; home: number; at: number }[], at: number) => Circle[] {
  const around = orderAround(places);
  return (events, at) => {
    const all = events.reduce((sum, one) => sum + (one.kind === 'report' && one.at > at - studyDays ? 1 : 0), 0);
    const best = new Map<number, { ratio: number; size: number }>();
    for (const days of windows) {
      const spoke = reporters(events, at - days);
      const isCase = new Set(spoke);
      for (const centre of spoke) {
        let observed = 0;
        for (const [place, home] of around(centre).entries()) {
          if (!isCase.has(home)) continue;
          observed += 1;
          const expected = (all * (place + 1) * days) / (places.homes * studyDays);
          const ratio = observed < 2 ? 0 : scanRatio(observed, expected, all);
          if (ratio > (best.get(centre)?.ratio ?? 0)) best.set(centre, { ratio, size: place + 1 });
        }
      }
    }
    const found = [...best].sort((a, b) => b[1].ratio - a[1].ratio || a[0] - b[0]);
    return found.map(([centre, { ratio, size }]) => ({ ratio, homes: Array.from(around(centre).subarray(0, size)) }));
  };
}

export const kulldorff: Method = {
  name: 'Kulldorff',
  over(world) {
    const below = belowOf(world);
    const scan = scanner(world);
    return (events, at) => {
      const first = scan(events, at)[0];
      if (!first) return undefined;
      const guesses = below.fitting(first.homes, 3).map((node) => ({ nodes: [node], homes: below.homes(node) }));
      return { strength: first.ratio, guesses };
    };
  },
};
