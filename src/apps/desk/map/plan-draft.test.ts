// A plan as it is made at the desk: grids keep their names where they can, a cut takes its homes along, and only what differs is said.
import { expect, test } from 'vitest';
import type { MapHome } from '#modules/household/model-map.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import type { Ground } from './map-data.ts';
import { cut, dividing, draftOf, isEmpty, planned, withHomes } from './plan-draft.ts';

const area = (
  id: string,
  [kind, parent]: readonly [AreaRow['kind'], string | null],
  [west, east]: readonly [number, number],
): AreaRow => ({
  id,
  ground: id,
  kind,
  code: '',
  name: id,
  parent,
  shape: [
    [
      [west, 0],
      [east, 0],
      [east, 0.01],
      [west, 0.01],
      [west, 0],
    ],
  ],
});
const village = area('v', ['village', null], [0, 0.02]);
const ground: Ground = {
  villages: [village],
  village,
  groups: [area('g', ['level-1', 'v'], [0, 0.02])],
  grids: [area('社1网格', ['level-2', 'g'], [0, 0.01]), area('社2网格', ['level-2', 'g'], [0.01, 0.02])],
};
/** Twelve homes in a row, the first three of them in the first grid. */
const homes: MapHome[] = Array.from({ length: 12 }, (_, at) => ({
  id: `h${at}`,
  door: String(at),
  grid: at < 3 ? '社1网格' : '社2网格',
  lon: 0.001 + at * 0.0016,
  lat: 0.005,
  vacant: false,
}));

test('what stands today says nothing', () => {
  expect(isEmpty(dividing(draftOf(ground, homes), ground, homes))).toBe(true);
});

test('TERR-10 a plan keeps today’s grids where it can, and a third gets the next name', () => {
  const two = planned(ground, homes, { grids: 2, barriers: [] });
  expect(two.grids.map((grid) => grid.isNew)).toEqual([false, false]);
  const said = dividing(two, ground, homes);
  expect(said.move).toEqual(['h3', 'h4', 'h5'].map((household) => ({ household, was: '社2网格', to: '社1网格' })));
  expect(said.draw.map((one) => one.area).sort()).toEqual(['社1网格', '社2网格']);
  const three = planned(ground, homes, { grids: 3, barriers: [] });
  const opened = dividing(three, ground, homes);
  expect(opened.open).toMatchObject([{ group: 'g', name: '社3网格' }]);
  expect(opened.close).toEqual([]);
  const one = dividing(planned(ground, homes, { grids: 1, barriers: [] }), ground, homes);
  expect(one.close).toEqual(['社1网格']);
  expect(one.move).toHaveLength(3);
});

test('TERR-14 a cut takes the homes on its ground along, and by hand each goes where it is put', () => {
  const today = draftOf(ground, homes);
  const line = [
    [0.015, -0.001],
    [0.015, 0.011],
  ] as const;
  const halves = cut(today, { grid: '社2网格', line, homes, group: ground.groups[0] });
  if (halves === undefined) throw new Error('not cut');
  const born = halves.grids.at(-1)?.id ?? '';
  const over = homes.filter((home) => halves.gridOf.get(home.id) === born).map((home) => home.id);
  // One half keeps the grid, the other is new; which is which follows the outline. Who stands outside it stays.
  expect([
    ['h6', 'h7', 'h8'],
    ['h9', 'h10', 'h11'],
  ]).toContainEqual(over);
  expect(
    cut(today, {
      grid: '社2网格',
      line: [
        [0, 1],
        [1, 1],
      ],
      homes,
      group: undefined,
    }),
  ).toBeUndefined();
  const moved = withHomes(today, ['h3'], '社1网格');
  expect(dividing(moved, ground, homes).move).toEqual([{ household: 'h3', was: '社2网格', to: '社1网格' }]);
});
