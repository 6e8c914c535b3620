// The household's page in a real browser: a report and its answer without JavaScript, as WeChat shows it, and what hands and eyes need.
import { serve } from '@hono/node-server';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { createApp } from '#server/http.ts';
import { doorRoutes } from '#server/door/routes.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const weChat =
  'Mozilla/5.0 (Linux; Android 9; V1818A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/66.0.3359.126 MQQBrowser/6.2 Mobile Safari/537.36 MicroMessenger/7.0.4';
const residents = /杜来顺|马玉林|安桂香|石来顺|罗二虎/;
const code = randomCode(26);

let cast: Cast;
let browser: Browser;
let plain: BrowserContext;
let base = '';
let close = (): void => {};
const sizes = new Map<string, number>();

beforeAll(async () => {
  cast = await makeCast();
  const app = createApp(cast.county);
  app.route('/', doorRoutes(cast.county, openFileStore('')));
  await say(cast.county, cast.village, 'household.plate', {
    household: cast.homes.one,
    plateHash: await sha256Hex(code),
    plateShort: 'K7M2P9QX',
  });
  for (const title of ['入冬护水管，防冻裂', '城乡居民医保开始缴费'])
    await say(cast.county, cast.village, 'notice.publish', {
      notice: newId(),
      office: cast.offices.village,
      title,
      text: '给水管员打电话。',
      fromAt: 1000,
    });
  const weighed = async (request: Request): Promise<Response> => {
    const response = await app.fetch(request);
    if (response.headers.get('content-type')?.includes('html'))
      sizes.set(new URL(request.url).pathname, (await response.clone().arrayBuffer()).byteLength);
    return response;
  };
  const server = serve({ fetch: weighed, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://localhost:${(server.address() as { port: number }).port}`;
  close = () => server.close();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  plain = await browser.newContext({
    viewport: { width: 360, height: 640 },
    javaScriptEnabled: false,
    userAgent: weChat,
  });
});
afterAll(async () => {
  await browser?.close();
  close();
  await cast?.close();
});

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(base + path);
  return page;
}

const caseOf = async (secret: string): Promise<string> => {
  const hash = await sha256Hex(secret);
  const found = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.one<{ id: string }>('select id from matter where secret_hash = $1', [hash]),
  );
  return found.id;
};

describe('without JavaScript, in WeChat (U27, U31)', () => {
  it('a household reports in three taps, follows by its secret, and its own word closes the matter', async () => {
    const page = await open(plain, `/h/${code}`);
    await page.click('a.btn.main');
    await page.check('input[value=W1]', { force: true });
    await page.fill('#text', '早上接的水发黄');
    await page.click('form .btn.main');
    const received = await page.textContent('main');
    expect(received).toMatch(/收到了，编号 \d{4}/);
    expect(received).toMatch(/现在在level2办/);
    expect(received).toMatch(/\d\d:\d\d 前有人联系您/);
    expect(await page.locator('svg.qr').boundingBox()).toMatchObject({ width: 176 });
    // Reloading the answer sends the form again: the same case, the same page.
    await page.reload();
    expect(await page.textContent('main')).toBe(received);
    const secret = ((await page.textContent('p.code')) ?? '').replaceAll(' ', '');
    await page.goto(`${base}/follow`);
    await page.fill('#secret', secret.toLowerCase());
    await page.click('form .btn');
    expect(page.url()).toBe(`${base}/c/${secret}`);
    const id = await caseOf(secret);
    await say(cast.county, cast.worker, 'case.answer', { case: id, text: '滤网换好了' });
    await page.reload();
    await page.click('text=没有解决');
    await page.click('form .btn.main');
    expect(await page.textContent('.state')).toContain('又打开了');
    await say(cast.county, cast.worker, 'case.answer', { case: id, text: '管子也换了' });
    await page.reload();
    await page.click('button[value=solved]');
    expect(await page.textContent('.state')).toBe('您说解决了，办完了');
    expect(await page.content()).not.toMatch(residents);
    await page.close();
  });

  it('an error stands on top with the focus, leads to its field, and loses nothing (U26)', async () => {
    const page = await open(plain, `/h/${code}/report`);
    await page.fill('#text', '路灯');
    await page.click('form .btn.main');
    expect(await page.textContent('#wrong a')).toBe(await page.textContent('fieldset .bad'));
    expect(await page.locator('#wrong').evaluate((summary) => summary === document.activeElement)).toBe(true);
    await page.click('#wrong a');
    expect(page.url()).toContain('#topic');
    expect(await page.inputValue('#text')).toBe('路灯');
    await page.close();
  });

  it('no page is heavier than 15 KiB, and the whole first visit asks for nothing but the page and its style', async () => {
    const page = await plain.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${base}/h/${code}`);
    expect(asked.filter((one) => !one.startsWith('image'))).toEqual([`/h/${code}`, '/door.css']);
    expect(await page.content()).not.toMatch(residents);
    expect(sizes.size).toBeGreaterThan(4);
    for (const [path, size] of sizes) expect({ path, light: size <= 15 * 1024 }).toEqual({ path, light: true });
    await page.close();
  });
});

/** Runs in the page: what is too small, too near, too wide or too tight. */
function faultsOfPage(): string[] {
  const elder = document.documentElement.className === 'elder';
  const faults: string[] = [];
  if (document.documentElement.scrollWidth > window.innerWidth)
    faults.push(`sideways ${document.documentElement.scrollWidth}`);
  const targets = [
    ...document.querySelectorAll<HTMLElement>('a,button,input:not([type=hidden]),textarea,select,summary'),
  ].filter((one) => one.className !== 'skip' && one.offsetWidth > 0);
  const boxes = targets.map((one) => ({
    box: one.getBoundingClientRect(),
    name: `${one.tagName} ${(one.textContent ?? '').trim().slice(0, 10)}`,
  }));
  for (const { box, name } of boxes)
    if (box.height < (elder ? 60 : 44) || box.width < 44)
      faults.push(`small ${name} ${Math.round(box.width)}x${Math.round(box.height)}`);
  boxes.forEach(({ box, name }, i) => {
    for (const other of boxes.slice(i + 1)) {
      const dx = Math.max(box.left, other.box.left) - Math.min(box.right, other.box.right);
      const dy = Math.max(box.top, other.box.top) - Math.min(box.bottom, other.box.bottom);
      if (dx < 7.9 && dy < 7.9) faults.push(`near ${name} | ${other.name}`);
    }
  });
  for (const one of document.querySelectorAll('body *')) {
    if (![...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())) continue;
    const style = getComputedStyle(one);
    const size = Number.parseFloat(style.fontSize);
    if (size < (elder ? 18 : 16)) faults.push(`text ${size} ${one.textContent?.slice(0, 10)}`);
    if (Number.parseFloat(style.lineHeight) / size < 1.3) faults.push(`line ${one.textContent?.slice(0, 10)}`);
  }
  return faults;
}

it('fits hands and eyes at 360, 320 and twice the text size, in both languages and the elder version (U15–U18)', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  const faults: string[] = [];
  const form = await plain.newPage();
  await form.goto(`${base}/h/${code}/report`);
  await form.check('input[value=W2]', { force: true });
  await form.click('form .btn.main');
  const secret = ((await form.textContent('p.code')) ?? '').replaceAll(' ', '');
  const id = await caseOf(secret);
  await say(cast.county, cast.worker, 'case.answer', { case: id, text: '水来了' });
  for (const path of [
    `/h/${code}`,
    `/h/${code}/report`,
    `/h/${code}/danger`,
    `/c/${secret}`,
    `/c/${secret}/say?outcome=partly`,
    '/plate',
    '/follow',
    '/my/enter',
  ]) {
    for (const query of ['', 'lang=en', 'elder=1', 'elder=1&lang=en']) {
      const address = `${path}${path.includes('?') ? '&' : '?'}${query}`;
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 640 });
        await page.goto(base + address);
        for (const fault of await page.evaluate(faultsOfPage)) faults.push(`${address} ${width}: ${fault}`);
      }
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > 320) faults.push(`${address} doubled: sideways ${wide}`);
    }
  }
  expect(faults).toEqual([]);
  await context.close();
});
