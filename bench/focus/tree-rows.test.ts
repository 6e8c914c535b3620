// The rows about supply trees in small: every goal has its row, figures lie in their intervals, and the finder is right far more often than chance.
import { expect, test } from 'vitest';
import { countyRows, orderRow, timeRows } from './tree-replay.ts';
import { quickTrees, treeRows } from './tree-rows.ts';

test('every goal about trees has a row, and a small run is right far more often than one node in three hundred', async () => {
  const long = [...timeRows([1000], 1), orderRow(20, 1), ...countyRows(1000, 2, 1)];
  const rows = [...(await treeRows(quickTrees)), ...long];
  const of = (name: string): number => rows.find((one) => one.name.startsWith(name))?.value ?? Number.NaN;
  for (const name of ['trees: right cause first', 'after six questions', 'false proposals', '10 % wrong links'])
    expect(of(name), name).not.toBeNaN();
  for (const name of ['two faults at once', 'stated probabilities', 'time for a report', '2 years of 1000 homes'])
    expect(of(name), name).not.toBeNaN();
  expect(of('random orders that end elsewhere')).toBe(0);
  for (const { name, value, low, high } of rows) {
    expect(value, name).toBeGreaterThanOrEqual(low - 1e-9);
    expect(value, name).toBeLessThanOrEqual(high + 1e-9);
  }
  expect(of('trees: right cause first')).toBeGreaterThan(50);
  expect(of('after six questions, faults of more than 60 homes: first')).toBeGreaterThan(80);
  expect(of('false proposals: the background as assumed')).toBeLessThan(8);
}, 60_000);
