// Seeded chance for the simulations: the same seed gives the same village, faults and days on every machine.

export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number from 0 to `below` − 1. */
  whole(below: number): number;
  normal(): number;
  /** Waiting time with this mean. */
  wait(mean: number): number;
  /** How many happen when `mean` are expected. */
  poisson(mean: number): number;
}

/** Mulberry32: 32 bits of state are plenty for streams of some million draws. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const poisson = (mean: number): number => {
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let left = Math.exp(mean) * (1 - next());
    let count = 0;
    while (left > 1) {
      count++;
      left *= 1 - next();
    }
    return count;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (below) => Math.floor(next() * below),
    normal,
    wait: (mean) => -mean * Math.log(1 - next()),
    poisson,
  };
}
