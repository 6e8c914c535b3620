// The baselines are the real things: the scan gives the published likelihood ratios, and each finds a plain fault where it should.
import { describe, expect, it } from 'vitest';
import type { Heard } from '../../src/focus/model.ts';
import { kulldorff, scanner, scanRatio } from './baseline-kulldorff.ts';
import { dbscan, densities, sameNearby } from './baseline-places.ts';
import { commonAncestor, percentage } from './baseline-tree.ts';
import { growTree } from './tree-world.ts';

describe('the scan statistic', () => {
  it('has the published values for a study of 1,175 cases', () => {
    expect(scanRatio(10, 1, 1175)).toBeCloseTo(14.060436, 5);
    expect(scanRatio(2, 1, 1175)).toBeCloseTo(0.38672, 5);
  });

  it('is nothing where no more came than should', () => {
    expect(scanRatio(1, 1, 100)).toBe(0);
    expect(scanRatio(0, 0, 100)).toBe(0);
    expect(scanRatio(5, 1, 5)).toBeCloseTo(5 * Math.log(5), 10);
  });

  it('finds the circle in which reports came, and not the homes around it', () => {
    const homes = 100;
    const east = Float64Array.from({ length: homes }, (_, home) => (home % 10) * 50);
    const north = Float64Array.from({ length: homes }, (_, home) => Math.floor(home / 10) * 50);
    const background = Array.from({ length: 20 }, (_, at) => ({
      kind: 'report',
      home: (at * 37) % homes,
      at: at * 2.9,
    }));
    const cluster = [0, 1, 10, 11].map((home) => ({ kind: 'report', home, at: 59.5 }));
    const [first] = scanner({ homes, east, north })([...background, ...cluster], 60);
    expect([...first!.homes].sort((a, b) => a - b)).toEqual([0, 1, 10, 11]);
  });
});

it('DBSCAN joins what is dense and leaves out what stands alone', () => {
  const points = [0, 1, 2, 10, 20, 21, 22, 23];
  const clusters = dbscan(points, (one) => points.filter((other) => Math.abs(other - one) <= 1), 3);
  expect(clusters.map((one) => one.toSorted((a, b) => a - b))).toEqual([
    [0, 1, 2],
    [20, 21, 22, 23],
  ]);
});

describe('a fault of which everybody below tells', () => {
  const tree = growTree({ homes: 1000, seed: 3 });
  const node = tree.sizes.findIndex((homes) => homes >= 20 && homes <= 40);
  const events: Heard[] = Array.from({ length: 12 }, (_, ref) => ({
    kind: 'report',
    home: (ref * 331) % 1000,
    at: ref * 4,
    ref,
  }));
  for (const home of tree.below(node)) events.push({ kind: 'report', home, at: 50, ref: events.length });

  it.each([kulldorff, sameNearby, densities, commonAncestor, percentage])('is seen by $name', (method) => {
    const said = method.over(tree.world)(events, 51);
    const quiet = method.over(tree.world)(events.slice(0, 12), 51);
    expect(said!.strength).toBeGreaterThan(quiet?.strength ?? 0);
    const homes = new Set(tree.below(node));
    const overlap = said!.guesses[0]!.homes.filter((home) => homes.has(home)).length;
    expect(overlap / homes.size).toBeGreaterThan(0.5);
  });

  it.each([commonAncestor, percentage])('is named exactly by $name', (method) => {
    expect(
      method
        .over(tree.world)(events, 51)
        ?.guesses.flatMap((one) => one.nodes),
    ).toContain(node);
  });
});
