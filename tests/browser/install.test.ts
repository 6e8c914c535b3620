// A phone installs the field app from another origin over TLS with a throw-away authority; over plain http it says why it cannot.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inScope } from '#data/scope.ts';
import { type RunningServer, startServer } from '#server/main.ts';
import { invite, sessionScope } from '#server/session.ts';
import { setPassword } from '#server/sign-in.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { giveServerKey } from '#tests/running.ts';
import { chromium as programOf } from '../../tools/prepare.ts';
import { phoneSize, quietChromium } from './story/stage.ts';
import { t } from './story/words.ts';
import { makeAuthority, type Proxy, startTlsProxy, trustIn } from './tls.ts';

const host = 'qu.zerodistance.test';
const lan = 'lan.zerodistance.test';
const pin = '270594';
const password = 'ten homes behind the hill';

let cast: Cast;
let server: RunningServer;
let proxy: Proxy;
let folder: string;
let context: BrowserContext;

beforeAll(async () => {
  cast = await makeCast();
  await giveServerKey(cast);
  server = await startServer({
    dataDir: '',
    port: 0,
    host: '127.0.0.1',
    databaseUrl: cast.ownerUrl,
    appDatabaseUrl: cast.appUrl,
    publicUrl: `https://${host}`,
    trustProxy: true,
    poolSize: 6,
    log: () => undefined,
    say: () => undefined,
    prepare: async () => ({ demo: null }),
  });
  folder = mkdtempSync(path.join(tmpdir(), 'zd-install-'));
  const authority = makeAuthority(folder, host);
  trustIn(folder, authority.root);
  proxy = await startTlsProxy(authority, server.port);
  context = await phoneThatTrusts(`MAP ${host}:443 127.0.0.1:${proxy.port},MAP ${lan}:80 127.0.0.1:${server.port}`);
});
afterAll(async () => {
  await context?.close();
  await proxy?.stop();
  await server?.stop();
  await cast?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A profile of its own, not a private window: those can install nothing. */
async function phoneThatTrusts(rules: string): Promise<BrowserContext> {
  const executablePath = programOf();
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  const made = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath,
    args: [...quietChromium, `--host-resolver-rules=${rules}`],
    env: { ...process.env, HOME: folder } as Record<string, string>,
    viewport: phoneSize,
    hasTouch: true,
    isMobile: true,
  });
  made.setDefaultTimeout(20_000);
  await made.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  return made;
}

async function enrol(page: Page): Promise<void> {
  const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
    invite(tx, { person: cast.worker.person, purpose: 'phone', by: null }),
  );
  await page.goto(`https://${host}/field/#code=${code}`);
  await page.getByRole('button', { name: t('field.enrol.act'), exact: true }).tap();
  await page.getByLabel(t('field.pin.choose')).fill(pin);
  await page.getByLabel(t('field.pin.again')).fill(pin);
  await page.getByRole('button', { name: t('field.pin.set'), exact: true }).tap();
  await page.getByRole('heading', { name: t('field.today'), exact: true }).waitFor();
}

async function seesHome(page: Page): Promise<void> {
  await page.getByRole('link', { name: t('field.homes'), exact: true }).tap();
  await page.getByRole('link', { name: /马玉林/ }).waitFor();
}

test('a browser that does not know the authority shows nothing of it', async () => {
  const executablePath = programOf();
  const stranger = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...quietChromium, `--host-resolver-rules=MAP ${host}:443 127.0.0.1:${proxy.port}`],
  });
  try {
    const page = await stranger.newPage();
    await expect(page.goto(`https://${host}/field/`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  } finally {
    await stranger.close();
  }
});

test('over plain http from another machine the field app says in one page why and what to do', async () => {
  const page = await context.newPage();
  await page.goto(`http://${lan}/field/#code=ABCDE-FGHJK`);
  await page.getByRole('heading', { name: t('field.unsafe.title') }).waitFor();
  for (const key of ['field.unsafe.text', 'field.unsafe.why', 'field.unsafe.do'] as const)
    await page.getByText(t(key)).waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  const { installabilityErrors } = await (await context.newCDPSession(page)).send('Page.getInstallabilityErrors');
  expect(installabilityErrors).not.toEqual([]);
  await page.close();
});

test('every answer over TLS keeps the browser on TLS, and the desk’s cookie belongs to this host alone', async () => {
  await inScope(cast.county.database, sessionScope, (tx) => setPassword(tx, cast.village.person, password));
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  const first = await page.goto(`https://${host}/desk/`);
  const statuses = await page.evaluate(async () => {
    const replies = await Promise.all(['/health', '/nothing-here', '/api/ask/case.inbox'].map((path) => fetch(path)));
    return replies.map((reply) => [reply.status, reply.headers.get('strict-transport-security')]);
  });
  expect(statuses).toEqual([200, 404, 401].map((status) => [status, 'max-age=31536000']));
  expect((await first?.allHeaders())?.['strict-transport-security']).toBe('max-age=31536000');
  await page.getByLabel(t('desk.signIn.phone')).fill('19900001004');
  await page.getByLabel(t('desk.signIn.password')).fill(password);
  await page.getByRole('button', { name: t('desk.signIn.act'), exact: true }).click();
  await page.getByRole('heading', { name: t('desk.view.mine'), level: 1 }).waitFor();
  const cookies = await context.cookies(`https://${host}`);
  expect(cookies).toMatchObject([
    { name: '__Host-zd', domain: host, path: '/', secure: true, httpOnly: true, sameSite: 'Strict' },
  ]);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const again = await page.reload();
  expect((await again?.allHeaders())?.['strict-transport-security']).toBe('max-age=31536000');
  await page.getByRole('heading', { name: t('desk.view.mine'), level: 1 }).waitFor();
  await page.close();
});

test('over TLS the phone enters, may install the app, and opens it again when nothing answers', async () => {
  const page = await context.newPage();
  await enrol(page);
  await seesHome(page);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL))
    .toContain(`https://${host}/`);
  const tools = await context.newCDPSession(page);
  const manifest = await tools.send('Page.getAppManifest');
  expect(manifest.url).toMatch(new RegExp(`^https://${host}/field/.*webmanifest$`));
  expect(manifest.errors).toEqual([]);
  const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  await proxy.stop();
  await expect(page.evaluate(() => fetch('/health').then((reply) => reply.status))).rejects.toThrow();
  await page.goto('about:blank');
  await page.goto(`https://${host}/field/`);
  await page.getByLabel(t('field.pin.first')).fill(pin);
  await page.getByRole('button', { name: t('field.pin.unlock'), exact: true }).tap();
  await page.getByRole('heading', { name: t('field.today'), exact: true }).waitFor();
  await seesHome(page);
  await page.close();
}, 90_000);
