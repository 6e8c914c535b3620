// A used phone on a disk: words sent and unsent, drafts, a picture, something thrown away; and everything that its browser keeps, read as it lies there.
import type { Page } from 'playwright-core';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import type { Phones } from '#tests/phones.ts';
import { codeFor } from '#tests/pushing-phones.ts';
import { newProfile, openPhone, type SlowPhone } from '../bench/slow-phone.ts';
import type { Store } from './stored-fields.ts';

export const written = {
  sent: '腿疼，想有人陪着去卫生院',
  unsent: '儿媳说水缸底有泥沙',
  thrown: '写错了户的一句',
  draft: '儿子在外头，过年才回来',
};

/** Notes every raw key that the page hands to the browser; nothing else could open the store without the PIN. */
function noteKeys(): void {
  const seen: string[] = [];
  (globalThis as unknown as { zdKeys: string[] }).zdKeys = seen;
  const real = crypto.subtle.importKey.bind(crypto.subtle) as (...all: unknown[]) => Promise<CryptoKey>;
  crypto.subtle.importKey = ((...all: unknown[]) => {
    const [format, raw, how] = all as [string, BufferSource, unknown];
    if (format === 'raw' && how === 'AES-GCM') {
      const bytes = ArrayBuffer.isView(raw)
        ? new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength)
        : new Uint8Array(raw);
      seen.push(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
    }
    return real(...all);
  }) as typeof crypto.subtle.importKey;
}

async function writeVisit(page: Page, base: string, home: RegExp, note: string): Promise<void> {
  await page.goto(`${base}/field/#/homes`);
  await page.getByRole('link', { name: home }).first().click();
  await page
    .getByRole('link', { name: /记一笔/ })
    .first()
    .click();
  await page.locator('#note').fill(note);
}
const keep = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '记下', exact: true }).click();
  await page.waitForURL(/#\/home\//);
};

async function enrolHere(page: Page, { base, cast }: Phones): Promise<void> {
  await page.goto(`${base}/field/#code=${await codeFor(cast, cast.worker.person)}`);
  await page.getByRole('button', { name: '进来' }).click();
  await page.getByLabel('定一个密码').fill('204816');
  await page.getByLabel('再输一遍').fill('204816');
  await page.getByRole('button', { name: '定好了' }).click();
  await page.locator('[data-sync=sent]').waitFor();
  // Without signal a screen comes from what the service worker keeps: before that is whole there is none of those not yet seen.
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** A worker's day: something acknowledged, then without signal an entry, a matter with a picture and its code, a draft, something taken back. */
async function useIt({ page, context }: SlowPhone, phones: Phones): Promise<void> {
  const { base } = phones;
  await enrolHere(page, phones);
  await writeVisit(page, base, /石来顺/, written.sent);
  await keep(page);
  await page.goto(`${base}/field/#/sync`);
  await page.getByRole('button', { name: '现在送' }).click();
  await page.getByText('都送到了').waitFor();
  await context.setOffline(true);
  await writeVisit(page, base, /安桂香/, written.thrown);
  await keep(page);
  await page.getByRole('button', { name: '撤回', exact: true }).first().click();
  await page.getByText('撤回了，30 天内能找回').waitFor();
  await writeVisit(page, base, /马玉林/, written.unsent);
  await keep(page);
  await page.getByRole('link', { name: /听到一个难处/ }).click();
  await page.getByRole('button', { name: '水浑、有异味' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '拍一张', exact: true }).tap(),
  ]);
  await chooser.setFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await makeCameraJpeg(1200, 1600) });
  await page.getByRole('button', { name: '图片 1' }).waitFor();
  await page.getByRole('button', { name: '另报一件' }).tap();
  await page.getByText('请马玉林家收好').waitFor();
  await writeVisit(page, base, /石来顺/, written.draft);
  await page.waitForTimeout(1000);
}

export interface Kept {
  readonly stores: readonly Store[];
  /** Names in local and session storage, cookies, and files of the page's own. */
  readonly loose: readonly string[];
  /** Addresses of what is cached. */
  readonly cached: readonly string[];
}

/** Everything this page's browser keeps for it, by every way there is to keep something. */
async function readKept(page: Page): Promise<Kept> {
  const text = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const marked = (_: string, value: unknown): unknown => {
      if (value instanceof ArrayBuffer) return { $buffer: hex(new Uint8Array(value)) };
      return ArrayBuffer.isView(value)
        ? { $bytes: hex(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
        : value;
    };
    const stores: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames)
        stores.push({
          database: name,
          store,
          rows: await done(database.transaction(store).objectStore(store).getAll()),
        });
      database.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) cached.push(new URL(url).pathname);
    const own: string[] = [];
    const folder = (await navigator.storage.getDirectory()) as unknown as { keys(): AsyncIterable<string> };
    for await (const name of folder.keys()) own.push(`file ${name}`);
    const loose = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...own];
    return JSON.stringify({ stores, cached, loose: document.cookie === '' ? loose : [...loose, 'a cookie'] }, marked);
  });
  return JSON.parse(text, (_, value: unknown) => {
    const { $buffer, $bytes } = (value ?? {}) as { $buffer?: string; $bytes?: string };
    const bytes = $buffer ?? $bytes;
    if (bytes === undefined) return value;
    const array = Uint8Array.from(Buffer.from(bytes, 'hex'));
    return $buffer === undefined ? array : array.buffer;
  }) as Kept;
}

export interface UsedPhone {
  readonly kept: Kept;
  /** Raw keys in hex that its page ever held, the one among them that the PIN opens. */
  readonly keys: readonly string[];
  /** Its browser's profile; the browser is closed. */
  readonly folder: string;
  drop(): void;
}

/** `before` runs in its page at the very end. */
export async function usedPhone(phones: Phones, before: (page: Page) => Promise<unknown>): Promise<UsedPhone> {
  const profile = newProfile();
  const phone = await openPhone(profile.folder);
  phone.context.setDefaultTimeout(20_000);
  await phone.context.addInitScript(noteKeys);
  await useIt(phone, phones);
  const kept = await readKept(phone.page);
  const keys = await phone.page.evaluate(() => (globalThis as unknown as { zdKeys: string[] }).zdKeys);
  await before(phone.page);
  await phone.close();
  return { kept, keys: [...new Set(keys)], ...profile };
}
