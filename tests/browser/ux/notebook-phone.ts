// A phone of the demo village behind a gate, and what is true of it: its queue on the disk, what its screens say of each entry, and what the county has.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { emptyScope, inScope } from '#data/scope.ts';
import { type Gate, openGate } from '../gate.ts';
import { goHash, phoneContext } from './stage.ts';
import type { Village } from './village.ts';

export interface NotebookPhone {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly gate: Gate;
  readonly pin: string;
  close(): Promise<void>;
}

export async function openNotebook(browser: Browser, village: Village, room = 'worker'): Promise<NotebookPhone> {
  const gate = await openGate(village.server.port);
  const context = await phoneContext(browser);
  const page = await context.newPage();
  const { location } = await village.demo.enter(room);
  const hash = location.split('#')[1] ?? '';
  await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  await page.goto(`${gate.url}/field/#${hash}`);
  await page.locator('[data-sync=sent]').waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const close = async (): Promise<void> => {
    await context.close();
    await gate.close();
  };
  return { context, page, gate, pin: new URLSearchParams(hash).get('pin') ?? '', close };
}

export async function unlock({ page, pin }: Pick<NotebookPhone, 'page' | 'pin'>): Promise<void> {
  await page.locator('#pin').fill(pin);
  await page.locator('.zd-button-filled').tap();
  await page.locator('.zd-bottom, .zd-page-foot').first().waitFor();
}

export const save = '.zd-page-foot .zd-button-filled';

export async function writeVisit(page: Page, home: string, note: string): Promise<void> {
  await goHash(page, `/visit/${home}`);
  await page.locator('#note').fill(note);
  await page.locator(save).tap();
  await page.waitForURL(/#\/home\//);
}

/** The button of the sync page; it also lets go what still waits for undo. */
export async function sendNow(page: Page): Promise<void> {
  await goHash(page, '/sync');
  const button = page.locator('main .zd-button-filled');
  if (await button.isEnabled()) await button.tap();
}

export interface Kept {
  readonly id: string;
  readonly state: string;
}

/** The queue as it lies on the disk. */
export const queueOf = (page: Page): Promise<Kept[]> =>
  page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const kept: { id: string; state: string }[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!/^zd-[0-9a-f]{8}-/.test(name ?? '')) continue;
      const database = await read(indexedDB.open(name ?? ''));
      for (const row of (await read(database.transaction('outbox').objectStore('outbox').getAll())) as {
        id: string;
        state: string;
      }[])
        kept.push({ id: row.id, state: row.state });
      database.close();
    }
    return kept;
  });

/** Which of these commands the county answered, and how. */
export async function countyHas({ county }: Village, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query<{ id: string; status: string }>(
      `select id, answer->>'status' as status from command_log where id = any($1)`,
      [ids],
    ),
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

export interface Seen {
  readonly id: string;
  readonly state: string;
  readonly words: string;
  readonly icon: boolean;
}

/** What the sync page says of each entry. */
export const seenOf = (page: Page): Promise<Seen[]> =>
  page.locator('[data-item]').evaluateAll((all) =>
    all.map((one) => ({
      id: one.getAttribute('data-item') ?? '',
      state: one.getAttribute('data-state') ?? '',
      words: one.textContent ?? '',
      icon: one.querySelector('svg') !== null,
    })),
  );

export interface Head {
  readonly state: string;
  readonly count: number;
  readonly text: string;
  readonly late: boolean;
}

/** The one line above every main page. */
export async function headOf(page: Page): Promise<Head> {
  await goHash(page, '/homes');
  await goHash(page, '/today');
  return page.locator('[data-sync]').evaluate((one) => ({
    state: one.getAttribute('data-sync') ?? '',
    count: Number(one.getAttribute('data-count')),
    text: one.textContent ?? '',
    late: one.classList.contains('zd-sync-late'),
  }));
}

/** Tries again until it holds, for as long as a screen may take to follow. */
export async function until(look: () => Promise<boolean>, seconds = 15): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((done) => setTimeout(done, 150)))
    if (await look()) return true;
  return false;
}
