// The planner by small villages that can be drawn on paper: who belongs together, how many grids, where a gully decides.
import { expect, test } from 'vitest';
import type { Barrier, PlanHome } from './model-plan.ts';
import { planGrids } from './rules-plan.ts';
import { spansOf, unevenSpans } from './rules-plan-share.ts';

const degree = 111_195;
/** A home so many metres east and north. */
const homeAt = (door: string, group: string, [east, north]: readonly [number, number]): PlanHome => ({
  id: door,
  door,
  group,
  grid: `${group}.1`,
  lon: east / degree,
  lat: north / degree,
});
/** Homes in a row, ten metres apart. */
const row = (group: string, count: number, [east, north]: readonly [number, number] = [0, 0]): PlanHome[] =>
  Array.from({ length: count }, (_, at) => homeAt(`${group}-${at + 1}`, group, [east + at * 10, north]));
const gully = (...spots: readonly (readonly [number, number])[]): Barrier =>
  spots.map(([east, north]) => [east / degree, north / degree]);
const doors = (homes: readonly string[]): string => [...homes].sort().join(' ');
const sizes = (plan: ReturnType<typeof planGrids>): number[] =>
  plan.grids.map((grid) => grid.homes.length).sort((a, b) => a - b);

test('TERR-5 every home is in one grid, and every grid in one group', () => {
  const homes = [...row('a', 7), ...row('b', 12, [0, 15])];
  const plan = planGrids({ homes, grids: 3, barriers: [] });
  expect(plan.grids.flatMap((grid) => grid.homes).sort()).toEqual(homes.map((home) => home.id).sort());
  expect(plan.grids.map((grid) => [grid.group, grid.number])).toEqual([
    ['a', 1],
    ['b', 1],
    ['b', 2],
  ]);
  for (const grid of plan.grids) for (const id of grid.homes) expect(id.startsWith(grid.group)).toBe(true);
  expect(() => planGrids({ homes, grids: 1, barriers: [] })).toThrow('plan-too-few');
  expect(() => planGrids({ homes, grids: 20, barriers: [] })).toThrow('plan-too-many');
});

test('TERR-5 a home without a place goes where its grid is', () => {
  const [lost] = row('a', 1);
  const east = row('a', 6, [1000, 0]).map((home) => ({ ...home, id: `e${home.id}`, grid: 'east' }));
  const west = row('a', 5).map((home) => ({ ...home, grid: 'west' }));
  const homes = [...west, ...east, { ...(lost as PlanHome), id: 'lost', grid: 'west', lat: null, lon: null }];
  const plan = planGrids({ homes, grids: 2, barriers: [] });
  const own = plan.grids.find((grid) => grid.homes.includes('lost'));
  expect(own?.homes).toContain('a-1');
  expect(plan.reasons).toContainEqual({ code: 'unplaced', facts: { n: 1 } });
});

test('TERR-6 a grid never jumps over another: a row is cut into stretches', () => {
  const plan = planGrids({ homes: row('a', 12), grids: 3, barriers: [] });
  for (const grid of plan.grids) {
    const numbers = grid.homes.map((id) => Number(id.slice(2))).sort((a, b) => a - b);
    expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(numbers.length - 1);
  }
  expect(sizes(plan)).toEqual([4, 4, 4]);
});

test('TERR-7 sizes keep one and a half wherever the parts allow, and walking decides within it', () => {
  expect(spansOf([38, 37], 6).every(({ least, most }) => most <= least * 1.5)).toBe(true);
  // 10 homes alone in one group, 31 in another, three grids: 10, 15, 16.
  expect(spansOf([10, 31], 3)).toEqual([]);
  expect(unevenSpans([10, 31], 3)[0]).toEqual({ least: 10, most: 16 });
  // Two clusters of 5 and 7: the border lies between them although six and six would be more even.
  const homes = [...row('a', 5), ...row('a', 7, [500, 0]).map((home) => ({ ...home, id: `e${home.id}` }))];
  const plan = planGrids({ homes, grids: 2, barriers: [] });
  expect(sizes(plan)).toEqual([5, 7]);
  expect(plan.forbidden).toBe(false);
});

test('TERR-7 where the groups leave nothing more even the plan says so', () => {
  const plan = planGrids({ homes: [...row('a', 4), ...row('b', 20, [0, 900])], grids: 2, barriers: [] });
  expect(plan.ratio).toBe(5);
  expect(plan.forbidden).toBe(true);
  expect(plan.reasons.map((reason) => reason.code)).toContain('forbids-parts');
});

test('TERR-7 a star of homes cannot be cut evenly, and the plan says so', () => {
  // One home in the middle, arms of one home each: whatever leaves the middle is alone.
  const arms = Array.from({ length: 5 }, (_, at) => {
    const turn = (at * 2 * Math.PI) / 5;
    return homeAt(`s-${at + 2}`, 's', [Math.cos(turn) * 100, Math.sin(turn) * 100]);
  });
  const cut = arms.map((_, at): Barrier => {
    const turn = ((at + 0.5) * 2 * Math.PI) / 5;
    return gully([Math.cos(turn) * 10, Math.sin(turn) * 10], [Math.cos(turn) * 200, Math.sin(turn) * 200]);
  });
  const plan = planGrids({ homes: [homeAt('s-1', 's', [0, 0]), ...arms], grids: 2, barriers: cut });
  expect(sizes(plan)).toEqual([1, 5]);
  expect(plan.reasons.map((reason) => reason.code)).toContain('forbids-hang');
});

test('TERR-8 a gully is a border, and a few homes beyond it hang on the nearest', () => {
  const wall = gully([45, -50], [45, 200]);
  const split = planGrids({ homes: row('a', 10), grids: 2, barriers: [wall] });
  expect(split.grids.map((grid) => doors(grid.homes))).toEqual([
    doors(['a-1', 'a-2', 'a-3', 'a-4', 'a-5']),
    doors(['a-6', 'a-7', 'a-8', 'a-9', 'a-10']),
  ]);
  expect(split.groups[0]?.reasons.map((reason) => reason.code)).toContain('apart');
  expect(split.grids[0]?.reasons.map((reason) => reason.code)).toContain('gully');
  // The gully further west leaves one home alone: too few for a grid, it is reached from the next one.
  const alone = planGrids({ homes: row('a', 10), grids: 2, barriers: [gully([5, -50], [5, 200])] });
  expect(sizes(alone)).toEqual([5, 5]);
  expect(alone.groups[0]?.reasons).toContainEqual({
    code: 'tied',
    facts: { homes: 1, door: 'a-1', to: 'a-2', metres: 10 },
  });
});

test('TERR-8 on foot a gully is walked around', () => {
  // Two rows beside each other with a gully between, joined at the east end only.
  const homes = [...row('a', 6), ...row('a', 6, [0, 12]).map((home) => ({ ...home, id: `n${home.id}` }))];
  const plan = planGrids({ homes, grids: 2, barriers: [gully([-50, 6], [45, 6])] });
  const ways = planGrids({ homes, grids: 2, barriers: [] });
  expect(doors(plan.grids.find((grid) => grid.homes.includes('a-1'))?.homes ?? [])).toBe(
    doors(['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'a-6']),
  );
  expect(ways.grids.find((grid) => grid.homes.includes('a-1'))?.homes).toContain('na-1');
});

test('TERR-9 each border says why it lies there', () => {
  const far = row('a', 6, [300, 0]).map((home) => ({ ...home, id: `e${home.id}` }));
  const gap = planGrids({ homes: [...row('a', 6), ...far], grids: 2, barriers: [] });
  expect(gap.grids[0]?.reasons).toContainEqual({ code: 'gap', facts: { grid: 2, metres: 250, usual: 10 } });
  const even = planGrids({ homes: row('a', 12), grids: 2, barriers: [] });
  expect(even.grids[0]?.reasons.map((reason) => reason.code)).toEqual(['grid', 'near']);
  // Eleven homes close together and four far off: some of the eleven have to go with the four.
  const four = row('a', 4, [200, 0]).map((home) => ({ ...home, id: `e${home.id}`, door: `e${home.door}` }));
  const full = planGrids({ homes: [...row('a', 11), ...four], grids: 2, barriers: [] });
  expect(sizes(full)).toEqual([6, 9]);
  const small = full.grids.find((grid) => grid.homes.length === 6);
  expect(small?.reasons.map((reason) => reason.code)).toContain('full');
  expect(full.groups[0]?.reasons[0]).toEqual({ code: 'group', facts: { homes: 15, grids: 2, least: 6, most: 9 } });
});

test('TERR-5 the same question gets the same plan', () => {
  const asked = {
    homes: [...row('a', 20), ...row('a', 17, [30, 40]).map((h) => ({ ...h, id: `n${h.id}` }))],
    grids: 3,
    barriers: [],
  };
  expect(planGrids(asked)).toEqual(planGrids(asked));
});
