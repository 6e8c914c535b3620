// Rows U5, U45 and U48: what the first load weighs and how long a poor phone waits for it, what the notebook takes on the phone, and what an ordinary day costs.
import type { Page } from 'playwright-core';
import type { At } from '../ux.ts';
import { openLine } from '../../../bench/line.ts';
import { openNotebook, queueOf, sendNow, until, writeVisit } from './notebook-phone.ts';
import { goHash, phoneContext } from './stage.ts';

interface Load {
  readonly seconds: number;
  readonly scripts: number;
  readonly total: number;
}

/** Until the first screen can be used, on the poor phone; bytes as the browser counts them on the wire. */
async function firstLoad(at: At): Promise<Load> {
  const phone = await phoneContext(at.browser, { serviceWorkers: 'block' });
  const page = await phone.newPage();
  const session = await phone.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
  await session.send('Network.emulateNetworkConditions', line);
  const kinds = new Map<string, string>();
  let [scripts, total] = [0, 0];
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    total += encodedDataLength;
    if (kinds.get(requestId) === 'Script') scripts += encodedDataLength;
  });
  const began = performance.now();
  await page.goto(`${at.village.url}/field/`, { waitUntil: 'commit' });
  await page.locator('#code').waitFor();
  const seconds = (performance.now() - began) / 1000;
  await page.waitForLoadState('networkidle');
  await phone.close();
  return { seconds, scripts: scripts / 1024, total: total / 1024 };
}

/** Bytes that lie on the phone, app and two years of a grid together, and whether its owner is told of the room left. */
async function stored(at: At): Promise<{ megabytes: number; told: string[] }> {
  const phone = await openNotebook(at.browser, at.village, 'liaison');
  try {
    const { page } = phone;
    await page.waitForTimeout(2000);
    const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? Number.NaN);
    await goHash(page, '/me');
    const told = await until(
      async () => /占了 \d+ MB.*还空 \d+ (MB|GB)/.test(await page.locator('main').innerText()),
      5,
    );
    return { megabytes: usage / 1_048_576, told: told ? [] : ['the free space is not shown'] };
  } finally {
    await phone.close();
  }
}

interface Day {
  readonly bytes: number;
  /** Bytes and requests of a quarter of an hour in which nothing changed. */
  readonly quiet: number;
  readonly requests: readonly string[];
}

const quarter = '15:01';
/** Ten hours in the field. */
const quarters = 40;

async function pass(page: Page, time: string): Promise<void> {
  await page.clock.fastForward(time);
  await page.waitForTimeout(1200);
}

/** A day by a clock of its own: opened in the morning, twenty visits, a poll every quarter of an hour. */
async function dayOfBytes(at: At): Promise<Day> {
  const { village, seeds } = at;
  const line = await openLine(village.server.port);
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  try {
    const { location } = await village.demo.enter('worker');
    const hash = location.split('#')[1] ?? '';
    const pin = new URLSearchParams(hash).get('pin') ?? '';
    await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
    await page.goto(`${line.url}/field/#${hash}`);
    await page.locator('[data-sync=sent]').waitFor({ timeout: 40_000 });
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    await page.waitForTimeout(4000);
    await page.clock.install();
    line.bytes();
    // The morning: the app is opened anew.
    await page.reload();
    await page.locator('#pin').fill(pin);
    await page.locator('.zd-button-filled').tap();
    await page.locator('[data-sync=sent]').waitFor();
    for (let n = 0; n < 20; n++) {
      const home = seeds.homes[n % seeds.homes.length]?.id ?? '';
      await writeVisit(page, home, `第${n + 1}户。玉米收了三亩，成色一般；老人腿好多了，问医保什么时候缴。`);
      if (n % 4 === 3) {
        await sendNow(page);
        await until(async () => (await queueOf(page)).every(({ state }) => state !== 'waiting'), 20);
      }
    }
    await goHash(page, '/today');
    await pass(page, '00:10');
    await pass(page, quarter);
    const worked = line.bytes();
    const requests: string[] = [];
    phone.on('request', (request) => requests.push(new URL(request.url()).pathname));
    const polls: number[] = [];
    for (let n = 0; n < 3; n++) {
      await pass(page, quarter);
      polls.push(line.bytes());
    }
    const quiet = Math.max(...polls);
    return { bytes: worked + quiet * quarters, quiet, requests };
  } finally {
    await phone.close();
    await line.cut();
  }
}

export async function checkWeight(at: At): Promise<void> {
  const { figures } = at;
  const lower = { better: 'lower' as const };
  const loads = [await firstLoad(at), await firstLoad(at), await firstLoad(at)].sort((a, b) => a.seconds - b.seconds);
  const load = loads[1] as Load;
  figures.add('U5 first load on the poor phone, middle of 3', load.seconds, { ...lower, unit: 's', goal: 5 });
  figures.add('U5 JavaScript of the first load on the wire', load.scripts, { ...lower, unit: 'KiB', goal: 110 });
  figures.add('U5 all of the first load on the wire', load.total, { ...lower, unit: 'KiB', goal: 200 });
  const kept = await stored(at);
  figures.add('U45 stored on the phone, app and a group of homes', kept.megabytes, { ...lower, unit: 'MB', goal: 50 });
  figures.none('U45 the free space is shown', kept.told);
  const day = await dayOfBytes(at);
  figures.add('U48 a day of 20 visits and 40 polls, there and back', day.bytes / 1_048_576, {
    ...lower,
    unit: 'MB',
    goal: 1,
  });
  figures.add('U48 bytes of a quarter of an hour in which nothing changed', day.quiet, {
    ...lower,
    unit: 'B',
    goal: 1000,
  });
  // None at all would mean that the clock of this check stood still.
  figures.add('U48 requests of three such quarters', day.requests.length || Number.NaN, {
    ...lower,
    unit: 'requests',
    goal: 3,
    found: day.requests,
  });
}
