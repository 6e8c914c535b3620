// The stage of the story: one language, one server that can be stopped, browsers of the right size, and the pictures of every step.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { words as en } from '../../../src/apps/field/words.en.ts';
import { words as zh } from '../../../src/apps/field/words.zh.ts';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { type ServerProcess, startProcess } from '#tests/server-process.ts';
import { chromium as programOf } from '../../../tools/prepare.ts';
import type { Lang } from './words.ts';

export const quietChromium = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function openChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = programOf();
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  return chromium.launch({ executablePath, args: [...quietChromium, ...more] });
}

/** Chooses what is drawn as a tile, in the middle of the screen: a bar with "undo" may still lie over its foot. */
export async function choose(tile: Locator): Promise<void> {
  await tile.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await tile.check({ force: true });
}

export const phoneSize = { width: 360, height: 640 } as const;
export const deskSize = { width: 1440, height: 900 } as const;

/** Where the pictures go, and which of them: the short version keeps a few. */
export interface Pictures {
  readonly folder: string;
  readonly every: boolean;
}

export interface Stage {
  readonly lang: Lang;
  readonly browser: Browser;
  readonly url: string;
  /** The server's own data directory, for the administrator's commands. */
  readonly data: string;
  readonly pictures: string[];
  /** With every picture there is also the time to wait for what comes by the clock. */
  readonly slow: boolean;
  /** What was checked, in order, for the summary and for the message when one fails. */
  readonly steps: string[];
  /** Names the step; every check until the next one belongs to it. */
  step(name: string): void;
  /** Waits until this is on the screen. */
  sees(page: Page, what: string | RegExp | Locator): Promise<void>;
  /** A picture of the screen as it is; the number follows the order of the story. `whole` takes all of a long page. */
  picture(page: Page, name: string, whole?: boolean): Promise<void>;
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
}

interface Options {
  readonly lang: Lang;
  readonly browser: Browser;
  readonly data: string;
  readonly pictures: Pictures;
  readonly say: (line: string) => void;
}

/** Everything drawn, nothing moving. In a page without scripts no promise is ever kept: it is drawn once it is loaded. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  const drawn = page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  drawn.catch(() => undefined);
  await Promise.race([drawn, page.waitForTimeout(1500)]);
}

/** On a page with a sideways scroll bar something does not fit; and nobody alters the record in a story, so no phone may say so. */
async function mustBeSound(page: Page): Promise<void> {
  const [over, text] = await page.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.body.innerText,
  ]);
  if (over > 0) throw new Error(`${page.url()} is ${over} px too wide`);
  for (const words of [zh, en])
    if (text.includes(words['field.alarm'])) throw new Error(`${page.url()} says: ${words['field.alarm']}`);
}

export async function openStage(options: Options): Promise<Stage & { close(): Promise<void> }> {
  const { lang, browser, data, pictures, say } = options;
  mkdirSync(pictures.folder, { recursive: true });
  let server: ServerProcess | undefined = await startProcess({ data, demo: true });
  const { port, url } = server;
  const made: string[] = [];
  const steps: string[] = [];
  const stopServer = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  return {
    lang,
    browser,
    url,
    data,
    pictures: made,
    slow: pictures.every,
    steps,
    step: (name) => {
      steps.push(name);
      say(`${lang} ${String(steps.length).padStart(2)} ${name}`);
    },
    sees: async (page, what) => {
      const there = typeof what === 'string' || what instanceof RegExp ? page.getByText(what) : what;
      await there.filter({ visible: true }).first().waitFor();
    },
    picture: async (page, name, whole = false) => {
      await mustBeSound(page);
      made.push(name);
      if (!pictures.every && made.length % 8 !== 1) return;
      await settle(page);
      const number = String(made.length).padStart(2, '0');
      const file = path.join(pictures.folder, `${number}-${name}.${lang}.png`);
      await page.screenshot({ path: file, fullPage: whole, animations: 'disabled', caret: 'hide' });
    },
    stopServer,
    startServer: async () => {
      server = await startProcess({ data, port, demo: true });
    },
    close: stopServer,
  };
}

export async function context(
  stage: Pick<Stage, 'browser' | 'lang'>,
  size: { width: number; height: number },
  more: { javaScriptEnabled?: boolean } = {},
): Promise<BrowserContext> {
  const isPhone = size.width < 600;
  const made = await stage.browser.newContext({
    viewport: size,
    locale: stage.lang === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    ...(isPhone ? { deviceScaleFactor: 2, hasTouch: true, isMobile: true } : {}),
    ...more,
  });
  made.setDefaultTimeout(30_000);
  return made;
}

/** A room of the demo gives its way in: the address a browser would be sent to. */
export async function wayInto(url: string, room: string): Promise<string> {
  const reply = await fetch(`${url}/demo/enter`, {
    method: 'POST',
    headers: { origin: url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ room, lang: 'zh' }),
    redirect: 'manual',
  });
  const location = reply.headers.get('location');
  if (reply.status !== 303 || location === null) throw new Error(`no way into ${room}: ${reply.status}`);
  return location;
}
