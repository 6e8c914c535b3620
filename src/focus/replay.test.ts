// The threshold from quiet days: other quiet days keep to it roughly, a stricter wish gives a higher one, the same seed the same one.
import { expect, test } from 'vitest';
import type { World } from './model.ts';
import { type Quiet, thresholdFor } from './replay.ts';

/** 40 lanes of ten homes below eight valves. */
const world: World = {
  homes: 400,
  east: new Float64Array(400).fill(Number.NaN),
  north: new Float64Array(400).fill(Number.NaN),
  grid: Int32Array.from({ length: 400 }, (_, home) => 1 + Math.floor(home / 10)),
  gridParent: Int32Array.from({ length: 41 }, (_, grid) => (grid === 0 ? -1 : 0)),
  networks: [
    {
      id: 'water',
      nodes: 49,
      from: Int32Array.from({ length: 48 }, (_, edge) => (edge < 8 ? 0 : 1 + Math.floor((edge - 8) / 5))),
      to: Int32Array.from({ length: 48 }, (_, edge) => edge + 1),
      nodeOf: Int32Array.from({ length: 400 }, (_, home) => 9 + Math.floor(home / 10)),
    },
  ],
};

const quiet: Quiet = {
  rate: 0.0004,
  visitRate: 0.005,
  rains: 10,
  rainDays: [1, 4],
  rainTimes: [4, 8],
  roundDays: 30,
  echo: 0.1,
};

test('a threshold is found again from its seed, and fewer false proposals need a higher one', () => {
  const replay = { quiet, days: 1500, seed: 5 };
  const some = thresholdFor(world, replay, 10);
  expect(thresholdFor(world, replay, 10)).toEqual(some);
  const few = thresholdFor(world, replay, 2);
  expect(few.proposal).toBeGreaterThan(some.proposal);
  expect(some.expected).toBeLessThanOrEqual(10);
  expect(few.expected).toBeLessThanOrEqual(2);
});

test('days that were not replayed have about the false proposals that were wanted', () => {
  const { proposal } = thresholdFor(world, { quiet, days: 3000, seed: 6 }, 8);
  const fresh = thresholdFor(world, { quiet, days: 3000, seed: 7 }, Number.POSITIVE_INFINITY, { hint: proposal });
  expect(fresh.expected).toBeGreaterThan(1);
  expect(fresh.expected).toBeLessThan(24);
});
