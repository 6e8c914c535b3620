// A hand on the desk's map in a real browser: where ground lies on the paper, reckoned here by itself; presses, drags, and what the county keeps of them.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Spot } from '#modules/aerial/model.ts';
import type { Pixel } from '#modules/aerial/rules-place.ts';
import { freshDatabase } from '#tests/postgres.ts';
import { context, deskSize, enterDesk, openBrowser } from './ux/stage.ts';
import { openVillage, rows, type Village } from './ux/village.ts';

const pictures = path.join(import.meta.dirname, '../../out/map');

const metres = (a: Spot, b: Spot): [number, number] => [
  (b[0] - a[0]) * 111_320 * Math.cos((a[1] * Math.PI) / 180),
  (b[1] - a[1]) * 111_320,
];
/** Metres between two spots. */
export const apart = (a: Spot | undefined, b: Spot | undefined): number =>
  a && b ? Math.hypot(...metres(a, b)) : Number.POSITIVE_INFINITY;

export interface Fit {
  /** Metres on the ground of one pixel. */
  readonly metres: number;
  pixel(spot: Spot): Pixel;
  spot(pixel: Pixel): Spot;
}

const radius = 6_378_137;
const mercator = ([lon, lat]: Spot): Spot => [
  (lon * Math.PI * radius) / 180,
  radius * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)),
];

/** How a paper of this size shows these spots whole. */
function fitOf(spots: readonly Spot[], { width, height }: { width: number; height: number }): Fit {
  const all = spots.map(mercator);
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.max((east - west) / (width - 56), (north - south) / (height - 56));
  const [x0, y0] = [(west + east) / 2, (south + north) / 2];
  return {
    metres: scale * Math.cos(2 * Math.atan(Math.exp(y0 / radius)) - Math.PI / 2),
    pixel(spot) {
      const [x, y] = mercator(spot);
      return [width / 2 + (x - x0) / scale, height / 2 - (y - y0) / scale];
    },
    spot([px, py]) {
      const [x, y] = [x0 + (px - width / 2) * scale, y0 - (py - height / 2) * scale];
      return [(x * 180) / (Math.PI * radius), (Math.atan(Math.exp(y / radius)) * 360) / Math.PI - 90];
    },
  };
}

export interface GridRow {
  readonly id: string;
  readonly name: string;
  readonly shape: readonly (readonly Spot[])[];
}

export class MapHand {
  readonly page: Page;
  readonly village: Village;
  readonly close: () => Promise<void>;

  constructor(page: Page, village: Village, close: () => Promise<void>) {
    this.page = page;
    this.village = village;
    this.close = close;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true }).first();
  }

  /** Waits for a sentence. */
  reads(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  async open(hash: string): Promise<void> {
    await this.page.goto(`${this.village.url}/desk/#${hash}`);
    await this.page.reload();
    await this.page.locator('.zd-ground-paper canvas').first().waitFor();
    await this.page.waitForTimeout(400);
  }

  private async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.page.locator('.zd-ground-paper').boundingBox();
    if (box === null) throw new Error('no map');
    return box;
  }

  /** A spot of the paper: what stands above it may push it down between two acts. */
  async onScreen([x, y]: Pixel): Promise<Pixel> {
    const box = await this.box();
    return [box.x + x, box.y + y];
  }

  async fitTo(spots: readonly Spot[]): Promise<Fit> {
    return fitOf(spots, await this.box());
  }

  /** Two presses near each other in time would be a double one, which the map takes for "nearer". */
  async press(at: Pixel): Promise<void> {
    await this.page.mouse.click(...(await this.onScreen(at)));
    await this.page.waitForTimeout(320);
  }

  async drag(from: Pixel, to: Pixel): Promise<void> {
    await this.page.mouse.move(...(await this.onScreen(from)));
    await this.page.mouse.down();
    await this.page.mouse.move(...(await this.onScreen(to)), { steps: 6 });
    await this.page.mouse.up();
  }

  /** Looked at by eye, when wanted. */
  async look(name: string): Promise<void> {
    if (!process.env['ZD_PICTURES']) return;
    for (const scheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme: scheme });
      await this.page.waitForTimeout(150);
      await this.page.screenshot({ path: path.join(pictures, `${name}-${scheme}.png`) });
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  rows<R extends object>(text: string): Promise<R[]> {
    return rows<R>(this.village, text);
  }

  grids(): Promise<GridRow[]> {
    return this.rows(`select id, name, shape from area where kind = 'level-2' and valid_to is null order by code`);
  }
}

/** The clerk of the demo village at the desk, a browser and a county of their own. */
export async function openMapHand(): Promise<MapHand> {
  mkdirSync(pictures, { recursive: true });
  const fresh = await freshDatabase();
  const urls = { ownerUrl: fresh.ownerUrl, appUrl: fresh.appUrl };
  const village = await openVillage({ history: false, say: () => undefined, urls });
  const browser = await openBrowser();
  const page = await (await context(browser, { viewport: deskSize })).newPage();
  await enterDesk(page, village);
  return new MapHand(page, village, async () => {
    await browser.close();
    await village.stop();
    await fresh.close();
  });
}
