// A poor phone on a poor line, in real Chromium: 360×640, six times slower, 400 kbit/s and 400 ms, on the page and on its service worker.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromium as programOf } from '../tools/prepare.ts';

export interface Line {
  /** Bytes per second, each way. */
  readonly rate: number;
  /** ms there and back. */
  readonly latency: number;
}
export const poorLine: Line = { rate: 50_000, latency: 400 };
/** 64 kbit/s. */
export const poorestLine: Line = { rate: 8_000, latency: 400 };
const slower = 6;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface SlowPhone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** From now on as slow as a poor phone; `line` undefined: the processor alone. */
  slow(line?: Line): Promise<void>;
  close(): Promise<void>;
}

/** A folder for a phone's profile that outlives its browser; removed by `drop`. */
export function newProfile(): { readonly folder: string; drop(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'zd-phone-'));
  return { folder, drop: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Opens the phone of this profile. */
export async function openPhone(folder: string): Promise<SlowPhone> {
  const executablePath = programOf();
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    args: flags,
    viewport: { width: 360, height: 640 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    slow: async (line) => {
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
      if (!line) return;
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', conditions(line));
      await slowWorkers(context, line);
    },
    close: () => context.close(),
  };
}

const conditions = ({
  rate,
  latency,
}: Line): { offline: boolean; latency: number; downloadThroughput: number; uploadThroughput: number } => ({
  offline: false,
  latency,
  downloadThroughput: rate,
  uploadThroughput: rate,
});

/** A page's conditions do not reach its service worker: that is a target of its own. */
async function slowWorkers(context: BrowserContext, line: Line): Promise<void> {
  const browser = context.browser();
  if (!browser) return;
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  for (const { targetId } of targetInfos.filter(({ type }) => type === 'service_worker')) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const send = (id: number, method: string, params: object): Promise<unknown> =>
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    await send(1, 'Network.enable', {});
    await send(2, 'Network.emulateNetworkConditions', conditions(line));
  }
}
