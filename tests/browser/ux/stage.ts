// Opens the browser as each kind of person would: a phone of the field, a desk, a visitor of the household page; and brings the measuring functions along.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromium as programOf } from '../../../tools/prepare.ts';
import * as colour from './in-page-colour.ts';
import * as layout from './in-page-layout.ts';
import { cookieName } from '#server/http.ts';
import type { Village } from './village.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function openBrowser(more: string[] = []): Promise<Browser> {
  const executablePath = programOf();
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  return chromium.launch({ executablePath, args: [...quiet, ...more] });
}

/** A small phone, as the table of the experience names it. */
export const phoneSize = { width: 360, height: 640 } as const;
export const deskSize = { width: 1440, height: 900 } as const;

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A test runner may have renamed what one of the functions imports from the other file. */
const plain = (code: string): string => code.replaceAll(/__vi\w*_import_\d+__\./g, '');
const measures = { ...layout, ...colour };
/** The functions as text; they call each other by name, and `zdMeasure` is how the checks call them. */
const measureSource = `${Object.entries(measures)
  .map(([name, code]) => `const ${name} = ${plain(String(code))};`)
  .join('\n')}
globalThis.zdMeasure = { ${Object.keys(measures).join(', ')} };`;

type Measures = typeof measures;

/** Runs one of the measuring functions in the page. */
export function measure<K extends keyof Measures>(
  page: Page,
  name: K,
  ...args: Parameters<Measures[K]>
): Promise<ReturnType<Measures[K]>> {
  return page.evaluate(
    ([key, given]) =>
      (globalThis as unknown as { zdMeasure: Record<string, (...all: unknown[]) => unknown> }).zdMeasure[key]?.(
        ...given,
      ),
    [name, args] as [string, unknown[]],
  ) as Promise<ReturnType<Measures[K]>>;
}

export async function context(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const made = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: phoneSize,
    ...options,
  });
  made.setDefaultTimeout(12_000);
  await made.addInitScript(`{ ${measureSource} }`);
  return made;
}

export const phoneContext = (browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  context(browser, { deviceScaleFactor: 2, hasTouch: true, isMobile: true, ...options });

/** Signs a phone in by a one-time code and a PIN, and ends the tour unless it is wanted. */
export async function enterField(
  page: Page,
  village: Village,
  options: { room?: string; tour?: boolean; query?: string; location?: string } = {},
): Promise<void> {
  const location = options.location ?? (await village.demo.enter(options.room ?? 'worker')).location;
  const [, hash = ''] = location.split('#');
  if (options.tour !== true) await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  await page.goto(`${village.url}/field/${options.query ?? ''}#${hash}`);
  await page.locator('.zd-bottom').waitFor();
  await settle(page);
}

/** The bottom of every flow: nothing under way, words drawn. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForFunction(() => document.querySelector('main')?.textContent?.trim() !== '');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export async function goHash(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = `#${to}`;
  }, path);
  await settle(page);
  await page.waitForTimeout(150);
}

/** Signs the desk in as one of the demo's rooms, as the front page does. */
export async function enterDesk(page: Page, village: Village, room = 'village'): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  await page.goto(`${village.url}/`);
  await page.locator(`form[data-room="${room}"]`).evaluate((form: HTMLFormElement) => {
    form.removeAttribute('target');
    form.submit();
  });
  await page.locator('.zd-desk').waitFor();
  await settle(page);
}

/** Lets a browser in as whoever the session belongs to; a cookie of a safe page, which the browser takes for this machine's own address too. */
export const giveSession = (made: BrowserContext, village: Village, value: string): Promise<void> =>
  made.addCookies([{ name: cookieName, value, url: village.url.replace('http:', 'https:'), secure: true }]);

interface AxeFault {
  readonly id: string;
  readonly nodes: string[];
}

async function runAxe(page: Page): Promise<AxeFault[]> {
  await page.evaluate(axeSource);
  const before = page.viewportSize();
  // As tall as the page: a bar that stays in sight would count as covering what is only scrolled under it.
  // A part that comes late makes it taller once more.
  for (let height = before?.height ?? 0, tries = 0; before && tries < 4; tries += 1) {
    const needed = await page.evaluate(() => document.documentElement.scrollHeight);
    if (tries > 0 && needed <= height) break;
    height = Math.min(Math.max(height, needed), 16_000);
    await page.setViewportSize({ width: before.width, height });
    await settle(page);
  }
  const found = await axeViolations(page);
  if (before) await page.setViewportSize(before);
  return found;
}

/** What axe-core finds, one line for each of its rules. */
export const axeFaults = async (page: Page): Promise<string[]> =>
  (await runAxe(page)).map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`);

function axeViolations(page: Page): Promise<AxeFault[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          on: Document,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: unknown[]; html: string }[] }[] }>;
      };
    };
    const runOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 4).map((node) => `${String(node.target[0])} ${node.html.slice(0, 90)}`),
    }));
  });
}

/** Runs in a page and moves its clock; everything drawn from then on is drawn later. */
export const shiftClock = (hours: number): void => {
  const real = Date;
  const ahead = hours * 3_600_000;
  class Later extends real {
    constructor(...args: ConstructorParameters<typeof Date> | []) {
      if (args.length === 0) super(real.now() + ahead);
      else super(...(args as [string]));
    }
    static override now(): number {
      return real.now() + ahead;
    }
  }
  globalThis.Date = Later as DateConstructor;
};
