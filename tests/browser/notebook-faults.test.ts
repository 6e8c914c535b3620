// F8 and F10 in a real browser: one that keeps nothing or is full says so first, an emptied one comes back whole; two tabs, a worker behind them and two phones send once.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { fillUp } from '#tests/full-phone.ts';
import { type Phones, startPhones, unlock } from '#tests/phones.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

async function writeVisit(page: Page, note: string): Promise<void> {
  await page.goto(`${phones.base}/field/#/homes`);
  await page.getByRole('link', { name: /马玉林/ }).click();
  await page
    .getByRole('link', { name: /记一笔/ })
    .first()
    .click();
  await page.getByRole('textbox').first().fill(note);
}

describe('F8 a phone without room', () => {
  it('F8 says in words that nothing is kept here, before anything can be written', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('closed', 'SecurityError');
      };
    });
    await page.reload();
    await page.getByRole('heading', { name: '这里存不住本子' }).waitFor();
    await context.close();
  });

  it('F8 tells that it is full above every form, keeps nothing by half and loses nothing that was kept', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person, 3_000_000);
    await fillUp(page);
    await page.goto(`${phones.base}/field/#/today`);
    await page.reload();
    await unlock(page);
    await page.getByText('手机存满了，新写的存不下').waitFor();
    await writeVisit(page, '写在满手机上');
    await page.getByText('手机存满了，新写的存不下').waitFor();
    await page.getByRole('button', { name: '记下', exact: true }).click();
    await page.getByText('手机存满了，这条没存下').waitFor();
    expect(await page.getByRole('textbox').first().inputValue()).toBe('写在满手机上');
    await context.close();
  });

  it('F8 an emptied browser gets back everything that was acknowledged, once enrolled anew', async () => {
    const { worker, county } = phones.cast;
    const { context, page } = await phones.add(worker.person);
    await writeVisit(page, '清空前写的');
    await page.getByRole('button', { name: '记下', exact: true }).click();
    await page.getByText('记下了，在手机上').waitFor();
    await page.goto(`${phones.base}/field/#/sync`);
    await page.getByRole('button', { name: '现在送' }).click();
    await page.getByText('都送到了').waitFor();
    await page.goto('about:blank');
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: phones.base, storageTypes: 'all' });
    const { code } = await inScope(county.database, sessionScope, (tx) =>
      invite(tx, { person: worker.person, purpose: 'phone', by: null }),
    );
    await page.goto(`${phones.base}/field/#code=${code}`);
    await page.getByRole('button', { name: '进来' }).click();
    await page.getByLabel('定一个密码').fill('204816');
    await page.getByLabel('再输一遍').fill('204816');
    await page.getByRole('button', { name: '定好了' }).click();
    await page.getByRole('link', { name: '住户', exact: true }).click();
    await page.getByRole('link', { name: /马玉林/ }).click();
    await page.getByText('清空前写的').waitFor();
    await context.close();
  });
});

const keepVisit = async (page: Page, note: string): Promise<void> => {
  await writeVisit(page, note);
  await page.getByRole('button', { name: '记下', exact: true }).click();
  await page.waitForURL(/#\/home\//);
  await page.getByText('记下了，在手机上').waitFor();
};

const sendNow = async (page: Page): Promise<void> => {
  await page.goto(`${phones.base}/field/#/sync`);
  // On a slow machine the seconds for undo are over by now, and it has gone by itself.
  const button = page.getByRole('button', { name: '现在送' });
  await button.or(page.getByText('都送到了')).first().waitFor();
  if (await button.isVisible()) await button.click();
};

/** The browser tells the worker behind the pages that the network is back. */
async function wakeWorker(context: BrowserContext): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find(({ scopeURL }) => scopeURL.startsWith(phones.base));
      if (one) resolve(one.registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  const sync = { origin: phones.base, registrationId, tag: 'zd-push', lastChance: false };
  await session.send('ServiceWorker.dispatchSyncEvent', sync);
}

/** How often the county wrote each note that begins like this. */
const written = async (beginning: string): Promise<Record<string, number>> => {
  const rows = await inScope(
    phones.cast.county.database,
    { ...emptyScope, standing: 'service', service: 'jobs' },
    (tx) =>
      tx.query<{ note: string; times: number }>(
        `select note, count(*)::int as times from visit where note like $1 || '%' group by note`,
        [beginning],
      ),
  );
  return Object.fromEntries(rows.map(({ note, times }) => [note, times]));
};

const once = (beginning: string, count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${beginning} ${i}`, 1]));

/** Words kept in both tabs in turn, then sent from both and from the worker behind them at the same moment. */
async function sendFromEverywhere(context: BrowserContext, pages: readonly Page[], beginning: string): Promise<void> {
  for (let i = 0; i < 4; i++) {
    const page = pages[i % pages.length];
    if (page) await keepVisit(page, `${beginning} ${i}`);
  }
  phones.atOnce();
  await Promise.all([...pages.map(sendNow), wakeWorker(context)]);
  await expect.poll(() => written(beginning), { timeout: 30_000 }).toEqual(once(beginning, 4));
  // Long enough for a second copy to arrive, if there were one.
  for (const page of pages) {
    await page.goto(`${phones.base}/field/#/today`);
    await page.locator('[data-sync=sent]').waitFor();
  }
  await wakeWorker(context);
}

describe('F10 the same queue in several places', () => {
  it('F10 two tabs and the worker behind them: one sends at a time, everything once', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    const second = await context.newPage();
    await second.goto(`${phones.base}/field/`);
    await unlock(second);
    await sendFromEverywhere(context, [page, second], '两页');
    expect(phones.atOnce()).toBe(1);
    expect(await written('两页')).toEqual(once('两页', 4));
    await context.close();
  });

  it('F10 where the browser has no locks, all send at once and still everything is there once', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    await context.addInitScript(() => {
      LockManager.prototype.request = ((...all: unknown[]) =>
        (all.at(-1) as () => Promise<unknown>)()) as typeof LockManager.prototype.request;
    });
    const second = await context.newPage();
    await second.goto(`${phones.base}/field/`);
    await unlock(second);
    await page.goto(`${phones.base}/field/#/today`);
    await page.reload();
    await unlock(page);
    await sendFromEverywhere(context, [page, second], '无锁');
    expect(await written('无锁')).toEqual(once('无锁', 4));
    await context.close();
  });

  it('F10 two phones of one person bring both their words, and each shows the other’s', async () => {
    const two = [await phones.add(phones.cast.worker.person), await phones.add(phones.cast.worker.person)];
    for (const [i, { page }] of two.entries()) await keepVisit(page, `两机 ${i}`);
    await Promise.all(two.map(({ page }) => sendNow(page)));
    await expect.poll(() => written('两机'), { timeout: 30_000 }).toEqual(once('两机', 2));
    for (const [i, { page }] of two.entries()) {
      await page.goto(`${phones.base}/field/#/sync`);
      await page.getByRole('button', { name: '现在送' }).click();
      await page.goto(`${phones.base}/field/#/homes`);
      await page.getByRole('link', { name: /马玉林/ }).click();
      await page.getByText(`两机 ${1 - i}`).waitFor();
    }
    for (const { context } of two) await context.close();
  });

  it('F10 a locked phone sends by the worker alone, with every page closed', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    await keepVisit(page, '锁着送 0');
    await page.goto('about:blank');
    await wakeWorker(context);
    await expect.poll(() => written('锁着送'), { timeout: 30_000 }).toEqual(once('锁着送', 1));
    await context.close();
  });
});
