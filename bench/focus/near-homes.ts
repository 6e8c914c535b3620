// Homes around a point, quickly: a net of squares, as the baselines that know only places need it.
import type { World } from '../../src/focus/model.ts';

export interface Near {
  /** Homes within so many metres of a home, itself among them. */
  within(home: number, metres: number): number[];
  metres(a: number, b: number): number;
}

export function nearOf({ east, north }: World, side = 250): Near {
  const squares = new Map<string, number[]>();
  const square = (value: number): number => Math.floor(value / side);
  for (const [home, x] of east.entries()) {
    const key = `${square(x)} ${square(north[home]!)}`;
    const list = squares.get(key);
    if (list) list.push(home);
    else squares.set(key, [home]);
  }
  const metres = (a: number, b: number): number => Math.hypot(east[a]! - east[b]!, north[a]! - north[b]!);
  const within = (home: number, radius: number): number[] => {
    const found: number[] = [];
    for (let x = square(east[home]! - radius); x <= square(east[home]! + radius); x += 1)
      for (let y = square(north[home]! - radius); y <= square(north[home]! + radius); y += 1)
        for (const other of squares.get(`${x} ${y}`) ?? []) if (metres(home, other) <= radius) found.push(other);
    return found;
  };
  return { within, metres };
}
