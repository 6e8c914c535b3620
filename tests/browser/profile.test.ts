// The whole browser profile of a used phone, searched without the PIN: no household's words, no key that opens them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { type Phones, startPhones } from '#tests/phones.ts';
import { newProfile, openPhone } from '../../bench/slow-phone.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

const note = '腿疼，想有人陪着去卫生院';
const draft = '儿子在外头，过年才回来';
const words = ['马玉林', '杜来顺', '安桂香', '石来顺', '19900002001', note, draft];

/** Every way a text or a key may lie in a file. */
const formsOf = (bytes: Buffer): Buffer[] => [
  bytes,
  Buffer.from(bytes.toString('hex')),
  Buffer.from(bytes.toString('base64').replace(/=+$/, '')),
  Buffer.from(bytes.toString('base64url')),
];
const formsOfText = (text: string): Buffer[] => [Buffer.from(text), Buffer.from(text, 'utf16le')];

function filesOf(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
}

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

/** Plain texts put where the app keeps its own, so that the search is known to find what lies there. */
async function plant(texts: readonly string[]): Promise<void> {
  localStorage.setItem('zd-planted', texts[0] ?? '');
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('planted', 1);
    request.onupgradeneeded = () => void request.result.createObjectStore('kept');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await new Promise((resolve) => {
    const work = opened.transaction('kept', 'readwrite', { durability: 'strict' });
    work.objectStore('kept').put({ text: texts[1] }, 'one');
    work.oncomplete = resolve;
  });
}

test('a used phone’s profile holds no household’s words and no key', async () => {
  const { cast, base } = phones;
  const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
    invite(tx, { person: cast.worker.person, purpose: 'phone', by: null }),
  );
  const profile = newProfile();
  const phone = await openPhone(profile.folder);
  const { page } = phone;
  await phone.context.addInitScript(noteKeys);
  await page.goto(`${base}/field/#code=${code}`);
  await page.getByRole('button', { name: '进来' }).click();
  await page.getByLabel('定一个密码').fill('204816');
  await page.getByLabel('再输一遍').fill('204816');
  await page.getByRole('button', { name: '定好了' }).click();
  await page.locator('[data-sync=sent]').waitFor();
  await page.getByRole('link', { name: '住户', exact: true }).click();
  const homes = page.locator('a[href^="#/home/"]');
  await page.getByRole('link', { name: /马玉林/ }).waitFor();
  const ids = await homes.evaluateAll((all) => all.map((one) => one.getAttribute('href')?.split('/')[2] ?? ''));
  await page.goto(`${base}/field/#/visit/${ids[0]}`);
  await page.locator('#note').fill(note);
  await page.locator('.zd-page-foot .zd-button-filled').click();
  await page.waitForURL(/#\/home\//);
  await page.goto(`${base}/field/#/visit/${ids[1]}`);
  await page.locator('#note').fill(draft);
  await page.waitForTimeout(1000);
  const keys = await page.evaluate(() => (globalThis as unknown as { zdKeys: string[] }).zdKeys);
  expect(keys.length).toBeGreaterThan(0);
  const planted = ['这是种下的记号甲', '这是种下的记号乙'];
  await page.evaluate(plant, planted);
  await phone.close();
  const files = filesOf(profile.folder);
  const holds = (form: Buffer): boolean => files.some((file) => file.includes(form));
  expect(files.length).toBeGreaterThan(20);
  expect(planted.filter((text) => !formsOfText(text).some(holds))).toEqual([]);
  expect(words.filter((text) => formsOfText(text).some(holds))).toEqual([]);
  expect([...new Set(keys)].filter((key) => formsOf(Buffer.from(key, 'hex')).some(holds))).toEqual([]);
  profile.drop();
});
