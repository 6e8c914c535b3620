// The arithmetic of figures: wholes, hiding, quantiles, quarters, and what stands apart.
import { describe, expect, test } from 'vitest';
import { seeded } from '#demo/random.ts';
import { figures, findFigure } from './kinds/figures.ts';
import {
  addParts,
  apart,
  bucketOf,
  lastBucket,
  monthsUpTo,
  noParts,
  quarterAt,
  quarterBeside,
  shareOf,
  shownBelow,
  spanOf,
  spansOf,
} from './rules.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);

test('MEAS-1 a figure is a part of a whole that is never smaller', () => {
  const sums = addParts([
    { ...noParts, solved: 3, partly: 1, no_answer: 2, by_secret: 3, by_other: 1 },
    { ...noParts, solved: 1, not_solved: 1, by_adult: 2 },
  ]);
  const say = (key: string): string => {
    const shape = findFigure(key);
    if (!shape) throw new Error(key);
    const { part, whole } = shareOf(shape, sums);
    return `${part}/${whole}`;
  };
  expect(['solved', 'partly', 'not-solved', 'no-answer', 'by-secret'].map(say)).toEqual([
    '4/8',
    '1/8',
    '1/8',
    '2/8',
    '3/8',
  ]);
  expect(new Set(figures.map(({ key }) => key)).size).toBe(figures.length);
});

describe('MEAS-13 hiding', () => {
  test('a single small row takes a second one with it, a pair below five a third', () => {
    expect(shownBelow([9, 3, 20], { shown: true })).toEqual([false, false, true]);
    expect(shownBelow([9, 1, 2, 20], { shown: true })).toEqual([false, false, false, true]);
    expect(shownBelow([9, 1, 4, 20], { shown: true })).toEqual([true, false, false, true]);
    expect(shownBelow([9, 0, 20], { shown: true })).toEqual([true, true, true]);
    expect(shownBelow([9, 20], { shown: false })).toEqual([false, true]);
    expect(shownBelow([0, 0], { shown: false })).toEqual([true, true]);
  });

  interface Node {
    readonly n: number;
    readonly below: readonly Node[];
    shown: boolean;
  }

  /** Whoever sees all pages solves all equations "whole = sum of rows" at once; answers which hidden nodes he finds. */
  function foundBySubtraction(root: Node): Node[] {
    const hidden: Node[] = [];
    const walk = (node: Node): void => {
      if (!node.shown) hidden.push(node);
      for (const one of node.below) walk(one);
    };
    walk(root);
    const rows: number[][] = [];
    const write = (node: Node): void => {
      if (node.below.length === 0) return;
      rows.push(hidden.map((one) => (one === node ? -1 : node.below.includes(one) ? 1 : 0)));
      for (const one of node.below) write(one);
    };
    write(root);
    let top = 0;
    for (let column = 0; column < hidden.length && top < rows.length; column++) {
      const pivot = rows.findIndex((row, i) => i >= top && Math.abs(row[column] ?? 0) > 1e-9);
      if (pivot < 0) continue;
      [rows[top], rows[pivot]] = [rows[pivot] ?? [], rows[top] ?? []];
      const head = rows[top] ?? [];
      const by = head[column] ?? 1;
      for (let i = 0; i < head.length; i++) head[i] = (head[i] ?? 0) / by;
      for (const [i, row] of rows.entries()) {
        const factor = row[column] ?? 0;
        if (i === top || factor === 0) continue;
        for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (head[j] ?? 0);
      }
      top += 1;
    }
    return rows.flatMap((row) => {
      const left = row.flatMap((one, i) => (Math.abs(one) > 1e-9 ? [i] : []));
      const only = left.length === 1 ? hidden[left[0] ?? -1] : undefined;
      return only ? [only] : [];
    });
  }

  test('over 3,000 random territories nobody finds a hidden count by subtraction, on any page or all together', () => {
    const random = seeded(11);
    const grow = (depth: number): Node => {
      if (depth === 0) return { n: random.chance(0.3) ? 0 : random.whole(0, 12), below: [], shown: false };
      const below = Array.from({ length: random.whole(1, 6) }, () => grow(depth - 1));
      return { n: below.reduce((sum, one) => sum + one.n, 0), below, shown: false };
    };
    const show = (node: Node): void => {
      const shown = shownBelow(
        node.below.map((one) => one.n),
        node,
      );
      for (const [i, one] of node.below.entries()) {
        one.shown = shown[i] === true;
        show(one);
      }
    };
    let hidden = 0;
    for (let i = 0; i < 3000; i++) {
      const root = grow(random.whole(1, 3));
      root.shown = root.n === 0 || root.n >= 5;
      show(root);
      const walk = (node: Node): void => {
        if (!node.shown) hidden += 1;
        if (node.n > 0 && node.n < 5) expect(node.shown).toBe(false);
        for (const one of node.below) walk(one);
      };
      walk(root);
      expect(foundBySubtraction(root)).toEqual([]);
    }
    expect(hidden).toBeGreaterThan(5000);
  });

  test('the attack itself works: with only the small rows hidden it finds them', () => {
    const rows = [9, 3, 20].map((n): Node => ({ n, below: [], shown: n >= 5 }));
    expect(foundBySubtraction({ n: 32, below: rows, shown: true }).map((node) => node.n)).toEqual([3]);
  });
});

describe('MEAS-12 times', () => {
  test('every step tells a time at most a tenth wrong, from a minute to a year', () => {
    for (let span = 60_001; span < 400 * 86_400_000; span *= 1.013) {
      const told = spanOf(bucketOf(span));
      expect(Math.abs(told - span) / span).toBeLessThan(0.1);
    }
    expect(bucketOf(0)).toBe(0);
    expect(bucketOf(20 * 365 * 86_400_000)).toBe(lastBucket);
  });

  test('median and nine in ten are those of the sorted times, within the step', () => {
    const random = seeded(5);
    for (let i = 0; i < 200; i++) {
      const times = Array.from({ length: random.whole(10, 60) }, () => random.whole(60_000, 40 * 86_400_000)).sort(
        (a, b) => a - b,
      );
      const counts: number[] = [];
      for (const time of times) counts[bucketOf(time)] = (counts[bucketOf(time)] ?? 0) + 1;
      const told = spansOf(
        Array.from(counts, (n) => n ?? 0),
        true,
      );
      for (const [share, found] of [
        [0.5, told.median],
        [0.9, told.nineInTen],
      ] as const) {
        const exact = times[Math.ceil(share * times.length) - 1] ?? 0;
        expect(Math.abs((found ?? 0) - exact) / exact).toBeLessThan(0.1);
      }
    }
  });

  test('below five nothing is told, below ten no nine in ten: that would be one single matter', () => {
    expect(spansOf([4], true)).toEqual({ n: null, median: null, nineInTen: null });
    expect(spansOf([5], false)).toEqual({ n: null, median: null, nineInTen: null });
    expect(spansOf([9], true)).toEqual({ n: 9, median: 60_000, nineInTen: null });
    expect(spansOf([10], true)).toEqual({ n: 10, median: 60_000, nineInTen: 60_000 });
  });
});

describe('MEAS-2 quarters', () => {
  test('a running quarter ends yesterday, in China', () => {
    expect(quarterAt(null, at('2026-11-26T00:30'))).toEqual({
      name: '2026-Q4',
      from: '2026-10-01',
      to: '2026-11-25',
      running: true,
    });
    expect(quarterAt('2026-Q3', at('2026-11-26T00:30'))).toEqual({
      name: '2026-Q3',
      from: '2026-07-01',
      to: '2026-09-30',
      running: false,
    });
  });
  test('on its first day the last one is still shown whole, over New Year and in February', () => {
    expect(quarterAt(null, at('2027-01-01T12:00'))).toMatchObject({
      name: '2026-Q4',
      to: '2026-12-31',
      running: false,
    });
    expect(quarterAt('2028-Q1', at('2028-03-01T12:00'))).toMatchObject({ to: '2028-02-29', running: true });
    expect(quarterBeside('2026-Q1', -1)).toBe('2025-Q4');
    expect(quarterBeside('2026-Q4', 1)).toBe('2027-Q1');
  });
  test('the months before it are twelve', () => {
    const months = monthsUpTo(quarterAt(null, at('2026-11-26T12:00')));
    expect([months.length, months[0], months[11]]).toEqual([12, '2025-12', '2026-11']);
  });
});

test('MEAS-20 a share is apart when it is far from the rest of the county, and too few say nothing', () => {
  expect(apart({ part: 20, whole: 100 }, { part: 820, whole: 1000 })).toBeLessThan(-3);
  expect(Math.abs(apart({ part: 80, whole: 100 }, { part: 810, whole: 1000 }) ?? 9)).toBeLessThan(3);
  expect(apart({ part: 0, whole: 29 }, { part: 800, whole: 1000 })).toBe(null);
  expect(apart({ part: 100, whole: 100 }, { part: 1000, whole: 1000 })).toBe(0);
});
