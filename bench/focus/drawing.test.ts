// The pictures are sound SVG and say whether a goal is met.
import { expect, it } from 'vitest';
import { drawn, shown } from './drawing.ts';
import { bootstrap, median, row, share, shareRow } from './row.ts';

it('draws one bar a row, red where the goal is missed, and keeps odd letters apart from the mark-up', () => {
  const rows = [shareRow('a < b', [90, 100], 80), shareRow('c', [10, 100], 80), shareRow('d', [50, 100])];
  const picture = drawn('All & more', rows);
  expect(picture.match(/<rect [^>]*height="14"/g)).toHaveLength(3);
  expect(picture).toContain('a &lt; b');
  expect(picture).toContain('All &amp; more');
  expect(picture.match(/#ae2f25/g)).toHaveLength(1);
  expect(picture).not.toMatch(/NaN|Infinity|undefined/);
  expect(shown({ value: 93.333, unit: '%' })).toBe('93.3 %');
});

it('has the intervals of the books', () => {
  const { low, high } = share(81, 263);
  // Wilson 1927 as in Newcombe 1998, table I.
  expect([low, high].map((one) => one.toFixed(2))).toEqual(['25.53', '36.62']);
  expect(median([3, 1, 2, 10])).toBe(2.5);
  expect(median([1, Infinity, Infinity])).toBe(Infinity);
  const {
    value,
    low: from,
    high: to,
  } = bootstrap(
    Array.from({ length: 200 }, (_, at) => at),
    median,
  );
  expect(value).toBe(99.5);
  expect(from).toBeGreaterThan(75);
  expect(to).toBeLessThan(125);
});

it('is met on the right side of its goal', () => {
  const about = { name: 'x', unit: 'd', of: 1 } as const;
  const at = { value: 1, low: 1, high: 1 };
  expect(row({ ...about, goal: ['≤', 1] }, at).met).toBe(true);
  expect(row({ ...about, goal: ['≥', 1.1] }, at).met).toBe(false);
  expect(row(about, at).met).toBeUndefined();
});
