// The way out of a phone that cannot send, in a real browser: saved to a file without network, full and locked, brought in at a real desk, counted once.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import { fillUp } from '#tests/full-phone.ts';
import { type Running, run } from '#tests/running.ts';
import { openLine, type PhoneLine } from '../../bench/line.ts';
import { chromium as programOf } from '../../tools/prepare.ts';
import { deskOf } from './signed-in.ts';

const pin = '204816';
const folder = mkdtempSync(path.join(tmpdir(), 'zd-carried-'));
let cast: Cast;
let server: Running;
let line: PhoneLine;
let browser: Browser;
beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  line = await openLine(server.port);
  browser = await chromium.launch({
    executablePath: programOf() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await line?.cut();
  await server?.stop();
  await cast?.close();
  rmSync(folder, { recursive: true, force: true });
});

const sessions = new Map<Page, CDPSession>();
/** Without a size: what the machine has. It holds as long as its session. */
async function setQuota(context: BrowserContext, page: Page, quotaSize?: number): Promise<void> {
  const session = sessions.get(page) ?? (await context.newCDPSession(page));
  sessions.set(page, session);
  await session.send('Storage.overrideQuotaForOrigin', { origin: line.url, ...(quotaSize ? { quotaSize } : {}) });
}

async function openPhone(quotaSize?: number): Promise<{ context: BrowserContext; page: Page }> {
  const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
    invite(tx, { person: cast.worker.person, purpose: 'phone', by: null }),
  );
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
  context.setDefaultTimeout(12_000);
  await context.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  const page = await context.newPage();
  // Before the first write: the browser believes for half a minute what room it has seen.
  if (quotaSize !== undefined) await setQuota(context, page, quotaSize);
  await page.goto(`${line.url}/field/#code=${code}`);
  await page.getByRole('button', { name: '进来' }).tap();
  await page.getByLabel('定一个密码').fill(pin);
  await page.getByLabel('再输一遍').fill(pin);
  await page.getByRole('button', { name: '定好了' }).tap();
  await page.locator('[data-sync=sent]').waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return { context, page };
}

const goTo = (page: Page, to: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = `#/${hash}`;
  }, to);

async function writeVisit(page: Page, note: string): Promise<void> {
  await goTo(page, `visit/${cast.homes.one}`);
  await page.locator('#note').fill(note);
  await page.getByRole('button', { name: '记下', exact: true }).tap();
  await page.waitForURL(/#\/home\//);
}

async function reportWithPicture(page: Page): Promise<void> {
  await goTo(page, `problem/${cast.homes.one}`);
  await page.getByRole('button', { name: '水浑、有异味' }).tap();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '拍一张', exact: true }).tap(),
  ]);
  await chooser.setFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await makeCameraJpeg(1200, 900) });
  await page.getByRole('button', { name: '图片 1', exact: true }).waitFor();
  await page.getByRole('button', { name: '报上去' }).tap();
  await page.waitForURL(/#\/secret\//);
}

let saved = 0;
/** Taps the button and answers where the browser put the file, with its text. */
async function saveFile(page: Page): Promise<{ name: string; file: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '没送的存成文件' }).tap(),
  ]);
  const file = path.join(folder, `${saved++}.txt`);
  await download.saveAs(file);
  return { name: download.suggestedFilename(), file, text: readFileSync(file, 'utf8') };
}

async function openDesk(): Promise<Page> {
  const context = await deskOf(browser, await server.session(cast.village.person));
  const page = await context.newPage();
  await page.goto(`${server.url}/desk/#/carried`);
  await page.getByRole('heading', { name: '导入手机存的文件' }).waitFor();
  return page;
}

async function bringIn(desk: Page, file: string, count: number): Promise<string[]> {
  await desk.locator('input[type=file]').setInputFiles(file);
  await desk.getByRole('button', { name: '导进来' }).click();
  await expect.poll(() => desk.locator('[data-row]').count(), { timeout: 20_000 }).toBe(count);
  return desk.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row') ?? ''));
}

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const counted = async (): Promise<{ visits: number; matters: number; files: number }> =>
  inScope(cast.county.database, jobs, (tx) =>
    tx.one(`select (select count(*)::int from visit) as visits, (select count(*)::int from matter) as matters,
      (select count(*)::int from attachment where state = 'received') as files`),
  );

it('PEOPLE-13 a file saved offline, on a full and on a locked phone, is brought in at the desk, once', async () => {
  const { context, page } = await openPhone(6_000_000);
  await line.cut();
  await writeVisit(page, '坡上没信号，带文件去');
  await writeVisit(page, '第二户');
  await reportWithPicture(page);
  await goTo(page, 'sync');
  const first = await saveFile(page);
  expect(first.name).toMatch(/^没送出的本子-\d{4}-\d{2}-\d{2}-\d{4}\.txt$/);
  expect(first.text).not.toMatch(/坡上|第二户|visit\.record|case\.report/);
  await page.getByText('存好了：4 条，图片和录音 1 个').waitFor();
  // Nothing on the phone is gone by it.
  await goTo(page, 'today');
  expect(await page.locator('[data-sync]').getAttribute('data-count')).toBe('4');

  await fillUp(page);
  await goTo(page, 'sync');
  expect((await saveFile(page)).text.length).toBeGreaterThan(20_000);
  await goTo(page, 'me');
  await page.getByRole('button', { name: '锁上' }).tap();
  const locked = await saveFile(page);
  expect(locked.text.split('\n')[0]).toContain('"words":4,"files":1');

  const desk = await openDesk();
  expect(await bringIn(desk, locked.file, 5)).toEqual(Array(5).fill('received'));
  expect(await counted()).toEqual({ visits: 3, matters: 1, files: 1 });
  expect(await bringIn(desk, first.file, 5)).toEqual(Array(5).fill('received'));
  expect(await counted()).toEqual({ visits: 3, matters: 1, files: 1 });
  for (const [text, says] of [
    ['门牌,姓名\n1,马', '这不是本子存出来的文件'],
    [first.text.replace(/"words":4,"files":1,"lines":2/, '"words":4,"files":1,"lines":3'), '文件少了或坏了 1 份'],
  ] as const) {
    writeFileSync(first.file, text);
    await desk.locator('input[type=file]').setInputFiles(first.file);
    const run = desk.getByRole('button', { name: '导进来' });
    if (says.startsWith('文件少了')) await run.click();
    await desk.getByText(says).waitFor();
  }

  // The phone finds its network again, as full as it is: it hears that all words are there already, and is emptied of them.
  await line.mend();
  await page.getByLabel('密码').fill(pin);
  await page.getByRole('button', { name: '打开本子' }).tap();
  await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('[data-sync]')?.dataset['count']) <= 1);
  await setQuota(context, page);
  await page.locator('[data-sync=sent][data-count="0"]').waitFor({ timeout: 60_000 });
  expect(await counted()).toEqual({ visits: 3, matters: 1, files: 1 });
  await context.close();
}, 180_000);

it('PEOPLE-13 where the phone has a sheet for sharing, the file goes there, and thinking better of it says nothing', async () => {
  const { context, page } = await openPhone();
  await context.addInitScript(() => {
    const shared: string[] = [];
    Object.assign(globalThis, { zdShared: shared });
    Object.assign(navigator, {
      canShare: ({ files }: { files?: File[] }) => files?.[0]?.type === 'text/plain',
      share: async ({ files }: { files: File[] }) => {
        shared.push((await files[0]?.text()) ?? '');
        if (shared.length === 1) throw new DOMException('closed', 'AbortError');
      },
    });
  });
  await line.cut();
  await page.goto('about:blank');
  await page.goto(`${line.url}/field/#/today`);
  await page.getByLabel('密码').fill(pin);
  await page.getByRole('button', { name: '打开本子' }).tap();
  await writeVisit(page, '用分享发给村里');
  await goTo(page, 'sync');
  const button = page.getByRole('button', { name: '没送的存成文件' });
  const shared = (): Promise<string[]> =>
    page.evaluate(() => (globalThis as unknown as { zdShared: string[] }).zdShared);
  await button.tap();
  await expect.poll(async () => (await shared()).length).toBe(1);
  await page.waitForTimeout(300);
  expect(await page.getByText('存好了').count()).toBe(0);
  await button.tap();
  await page.getByText('存好了：1 条').waitFor();
  expect((await shared())[1]).toMatch(/^\{"zd":"carried".*"words":1,"files":0/);
  await line.mend();
  await context.close();
}, 120_000);
