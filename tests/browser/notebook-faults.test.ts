// F8 in a real browser: a browser that keeps nothing says so first, a full one says so before the first letter, an emptied one comes back whole.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
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

/** Other things on the phone take what room there is left. */
const fill = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opening = indexedDB.open('other-things');
    opening.onupgradeneeded = () => opening.result.createObjectStore('things', { autoIncrement: true });
    const other = await done(opening);
    for (let size = 1_000_000; size >= 1000; ) {
      const writing = other.transaction('things', 'readwrite');
      writing.objectStore('things').put(crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536))));
      const kept = await new Promise((resolve) => {
        writing.oncomplete = () => resolve(true);
        writing.onabort = () => resolve(false);
      });
      if (!kept) size /= 2;
    }
    other.close();
  });

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
    await fill(page);
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
