// U47 on every test run: the next version of the app arrives in the middle of a form, in a real browser with a real service worker.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '#tests/postgres.ts';
import { openBrowser } from './ux/stage.ts';
import { updateInMidForm } from './ux/update.ts';
import { openVillage, type Village, workerHomes } from './ux/village.ts';

let browser: Browser;
let database: FreshDatabase;
let village: Village;
beforeAll(async () => {
  browser = await openBrowser();
  database = await freshDatabase();
  village = await openVillage({ history: false, say: () => undefined, urls: database });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await village?.stop();
  await database?.close();
});

it('U47 an update waits behind a form, comes with one tap, and keeps and sends what was queued, once', async () => {
  const homes = await workerHomes(village);
  expect((await updateInMidForm({ browser, village, homes })).faults).toEqual([]);
}, 180_000);
