// Equal false alarms are equal: the threshold lets through exactly as many alarms on quiet days as are allowed.
import { expect, it } from 'vitest';
import { compareRows, type Moment, thresholdOf } from './compare.ts';

const days = (strengths: Record<number, number>): Moment[] =>
  Object.entries(strengths).map(([at, strength]) => ({ at: Number(at), said: { strength, guesses: [] } }));

it('counts what stands for days as one alarm', () => {
  const said = days({ 3: 9, 4: 9, 15: 8, 50: 7, 90: 5 });
  expect(thresholdOf(said, 0)).toBeGreaterThan(9);
  expect(thresholdOf(said, 1)).toBeGreaterThan(7);
  expect(thresholdOf(said, 1)).toBeLessThan(8);
  expect(thresholdOf(said, 2)).toBeLessThan(7);
  expect(thresholdOf(said, 9)).toBeLessThan(5);
});

it('judges the finder and five baselines on the same faults, and finds more with a network than without', () => {
  const rows = compareRows({ homes: 1000, trees: 1, faults: 6, quiet: 100, seed: 1 });
  const of = (what: string): number[] => rows.filter((row) => row.name.includes(what)).map((row) => row.value);
  expect(of('first on day 3')).toHaveLength(6);
  // So few faults tell no baselines apart; the finder is well above the two that know no network.
  const [finder, , nearby, densities] = of('among three');
  expect(finder).toBeGreaterThan(Math.max(nearby!, densities!));
  expect(rows.every((row) => row.low <= row.value && row.value <= row.high)).toBe(true);
});
