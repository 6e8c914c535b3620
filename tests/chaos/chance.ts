// Chance that can be repeated: a small seeded generator, so that a storm that broke something can be run again.

export interface Chance {
  /** From 0 up to, never reaching, 1. */
  next(): number;
  /** A whole number from 0 up to, never reaching, `below`. */
  below(below: number): number;
  between(from: number, to: number): number;
  pick<T>(of: readonly T[]): T;
}

/** Mulberry32: 32 bits of state, good enough to shuffle faults. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    between: (from, to) => from + next() * (to - from),
    pick: <T>(of: readonly T[]): T => {
      const one = of[below(of.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}
