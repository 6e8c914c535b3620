// How long each tap and each key waits for its picture, in every flow of the field app on a slowed phone; and what moved under the finger.
import type { Locator, Page } from 'playwright-core';
import { type Held, unlocked } from './phone.ts';

export interface Paces {
  readonly flow: string;
  /** ms of the slowest tap or key. */
  readonly slowest: number;
  /** First words of what was tapped then, and of what its time was made: waited, handled, drawn. */
  readonly on: string;
  readonly interactions: number;
  /** ms of the longest piece of work that held up the page. */
  readonly task: number;
  /** Cumulative layout shift. */
  readonly shift: number;
}

interface Watched {
  zdPaces: { events: { id: number; ms: number; on: string }[]; tasks: number[]; shift: number; turned: number };
}

/** The browser's own observers: an interaction is what has an id, its time runs to the next picture. */
function watch(): void {
  const seen = {
    events: [] as { id: number; ms: number; on: string }[],
    tasks: [] as number[],
    shift: 0,
    turned: -1e9,
  };
  (globalThis as unknown as Watched).zdPaces = seen;
  // What was tapped may be gone from the page before its time is told.
  let tapped = '';
  const name = ({ target }: Event): void => {
    tapped = (target as Element).closest('button, a, label')?.textContent ?? '';
  };
  document.addEventListener('pointerdown', name, { capture: true });
  const observe = (type: string, each: (entry: PerformanceEntry) => void, more: object = {}): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, ...more });
  observe(
    'event',
    (entry) => {
      const one = entry as PerformanceEventTiming & { interactionId: number; target: Element | null };
      const { target, startTime, processingStart, processingEnd, duration } = one;
      const what = (target?.textContent || tapped || target?.id || one.name).slice(0, 12);
      const drawn = startTime + duration - processingEnd;
      const parts = [processingStart - startTime, processingEnd - processingStart, drawn].map(Math.round).join(' + ');
      if (one.interactionId > 0) seen.events.push({ id: one.interactionId, ms: duration, on: `${what} (${parts})` });
    },
    { durationThreshold: 16 },
  );
  observe('longtask', (entry) => void seen.tasks.push(entry.duration));
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    // A page that the script turned stands for a tap: what moves in the half second after it was asked for.
    if (!hadRecentInput && entry.startTime - seen.turned > 500) seen.shift += value;
  });
}

const take = (page: Page): Promise<Omit<Paces, 'flow'>> =>
  page.evaluate(() => {
    const seen = (globalThis as unknown as Watched).zdPaces;
    const worst = new Map<number, number>();
    for (const { id, ms } of seen.events) worst.set(id, Math.max(ms, worst.get(id) ?? 0));
    const taken = {
      slowest: Math.max(0, ...worst.values()),
      on: seen.events.toSorted((a, b) => b.ms - a.ms)[0]?.on ?? '',
      interactions: worst.size,
      task: Math.max(0, ...seen.tasks),
      shift: seen.shift,
    };
    Object.assign(seen, { events: [], tasks: [], shift: 0 });
    return taken;
  });

const hash = async (page: Page, path: string): Promise<void> => {
  await page.evaluate((to) => {
    const seen = (globalThis as unknown as Partial<Watched>).zdPaces;
    if (seen) seen.turned = performance.now();
    location.hash = `#${to}`;
  }, path);
  await page.waitForTimeout(700);
};

/** A finger alone: looking for the place, and whether anything covers it, would hold up the page in the moment that is measured. */
async function tap(page: Page, one: Locator): Promise<void> {
  await one.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const box = await one.boundingBox();
  if (!box) throw new Error('nothing to tap');
  await page.waitForTimeout(150);
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
}

/** Taps what is there, at most `most` of them. */
async function tapAll(page: Page, selector: string, most: number): Promise<void> {
  const found = page.locator(selector);
  for (let n = 0; n < Math.min(most, await found.count()); n++) {
    const one = found.nth(n);
    if (!(await one.isVisible())) continue;
    await tap(page, one);
    await page.waitForTimeout(250);
  }
}

const save = '.zd-page-foot .zd-button-filled';

async function firstHome(page: Page): Promise<string> {
  await hash(page, '/homes');
  const link = page.locator('a[href^="#/home/"]').first();
  await link.waitFor();
  return (await link.getAttribute('href'))?.split('/')[2] ?? '';
}

/** Each is what one person does in one go. */
const flows: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async search(page) {
    await hash(page, '/homes');
    const field = page.locator('input[type=search]');
    await tap(page, field);
    await page.keyboard.type('myl', { delay: 300 });
    await field.fill('');
    await page.mouse.wheel(0, 3000);
    await page.waitForTimeout(500);
    await tap(page, page.locator('a[href^="#/home/"]').nth(3));
    await page.waitForTimeout(600);
  },
  async visit(page) {
    const home = await firstHome(page);
    await hash(page, `/visit/${home}`);
    await tapAll(page, '.zd-pick', 8);
    await tapAll(page, '.zd-pick', 8);
    await tap(page, page.locator('.zd-pick', { hasText: '都好' }).first());
    await tap(page, page.locator('#note'));
    await page.keyboard.type('ok ', { delay: 200 });
    await tap(page, page.locator(save));
    await page.waitForURL(/#\/home\//);
    await page.waitForTimeout(500);
    await tap(page, page.locator('.zd-undo .zd-button').first());
    await page.waitForTimeout(500);
  },
  async problem(page) {
    const home = await firstHome(page);
    await hash(page, `/problem/${home}`);
    await tap(page, page.locator('.field-kinds .zd-button').nth(2));
    await page.waitForTimeout(400);
    await tap(page, page.locator('textarea').first());
    await page.keyboard.type('mud ', { delay: 200 });
    await tap(page, page.locator('.zd-page-foot .zd-button').last());
    await page.waitForURL(/#\/secret\//);
    await page.waitForTimeout(500);
    await tap(page, page.locator('.zd-undo .zd-button').first());
    await page.waitForTimeout(500);
  },
  async 'the bottom bar'(page) {
    await hash(page, '/today');
    for (let n = 0; n < 5; n++) {
      await tap(page, page.locator('.zd-bottom a').nth(n));
      await page.waitForTimeout(600);
    }
  },
  async matters(page) {
    await hash(page, '/matters');
    await tap(page, page.locator('main a[href^="#/matter/"]').first());
    await page.waitForTimeout(600);
    await hash(page, '/today');
    await tapAll(page, 'main button.zd-row-item', 2);
  },
  async 'me, language and size'(page) {
    await hash(page, '/me');
    await tapAll(page, 'main input[type=radio], main .zd-choice label', 6);
    // Found by their value: asking the page for names would be a long task of its own.
    for (const spoken of ['en', 'zh']) {
      await tap(page, page.locator(`main input[type=radio][value=${spoken}]`));
      await page.waitForTimeout(600);
    }
    for (const to of ['/notices', '/sync', '/help', '/needs']) await hash(page, to);
  },
};

export async function interactionPaces(held: Held): Promise<Paces[]> {
  const phone = await unlocked(held);
  const { page } = phone;
  const paces: Paces[] = [];
  try {
    await page.evaluate(watch);
    await phone.slow();
    for (const [flow, go] of Object.entries(flows)) {
      await take(page);
      await go(page);
      await page.waitForTimeout(300);
      paces.push({ flow, ...(await take(page)) });
    }
  } finally {
    await phone.close();
  }
  return paces;
}
