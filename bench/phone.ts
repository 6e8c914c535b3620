// How long a poor phone makes its person wait: the first list, starting without a network, the answer to each tap, a search, a day's work on the poorest line.
import type { Page } from 'playwright-core';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import { type Ground, phoneCode } from './grounds.ts';
import { openLine, type PhoneLine } from './line.ts';
import { newProfile, openPhone, poorestLine, poorLine, type SlowPhone } from './slow-phone.ts';

const pin = '204816';

export interface Held {
  readonly profile: ReturnType<typeof newProfile>;
  readonly line: PhoneLine;
}

async function toPin(page: Page, ground: Ground, url: string): Promise<void> {
  await page.goto(`${url}/field/#code=${await phoneCode(ground)}`);
  await page.getByRole('button', { name: '进来' }).click();
  await page.getByLabel('定一个密码').fill(pin);
  await page.getByLabel('再输一遍').fill(pin);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** Waits in the page itself, so that what is measured is the page's own time: ms from the tap to the first home, and until the head counts all. */
function watchList(homes: number): Promise<{ first: number; all: number }> {
  return new Promise((resolve) => {
    let began = 0;
    let first = 0;
    const tapped = (): void => {
      began = performance.now();
    };
    document.addEventListener('click', tapped, { capture: true, once: true });
    const look = (): void => {
      if (began === 0) return;
      // Whoever comes in stands on the day's page, and goes to the list from there.
      if (location.hash === '#/today') location.hash = '#/homes';
      if (first === 0 && document.querySelector('a[href^="#/home/"]')) first = performance.now() - began;
      if (first > 0 && (document.querySelector('header')?.textContent ?? '').includes(String(homes)))
        resolve({ first, all: performance.now() - began });
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = `#${to}`;
  }, path);

export interface FirstList {
  readonly first: number;
  readonly all: number;
  readonly requests: number;
}

/** From the tap that sets the PIN to the list of homes; the app itself is on the phone already. */
export async function firstList(ground: Ground, homes: number): Promise<FirstList> {
  const profile = newProfile();
  const phone = await openPhone(profile.folder);
  try {
    const { page } = phone;
    await toPin(page, ground, ground.server.url);
    await goTo(page, '/homes');
    let requests = 0;
    phone.context.on('request', (request) => {
      if (!request.url().includes('/field/')) requests += 1;
    });
    await phone.slow(poorLine);
    const watched = page.evaluate(watchList, homes);
    await page.waitForTimeout(200);
    await page.getByRole('button', { name: '定好了' }).click();
    const times = await watched;
    await page.waitForTimeout(500);
    return { ...times, requests };
  } finally {
    await phone.close();
    profile.drop();
  }
}

/** A phone that holds this ground, closed again; its line can be cut. */
export async function heldPhone(ground: Ground, homes: number): Promise<Held> {
  const [profile, line] = [newProfile(), await openLine(ground.server.port)];
  const phone = await openPhone(profile.folder);
  const { page } = phone;
  await toPin(page, ground, line.url);
  await page.getByRole('button', { name: '定好了' }).click();
  await page.locator('[data-sync=sent]').waitFor();
  await goTo(page, '/homes');
  await page.locator('header', { hasText: String(homes) }).waitFor();
  await page.waitForTimeout(1000);
  await phone.close();
  return { profile, line };
}

/** Told by the page itself, from the moment it begins: nothing of the tool that drives it runs beside its start. */
function watchStart(homes: number): void {
  let tapped = 0;
  const say = (what: string, ms: number): void => console.debug(`zd ${what} ${ms}`);
  document.addEventListener('click', () => (tapped ||= performance.now()), { capture: true });
  let shown = false;
  new MutationObserver((_, observer) => {
    if (!shown && document.querySelector('#pin')) {
      shown = true;
      requestAnimationFrame(() => say('pin', performance.now()));
    }
    if (tapped === 0) return;
    if (location.hash === '#/today') location.hash = '#/homes';
    if (!document.querySelector('a[href^="#/home/"]')) return;
    if (!(document.querySelector('header')?.textContent ?? '').includes(String(homes))) return;
    observer.disconnect();
    say('list', performance.now() - tapped);
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

const said = async (page: Page, what: string): Promise<number> => {
  const line = await page.waitForEvent('console', (message) => message.text().startsWith(`zd ${what} `));
  return Number(line.text().split(' ')[2]);
};

/** ms of a start: from the page's own beginning to the PIN, and from the tap after it to the list; typing is not counted. */
async function startTime(page: Page, url: string, homes: number): Promise<number> {
  await page.addInitScript(watchStart, homes);
  const shown = said(page, 'pin');
  await page.goto(`${url}/field/#/homes`, { waitUntil: 'commit' });
  const toPin = await shown;
  await page.locator('#pin').fill(pin);
  const list = said(page, 'list');
  await page.waitForTimeout(100);
  await page.getByRole('button', { name: '打开本子' }).click();
  return toPin + (await list);
}

/** The app is in memory and locked: from the tap on the PIN to the list. */
async function reopenTime(page: Page, homes: number): Promise<number> {
  await goTo(page, '/me');
  await page.getByRole('button', { name: '锁上' }).click();
  await goTo(page, '/homes');
  await page.locator('#pin').fill(pin);
  const watched = page.evaluate(watchList, homes);
  await page.waitForTimeout(100);
  await page.getByRole('button', { name: '打开本子' }).click();
  return (await watched).all;
}

/** Starts without a network: `cold` in a new browser each time, `warm` with the app in memory and locked. ms each. */
export async function offlineStarts(
  held: Held,
  homes: number,
  counts: { readonly cold: number; readonly warm: number },
): Promise<{ cold: number[]; warm: number[] }> {
  const times = { cold: [] as number[], warm: [] as number[] };
  await held.line.cut();
  try {
    for (let n = 0; n < counts.cold; n++) {
      const phone = await openPhone(held.profile.folder);
      await phone.slow();
      times.cold.push(await startTime(phone.page, held.line.url, homes));
      for (let again = 0; n === counts.cold - 1 && again < counts.warm; again++) {
        times.warm.push(await reopenTime(phone.page, homes));
      }
      await phone.close();
    }
  } finally {
    await held.line.mend();
  }
  return times;
}

export async function unlocked(held: Held): Promise<SlowPhone> {
  const phone = await openPhone(held.profile.folder);
  await phone.page.goto(`${held.line.url}/field/`);
  await phone.page.locator('#pin').fill(pin);
  await phone.page.getByRole('button', { name: '打开本子' }).click();
  await phone.page.getByRole('heading', { name: '今天' }).waitFor();
  await phone.page.locator('[data-sync=sent]').waitFor();
  return phone;
}

/** Bytes of one poll when nothing changed, request and answer with all headers, on an open connection. */
export async function pollBytes(held: Held): Promise<number> {
  const phone = await unlocked(held);
  const { page } = phone;
  await goTo(page, '/sync');
  const poll = async (): Promise<number> => {
    held.line.bytes();
    const answered = page.waitForResponse((response) => response.url().includes('/pull'));
    await page.getByRole('button', { name: '现在送' }).click();
    await answered;
    await page.waitForTimeout(400);
    return held.line.bytes();
  };
  await poll();
  const bytes = await poll();
  await phone.close();
  return bytes;
}

/** What somebody types to find a home; each sign is one search. Five rounds: of a few a percentile is only the worst. */
const rounds = 5;
const typed = ['马', '马玉', 'wyl', 'wangy', '3-0', '3-012', '1234', '三社'];

/** ms from a sign being typed to the list being drawn, in a list of this ground, the processor slowed; no network is needed. */
export async function searchTimes(held: Held): Promise<number[]> {
  const phone = await unlocked(held);
  const { page } = phone;
  await goTo(page, '/homes');
  await page.locator('a[href^="#/home/"]').first().waitFor();
  await page.waitForTimeout(3000);
  await phone.slow();
  const times: number[] = [];
  for (const text of Array.from({ length: rounds }, () => typed).flat()) {
    times.push(
      await page.evaluate(
        (value) =>
          new Promise<number>((resolve) => {
            const field = document.querySelector<HTMLInputElement>('input[type=search]');
            if (!field) throw new Error('no field to search in');
            const began = performance.now();
            field.value = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
          }),
        text,
      ),
    );
    await page.waitForTimeout(150);
  }
  await phone.close();
  return times;
}

/** A picture as the camera gives it back: 12 megapixels. */
async function takePicture(page: Page, picture: Buffer): Promise<void> {
  const [camera] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '拍一张', exact: true }).click(),
  ]);
  await camera.setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: picture });
  await page.getByRole('button', { name: '图片 1' }).waitFor();
}

export interface Day {
  /** Until the server acknowledged every word. */
  readonly words: number;
  /** Until the pictures were there too. */
  readonly seconds: number;
  readonly bytes: number;
}

/** Writes visits without a network, then sends them on the poorest line: seconds from the tap on "send now", and bytes both ways. */
export async function dayOfWork(
  held: Held,
  visits: number,
  files: { readonly pictures: number; arrived(): Promise<number> } = { pictures: 0, arrived: () => Promise.resolve(0) },
): Promise<Day> {
  const phone = await unlocked(held);
  const { page } = phone;
  const before = await files.arrived();
  const picture = await makeCameraJpeg(3000, 4000);
  await held.line.cut();
  await goTo(page, '/homes');
  const links = page.locator('a[href^="#/home/"]');
  await links.first().waitFor();
  const homes = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')?.split('/')[2] ?? ''));
  for (let n = 0; n < visits; n++) {
    await goTo(page, `/visit/${homes[n % homes.length]}`);
    await page.locator('.zd-pick', { hasText: '都好' }).click();
    await page.locator('#note').fill(`第${n + 1}户。玉米收了三亩，成色一般；老人腿好多了，问医保什么时候缴。`);
    if (n < files.pictures) await takePicture(page, picture);
    await page.getByRole('button', { name: '记下' }).click();
    await page.waitForURL(/#\/home\//);
  }
  await goTo(page, '/sync');
  await phone.slow(poorestLine);
  await held.line.mend();
  held.line.bytes();
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  await page.getByRole('button', { name: '现在送' }).click();
  await goTo(page, '/today');
  // What is left when all words are there are the pictures, which the header counts as well.
  await page.waitForFunction(
    (most) => Number(document.querySelector<HTMLElement>('[data-sync]')?.dataset['count']) <= most,
    files.pictures,
  );
  const words = since();
  await page.locator('[data-sync=sent][data-count="0"]').waitFor({ timeout: 900_000 });
  if ((await files.arrived()) !== before + files.pictures) throw new Error('the phone says sent what is not there');
  const day = { words, seconds: since(), bytes: held.line.bytes() };
  await phone.close();
  return day;
}
