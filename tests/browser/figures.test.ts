// The page of figures in a real browser under its real security policy: a chart with a table behind it, colours of the theme, and the way from a figure to its matters.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { followAll } from '#modules/measure/reactions.ts';
import { type RunningServer, startServer } from '#server/main.ts';
import { startSession } from '#server/session.ts';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RandomCounty, randomCounty } from '#tests/random-county.ts';
import { signIn } from './signed-in.ts';
import { context, deskSize, openBrowser, settle } from './ux/stage.ts';

let server: RunningServer;
let made: RandomCounty;
let browser: Browser;
const dataDir = mkdtempSync(path.join(tmpdir(), 'zd-figures-'));
// PostgreSQL runs under another user when this runs as root.
chmodSync(dataDir, 0o711);

beforeAll(async () => {
  server = await startServer({
    dataDir,
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    log: () => {},
    say: () => {},
    prepare: async (database) => {
      made = await randomCounty(database, 1500, 5);
      await followAll(database);
      return { demo: null };
    },
  });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(seat: string, place: string): Promise<{ page: Page; complaints: string[] }> {
  const person = made.seats[seat]?.actor.person;
  if (!person) throw new Error(seat);
  const { token } = await startSession(server.county.database, { person, kind: 'staff' });
  const one = await context(browser, { viewport: deskSize, colorScheme: 'light' });
  await signIn(one, { cookie: token });
  const page = await one.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  await page.goto(`http://localhost:${server.port}/desk/#${place}`);
  await page.locator('main h1').waitFor();
  await settle(page);
  return { page, complaints };
}

const barColour = (page: Page): Promise<string> =>
  page
    .locator('[role=img] svg path[fill^="oklch"]')
    .first()
    .evaluate((bar) => bar.getAttribute('fill') ?? '');

test('MEAS-1 a figure says its whole, and leads to just so many matters', async () => {
  const { page, complaints } = await open('township', '/figures?quarter=2026-Q1');
  // The chart is there when the page is left: what it does then is under the policy too.
  await page.locator('[role=img] svg path[fill^="oklch"]').first().waitFor();
  const way = page.locator('main a[href*="figure=on-time-first"][href*="of=rest"]');
  await way.waitFor();
  const n = Number(/\d+/.exec((await way.textContent()) ?? '')?.[0]);
  expect(n).toBeGreaterThan(4);
  await way.click();
  await page.locator('.zd-row-item').first().waitFor();
  const more = page.getByRole('button', { name: '再取一些' });
  const rows = page.locator('.zd-row-item');
  while (await more.isVisible()) {
    const before = await rows.count();
    await more.click();
    await page.waitForFunction((old) => document.querySelectorAll('.zd-row-item').length > old, before);
  }
  expect(await rows.count()).toBe(n);
  expect(complaints).toEqual([]);
});

test('MEAS-15 a chart has its table, follows the theme, and no table can be sorted', async () => {
  const { page, complaints } = await open('township', '/figures?quarter=2026-Q1');
  await page.locator('[role=img] svg path[fill^="oklch"]').first().waitFor();
  const light = await barColour(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction((old) => {
    const bar = document.querySelector('[role=img] svg path[fill^="oklch"]');
    return bar !== null && bar.getAttribute('fill') !== old;
  }, light);
  await page.locator('summary').click();
  expect(await page.locator('details tbody tr').count()).toBe(12);
  expect(await page.locator('table button, table [aria-sort], table th a[href*="sort"]').count()).toBe(0);
  expect(complaints).toEqual([]);
});
