// Row U47: a second build of the app arrives in the middle of a form; nothing is interrupted, one tap changes over, and the queue is kept and delivered once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { configFor } from '../../../vite.config.ts';
import { type Gate, openGate } from '../gate.ts';
import type { At } from '../ux.ts';
import { goHash, phoneContext } from './stage.ts';
import { type Home, rows, type Village } from './village.ts';

/** The field app once more, with one word changed, as the next version would come. */
async function nextVersion(): Promise<{ folder: string; drop(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zd-next-'));
  const config = configFor('field');
  const reword = {
    name: 'next-version',
    enforce: 'pre' as const,
    transform: (code: string, id: string) =>
      id.endsWith('src/apps/field/words.zh.ts') ? code.replace("'今天'", "'今天（新）'") : null,
  };
  await build({
    ...config,
    configFile: false,
    logLevel: 'silent',
    plugins: [reword, ...(config.plugins ?? [])],
    build: { ...config.build, outDir: folder },
  });
  return { folder, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

async function openPhone(browser: Browser, village: Village, gate: Gate): Promise<{ page: Page; pin: string }> {
  const phone = await phoneContext(browser);
  const page = await phone.newPage();
  const { location } = await village.demo.enter('worker');
  const hash = location.split('#')[1] ?? '';
  await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  await page.goto(`${gate.url}/field/#${hash}`);
  await page.locator('[data-sync=sent]').waitFor({ timeout: 40_000 });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return { page, pin: new URLSearchParams(hash).get('pin') ?? '' };
}

const save = '.zd-page-foot .zd-button-filled';

/** Resolves when a new version waits behind the page. */
const meetUpdate = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (!registration.waiting) await new Promise((done) => setTimeout(done, 50));
  });

const note = (n: number): string => `换版当中写的 ${n}`;

async function interrupted(page: Page, gate: Gate, next: string): Promise<string[]> {
  const faults: string[] = [];
  await page.locator('#note').fill('写到一半，');
  await page.evaluate(() => Object.assign(globalThis, { zdSame: true }));
  gate.build = next;
  await meetUpdate(page);
  await page.waitForTimeout(1500);
  if (!(await page.evaluate(() => 'zdSame' in globalThis)))
    faults.push('the page was loaded anew in the middle of a form');
  if ((await page.locator('dialog[open]').count()) > 0) faults.push('a dialog came up over the form');
  await page.locator('#note').press('End');
  await page.locator('#note').pressSequentially('接着写完。');
  const value = await page.locator('#note').inputValue();
  if (value !== '写到一半，接着写完。') faults.push(`the form holds "${value}"`);
  return faults;
}

/** Begun on one version, gone on with on the next; the county is deaf until the end. */
export async function updateInMidForm(of: {
  browser: Browser;
  village: Village;
  homes: readonly Home[];
}): Promise<{ faults: string[]; taps: number }> {
  const { browser, village, homes } = of;
  const [one, two] = homes as [Home, Home];
  const gate = await openGate(village.server.port);
  const next = await nextVersion();
  try {
    const { page, pin } = await openPhone(browser, village, gate);
    gate.judge = (at) => (at.startsWith('/push') ? 'broken' : 'pass');
    for (const n of [1, 2]) {
      await goHash(page, `/visit/${one.id}`);
      await page.locator('#note').fill(note(n));
      await page.locator(save).tap();
      await page.waitForURL(/#\/home\//);
    }
    await goHash(page, `/visit/${two.id}`);
    const faults = await interrupted(page, gate, next.folder);
    await goHash(page, '/today');
    if ((await page.locator('h1').innerText()) !== '今天') faults.push('the new version took over by itself');
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: '换新版' }).tap();
    await reloaded;
    await page.locator('#pin').fill(pin);
    await page.locator('.zd-button-filled').tap();
    await page.locator('.zd-bottom').waitFor();
    if ((await page.locator('h1').innerText()) !== '今天（新）')
      faults.push('after the tap it is still the old version');
    const kept = await page.locator('[data-sync]').getAttribute('data-count');
    if (kept !== '2') faults.push(`the queue holds ${kept} of two`);
    await goHash(page, `/visit/${two.id}`);
    await page.locator('#note').waitFor();
    const value = await page.locator('#note').inputValue();
    if (value !== '写到一半，接着写完。') faults.push(`after the change the form holds "${value}"`);
    await page.locator(save).tap();
    await page.waitForURL(/#\/home\//);
    gate.judge = () => 'pass';
    await goHash(page, '/sync');
    await page.locator('main .zd-button-filled').tap();
    await goHash(page, '/today');
    await page.locator('[data-sync=sent][data-count="0"]').waitFor({ timeout: 60_000 });
    const written = await rows<{ note: string; n: number }>(
      village,
      `select note, count(*)::int as n from visit where note like '换版当中写的%' or note = '写到一半，接着写完。' group by note`,
    );
    if (written.length !== 3 || written.some(({ n }) => n !== 1))
      faults.push(`the county has ${JSON.stringify(written)}`);
    await page.context().close();
    return { faults, taps: 1 };
  } finally {
    await gate.close();
    next.drop();
  }
}

export async function checkUpdate({ browser, village, seeds, figures }: At): Promise<void> {
  const { faults, taps } = await updateInMidForm({ browser, village, homes: seeds.homes.slice(9, 11) });
  figures.none(
    'U47 a new version in the middle of a form: it waits, the form and the queue stay, all arrives once',
    faults,
  );
  figures.add('U47 taps to change over', taps, { unit: 'taps', goal: 1, better: 'lower' });
}
