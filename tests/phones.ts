// Phones in a real browser, against a county with its doors open: enrolled, unlocked, and read down to the disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inScope } from '#data/scope.ts';
import { apiRoutes } from '#server/api.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { attachmentRoutes } from '#server/files/rooms.ts';
import { createApp } from '#server/http.ts';
import { startLive } from '#server/live.ts';
import { ensureServerKey } from '#server/provision.ts';
import { loadServerKeys } from '#server/server-keys.ts';
import { startSealer } from '#server/sealer.ts';
import { invite, sessionScope } from '#server/session.ts';
import { type Cast, makeCast } from '#tests/cast.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A microphone that hums by itself and is allowed without a question.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];
const pin = '204816';

export interface Phones {
  readonly cast: Cast;
  readonly base: string;
  /** A phone of this person, enrolled and open on its list of homes; `quota` bytes are all its browser may keep. */
  add(person: string, quota?: number): Promise<{ context: BrowserContext; page: Page }>;
  /** Nobody is at the county's address any more; answers how to come back to the same one. */
  leave(): Promise<() => Promise<void>>;
  /** The most that were sending words at the same moment, since it was last asked. */
  atOnce(): number;
  close(): Promise<void>;
}

/** Counts who is at a door at the same moment, and holds each there long enough that a second one would be seen. */
function countAtDoor(app: ReturnType<typeof createApp>): () => number {
  let [now, most] = [0, 0];
  app.use('/push', async (_, next) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((done) => setTimeout(done, 30));
    await next();
    now -= 1;
  });
  return () => {
    const seen = most;
    most = now;
    return seen;
  };
}

async function listenAt(app: ReturnType<typeof createApp>, port: number): Promise<ServerType> {
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  return server;
}

async function endAt(server: ServerType): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve));
  (server as { closeAllConnections?: () => void }).closeAllConnections?.();
  await ended;
}

export async function startPhones(): Promise<Phones> {
  const cast = await makeCast();
  const { county } = cast;
  await ensureServerKey(county.database);
  const live = await startLive(county.database);
  const sealer = startSealer(county.database, () => {});
  const app = createApp(county);
  const atOnce = countAtDoor(app);
  app.get('/field/*', serveStatic({ root: 'dist/field', rewriteRequestPath: (one) => one.slice('/field'.length) }));
  const keys = await loadServerKeys(county);
  const folder = mkdtempSync(path.join(tmpdir(), 'zd-phones-'));
  app.route('/', apiRoutes(county, { live, keys }));
  app.route('/', attachmentRoutes(county, openFileStore(folder), keys));
  let server = await listenAt(app, 0);
  const { port } = server.address() as { port: number };
  const base = `http://localhost:${port}`;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  return {
    cast,
    base,
    atOnce,
    leave: async () => {
      await endAt(server);
      return async () => {
        server = await listenAt(app, port);
      };
    },
    add: (person, quota) => newPhone({ cast, base, browser, person, quota }),
    close: async () => {
      await browser.close();
      await endAt(server);
      await sealer.stop();
      await live.stop();
      await cast.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function newPhone(of: {
  cast: Cast;
  base: string;
  browser: Browser;
  person: string;
  quota?: number | undefined;
}): Promise<{ context: BrowserContext; page: Page }> {
  const { cast, base, browser, person } = of;
  const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
    invite(tx, { person, purpose: 'phone', by: null }),
  );
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    bypassCSP: true,
  });
  const page = await context.newPage();
  if (of.quota !== undefined) {
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: base, quotaSize: of.quota });
  }
  page.setDefaultTimeout(10_000);
  await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  await page.goto(`${base}/field/#code=${code}`);
  await page.getByRole('button', { name: '进来' }).click();
  await page.getByLabel('定一个密码').fill(pin);
  await page.getByLabel('再输一遍').fill(pin);
  await page.getByRole('button', { name: '定好了' }).click();
  await page.getByRole('heading', { name: '今天' }).waitFor();
  await page.locator('[data-sync=sent]').waitFor();
  await page.getByRole('link', { name: '住户', exact: true }).click();
  await page.getByRole('link', { name: /马玉林/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  return { context, page };
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('密码').fill(pin);
  await page.getByRole('button', { name: '打开本子' }).click();
  await page.getByRole('heading', { name: '今天' }).waitFor();
}

/** All bytes this origin keeps, as text: sealed boxes included. */
export const disk = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const words = (_: string, value: unknown): unknown =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? new TextDecoder().decode(value as ArrayBuffer)
        : value;
    let text = '';
    for (const { name } of await indexedDB.databases()) {
      const database = await read(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames)
        text += JSON.stringify(await read(database.transaction(store).objectStore(store).getAll()), words);
      database.close();
    }
    return text;
  });
