// What a used phone keeps: field by field no more than the data dictionary allows there; and its whole browser profile, searched without the PIN: no household's words, no picture, no key.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBase64Url } from '#kit/seal.ts';
import { openFile } from '#kit/seal-file.ts';
import { openBox } from '#sync/sealed-box.ts';
import { sayEveryKind } from '#tests/every-kind.ts';
import { dictionary, mayLieOnPhone } from '#tests/phone-columns.ts';
import { type Phones, startPhones } from '#tests/phones.ts';
import { type Walk, walkStores } from '#tests/stored-fields.ts';
import { type UsedPhone, usedPhone, written } from '#tests/used-phone.ts';

const marks = ['这是种下的记号甲', '这是种下的记号乙', '这是种下的记号丙'];

/** Plain texts put where the app keeps its own, small and in the middle of much, so that the search is known to find what lies there. */
const plant = (page: Page): Promise<void> =>
  page.evaluate(async (texts) => {
    localStorage.setItem('planted', texts[0] ?? '');
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('planted', 1);
      request.onupgradeneeded = () => void request.result.createObjectStore('kept');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise((resolve) => {
      const work = opened.transaction('kept', 'readwrite', { durability: 'strict' });
      work.objectStore('kept').put({ text: texts[1] }, 'one');
      const many = Array.from({ length: 3000 }, (_, i) => `${i} 石板路十七号门前`);
      work.objectStore('kept').put([...many, texts[2], ...many], 'two');
      work.oncomplete = resolve;
    });
  }, marks);

let phones: Phones;
let phone: UsedPhone;
let dataKey: CryptoKey;
let walk: Walk;

/** Of the keys its page held, the one that opens its store. */
async function findDataKey(): Promise<CryptoKey> {
  const chunk = phone.kept.stores.find(({ store }) => store === 'chunks')?.rows[0];
  for (const raw of phone.keys) {
    const key = await crypto.subtle.importKey('raw', Buffer.from(raw, 'hex'), 'AES-GCM', false, ['decrypt']);
    const opened = await openBox(key, `chunk ${chunk?.n}`, chunk?.box as never).catch(() => undefined);
    if (opened) return key;
  }
  throw new Error('no key opens this phone');
}

beforeAll(async () => {
  phones = await startPhones();
  await sayEveryKind(phones.cast);
  phone = await usedPhone(phones, plant);
  dataKey = await findDataKey();
  walk = await walkStores(phone.kept.stores, dataKey);
}, 180_000);
afterAll(async () => {
  phone?.drop();
  await phones?.close();
});

/** How many rows of each store there are. */
const rowsIn = (name: string): number =>
  phone.kept.stores.filter(({ store }) => store === name).reduce((sum, { rows }) => sum + rows.length, 0);

test('the phone was used: every store holds something, and of every kind', () => {
  for (const name of ['people', 'meta', 'chunks', 'outbox', 'acks', 'drafts', 'files', 'bytes'])
    expect(rowsIn(name), name).toBeGreaterThan(0);
  const text = JSON.stringify(walk.opened);
  for (const word of [...Object.values(written), '杜来顺', '石来顺', '19900002001']) expect(text).toContain(word);
  const kinds = new Set((walk.opened as { kind?: string }[][]).flat().map((row) => row.kind));
  for (const kind of [
    'me',
    'area',
    'office',
    'household',
    'member',
    'promise',
    'case',
    'notice',
    'visit',
    'attachment',
  ])
    expect([...kinds]).toContain(kind);
});

test('every field on it is one that the data dictionary allows on phones', () => {
  expect(walk.faults).toEqual([]);
  expect(phone.kept.loose.filter((name) => !mayLieOnPhone(`phone.local.${name}`))).toEqual([]);
  const built = new Set(
    readdirSync('dist/field', { recursive: true, encoding: 'utf8' }).map((name) => `/field/${name}`),
  );
  expect(phone.kept.cached.length).toBeGreaterThan(5);
  expect(phone.kept.cached.filter((address) => !built.has(address))).toEqual([]);
});

/** There now and then only: how far a snapshot came that was cut, what a clock or a seal made the phone say. */
const rare = [
  'generation',
  'pos',
  'after',
  'from',
  'upto',
  'alarm.block',
  'alarm.kept',
  'alarm.told',
  'alarm.at',
  'data',
  'box',
];
const rarely = new Set(['phone.outbox.left', ...rare.map((name) => `phone.meta.${name}`)]);
const inClear = ['people', 'meta', 'chunks', 'outbox', 'acks', 'drafts', 'files', 'bytes'].map(
  (name) => `phone.${name}`,
);

test('what is readable without the PIN is what the dictionary names, and it names nothing that is not there', () => {
  const named = dictionary.filter((line) => inClear.includes(line.table)).map((line) => `${line.table}.${line.column}`);
  expect(named.filter((name) => !walk.plain.has(name) && !rarely.has(name))).toEqual([]);
  expect([...walk.plain].filter((name) => !named.includes(name))).toEqual([]);
});

test('one column more in what is handed out, one field more in a store, and a store more are found', async () => {
  const [household] = (walk.opened as { kind?: string; record?: object }[][])
    .flat()
    .filter(({ kind }) => kind === 'household');
  const leaked = [{ ...household, record: { ...household?.record, plateHash: 'x' } }];
  const { key, box } = await sealAnew('chunk 1', leaked);
  const database = phone.kept.stores.find(({ store }) => store === 'outbox')?.database ?? '';
  expect((await walkStores([{ database, store: 'chunks', rows: [{ n: 1, box }] }], key)).faults).toEqual([
    'household.plateHash shows household.plate_hash',
  ]);
  const rows = phone.kept.stores.find(({ store }) => store === 'outbox')?.rows.map((row) => ({ ...row, note: '明文' }));
  const more = [
    { database, store: 'outbox', rows: rows ?? [] },
    { database, store: 'photos', rows: [] },
  ];
  expect((await walkStores(more, dataKey)).faults).toEqual([
    'phone.outbox.note is not allowed on phones',
    `${database}/photos is no store of this app`,
  ]);
});

/** Sealed with a key of the test's own: the phone's cannot be taken out of the browser's hands to seal with. */
async function sealAnew(label: string, value: unknown): Promise<{ key: CryptoKey; box: object }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(label);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { key, box: { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain) } };
}

/** Every way a text or a key may lie in a file. */
const formsOf = (bytes: Buffer): Buffer[] => [
  bytes,
  Buffer.from(bytes.toString('hex')),
  Buffer.from(bytes.toString('base64').replace(/=+$/, '')),
  Buffer.from(bytes.toString('base64url')),
];
const formsOfText = (text: string): Buffer[] => [Buffer.from(text), Buffer.from(text, 'utf16le')];

const filesIn = (folder: string): { name: string; bytes: Buffer }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));

const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Words or the number of a telephone; eight figures in a row may stand in an id by chance. */
const isTelling = (text: string): boolean => /[\u4e00-\u9fff]{2}|\d{8}/.test(text.replaceAll(ids, ''));

/** Every text of homes that is sealed on the phone, without what stands in the app itself. */
function sealedTexts(): string[] {
  const open = ['me', 'area', 'office', 'notice', 'supply-node'];
  const texts = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === 'string') {
      if (isTelling(value)) texts.add(value);
    } else if (Array.isArray(value)) value.forEach(gather);
    else if (typeof value === 'object' && value !== null) {
      const { kind } = value as { kind?: string };
      if (!open.includes(kind ?? '')) Object.values(value).forEach(gather);
    }
  };
  gather(walk.opened);
  const app = filesIn('dist/field').map(({ bytes }) => bytes.toString());
  return [...texts].filter((text) => !app.some((one) => one.includes(text)));
}

/** The plain bytes of a picture kept here, from its middle. */
async function pictureOnIt(): Promise<Buffer> {
  const rowOf = (name: string) => phone.kept.stores.find(({ store }) => store === name)?.rows[0];
  const [file, bytes] = [rowOf('files'), rowOf('bytes')];
  const own = await openBox<{ key: string }>(dataKey, `file ${file?.id}`, file?.own as never);
  const plain = Buffer.from(await openFile(fromBase64Url(own.key), String(file?.id), bytes?.data as ArrayBuffer));
  expect(plain.subarray(0, 2).toString('hex')).toBe('ffd8');
  return plain.subarray(plain.length / 2, plain.length / 2 + 48);
}

test('its whole profile holds no household’s words, no picture and no key', async () => {
  const files = filesIn(phone.folder);
  const holds = (form: Buffer): boolean => files.some(({ bytes }) => bytes.includes(form));
  expect(files.length).toBeGreaterThan(20);
  // What the stores are made of is among them: their logs, and the files beside them.
  expect(files.some(({ name }) => /IndexedDB.*\.log$/.test(name))).toBe(true);
  expect(files.some(({ name }) => /IndexedDB.*blob/.test(name))).toBe(true);
  expect(marks.filter((text) => !formsOfText(text).some(holds))).toEqual([]);
  const texts = sealedTexts();
  expect(texts).toEqual(expect.arrayContaining([...Object.values(written), '杜来顺', '19900002001']));
  expect(texts.filter((text) => formsOfText(text).some(holds))).toEqual([]);
  expect(formsOf(await pictureOnIt()).some(holds)).toBe(false);
  expect(phone.keys.length).toBeGreaterThan(1);
  expect(phone.keys.filter((key) => formsOf(Buffer.from(key, 'hex')).some(holds))).toEqual([]);
}, 60_000);
