// The village clerk lays a picture from above under the map: by its world file, by matched points, by hand; it is kept, moved, and taken away.
import { afterAll, beforeAll, expect, it } from 'vitest';
import sharp from 'sharp';
import type { Corners, Spot } from '#modules/aerial/model.ts';
import { cornersOver, lastCorner, type Pixel, pixelOf, spotOf } from '#modules/aerial/rules-place.ts';
import { worldFileOf } from '#modules/aerial/rules-world-file.ts';
import { apart, type MapHand, openMapHand } from './map-hand.ts';

let hand: MapHand;
beforeAll(async () => {
  hand = await openMapHand();
}, 180_000);
afterAll(() => hand?.close());

const size = { width: 1200, height: 900 } as const;

/** A picture from above in four colours, and where it lies. */
async function aerialFiles(corners: Corners): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> {
  const quarter = { width: size.width / 2, height: size.height / 2, channels: 3 } as const;
  const colours = ['#e02020', '#20a040', '#2040e0', '#e0c020'];
  const parts = colours.map((background, at) => ({
    input: { create: { ...quarter, background } },
    left: (at % 2) * quarter.width,
    top: Math.floor(at / 2) * quarter.height,
  }));
  const jpeg = await sharp({ create: { ...size, channels: 3, background: '#fff' } })
    .composite(parts)
    .jpeg()
    .toBuffer();
  return [
    { name: '航拍.jpg', mimeType: 'image/jpeg', buffer: jpeg },
    { name: '航拍.jgw', mimeType: 'text/plain', buffer: Buffer.from(worldFileOf(corners, size)) },
  ];
}

/** What the paper shows at this pixel, as red, green, blue. */
async function colourAt(at: Pixel): Promise<number[]> {
  const [x, y] = await hand.onScreen(at);
  const clip = { x: Math.round(x) - 1, y: Math.round(y) - 1, width: 3, height: 3 };
  const { data } = await sharp(await hand.page.screenshot({ clip }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [0, 1, 2].map((channel) => data[4 * 3 + channel] ?? 0);
}

const strongest = async (at: Pixel): Promise<number> => {
  const colour = await colourAt(at);
  return colour.indexOf(Math.max(...colour));
};

const moved = (of: Corners, from: Spot, to: Spot): Corners =>
  of.map(([lon, lat]): Spot => [lon + to[0] - from[0], lat + to[1] - from[1]]) as unknown as Corners;

/** The picture's screen leaves an eighth of room on each side. */
const around = (of: Corners): Spot[] => {
  const [x, y]: Spot = [(of[1][0] + of[2][0]) / 2, (of[1][1] + of[2][1]) / 2];
  return [...of, lastCorner(of)].map(([lon, lat]): Spot => [x + (lon - x) * 1.25, y + (lat - y) * 1.25]);
};

const laid = async (): Promise<Corners | undefined> =>
  (
    await hand.rows<{ corners: Corners }>('select corners from aerial where removed_at is null order by laid_at desc')
  )[0]?.corners;

const corners = async (): Promise<Corners> => (await laid()) as Corners;

async function keepMoved(): Promise<Corners> {
  await hand.button('存下').click();
  await hand.reads('底图挪好了');
  return corners();
}

let where: Corners;

it('AERIAL-1, AERIAL-5 it lies where its world file says, and is kept', async () => {
  await hand.open('/map/picture');
  const grounds = (await hand.grids()).flatMap(({ shape }) => shape.flat());
  const [lons, lats] = [grounds.map(([lon]) => lon), grounds.map(([, lat]) => lat)];
  where = cornersOver([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], size);
  await hand.page.locator('input[type=file]').setInputFiles(await aerialFiles(where));
  await hand.button('换一张，或选世界文件').waitFor();
  await hand.page.waitForTimeout(400);
  const fit = await hand.fitTo(around(where));
  // Red in its first quarter, blue in its third, where the ground says, not the screen.
  expect(await strongest(fit.pixel(spotOf([60, 60], where, size)))).toBe(0);
  expect(await strongest(fit.pixel(spotOf([60, 840], where, size)))).toBe(2);
  await hand.look('picture-chosen');
  await hand.button('存下').click();
  await hand.reads('底图存下了');
  for (const [at, corner] of (await corners()).entries()) expect(apart(corner, where[at])).toBeLessThan(0.5);
  await expect
    .poll(() => hand.rows(`select state from attachment where kind = 'aerial'`))
    .toEqual([{ state: 'received' }]);
  // From the county, in a page that knows nothing.
  await hand.open('/map/picture');
  await expect.poll(() => strongest(fit.pixel(spotOf([60, 60], where, size)))).toBe(0);
});

it('AERIAL-5 two matched points turn and stretch it', async () => {
  await hand.open('/map/picture');
  const fit = await hand.fitTo(around(where));
  await hand.page.getByRole('radio', { name: '对点' }).check();
  const [oneSeen, oneBelongs, twoSeen, twoBelongs]: Pixel[] = [
    [250, 200],
    [268, 190],
    [500, 420],
    [505, 440],
  ] as const;
  if (!oneSeen || !oneBelongs || !twoSeen || !twoBelongs) throw new Error('four spots');
  await hand.press(oneSeen);
  await hand.reads('再点它在地图上该在的地方');
  await hand.press(oneBelongs);
  await hand.reads('对好 1 处了');
  // One point has shifted it: what is seen next is seen there.
  const shifted = moved(where, fit.spot(oneSeen), fit.spot(oneBelongs));
  await hand.press(twoSeen);
  await hand.press(twoBelongs);
  await hand.reads('对好 2 处了');
  await hand.look('picture-matched');
  const turned = await keepMoved();
  const lies = (seen: Pixel, before: Corners): Spot => spotOf(pixelOf(fit.spot(seen), before, size), turned, size);
  expect(apart(lies(oneSeen, where), fit.spot(oneBelongs))).toBeLessThan(3 * fit.metres);
  expect(apart(lies(twoSeen, shifted), fit.spot(twoBelongs))).toBeLessThan(3 * fit.metres);
});

it('AERIAL-4 its middle moves it, a corner turns it around the one across, and each is taken back', async () => {
  await hand.open('/map/picture');
  const before = await corners();
  const fit = await hand.fitTo(around(before));
  const [x, y] = fit.pixel([(before[1][0] + before[2][0]) / 2, (before[1][1] + before[2][1]) / 2]);
  await hand.drag([x, y], [x + 50, y + 30]);
  const shifted = moved(before, fit.spot([x, y]), fit.spot([x + 50, y + 30]));
  for (const [at, corner] of (await keepMoved()).entries())
    expect(apart(corner, shifted[at])).toBeLessThan(2 * fit.metres);
  await hand.button('撤销').click();
  await expect.poll(corners).toEqual(before);
  await hand.open('/map/picture');
  const [cx, cy] = fit.pixel(before[1]);
  await hand.drag([cx, cy], [cx - 40, cy + 60]);
  const pulled = await keepMoved();
  expect(apart(pulled[2], before[2])).toBeLessThan(0.5);
  expect(apart(pulled[1], fit.spot([cx - 40, cy + 60]))).toBeLessThan(2 * fit.metres);
  expect(apart(lastCorner(pulled), lastCorner(before))).toBeGreaterThan(10);
  await hand.open('/map');
  await hand.look('map-pictured');
});

it('AERIAL-6 it is taken away and brought back', async () => {
  await hand.open('/map/picture');
  const before = await corners();
  await hand.button('拿掉底图').click();
  await hand.reads('底图拿掉了');
  expect(await laid()).toBeUndefined();
  await hand.button('撤销').click();
  await expect.poll(laid).toEqual(before);
});
