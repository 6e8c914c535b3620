// The yardstick of the planner: from a hundred random beginnings downhill, the best of them. It shares nothing with the planner.
import type { Random } from '#demo/random.ts';
import type { Side } from './ground.ts';

/** A division: for each home of each side the number of its grid there. */
type Division = readonly (readonly number[])[];

interface Measured {
  readonly walk: number;
  readonly ratio: number;
}

const grouped = (grids: readonly number[]): number[][] => {
  const found: number[][] = [];
  for (const [home, grid] of grids.entries()) (found[grid] ??= []).push(home);
  return found;
};

const walkOf = (side: Side, homes: readonly number[]): number =>
  Math.min(...homes.map((to) => homes.reduce((sum, from) => sum + (side.way[from]?.[to] as number), 0)));

/** Does a grid hang together? */
export function isWhole(side: Side, homes: readonly number[]): boolean {
  const left = new Set(homes);
  const reached = homes.slice(0, 1);
  left.delete(reached[0] as number);
  for (const home of reached)
    for (const other of left)
      if (side.near[home]?.[other]) {
        left.delete(other);
        reached.push(other);
      }
  return left.size === 0;
}

export function measured(sides: readonly Side[], division: Division): Measured {
  const grids = sides.flatMap((side, at) => grouped(division[at] ?? []).map((homes) => ({ side, homes })));
  const sizes = grids.map((one) => one.homes.length);
  return {
    walk: grids.reduce((sum, one) => sum + walkOf(one.side, one.homes), 0),
    ratio: Math.max(...sizes) / Math.min(...sizes),
  };
}

/** How many grids each side gets: at random, each further one where the homes per grid are most, more or less. */
function shares(random: Random, sides: readonly Side[], grids: number): number[] {
  const given = sides.map(() => 1);
  for (let left = grids - sides.length; left > 0; left -= 1) {
    const load = (at: number): number =>
      ((sides[at]?.homes.length ?? 0) / (given[at] as number)) * (0.9 + random.next() * 0.2);
    const open = [...sides.keys()].filter((at) => (given[at] as number) < (sides[at]?.homes.length ?? 0));
    const most = open.map((at) => [load(at), at] as const).sort((a, b) => b[0] - a[0])[0]?.[1] ?? 0;
    given[most] = (given[most] as number) + 1;
  }
  return given;
}

/** Random homes are the first of their grids; the smallest grid takes a random neighbour next. */
function begun(random: Random, side: Side, count: number): number[] {
  const n = side.homes.length;
  const grids: number[] = Array.from({ length: n }, () => -1);
  for (const [grid, home] of random
    .shuffled([...side.homes.keys()])
    .slice(0, count)
    .entries())
    grids[home] = grid;
  for (let left = n - count; left > 0; left -= 1) {
    const sizes = Array.from({ length: count }, (_, grid) => grids.filter((one) => one === grid).length);
    const order = [...sizes.keys()].sort((a, b) => (sizes[a] as number) - (sizes[b] as number));
    for (const grid of order) {
      const free = [...grids.keys()].filter(
        (home) => grids[home] === -1 && grids.some((one, other) => one === grid && side.near[home]?.[other]),
      );
      if (free.length === 0) continue;
      grids[random.pick(free)] = grid;
      break;
    }
  }
  return grids;
}

type Limits = readonly [least: number, most: number];
const off = (size: number, [least, most]: Limits): number => Math.max(0, least - size, size - most);

/** Downhill by single homes and by pairs that change places, in random order, until nothing is saved any more. */
function downhill(random: Random, side: Side, [grids, limits]: readonly [number[], Limits]): number[] {
  const price = (homes: readonly number[]): number =>
    homes.length === 0 ? Number.POSITIVE_INFINITY : walkOf(side, homes) + 1e6 * off(homes.length, limits);
  const members = (grid: number): number[] => [...grids.keys()].filter((home) => grids[home] === grid);
  const tries = (changes: readonly (readonly [number, number])[]): boolean => {
    const touched = [...new Set(changes.flatMap(([home, to]) => [grids[home] as number, to]))];
    const cost = (): number => touched.reduce((sum, grid) => sum + price(members(grid)), 0);
    const before = cost();
    const was = changes.map(([home]) => grids[home] as number);
    for (const [home, to] of changes) grids[home] = to;
    if (cost() < before - 1e-6 && touched.every((grid) => isWhole(side, members(grid)))) return true;
    for (const [at, [home]] of changes.entries()) grids[home] = was[at] as number;
    return false;
  };
  for (let better = true; better; ) {
    better = false;
    const order = random.shuffled([...grids.keys()]);
    for (const home of order)
      for (const other of order)
        if (side.near[home]?.[other] && grids[home] !== grids[other])
          better = tries([[home, grids[other] as number]]) || better;
    for (const home of order)
      for (const other of order) {
        const [a, b] = [grids[home] as number, grids[other] as number];
        const edge = (one: number, grid: number): boolean =>
          grids.some((own, next) => own === grid && side.near[one]?.[next]);
        if (home < other && a !== b && edge(home, b) && edge(other, a))
          better =
            tries([
              [home, b],
              [other, a],
            ]) || better;
      }
  }
  return grids;
}

export interface Best {
  /** The least walking of those that keep the ratio; undefined: none of them does. */
  readonly walk: number | undefined;
  readonly ratio: number;
}

export interface Sought {
  readonly grids: number;
  readonly times: number;
  /** Largest ÷ smallest grid that is let through: 1.5, or what the plan needs where that is more. */
  readonly ratio: number;
}

/** A hundred beginnings for the whole village, as evenly as the plan; the least walking of them. */
export function bestOf(random: Random, sides: readonly Side[], { grids, times, ratio: limit }: Sought): Best {
  const homes = sides.reduce((sum, side) => sum + side.homes.length, 0);
  const spans = Array.from(
    { length: Math.floor(homes / grids) },
    (_, at): Limits => [at + 1, Math.floor((at + 1) * limit + 1e-9)],
  )
    .filter(([, most]) => most >= homes / grids)
    .slice(-3);
  let best: Best = { walk: undefined, ratio: Number.POSITIVE_INFINITY };
  for (let time = 0; time < times; time += 1) {
    const given = shares(random, sides, grids);
    const limits = random.pick(spans);
    const found = measured(
      sides,
      sides.map((side, at) => downhill(random, side, [begun(random, side, given[at] as number), limits])),
    );
    const even = found.ratio <= limit + 1e-9;
    const ratio = Math.min(best.ratio, found.ratio);
    best = { ratio, walk: even && found.walk < (best.walk ?? Number.POSITIVE_INFINITY) ? found.walk : best.walk };
  }
  return best;
}

/** The harder yardstick: each side by itself, a hundred beginnings with just as many grids and the same limits as the plan has there. */
export function bestBySide(
  random: Random,
  sides: readonly Side[],
  plan: { division: Division; times: number },
): number {
  const { division, times } = plan;
  const sizes = sides.flatMap((_, at) => grouped(division[at] ?? []).map((homes) => homes.length));
  const limits: Limits = [Math.min(...sizes), Math.max(...sizes)];
  return sides.reduce((sum, side, at) => {
    const count = grouped(division[at] ?? []).length;
    let best = Number.POSITIVE_INFINITY;
    for (let time = 0; time < times; time += 1) {
      const grids = downhill(random, side, [begun(random, side, count), limits]);
      const parts = grouped(grids);
      if (parts.some((homes) => off(homes.length, limits) > 0)) continue;
      best = Math.min(
        best,
        parts.reduce((all, homes) => all + walkOf(side, homes), 0),
      );
    }
    return sum + best;
  }, 0);
}
