// A phone cut off in its first minute: a screen whose code has not come yet says so, and comes by itself with signal.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Phones, startPhones } from '#tests/phones.ts';
import { codeFor } from '#tests/pushing-phones.ts';
import { newProfile, openPhone, type SlowPhone } from '../../bench/slow-phone.ts';

let phones: Phones;
let phone: SlowPhone;
const profile = newProfile();

beforeAll(async () => {
  phones = await startPhones();
  phone = await openPhone(profile.folder);
  phone.context.setDefaultTimeout(20_000);
  // Its worker is still fetching the app when the signal goes.
  await phone.context.addInitScript(() => {
    navigator.serviceWorker.register = () => new Promise<ServiceWorkerRegistration>(() => undefined);
  });
}, 60_000);
afterAll(async () => {
  await phone?.close();
  profile.drop();
  await phones?.close();
});

async function enter(page: Page): Promise<void> {
  await page.goto(`${phones.base}/field/#code=${await codeFor(phones.cast, phones.cast.worker.person)}`);
  await page.getByRole('button', { name: '进来' }).click();
  await page.getByLabel('定一个密码').fill('204816');
  await page.getByLabel('再输一遍').fill('204816');
  await page.getByRole('button', { name: '定好了' }).click();
  await page.locator('[data-sync=sent]').waitFor();
}

test('a screen whose code is not on the phone yet is no empty page, and comes by itself with signal', async () => {
  const { page } = phone;
  let cut = true;
  await page.route(/\/problem-page-/, (route) => (cut ? route.abort() : route.continue()));
  await enter(page);
  await page.goto(`${phones.base}/field/#/homes`);
  await page.getByRole('link', { name: /马玉林/ }).click();
  await page.getByRole('link', { name: /听到一个难处/ }).click();
  await page.getByRole('heading', { name: '这一页还没下到手机上' }).waitFor();
  expect(await page.locator('.zd-bottom').isVisible()).toBe(true);
  cut = false;
  await page.getByRole('button', { name: '水浑、有异味' }).waitFor();
}, 90_000);
