// The county centre brings the calendar of the new year at its desk: a fault is named by its line, what changes is shown before it is set.
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from '#tests/files/stage.ts';
import { deskOf } from './signed-in.ts';
import { openChromium } from './story/stage.ts';

let stage: Stage;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  browser = await openChromium();
  context = await deskOf(browser, await stage.server.session(stage.cast.centre.person));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

it('CASE-83, CASE-84 the table of the new year is pasted, mended where a line is wrong, looked at and set', async () => {
  const page = await context.newPage();
  await page.goto(`${stage.server.url}/desk/#/county`);
  await page.getByRole('heading', { name: '2027 年工作日历' }).waitFor();
  await page.getByText('放假安排只到2026年12月31日').first().waitFor();
  const card = page.getByRole('region', { name: '2027 年工作日历' });
  await card.getByRole('button', { name: '录入' }).click();
  const box = card.getByRole('textbox', { name: '2027 年工作日历' });
  // As a Chinese spreadsheet saves it: the two words in GBK.
  const buffer = Buffer.concat([
    Buffer.from('2027/1/1,'),
    Buffer.from([0xd0, 0xdd]),
    Buffer.from('\n2027-02-22,'),
    Buffer.from([0xb0, 0xe0]),
  ]);
  await card.locator('input[type=file]').setInputFiles({ name: 'calendar.csv', mimeType: 'text/csv', buffer });
  await expect.poll(() => box.inputValue()).toBe('2027/1/1,休\n2027-02-22,班');
  await card.getByRole('button', { name: '先看看' }).click();
  await card.getByText('2027-02-22 不是周末，本来就上班。').waitFor();
  expect(await card.getByRole('button', { name: '定下来' }).count()).toBe(0);
  await box.fill('2027/1/1,休\n2027-02-20,班');
  await card.getByRole('button', { name: '先看看' }).click();
  await card.getByText('共 2 行：新增或改动 2 行，去掉 0 行。').waitFor();
  await card.getByRole('button', { name: '定下来' }).click();
  await card.getByText('起换成新的（2 行）').waitFor();
  await page.getByText('放假安排只到2026年12月31日').waitFor({ state: 'hidden' });
  await page.close();
}, 60_000);
