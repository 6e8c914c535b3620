// The first sync of a real phone is cut in the middle: it goes on where it was, also after its page was closed; and old rows stay until new ones are whole.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { freshDatabase, type FreshDatabase } from '#tests/postgres.ts';
import { type Gate, openGate } from './gate.ts';
import { openBrowser, phoneContext } from './ux/stage.ts';
import { openVillage, rows, type Village } from './ux/village.ts';

const pin = '204816';
let browser: Browser;
let database: FreshDatabase;
let village: Village;
let gate: Gate;
let homes = 0;
let heads: { id: string; head: string }[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  database = await freshDatabase();
  village = await openVillage({ history: false, say: () => undefined, urls: database });
  gate = await openGate(village.server.port);
  heads = await rows(village, `select id, head from household where closed_at is null order by door`);
  homes = heads.length;
}, 120_000);
afterAll(async () => {
  await gate?.close();
  await browser?.close();
  await village?.stop();
  await database?.close();
});

async function enrol(): Promise<{ context: BrowserContext; page: Page }> {
  const person = village.demo.rooms.find(({ id }) => id === 'village')?.person ?? '';
  const { code } = await inScope(village.county.database, sessionScope, (tx) =>
    invite(tx, { person, purpose: 'phone', by: null }),
  );
  const context = await phoneContext(browser);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  await page.goto(`${gate.url}/field/#code=${code}`);
  await page.getByRole('button', { name: '进来' }).tap();
  await page.getByLabel('定一个密码').fill(pin);
  await page.getByLabel('再输一遍').fill(pin);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return { context, page };
}

const goTo = (page: Page, to: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = `#/${hash}`;
  }, to);

/** How many homes the list says there are. */
async function listed(page: Page): Promise<number> {
  await goTo(page, 'today');
  await goTo(page, 'homes');
  await page.getByRole('heading', { name: '住户' }).waitFor();
  return Number(/(\d+) 户/.exec(await page.locator('header').innerText())?.[1] ?? 0);
}

/** Where a snapshot stands that is not whole, as the phone wrote it down. */
const half = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const name = (await indexedDB.databases()).find((one) => /^zd-[0-9a-f]{8}-/.test(one.name ?? ''))?.name ?? '';
    const database = await read(indexedDB.open(name));
    const incoming = await read(database.transaction('meta').objectStore('meta').get('incoming'));
    database.close();
    return incoming !== undefined;
  });

const pulls = (): string[] =>
  gate
    .passed()
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/pull'));
const sendNow = async (page: Page): Promise<void> => {
  await goTo(page, 'sync');
  await page.getByRole('button', { name: '现在送' }).tap();
};

/** The next stream breaks after so many bytes, and until `judge` is set anew no other gets an answer. */
function cutNextPull(bytes: number): void {
  let first = true;
  gate.judge = (path) => {
    // A question for what moved is answered: only the snapshot is cut.
    if (!path.startsWith('/pull') || path.includes('pos=')) return 'pass';
    if (!first) return 'broken';
    first = false;
    return { cutAfter: bytes };
  };
}

it('goes on where it was cut, with the first homes usable at once, and keeps the old ones until new ones are whole', async () => {
  const { context, page } = await enrol();
  cutNextPull(34_000);
  gate.passed();
  await page.getByRole('button', { name: '定好了' }).tap();
  await expect.poll(() => half(page), { timeout: 20_000 }).toBe(true);
  const some = await listed(page);
  expect(some).toBeGreaterThan(0);
  await page.locator('a[href^="#/home/"]').first().waitFor();
  await goTo(page, 'today');
  await page.getByText('资料还没取全').waitFor();

  // The app is closed in the middle, and opened again while nothing answers.
  await page.goto('about:blank');
  await page.goto(`${gate.url}/field/`);
  await page.getByLabel('密码').fill(pin);
  await page.getByRole('button', { name: '打开本子' }).tap();
  expect(await listed(page)).toBe(some);
  expect(await half(page)).toBe(true);

  gate.judge = () => 'pass';
  pulls();
  await sendNow(page);
  await expect.poll(() => half(page), { timeout: 40_000 }).toBe(false);
  expect(pulls()[0]).toContain('after=');
  expect(await listed(page)).toBe(homes);
  await goTo(page, 'today');
  expect(await page.getByText('资料还没取全').count()).toBe(0);

  // The county was restored: another generation, and a home that has another head by now. The stream is cut again.
  const renamed = heads.at(-1);
  const generation = newId();
  await inScope(village.county.database, { ...sessionScope, service: 'import' }, async (tx) => {
    await tx.exec('update county set generation = $1', [generation]);
    await tx.exec(`update household set head = '换了的人' where id = $1`, [renamed?.id]);
  });
  Object.assign(village.county.facts, { generation });
  cutNextPull(34_000);
  await sendNow(page);
  await expect.poll(() => half(page), { timeout: 20_000 }).toBe(true);
  const shown = async (): Promise<string> => {
    await goTo(page, `home/${renamed?.id}`);
    await page.locator('main').waitFor();
    return page.locator('h1').innerText();
  };
  expect(await listed(page)).toBe(homes);
  expect(await shown()).toContain(renamed?.head);
  gate.judge = () => 'pass';
  pulls();
  await sendNow(page);
  await expect.poll(shown, { timeout: 40_000 }).toContain('换了的人');
  expect(pulls().find((path) => !path.includes('pos='))).toContain('after=');
  expect(await listed(page)).toBe(homes);
  await context.close();
}, 240_000);
