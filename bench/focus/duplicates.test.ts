// The evaluation of duplicates reads a city's file rightly, splits it by time and counts what it should.
import path from 'node:path';
import { expect, it } from 'vitest';
import { duplicateRows } from './duplicates.ts';
import { readRequests } from './requests.ts';

const file = path.join(import.meta.dirname, 'requests.sample.csv');

it('reads quoted cells, orders by time and leaves out a request that names itself', () => {
  const requests = readRequests(file);
  expect(requests.map((one) => one.parent)).toEqual([
    undefined,
    undefined,
    0,
    undefined,
    3,
    undefined,
    undefined,
    undefined,
    6,
    5,
    undefined,
  ]);
  expect(requests[3]?.text).toBe('小学门口路灯不亮, 晚上黑');
  expect(requests[10]?.text).toBe('卫生室前"新路灯"不亮');
  expect(requests[2]!.north - requests[0]!.north).toBeCloseTo(1.1, 1);
});

it('measures on the second part only, and finds the parents there', () => {
  const rows = duplicateRows(file);
  const ours = rows.filter((row) => row.name.endsWith('finder'));
  expect(ours.map((row) => [row.value, row.of, row.met])).toEqual(Array(4).fill([100, 2, true]));
});
