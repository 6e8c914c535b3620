// Outlines that share borders: cut, moved, made for a plan, and what is found to be wrong with them.
import { expect, test } from 'vitest';
import type { Shape } from './model.ts';
import { outlineFaults } from './rules-outline-checks.ts';
import { areaOf, isInShape, joined, type LonLat, moveCorner, splitBy, withCorner } from './rules-outlines.ts';
import { shapesIn } from './rules-plan-shapes.ts';
import { tonesOf } from './ui/map-drawing.ts';

/** A rectangle of thousandths of a degree. */
const box = (west: number, south: number, east: number, north: number): Shape => [
  [
    [west / 1000, south / 1000],
    [east / 1000, south / 1000],
    [east / 1000, north / 1000],
    [west / 1000, north / 1000],
    [west / 1000, south / 1000],
  ],
];
const size = (shape: Shape): number => Math.round(shape.reduce((sum, ring) => sum + Math.abs(areaOf(ring)), 0));
const edges = (shape: Shape): string[] =>
  shape.flatMap((ring) =>
    ring.slice(1).map((to, at) => [ring[at]?.join() ?? '', to.join()].toSorted((a, b) => (a < b ? -1 : 1)).join(' ')),
  );

test('TERR-14 a cut is an edge of both halves, and nothing is lost', () => {
  const line: LonLat[] = [
    [-0.001, 0.005],
    [0.004, 0.004],
    [0.011, 0.005],
  ];
  const split = splitBy(box(0, 0, 10, 10), line);
  if (split === undefined) throw new Error('not cut');
  const [north, south] = split.halves;
  expect(size(north) + size(south)).toBe(size(box(0, 0, 10, 10)));
  const common = edges(north).filter((edge) => edges(south).includes(edge));
  // Both stretches of the cut, corner for corner.
  expect(common).toHaveLength(2);
  expect(isInShape([0.004, 0.0041], north)).not.toBe(isInShape([0.004, 0.0041], south));
  expect(joined([...north, ...south])).toHaveLength(1);
});

test('TERR-14 a line that does not lead across cuts nothing', () => {
  expect(
    splitBy(box(0, 0, 10, 10), [
      [0.002, 0.002],
      [0.008, 0.008],
    ]),
  ).toBeUndefined();
  expect(
    splitBy(box(0, 0, 10, 10), [
      [0.02, 0],
      [0.02, 0.01],
    ]),
  ).toBeUndefined();
  expect(
    splitBy(box(0, 0, 10, 10), [
      [-0.001, 0.005],
      [0.005, 0.005],
    ]),
  ).toBeUndefined();
});

test('TERR-14 a line through a bent outline cuts where it runs inside', () => {
  // A horseshoe open to the north: the line crosses both arms, the first of them is cut off.
  const arms: Shape = [
    [
      [0, 0],
      [0.01, 0],
      [0.01, 0.01],
      [0.007, 0.01],
      [0.007, 0.003],
      [0.003, 0.003],
      [0.003, 0.01],
      [0, 0.01],
      [0, 0],
    ],
  ];
  const split = splitBy(arms, [
    [-0.001, 0.006],
    [0.011, 0.006],
  ]);
  expect(split && size(split.halves[0]) + size(split.halves[1])).toBe(size(arms));
  expect(split && Math.min(size(split.halves[0]), size(split.halves[1]))).toBe(size(box(0, 6, 3, 10)));
});

test('TERR-14 a corner on a border is a corner of both sides, and moves in both', () => {
  const west = withCorner(box(0, 0, 5, 10), [0.005, 0.004]);
  const east = withCorner(box(5, 0, 10, 10), [0.005, 0.004]);
  const far = withCorner(box(20, 0, 30, 10), [0.005, 0.004]);
  expect([west, east, far].map((shape) => shape[0]?.length)).toEqual([6, 6, 5]);
  const moved = moveCorner(
    new Map([
      ['west', west],
      ['east', east],
      ['far', far],
    ]),
    [0.005, 0.004],
    [0.0062, 0.004],
  );
  const faults = outlineFaults(
    box(0, 0, 10, 10),
    ['west', 'east'].map((id) => ({ id, shape: moved.get(id) ?? null })),
    [],
  );
  expect(faults).toEqual([]);
  expect(size(moved.get('west') ?? [])).toBeGreaterThan(size(west));
  expect(moved.get('far')).toEqual(far);
  // The corner where a ring closes is one corner, too.
  const closing = moveCorner(new Map([['west', west]]), [0, 0], [0.001, 0.001]).get('west')?.[0];
  expect(closing?.at(-1)).toEqual(closing?.[0]);
});

test('TERR-15 land in two grids, land in none, and a home outside its grid are found with their place', () => {
  const grids = [
    { id: 'west', shape: box(0, 0, 6, 10) },
    { id: 'east', shape: box(5, 0, 9, 10) },
  ];
  const homes = [
    { id: 'right', grid: 'west', lon: 0.001, lat: 0.001 },
    { id: 'wrong', grid: 'west', lon: 0.008, lat: 0.002 },
    { id: 'nowhere', grid: 'east', lon: 0.02, lat: 0.002 },
    { id: 'unknown', grid: 'east', lon: null, lat: null },
  ];
  const faults = outlineFaults(box(0, 0, 10, 10), grids, homes);
  expect(faults).toMatchObject([
    { code: 'overlap', grids: ['west', 'east'] },
    { code: 'gap' },
    { code: 'outside', home: 'wrong', grid: 'west', lies: 'east' },
    { code: 'outside', home: 'nowhere', grid: 'east', lies: null },
  ]);
  const [overlap, gap] = faults;
  expect(overlap && isInShape(overlap.at, box(5, 0, 6, 10))).toBe(true);
  expect(gap && isInShape(gap.at, box(9, 0, 10, 10))).toBe(true);
  // A sliver of a few square metres is drawing, no fault; a grid without an outline hides what would be open.
  const fine = [
    { id: 'west', shape: box(0, 0, 10, 10) },
    { id: 'east', shape: box(9.9999, 0, 10, 10) },
  ];
  expect(outlineFaults(box(0, 0, 10, 10), fine, [])).toEqual([]);
  expect(outlineFaults(box(0, 0, 10, 10), [{ id: 'west', shape: null }], [])).toEqual([]);
});

test('TERR-13 outlines of a plan share their borders, fill the group and hold their homes', () => {
  const homes = Array.from({ length: 40 }, (_, at) => ({
    grid: at % 10 < 4 ? 'west' : at % 10 < 7 ? 'middle' : 'east',
    lon: (0.5 + (at % 10) + ((at * 7) % 10) / 40) / 1000,
    lat: (1 + Math.floor(at / 10) * 2 + ((at * 3) % 10) / 20) / 1000,
  }));
  // Bent on one side, as outlines are.
  const outline: Shape = [
    [
      [0, 0],
      [0.011, 0],
      [0.0105, 0.005],
      [0.0112, 0.009],
      [0.004, 0.0085],
      [0, 0.0095],
      [0, 0],
    ],
  ];
  const shapes = shapesIn(outline, homes);
  const grids = [...shapes].map(([id, shape]) => ({ id, shape }));
  expect([...shapes.keys()].sort()).toEqual(['east', 'middle', 'west']);
  expect(
    outlineFaults(
      outline,
      grids,
      homes.map((home, at) => ({ id: String(at), ...home })),
    ),
  ).toEqual([]);
  const shared = edges(shapes.get('west') ?? []).filter((edge) => edges(shapes.get('middle') ?? []).includes(edge));
  expect(shared.length).toBeGreaterThan(3);
});

test('areas that touch get different colours', () => {
  const areas = Array.from({ length: 9 }, (_, at) => {
    const [x, y] = [(at % 3) * 10, Math.floor(at / 3) * 10];
    return { id: String(at), rings: box(x, y, x + 10, y + 10) };
  });
  const tones = tonesOf(areas);
  for (const [one, other] of [
    [0, 1],
    [0, 3],
    [4, 1],
    [4, 3],
    [4, 5],
    [4, 7],
    [0, 4],
  ] as const)
    expect(tones.get(String(one))).not.toBe(tones.get(String(other)));
  expect(new Set(tones.values()).size).toBeLessThanOrEqual(6);
});
