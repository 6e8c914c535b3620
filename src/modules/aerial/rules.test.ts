// Where a picture lies: by its corners, by matched points, by a world file in whatever coordinates it speaks.
import { expect, test } from 'vitest';
import type { Corners, Spot } from './model.ts';
import { cornersOver, draggedTo, isPlace, lastCorner, matched, type Pair, pixelOf, spotOf } from './rules-place.ts';
import { type Affine, cornersBy, fromZone, readWorldFile, worldFileOf } from './rules-world-file.ts';

const size = { width: 4000, height: 3000 };
const village: Spot = [104.55, 35.62];
/** Upright, some 4.5 by 3.3 km around the village. */
const upright: Corners = [
  [104.53, 35.635],
  [104.58, 35.635],
  [104.53, 35.605],
];
const metresApart = ([lon, lat]: Spot, [lon2, lat2]: Spot): number =>
  Math.hypot((lon - lon2) * Math.cos((lat * Math.PI) / 180), lat - lat2) * 111_320;
const furthest = (a: Corners, b: Corners): number => Math.max(...a.map((spot, at) => metresApart(spot, b[at] ?? spot)));

test('AERIAL-4 a picture is a place on the ground: off the earth, flat as a line or as small as a table it is none', () => {
  expect(isPlace(upright)).toBe(true);
  expect(
    isPlace([
      [104.53, 35.635],
      [104.58, 35.635],
      [104.6, 35.635],
    ]),
  ).toBe(false);
  expect(
    isPlace([
      [104.53, 95],
      [104.58, 95],
      [104.53, 94],
    ]),
  ).toBe(false);
  expect(
    isPlace([
      [104.53, 35.6],
      [104.53001, 35.6],
      [104.53, 35.59999],
    ]),
  ).toBe(false);
  expect(
    isPlace([
      [90, 35.6],
      [120, 35.6],
      [90, 20],
    ]),
  ).toBe(false);
  const spot = spotOf([1000, 600], upright, size);
  expect(pixelOf(spot, upright, size).map(Math.round)).toEqual([1000, 600]);
});

test('AERIAL-4 laid over the village it keeps its proportions, and a dragged corner turns it about the one across', () => {
  const over = cornersOver([104.53, 35.605, 104.58, 35.635], size);
  const wide = metresApart(over[0], over[1]);
  expect(Math.abs(wide / metresApart(over[0], over[2]) - 4 / 3)).toBeLessThan(0.01);
  const to: Spot = [104.585, 35.63];
  const turned = draggedTo(over, size, 1, to) as Corners;
  expect(metresApart(turned[1], to)).toBeLessThan(0.5);
  expect(metresApart(turned[2], over[2])).toBeLessThan(0.5);
  const [w, h] = [metresApart(turned[0], turned[1]), metresApart(turned[0], turned[2])];
  expect(Math.abs(w / h - 4 / 3)).toBeLessThan(0.01);
  expect(metresApart(lastCorner(turned), turned[2])).toBeCloseTo(w, -1);
});

/** Somewhere else, turned by 20 degrees. */
const truth: Corners = draggedTo(upright, size, 3, [104.571, 35.597]) as Corners;
const pair = (x: number, y: number): Pair => ({ pixel: [x, y], spot: spotOf([x, y], truth, size) });

test('AERIAL-5 one matched point shifts a picture, two turn and stretch it, three bend it; three in a line say nothing', () => {
  const one = matched([pair(500, 400)], upright, size) as Corners;
  expect(metresApart(spotOf([500, 400], one, size), spotOf([500, 400], truth, size))).toBeLessThan(0.01);
  expect(metresApart(one[0], one[1])).toBeCloseTo(metresApart(upright[0], upright[1]), -1);
  expect(furthest(matched([pair(500, 400), pair(3500, 2600)], upright, size) as Corners, truth)).toBeLessThan(5);
  const bent: Corners = [truth[0], truth[1], [truth[2][0] + 0.004, truth[2][1]]];
  const three = [
    [300, 300],
    [3700, 400],
    [700, 2800],
  ].map(([x = 0, y = 0]): Pair => ({ pixel: [x, y], spot: spotOf([x, y], bent, size) }));
  expect(furthest(matched(three, upright, size) as Corners, bent)).toBeLessThan(0.01);
  expect(matched([pair(100, 100), pair(200, 200), pair(300, 301)], upright, size)).toBeUndefined();
  expect(matched([], upright, size)).toBeUndefined();
  expect(matched([pair(5, 5), pair(5, 5)], upright, size)).toBeUndefined();
});

/** Metres from the equator along a meridian, added up in small steps: shares nothing with what is tested. */
function arcTo(lat: number): number {
  const [a, e2, steps] = [6_378_137, 0.0066943800229, 20_000];
  const step = (lat * Math.PI) / 180 / steps;
  let sum = 0;
  for (let n = 0; n < steps; n++) sum += (a * (1 - e2)) / (1 - e2 * Math.sin((n + 0.5) * step) ** 2) ** 1.5;
  return sum * step;
}

test('AERIAL-5 metres of a three-degree zone lie where the ellipsoid has them, on its middle line and beside it', () => {
  const on = fromZone([500_000, arcTo(35.62)], 105);
  expect(metresApart(on, [105, 35.62])).toBeLessThan(0.01);
  // Beside it the grid is the same left and right, and a hundred metres east are a hundred metres.
  const [left, right] = [fromZone([460_000, 3_943_000], 105), fromZone([540_000, 3_943_000], 105)];
  expect(left[0] + right[0]).toBeCloseTo(210, 9);
  expect(left[1]).toBeCloseTo(right[1], 12);
  // How far 40 km reach on the parallel, by the curve of the ellipsoid there.
  const lat = (right[1] * Math.PI) / 180;
  const across = 6_378_137 / Math.sqrt(1 - 0.0066943800229 * Math.sin(lat) ** 2);
  const reach = ((right[0] - 105) * Math.PI * across * Math.cos(lat)) / 180;
  expect(Math.abs(reach - 40_000)).toBeLessThan(2);
  expect(metresApart(fromZone([500_000, arcTo(35.62) * 0.9996], 105, 0.9996), [105, 35.62])).toBeLessThan(0.01);
});

const asFile = ({ a, d, b, e, c, f }: Affine): string => `${[a, d, b, e, c, f].join('\r\n')}\r\n`;

test('AERIAL-5 a world file in degrees, Web Mercator or metres of a zone lays the picture on the village; a strange one is refused', () => {
  const inDegrees = readWorldFile(worldFileOf(upright, size)) as Affine;
  expect(furthest(cornersBy(inDegrees, size, village) as Corners, upright)).toBeLessThan(0.01);
  const metre = { a: 1, b: 0, d: 0, e: -1 };
  for (const [name, c, f] of [
    ['three-degree zone 35 with its number', 35_457_000, 3_943_500],
    ['the same without', 457_000, 3_943_500],
    ['Web Mercator', 11_637_000, 4_247_500],
  ] as const) {
    const corners = cornersBy(readWorldFile(asFile({ ...metre, c, f })) as Affine, size, village);
    expect([name, corners !== undefined]).toEqual([name, true]);
    if (corners) expect([name, metresApart(corners[0], village) < 6000]).toEqual([name, true]);
  }
  expect(cornersBy({ ...metre, c: 457_000, f: 3_443_500 }, size, village)).toBeUndefined();
  for (const text of ['', '1\n2\n3', '0\n0\n0\n0\n1\n1', 'a\nb\nc\nd\ne\nf', '1\n0\n0\n-1\n4\n5\n6'])
    expect(readWorldFile(text)).toBeUndefined();
  expect(readWorldFile('\uFEFF 0,5\n0\n0\n-0,5\n104,5\n35,6\n')).toMatchObject({ a: 0.5, c: 104.5, f: 35.6 });
});
