// Where no network is known the homes that are hit are found by their neighbours, and answers move the border.
import { expect, it } from 'vitest';
import type { Heard, World } from './model.ts';
import { neighbourhoodOf } from './neighbourhood.ts';

/** Fifteen by ten homes, fifty metres apart. */
const world: World = {
  homes: 150,
  east: Float64Array.from({ length: 150 }, (_, home) => (home % 15) * 50),
  north: Float64Array.from({ length: 150 }, (_, home) => Math.floor(home / 15) * 50),
  grid: new Int32Array(150),
  gridParent: Int32Array.of(-1),
  networks: [],
};
const corner = [0, 1, 2, 15, 16, 17, 30, 31, 32];
const told = (homes: number[], kind: Heard['kind'] = 'report', at = 99): Heard[] =>
  homes.map((home, ref) => ({ kind, home, at: at + ref / 100, ref: ref + at * 1000 }));

it('finds the corner of which most homes told, and hardly a home outside', () => {
  const found = neighbourhoodOf(world, told([0, 2, 16, 17, 30, 31]), 100);
  const inside = found!.homes.filter((home) => corner.includes(home));
  expect(inside.length).toBeGreaterThanOrEqual(7);
  expect(found!.homes.length - inside.length).toBeLessThanOrEqual(4);
  expect(found!.score).toBeGreaterThan(neighbourhoodOf(world, told([0, 74]), 100)!.score);
});

it('leaves out homes that said no and takes in those that said yes', () => {
  const words = told([0, 2, 16, 17, 30, 31]);
  const [row, beyond] = [
    [3, 18, 33],
    [45, 46, 47],
  ];
  const asked = neighbourhoodOf(world, [...words, ...told(row, 'yes', 99.5), ...told(beyond, 'no', 99.5)], 100)!.homes;
  expect(asked).toEqual(expect.arrayContaining(row));
  expect(asked.filter((home) => beyond.includes(home))).toEqual([]);
});

it('says nothing where nobody spoke or no home has a place', () => {
  expect(neighbourhoodOf(world, [], 100)).toBeUndefined();
  const lost = { ...world, east: new Float64Array(150).fill(Number.NaN) };
  expect(neighbourhoodOf(lost, told([0, 1, 2]), 100)).toBeUndefined();
});
