// Circles of the nearest homes around every home, for places where nobody knows what feeds what.
import type { World } from './model.ts';

/** Each circle has about half as many homes again as the one inside it. */
const circleSizes = [4, 6, 9, 14, 21, 32, 48, 72];

interface Circle {
  readonly centre: number;
  /** Ascending. */
  readonly homes: Int32Array;
}

/** Circles around each of `loose` among `loose`; homes without a place have none. Time: homes × the homes near by. */
export function* circlesOf(world: World, loose: readonly number[]): Generator<Circle> {
  const placed = loose.filter((home) => Number.isFinite(world.east[home]) && Number.isFinite(world.north[home]));
  const near = nearestOf(world, placed);
  for (const centre of placed) {
    const others = near(centre);
    for (const size of circleSizes)
      if (size <= others.length && size * 2 <= world.homes)
        yield { centre, homes: Int32Array.from(others.slice(0, size)).sort() };
  }
}

/** The nearest homes of a home, itself first, looked for in rings of squares that hold about eight homes each. */
function nearestOf(world: World, placed: readonly number[]): (home: number) => number[] {
  const most = circleSizes.at(-1) ?? 0;
  const east = (home: number): number => world.east[home] ?? 0;
  const north = (home: number): number => world.north[home] ?? 0;
  let [west, top, right, bottom] = [Infinity, -Infinity, -Infinity, Infinity];
  for (const home of placed) {
    west = Math.min(west, east(home));
    right = Math.max(right, east(home));
    bottom = Math.min(bottom, north(home));
    top = Math.max(top, north(home));
  }
  const side = Math.max(1, Math.sqrt((Math.max(1, right - west) * Math.max(1, top - bottom) * 8) / placed.length));
  const wide = Math.floor((right - west) / side) + 1;
  const high = Math.floor((top - bottom) / side) + 1;
  const square = (x: number, y: number): number => (x < 0 || y < 0 || x >= wide || y >= high ? -1 : y * wide + x);
  const column = (home: number): number => Math.floor((east(home) - west) / side);
  const row = (home: number): number => Math.floor((north(home) - bottom) / side);
  const squares = new Map<number, number[]>();
  for (const home of placed) {
    const key = square(column(home), row(home));
    const list = squares.get(key);
    if (list) list.push(home);
    else squares.set(key, [home]);
  }
  return (home) => {
    const found: { other: number; metres: number }[] = [];
    const look = (x: number, y: number): void => {
      for (const other of squares.get(square(x, y)) ?? [])
        found.push({ other, metres: Math.hypot(east(other) - east(home), north(other) - north(home)) });
    };
    for (let ring = 0; ring <= Math.max(wide, high); ring++) {
      for (let dx = -ring; dx <= ring; dx++)
        for (let dy = -ring; dy <= ring; dy += Math.abs(dx) === ring ? 1 : Math.max(1, 2 * ring))
          look(column(home) + dx, row(home) + dy);
      // All homes within `ring` squares are in; enough of them are nearer than any that is not.
      if (found.filter((one) => one.metres <= ring * side).length >= most) break;
    }
    found.sort((a, b) => a.metres - b.metres || a.other - b.other);
    return found.slice(0, most).map((one) => one.other);
  };
}
