// The village clerk draws a valve with two groups, takes it back with one key, walks the outline by keys, and brings a file.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SupplyPage } from '#modules/supply/model.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';
import type { Caller } from '#tests/running.ts';
import { deskOf } from './signed-in.ts';
import { openChromium } from './story/stage.ts';

let stage: Stage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let clerk: Caller;
beforeAll(async () => {
  stage = await openStage();
  browser = await openChromium();
  clerk = await stage.server.session(stage.cast.village.person);
  context = await deskOf(browser, clerk);
  page = await context.newPage();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const kept = async (): Promise<SupplyPage> => (await stage.server.ask(clerk, 'supply.page', {})).body;
const codes = async (): Promise<string[]> => (await kept()).nodes.map((node) => node.code);
const row = (code: string) => page.getByRole('treeitem', { name: new RegExp(`^${code}\\b`) });
const sheet = () => page.locator('dialog[open]');

it('SUPPLY-7, SUPPLY-9 V3 is drawn with two groups in one small form and taken back', async () => {
  await page.goto(`${stage.server.url}/desk/#/supply`);
  await page.getByText('还没画管网').waitFor();
  await page.getByRole('button', { name: '新建一张网' }).first().click();
  await sheet().getByRole('textbox', { name: '名称' }).fill('村里的水');
  await sheet().getByRole('button', { name: '存下' }).click();
  await page.getByRole('button', { name: '村里的水' }).waitFor();
  await page.getByRole('button', { name: '加节点' }).click();
  await sheet().getByRole('button', { name: '存下，接 0 户' }).click();
  await row('S1').waitFor();
  await page.getByRole('button', { name: '在下面加' }).click();
  await sheet().getByRole('radio', { name: '阀' }).check({ force: true });
  await sheet().getByRole('textbox', { name: '编号' }).fill('V3');
  for (const group of ['一社', '二社']) await sheet().getByRole('checkbox', { name: group }).check();
  await sheet().getByText('已选 5 户').waitFor();
  await sheet().getByRole('button', { name: '存下，接 5 户' }).click();
  await row('V3').getByText('5 户').waitFor();
  await page.getByRole('region', { name: 'V3' }).getByText('接自 S1 · 供 5 户').waitFor();
  expect((await kept()).homes.map((home) => home.points)).toEqual(Array(5).fill(['V3']));
  // The outline is walked by keys, and the undo is one key.
  await row('V3').focus();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('region', { name: 'S1' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await row('V3').waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('region', { name: 'V3' }).waitFor();
  await page.keyboard.press('z');
  await row('V3').waitFor({ state: 'detached' });
  await page.getByText('已撤回').waitFor();
  expect(await codes()).toEqual(['S1']);
  expect((await kept()).homes[0]?.points).toEqual(['T1-01']);
  await page.getByRole('button', { name: '5 户没接在这张网上' }).click();
  await sheet().getByText('1-01').waitFor();
  await page.keyboard.press('Escape');
}, 90_000);

it('SUPPLY-11 a file is looked at first, a wrong one stays out, a right one comes in whole', async () => {
  await page.getByRole('button', { name: '导入文件' }).click();
  const bring = async (text: string): Promise<void> => {
    await sheet()
      .locator('input[type=file]')
      .setInputFiles({ name: '管网.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await sheet().getByRole('button', { name: '先看看' }).click();
  };
  await bring('编号,类型,上级编号,住户\nV1,阀,S1,1-01\nV2,阀,S9,9-99\n');
  await sheet().getByText('有一处不对就一行也不导。').waitFor();
  await sheet().getByText('村里没有门牌“9-99”。').waitFor();
  expect(await sheet().getByRole('button', { name: '导进来' }).count()).toBe(0);
  await bring('编号,类型,上级编号,住户\nV1,阀,S1,1-01 1-02\nB1,支管,V1,1-03\n');
  await sheet().getByRole('button', { name: '导进来' }).click();
  await sheet().getByText('管网').first().waitFor();
  await expect.poll(codes).toEqual(['B1', 'S1', 'V1']);
  await page.keyboard.press('Escape');
  await row('V1').getByText('3 户').waitFor();
}, 60_000);
