// U45 in a real browser: fifty megabytes at most; pictures that the county has go first, unsent ones and words never; said before anybody takes one for nothing.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import { fillUp } from '#tests/full-phone.ts';
import { type Phones, startPhones, unlock } from '#tests/phones.ts';
import { codeFor } from '#tests/pushing-phones.ts';
import { newProfile, openPhone } from '../../bench/slow-phone.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

interface Pictures {
  readonly person: string;
  readonly state: 'received' | 'kept';
  readonly count: number;
  readonly bytes: number;
}

/** Puts pictures on this phone as if they had been taken there, the first the oldest. */
const put = (page: Page, of: Pictures): Promise<void> =>
  page.evaluate(
    async ({ person, state, count, bytes, generation }) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await done(indexedDB.open(`zd-files-${person}`));
      for (let i = 0; i < count; i++) {
        const writing = database.transaction(['files', 'bytes'], 'readwrite', { durability: 'strict' });
        const id = `${state} ${String(i).padStart(4, '0')}`;
        const data = new Uint8Array(bytes);
        for (let at = 0; at < bytes; at += 65_536)
          crypto.getRandomValues(data.subarray(at, Math.min(bytes, at + 65_536)));
        const at = Date.now() - 86_400_000 + i * 1000;
        const common = { id, state, at, length: bytes, settledAt: state === 'received' ? at : null, reseal: false };
        writing.objectStore('files').put({ ...common, command: null, sent: 0, code: null, generation });
        writing.objectStore('bytes').put({ id, data: data.buffer });
        await new Promise((resolve, reject) => {
          writing.oncomplete = resolve;
          writing.onabort = () => reject(writing.error);
        });
      }
      database.close();
    },
    { ...of, generation: phones.cast.county.facts.generation },
  );

const idsOf = (page: Page, person: string): Promise<string[]> =>
  page.evaluate(async (whose) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    const database = await done(indexedDB.open(`zd-files-${whose}`));
    const keys = await done(database.transaction('files').objectStore('files').getAllKeys());
    database.close();
    return keys as string[];
  }, person);

const usage = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage ?? Number.POSITIVE_INFINITY);

/** A phone with a disk: a browser that keeps nothing behind gives no room back before it ends. */
async function enrolHere(page: Page, person: string): Promise<void> {
  await page.goto(`${phones.base}/field/#code=${await codeFor(phones.cast, person)}`);
  await page.getByRole('button', { name: '进来' }).click();
  await page.getByLabel('定一个密码').fill('204816');
  await page.getByLabel('再输一遍').fill('204816');
  await page.getByRole('button', { name: '定好了' }).click();
  await page.locator('[data-sync=sent]').waitFor();
}

async function again(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${phones.base}/field/`);
  await unlock(page);
}

async function toVisit(page: Page): Promise<void> {
  await page.goto(`${phones.base}/field/#/homes`);
  await page.getByRole('link', { name: /马玉林/ }).click();
  await page
    .getByRole('link', { name: /记一笔/ })
    .first()
    .click();
  await page.getByRole('textbox').first().waitFor();
}

async function writeVisit(page: Page, note: string): Promise<void> {
  await toVisit(page);
  await page.getByRole('textbox').first().fill(note);
  await page.getByRole('button', { name: '记下', exact: true }).click();
  await page.getByText('记下了，在手机上').waitFor();
}

describe('U45 what one phone keeps', () => {
  it('U45 is fifty megabytes at most: what the county has goes, the oldest first, and what is unsent stays', async () => {
    const { person } = phones.cast.worker;
    const profile = newProfile();
    const { context, page } = await openPhone(profile.folder);
    await enrolHere(page, person);
    await put(page, { person, state: 'kept', count: 50, bytes: 300_000 });
    await put(page, { person, state: 'received', count: 200, bytes: 300_000 });
    expect(await usage(page)).toBeGreaterThan(70_000_000);
    await again(page);
    await expect.poll(() => usage(page), { timeout: 30_000 }).toBeLessThanOrEqual(50_000_000);
    const ids = await idsOf(page, person);
    expect(ids.filter((id) => id.startsWith('kept'))).toHaveLength(50);
    const received = ids.filter((id) => id.startsWith('received'));
    // 40 MB of files: 50 unsent ones of 300 kB, and the 83 newest of the others.
    expect(received).toHaveLength(83);
    expect(received[0]).toBe('received 0117');
    await page.goto(`${phones.base}/field/#/me`);
    await page.getByText(/本子占了 \d+ MB（最多 50 MB），手机还空 \d+ [MG]B/).waitFor();
    await page.getByText(/浏览器(不会|可能)清掉本子/).waitFor();
    if (process.env['ZD_SHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['ZD_SHOTS']}/stored-me.png` });
    await context.close();
    profile.drop();
  });

  it('U45 with too many unsent pictures says so before one is taken, takes none, and goes on taking words', async () => {
    const { person } = phones.cast.worker;
    const { context, page } = await phones.add(person);
    await context.setOffline(true);
    await put(page, { person, state: 'kept', count: 100, bytes: 398_000 });
    await again(page);
    await page.getByText('没送出的照片太多，先别再拍').waitFor();
    await page.goto(`${phones.base}/field/#/homes`);
    await page.getByRole('link', { name: /马玉林/ }).click();
    await page.getByRole('link', { name: /听到一个难处/ }).click();
    await page.getByRole('button', { name: '水浑、有异味' }).click();
    await page.getByText('没送出的照片太多，先别再拍').waitFor();
    if (process.env['ZD_SHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['ZD_SHOTS']}/stored-unsent.png` });
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '拍一张', exact: true }).tap(),
    ]);
    await chooser.setFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: await makeCameraJpeg(3000, 4000) });
    await page.getByText('没送出的照片和录音太多了').waitFor();
    expect(await idsOf(page, person)).toHaveLength(100);
    await writeVisit(page, '照片满了也能写');
    await context.close();
  });

  it('U45 on a full disk lets pictures go that the county has, so that words are still kept', async () => {
    const { person } = phones.cast.worker;
    const { context, page } = await phones.add(person, 12_000_000);
    await page.addInitScript(() => {
      const real = StorageManager.prototype.persist;
      StorageManager.prototype.persist = function persist(this: StorageManager) {
        localStorage.setItem('asked', String(Number(localStorage.getItem('asked') ?? 0) + 1));
        return real.call(this);
      };
    });
    await again(page);
    expect(Number(await page.evaluate(() => localStorage.getItem('asked')))).toBe(1);
    await toVisit(page);
    await put(page, { person, state: 'received', count: 10, bytes: 300_000 });
    await put(page, { person, state: 'kept', count: 2, bytes: 300_000 });
    await fillUp(page);
    await page.getByRole('textbox').first().fill('手机满了，照片让了地方');
    await page.getByRole('button', { name: '记下', exact: true }).click();
    await page.getByText('记下了，在手机上').waitFor();
    expect(await idsOf(page, person)).toEqual(['kept 0000', 'kept 0001']);
    await context.close();
  });
});
