// What is ordinary around a report: many parts that report at once raise it, many homes of one part do not.
import { expect, test } from 'vitest';
import { causesOf } from './causes.ts';
import { emptyMemory } from './memory.ts';
import { gridOf } from './onsets.ts';
import { Rates } from './rates.ts';
import { settings } from './settings.ts';

/** A source with ten valves of twenty homes each. */
const world = {
  homes: 200,
  east: new Float64Array(200).fill(Number.NaN),
  north: new Float64Array(200).fill(Number.NaN),
  grid: new Int32Array(200),
  gridParent: Int32Array.of(-1),
  networks: [
    {
      id: 'water',
      nodes: 11,
      from: new Int32Array(10),
      to: Int32Array.from({ length: 10 }, (_, at) => at + 1),
      nodeOf: Int32Array.from({ length: 200 }, (_, home) => 1 + Math.floor(home / 20)),
    },
  ],
};
const grid = gridOf(settings);

function rateAfter(homes: readonly number[]): number {
  const rates = new Rates(causesOf(world, 0), emptyMemory(), settings, grid);
  rates.advance(404);
  for (const home of homes) rates.count(400, home, 1);
  return rates.rate(100.1, 400, rates.part[0]!);
}

test('ten homes of one valve do not make their own reports ordinary; one home of each valve does', () => {
  const alone = rateAfter([0]);
  expect(rateAfter([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(alone);
  expect(rateAfter([0, 20, 40, 60, 80, 100, 120, 140, 160, 180])).toBeGreaterThan(4 * alone);
});

test('a report that is taken back leaves no trace', () => {
  const rates = new Rates(causesOf(world, 0), emptyMemory(), settings, grid);
  rates.advance(404);
  const before = rates.rate(100.1, 400, 0);
  const touched = [1, -1].map((sign) => rates.count(401, 199, sign as 1 | -1));
  expect(touched[0]).toEqual(touched[1]);
  expect(rates.changed(touched.flat())).toEqual([]);
  expect(rates.rate(100.1, 400, 0)).toBe(before);
});
