// The village clerk divides the ground by hand: a gully is drawn, bent and wiped out; a grid is cut in two, a border pulled, the division adopted and taken back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Spot } from '#modules/aerial/model.ts';
import type { Pixel } from '#modules/aerial/rules-place.ts';
import { isInShape } from '#modules/territory/rules-outlines.ts';
import { apart, type Fit, type GridRow, type MapHand, openMapHand } from './map-hand.ts';

let hand: MapHand;
beforeAll(async () => {
  hand = await openMapHand();
}, 180_000);
afterAll(() => hand?.close());

const homeRows = (): Promise<{ id: string; grid: string; at: Spot }[]> =>
  hand.rows(`select id, grid, array[lon, lat] as at from household where lon is not null order by id`);
const paths = async (): Promise<Spot[][]> =>
  (await hand.rows<{ path: Spot[] }>('select path from gully where removed_at is null order by drawn_at')).map(
    (row) => row.path,
  );

it('TERR-16 a gully is drawn corner by corner, bent by hand, wiped out, and each act is taken back', async () => {
  await hand.open('/map/plan');
  const fit = await hand.fitTo((await hand.grids()).flatMap(({ shape }) => shape.flat()));
  const drawn: Pixel[] = [
    [150, 190],
    [330, 250],
    [510, 200],
  ];
  await hand.button('画沟').click();
  for (const one of drawn) await hand.press(one);
  await hand.look('gully-line');
  await hand.button('画好了').click();
  await hand.reads('沟画上了');
  const [path = []] = await paths();
  expect(path.length).toBe(3);
  for (const [at, spot] of path.entries())
    expect(apart(spot, fit.spot(drawn[at] as Pixel))).toBeLessThan(1.5 * fit.metres);
  await hand.button('改').click();
  await hand.drag([330, 250], [410, 190]);
  await hand.reads('沟改了');
  const [bent = []] = await paths();
  expect([bent[0], bent[2]]).toEqual([path[0], path[2]]);
  expect(apart(bent[1], fit.spot([410, 190]))).toBeLessThan(1.5 * fit.metres);
  await hand.look('gully-bent');
  await hand.button('撤销').click();
  await expect.poll(paths).toEqual([path]);
  await hand.button('擦掉').click();
  await hand.reads('沟擦掉了');
  expect(await paths()).toEqual([]);
  await hand.button('撤销').click();
  await expect.poll(paths).toEqual([path]);
});

/** Ground of the outline that is far from every home, as a finger needs it. */
function bareSpot(ring: readonly Spot[], homes: readonly Spot[], fit: Fit): Pixel {
  const corners = ring.map(fit.pixel);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const tries = Array.from({ length: 400 }, (_, n): Pixel => {
    const [u, v] = [((n % 20) + 0.5) / 20, (Math.floor(n / 20) + 0.5) / 20];
    return [
      Math.min(...xs) + u * (Math.max(...xs) - Math.min(...xs)),
      Math.min(...ys) + v * (Math.max(...ys) - Math.min(...ys)),
    ];
  });
  const far = ([x, y]: Pixel, from: readonly Pixel[]): number =>
    Math.min(...from.map(([a, b]) => Math.hypot(a - x, b - y)));
  const dots = [...homes.map(fit.pixel), ...corners];
  const inside = tries.filter((one) => isInShape(fit.spot(one), [ring]));
  return inside.reduce((best, one) => (far(one, dots) > far(best, dots) ? one : best));
}

interface Chosen {
  readonly before: readonly GridRow[];
  readonly homes: Awaited<ReturnType<typeof homeRows>>;
  readonly fit: Fit;
  readonly grid: GridRow;
  readonly ring: readonly Spot[];
}

/** The planner's screen with one grid pressed on the map. */
async function chooseGrid(): Promise<Chosen> {
  await hand.open('/map/plan');
  const before = await hand.grids();
  const homes = await homeRows();
  const fit = await hand.fitTo(before.flatMap(({ shape }) => shape.flat()));
  const grid = before[12] as GridRow;
  const ring = grid.shape[0] as Spot[];
  const standing = homes.map(({ at }) => at);
  await hand.press(bareSpot(ring, standing, fit));
  return { before, homes, fit, grid, ring };
}

async function adopt(): Promise<void> {
  await hand.page.getByRole('dialog').getByRole('button', { name: '采用' }).click();
  await hand.page.getByRole('heading', { name: '交接单', level: 1 }).waitFor();
}

/** Everything as it was. */
async function takeBack({ before, homes }: Chosen): Promise<void> {
  await hand.button('撤回这次划分').click();
  await hand.reads(/撤回了。/);
  expect(await homeRows()).toEqual(homes);
  expect(await hand.grids()).toEqual(before);
}

it('TERR-10, TERR-12, TERR-14 a grid is cut in two, the division adopted and taken back', async () => {
  const chosen = await chooseGrid();
  const { before, homes, fit, grid, ring } = chosen;
  const own = homes.filter((home) => home.grid === grid.id);
  // A line that leads nowhere is said to, and the next one is drawn.
  await hand.button('一分为二').click();
  const corners = ring.map(fit.pixel);
  const [west, east] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const middle = own.map(({ at }) => fit.pixel(at)[1]).toSorted((a, b) => a - b)[Math.floor(own.length / 2)] as number;
  for (const one of [
    [west - 30, middle - 1],
    [west - 20, middle - 1],
  ] as const)
    await hand.press(one);
  await hand.button('画好了').click();
  await hand.reads('这条线没有穿过选中的网格');
  for (const one of [
    [west - 25, middle - 1],
    [east + 25, middle - 1],
  ] as const)
    await hand.press(one);
  await hand.look('cut-line');
  await hand.button('画好了').click();
  await hand.reads('263 户，23 个网格');
  await hand.reads('没有空的，没有重的');
  await hand.look('cut');
  await hand.button('看交接，采用').click();
  await hand.page.getByRole('dialog').getByText('新开 1 个').waitFor();
  await hand.look('cut-who');
  await adopt();
  const after = await hand.grids();
  const born = after.find(({ id }) => before.every((one) => one.id !== id)) as GridRow;
  const now = await homeRows();
  const half = (of: string): Spot[] => now.filter((home) => home.grid === of).map(({ at }) => at);
  expect(half(grid.id).length + half(born.id).length).toBe(own.length);
  const line = fit.spot([west, middle - 1])[1];
  const norths = [grid.id, born.id].map((of) => half(of).map(([, lat]) => lat > line));
  for (const side of norths) expect(new Set(side).size).toBe(1);
  expect(norths[0]?.[0]).not.toBe(norths[1]?.[0]);
  await takeBack(chosen);
});

it('TERR-14 a corner of two grids is pulled once for both', async () => {
  const chosen = await chooseGrid();
  const { before, homes, fit, ring } = chosen;
  const has = ({ shape }: GridRow, spot: Spot): boolean => shape.flat().some((one) => one.join() === spot.join());
  const others = homes.map(({ at }) => fit.pixel(at));
  // A corner of just two grids, with no home within its way.
  const shared = ring.find((spot) => {
    const [x, y] = fit.pixel(spot);
    const free = others.every(([a, b]) => Math.hypot(a - x, b - y) > 30);
    return free && before.filter((one) => has(one, spot)).length === 2;
  }) as Spot;
  await hand.button('改边界').click();
  await hand.look('corners');
  const [x, y] = fit.pixel(shared);
  const to: Pixel = [x + 9, y - 6];
  await hand.drag([x, y], to);
  await hand.button('改边界').click();
  await hand.reads('没有空的，没有重的');
  await hand.button('看交接，采用').click();
  await adopt();
  const after = await hand.grids();
  const changed = after.filter(
    (one) => JSON.stringify(one.shape) !== JSON.stringify(before.find(({ id }) => id === one.id)?.shape),
  );
  expect(changed.length).toBe(2);
  for (const one of changed) {
    expect(has(one, shared)).toBe(false);
    const least = Math.min(...one.shape.flat().map((spot) => apart(spot, fit.spot(to))));
    expect(least).toBeLessThan(1.5 * fit.metres);
  }
  await takeBack(chosen);
});
