// The simulated trees hold together: every home is below the source, grids cover all, wrong links are as many as asked, the same seed gives the same case.
import { expect, test } from 'vitest';
import { drawCase, homeRate, quietDays, sizeClasses } from './tree-faults.ts';
import { growTree } from './tree-world.ts';

const tree = growTree({ homes: 1000, seed: 1 });

test('a tree has all homes below its source and no lateral that is larger than a village lane', () => {
  expect(tree.sizes[0]).toBe(1000);
  expect(tree.below(0).length).toBe(1000);
  const own = new Map<number, number>();
  for (const node of tree.trueNodeOf) own.set(node, (own.get(node) ?? 0) + 1);
  expect(Math.max(...own.values())).toBeLessThanOrEqual(17);
  expect(tree.parent.every((up, node) => up < node)).toBe(true);
  expect([...tree.rounds].reduce((sum, one) => sum + one.length, 0)).toBe(1000);
});

test('one home in ten hangs wrongly when that is asked for', () => {
  const misled = growTree({ homes: 5000, seed: 2, wrongLinks: 0.1 });
  const known = misled.world.networks[0]?.nodeOf ?? new Int32Array();
  const wrong = misled.trueNodeOf.filter((node, home) => node !== known[home]).length;
  expect(wrong).toBeGreaterThan(400);
  expect(wrong).toBeLessThan(600);
});

test('quiet days have the wanted rate, rain and rounds add to it, and a seed repeats', () => {
  const days = { seed: 3, from: 0, until: 2000, times: 1 };
  const dry = quietDays(tree, days).filter((one) => one.kind === 'report').length;
  expect(dry / (2000 * 1000 * homeRate)).toBeCloseTo(1.11, 0);
  expect(quietDays(tree, { ...days, rain: true }).length).toBeGreaterThan(dry * 1.1);
  expect(quietDays(tree, { ...days, visits: true }).some((one) => one.kind === 'visit')).toBe(true);
  expect(quietDays(tree, days)).toEqual(quietDays(tree, days));
});

test('a case has reports from the homes that are hit, and two faults lie apart', () => {
  const size = sizeClasses.middle;
  const one = drawCase(tree, { seed: 4, size });
  const [fault] = one.faults;
  expect(fault && tree.sizes[fault.node]).toBeGreaterThanOrEqual(12);
  const hit = new Set(fault?.homes);
  const told = one.heard.filter((heard) => heard.kind === 'report' && hit.has(heard.home) && heard.at > 45);
  expect(told.length).toBeGreaterThan(0);
  const two = drawCase(tree, { seed: 5, size, faults: 2 });
  const [a, b] = two.faults;
  expect(a && b && Array.from(a.homes).some((home) => b.homes.includes(home))).toBe(false);
  expect(one.heard).toEqual(drawCase(tree, { seed: 4, size }).heard);
});
