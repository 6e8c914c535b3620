// Rows U10 and U11: nothing keeps anybody from writing while the line is bad, and an app that is killed comes back to the same form with the same words.
import type { Page } from 'playwright-core';
import type { At } from '../ux.ts';
import { KilledBrowser } from '#tests/chaos/killed-browser.ts';
import { type Gate, openGate } from '../gate.ts';
import { openNotebook, save, sendNow, until, writeVisit } from './notebook-phone.ts';
import { goHash } from './stage.ts';
import type { Home } from './village.ts';

/** 400 kbit/s and 400 ms there and back, the processor six times slower. */
async function makePoor(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await session.send('Network.enable');
  const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
  await session.send('Network.emulateNetworkConditions', line);
}

/** ms from each key to its sign in the field, measured in the page. */
async function keys(page: Page, text: string): Promise<number[]> {
  const field = page.locator('#note');
  await field.tap();
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { zdKeys: seen });
    let down = 0;
    document.addEventListener('keydown', (event) => (down = event.timeStamp), true);
    document.addEventListener('input', () => requestAnimationFrame(() => seen.push(performance.now() - down)), true);
  });
  await page.keyboard.type(text, { delay: 60 });
  await page.waitForTimeout(500);
  return page.evaluate(() => (globalThis as unknown as { zdKeys: number[] }).zdKeys);
}

/** A pseudo-random third of all requests gets no answer, the same ones each time. */
function loseThird(gate: Gate): void {
  let seed = 7;
  gate.judge = (path) => {
    if (path.startsWith('/field/')) return 'pass';
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % 10 < 3 ? 'hang' : 'pass';
  };
}

async function writing(at: At, homes: readonly [Home, Home]): Promise<{ slowest: number; faults: string[] }> {
  const phone = await openNotebook(at.browser, at.village);
  const { page, gate } = phone;
  const faults: string[] = [];
  try {
    await makePoor(page);
    loseThird(gate);
    for (const n of [1, 2, 3]) await writeVisit(page, homes[0].id, `路上丢包 ${n}`);
    await sendNow(page);
    await goHash(page, `/visit/${homes[1].id}`);
    const times = await keys(page, 'while it is sending all of this');
    if (times.length < 31) faults.push(`${31 - times.length} keys were not taken`);
    if ((await page.locator('#note').inputValue()) !== 'while it is sending all of this') faults.push('keys were lost');
    if ((await page.locator('dialog[open], [role=alertdialog]').count()) > 0) faults.push('a dialog came up');
    const covered = await page.locator('#note').evaluate((field) => {
      const box = field.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(20, box.height / 2));
      return top !== field && !field.contains(top);
    });
    if (covered) faults.push('something lies over the field');
    // No line at all: the same, and still no dialog.
    await gate.cut();
    await goHash(page, '/today');
    await goHash(page, `/visit/${homes[1].id}`);
    await page.locator('#note').fill('线断了也写');
    if ((await page.locator('dialog[open], [role=alertdialog]').count()) > 0)
      faults.push('a dialog says that there is no network');
    await page.locator('#note').fill('');
    return { slowest: Math.max(...times), faults };
  } finally {
    await phone.close();
  }
}

/** Typed, then killed like a dead battery; opened again without a network. */
async function killed(at: At, home: Home): Promise<{ faults: string[]; ms: number }> {
  const browser = new KilledBrowser();
  const gate = await openGate(at.village.server.port);
  const faults: string[] = [];
  try {
    let page = await browser.open();
    const { location } = await at.village.demo.enter('worker');
    const hash = location.split('#')[1] ?? '';
    const pin = new URLSearchParams(hash).get('pin') ?? '';
    await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
    await page.goto(`${gate.url}/field/#${hash}`);
    await page.locator('[data-sync=sent]').waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    await gate.cut();
    await goHash(page, `/visit/${home.id}`);
    await page.locator('#note').fill('老人说腿好多了，');
    await page.locator('#note').press('End');
    await page.keyboard.insertText('电话响了');
    await page.waitForTimeout(1000);
    await browser.kill();
    page = await browser.open();
    // As from its icon: the address says nothing of the form.
    await page.goto(`${gate.url}/field/`);
    await page.locator('#pin').fill(pin);
    const began = performance.now();
    await page.locator('.zd-button-filled').click();
    const back = await until(async () => (await page.locator('#note').count()) > 0, 10);
    const ms = performance.now() - began;
    if (!back) faults.push(`it came back to ${await page.evaluate(() => globalThis.location.hash)}`);
    else if ((await page.locator('#note').inputValue()) !== '老人说腿好多了，电话响了')
      faults.push(`the form holds "${await page.locator('#note').inputValue()}"`);
    await page.locator(save).click();
    await page.waitForURL(/#\/home\//);
    await browser.kill();
    page = await browser.open();
    await page.goto(`${gate.url}/field/`);
    await page.locator('#pin').fill(pin);
    await page.locator('.zd-button-filled').click();
    await page.locator('.zd-bottom').waitFor();
    // Saved is saved: it is offered no second time.
    if ((await page.locator('#note').count()) > 0) faults.push('the saved form came back');
    if ((await page.locator('[data-sync]').getAttribute('data-count')) !== '1')
      faults.push('what was saved is not there');
    return { faults, ms };
  } finally {
    await browser.clear();
    await gate.close();
  }
}

export async function checkSteady(at: At): Promise<void> {
  const { seeds, figures } = at;
  const [one, two, three] = seeds.homes.slice(8, 11) as [Home, Home, Home];
  const { slowest, faults } = await writing(at, [one, two]);
  figures.add('U10 slowest key while it sends, 30 % lost, processor ×6', slowest, {
    unit: 'ms',
    goal: 1000,
    better: 'lower',
  });
  figures.none('U10 keys lost, dialogs, covers while the line is bad or gone', faults);
  const back = await killed(at, three);
  figures.none('U11 killed one second after the last word: same form, same words, saved once', back.faults);
}
