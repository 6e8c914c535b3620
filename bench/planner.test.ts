// A small share of the planner's benchmark: what must hold of every plan, and that a search of its own finds nothing much shorter.
import { expect, test } from 'vitest';
import { seeded } from '#demo/random.ts';
import { planGrids } from '#modules/territory/rules-plan.ts';
import { demoVillage, divisionOf, faultOf } from './planner.ts';
import { sidesOf } from './planner/ground.ts';
import { madeVillage } from './planner/made-village.ts';
import { bestOf, measured } from './planner/restarts.ts';

const villages = [
  ['demo', demoVillage()],
  ['village 3', madeVillage(3)],
  ['village 8', madeVillage(8)],
] as const;

test.each(villages)('TERR-6 TERR-7 the plan of the %s is whole and even, or says why not', (_, village) => {
  const plan = planGrids(village);
  const sides = sidesOf(village);
  expect(faultOf(village, plan, sides)).toBeUndefined();
  const own = measured(sides, divisionOf(sides, village, plan));
  const found = bestOf(seeded(5), sides, { grids: village.grids, times: 2, ratio: Math.max(1.5, plan.ratio) });
  expect(own.walk).toBeLessThanOrEqual((found.walk ?? Number.POSITIVE_INFINITY) * 1.05);
});

test('TERR-6 a home in the wrong grid and a grid in pieces are found', () => {
  const village = demoVillage();
  const sides = sidesOf(village);
  const plan = planGrids(village);
  const [first, second, ...rest] = plan.grids;
  if (first === undefined || second === undefined) throw new RangeError('no grids');
  const missing = { ...plan, grids: [{ ...first, homes: first.homes.slice(1) }, second, ...rest] };
  expect(faultOf(village, missing, sides)).toBe('a home is unassigned or twice');
  const mixed = [...first.homes.slice(0, 6), ...second.homes.slice(6)];
  const others = [...first.homes.slice(6), ...second.homes.slice(0, 6)];
  const torn = { ...plan, grids: [{ ...first, homes: mixed }, { ...second, homes: others }, ...rest] };
  expect(faultOf(village, torn, sides)).toMatch(/in pieces/);
});
