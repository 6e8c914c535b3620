// Rows U27, U31 and U32: a villager asks from the plate without a script, an account or a name shown, follows the matter, and sees who read the record.
import { spawnSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import type { At } from '../ux.ts';
import { Hand } from './klm.ts';
import { enterField, goHash, measure, phoneContext, settle } from './stage.ts';
import { enterMine } from './screens.ts';
import { adultCode, rows } from './village.ts';

const wechat =
  'Mozilla/5.0 (Linux; Android 8.1.0; OPPO A5) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0.4240.99 XWEB/4317 MMWEBSDK/20230504 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.37 WeChat/arm64 Weixin NetType/4G Language/zh_CN';

/** Everything the page took from the wire, by the browser's own count. */
export async function bytesOf(
  page: Page,
  address: string,
  only: RegExp = /./,
  heads: 'with heads' | 'without heads' = 'with heads',
): Promise<{ bytes: number; files: string[] }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const names = new Map<string, string>();
  const sizes = new Map<string, number>();
  const headOf = new Map<string, number>();
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    names.set(requestId, response.url);
    headOf.set(requestId, heads === 'with heads' ? 0 : response.encodedDataLength);
  });
  cdp.on(
    'Network.loadingFinished',
    ({ requestId, encodedDataLength: all }) => void sizes.set(requestId, all - (headOf.get(requestId) ?? 0)),
  );
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(800);
  await cdp.detach();
  const wanted = [...names].filter(([, url]) => only.test(url) && !url.startsWith('data:'));
  const files = wanted.map(([id, url]) => `${new URL(url).pathname} ${sizes.get(id) ?? 0}`);
  return { bytes: wanted.reduce((all, [id]) => all + (sizes.get(id) ?? 0), 0), files };
}

async function namesIn(at: At, pages: ReadonlyMap<string, string>): Promise<string[]> {
  const people = await rows<{ name: string }>(
    at.village,
    'select distinct name from member union select distinct head as name from household',
  );
  const staff = await rows<{ name: string }>(
    at.village,
    'select distinct person.name from person join post on post.person = person.id',
  );
  const serving = new Set(staff.map(({ name }) => name));
  const own = people.map(({ name }) => name).filter((name) => name.length >= 2 && !serving.has(name));
  if (own.length < 200) return [`only ${own.length} names of residents to look for`];
  return [...pages].flatMap(([page, html]) =>
    own.filter((name) => html.includes(name)).map((name) => `${page} shows ${name}`),
  );
}

const readQr = (picture: Buffer): string =>
  spawnSync('zbarimg', ['-q', '--raw', '-S*.disable', '-Sqrcode.enable', '-'], {
    input: picture,
    encoding: 'utf8',
  }).stdout.trim();

/** Without script, as a WeChat page, with a fresh profile. */
async function asVillager(at: At, browser: Browser): Promise<void> {
  const { figures, village, seeds } = at;
  const phone = await phoneContext(browser, { javaScriptEnabled: false, userAgent: wechat });
  const page = await phone.newPage();
  const pages = new Map<string, string>();
  const keep = async (name: string): Promise<void> => {
    await page.waitForLoadState('load');
    pages.set(name, await page.content());
  };
  const plate = `${village.url}/h/${seeds.plate.code}`;
  const { bytes, files } = await bytesOf(page, plate);
  figures.add('U31 bytes of the plate page', bytes / 1024, { unit: 'KiB', goal: 15, better: 'lower', found: files });
  await keep('plate');
  const hand = new Hand(page);
  await hand.tap(page.locator('a.btn.main[href*="/report"]'), 'report');
  await page.locator('.pick').first().waitFor();
  await keep('report form');
  await hand.tap(page.locator('.pick').first(), 'its kind');
  await hand.type(page.locator('#text'), '水压太小，二楼上不去水。', 'what');
  await hand.tap(page.locator('form .btn.main'), 'send');
  await page.locator('.qr').waitFor();
  await keep('after report');
  at.say(`  villager: ${hand.story}`);
  figures.add('U31 taps of a villager asking by QR', hand.taps, { unit: 'taps', goal: 5, better: 'lower' });
  const text = await page.locator('main').innerText();
  const faults: string[] = [];
  if (!/编号\s*\d+/.test(text)) faults.push('after the report: no number');
  if (!/现在在.+/.test(text)) faults.push('after the report: not said who has it now');
  if (!/\d+月\d+日|今天|明天/.test(text)) faults.push('after the report: no date of the next step');
  const address = readQr(await page.locator('.qr').screenshot());
  const secret = /[0-9A-Z]{4}( [0-9A-Z]{4}){3}/.exec(text)?.[0] ?? '';
  if (!address.includes(`/c/${secret.replaceAll(' ', '')}`)) faults.push(`the QR code leads to "${address}"`);
  await phone.close();
  await followIt(at, { address, secret, pages, faults });
  const staffPhone = await reportedByWorker(at);
  figures.none('U27 after a report: number, holder, next step and date, followed without login', [
    ...faults,
    ...staffPhone,
  ]);
  figures.none('U31 names of residents on the household page', await namesIn(at, pages));
}

/** Another phone, no cookies: by the QR code, and by the typed secret from the plate. */
async function followIt(
  at: At,
  to: { address: string; secret: string; pages: Map<string, string>; faults: string[] },
): Promise<void> {
  const phone = await phoneContext(at.browser, { javaScriptEnabled: false, userAgent: wechat });
  const page = await phone.newPage();
  if (to.address.startsWith('http')) {
    await page.goto(to.address.replace(/^https?:\/\/[^/]+/, at.village.url));
    to.pages.set('followed by QR', await page.content());
    if (!/现在|在办|刚报/.test(await page.locator('main').innerText()))
      to.faults.push('followed by QR: not said where it is');
  }
  await page.goto(`${at.village.url}/h/${at.seeds.plate.code}`);
  await page.fill('#secret', to.secret.toLowerCase());
  await page.locator('form[action^="/follow"] .btn').tap();
  await page.waitForURL(/\/c\//);
  to.pages.set('followed by its secret', await page.content());
  await page.goto(`${at.village.url}/c/${at.seeds.answered.secret}`);
  to.pages.set('answered', await page.content());
  if ((await phone.cookies()).length > 0) to.faults.push('following needs a cookie');
  await phone.close();
}

/** The worker's report at a door: the household's code, who has it, until when; the number once it was sent. */
async function reportedByWorker(at: At): Promise<string[]> {
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  await enterField(page, at.village);
  await goHash(page, `/problem/${at.seeds.homes[8]?.id ?? ''}`);
  await page.locator('.field-kinds .zd-button').last().tap();
  await page.locator('#title').waitFor();
  await page.locator('.zd-page-foot .zd-button').last().tap();
  await page.waitForURL(/#\/secret\//);
  await settle(page);
  const faults: string[] = [];
  // Its homes are usable before its offices have come.
  await page
    .getByText(/现在在\S+/)
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => undefined);
  const text = await page.locator('main').innerText();
  if (!/现在在\S+/.test(text)) faults.push(`field: not said who has it now: ${text.slice(0, 300)}`);
  if (!/今天|明天|\d+月\d+日/.test(text)) faults.push('field: no date of the next step');
  const matter = new URL(page.url()).hash.split('/').at(-1);
  await page.waitForTimeout(13_000);
  await goHash(page, `/matter/${matter ?? ''}`);
  await page
    .getByText(/编号\s*\d+/)
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => faults.push('field: no number after it was sent'));
  await phone.close();
  return faults;
}

/** Who has looked at my record, in words, from the page behind the plate. */
async function readings(at: At): Promise<void> {
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  await enterMine(page, at.village, await adultCode(at.village, at.seeds.adult));
  await page.goto(`${at.village.url}/h/${at.seeds.plate.code}`);
  const hand = new Hand(page);
  await hand.tap(page.locator('a[href^="/my"]'), 'my record');
  await page.waitForURL(/\/my/);
  await settle(page);
  const list = page.locator('#readings');
  if (!(await list.isVisible())) await hand.tap(page.locator('a[href*="readings"]'), 'who read it');
  const text = await page.locator('#readings, main').first().innerText();
  at.figures.add('U32 taps to who has read the record', hand.taps, { unit: 'taps', goal: 2, better: 'lower' });
  const faults: string[] = [];
  if (!/网格员|村干部|干部|网格长/.test(text)) faults.push('no reader is named in words');
  if (/undefined|[a-z]+\.[a-z]+|[a-z]+-[a-z]+/.test(text))
    faults.push(`a code among the readings: ${text.slice(0, 80)}`);
  at.figures.none('U32 readings in words', faults);
  await phone.close();
}

/** A page forced dark stays dark on the way to the next, without cookies; and goes back to what the phone says. */
async function shades(at: At): Promise<void> {
  const phone = await phoneContext(at.browser, { colorScheme: 'light' });
  const page = await phone.newPage();
  const faults: string[] = [];
  const look = async (where: string, dark: boolean): Promise<void> => {
    await settle(page);
    const light = await measure(page, 'pageLuminance');
    if (dark ? light > 0.1 : light < 0.7) faults.push(`${where}: ${dark ? 'not dark' : 'not light'}`);
  };
  await page.goto(`${at.village.url}/h/${at.seeds.plate.code}`);
  await look('plate', false);
  await page.locator('footer [href*="shade=dark"]').tap();
  await page.waitForURL(/shade=dark/);
  await look('plate, forced', true);
  await page.locator('a.btn.main[href*="/report"]').tap();
  await page.waitForURL(/report/);
  await look('report, forced', true);
  await page.locator('footer .turns [formaction]:not([formaction*="shade"])').tap();
  await page.waitForURL((url) => !url.search.includes('shade'));
  await look('report, as the phone', false);
  await phone.close();
  at.figures.none('U20 household page forced dark and back', faults);
}

export async function checkHousehold(at: At): Promise<void> {
  await shades(at);
  await asVillager(at, at.browser);
  await readings(at);
}
