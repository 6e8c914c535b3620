// Onsets: shares of all slots add up to one, and what a slot is worth never grows beyond what the finder allows for between two looks.
import { expect, test } from 'vitest';
import { gridOf, mostTakenOver, onsetsAt } from './onsets.ts';
import { settings } from './settings.ts';

const grid = gridOf(settings);

/** Share of each slot, over all ways of telling. */
function sharesAt(at: number): Map<number, number> {
  const { slots, weight } = onsetsAt(at, grid, settings);
  const share = (i: number): number =>
    weight.subarray(i * grid.ways, (i + 1) * grid.ways).reduce((sum, log) => sum + Math.exp(log), 0);
  return new Map(Array.from(slots, (slot, i) => [slot, share(i)]));
}

test('the shares of all slots are nearly one at every moment', () => {
  for (let at = 100; at < 103; at += 0.1) {
    const sum = [...sharesAt(at).values()].reduce((total, one) => total + one, 0);
    expect(sum).toBeGreaterThan(1 - mostTakenOver / (grid.reach + 1));
    expect(sum).toBeLessThan(1 + 1e-9);
  }
});

test('a slot is never worth less later while it counts, and at most eight times what it was when it was new', () => {
  const first = sharesAt(100).get(400) ?? Number.NaN;
  const later = Array.from({ length: grid.reach }, (_, back) => sharesAt(100 + (back + 1) * grid.step).get(400));
  let before = first;
  for (const share of later.filter((one) => one !== undefined)) {
    expect(share).toBeGreaterThanOrEqual(before - 1e-12);
    expect(share).toBeLessThanOrEqual(first * mostTakenOver + 1e-12);
    before = share;
  }
  expect(before).toBeGreaterThan(first);
});

test('silence says more against a fault the longer it lasts', () => {
  const { slots, silent } = onsetsAt(100.1, grid, settings);
  for (let i = 1; i < slots.length; i++)
    expect(silent[i * grid.ways]).toBeLessThanOrEqual(silent[(i - 1) * grid.ways]!);
});
