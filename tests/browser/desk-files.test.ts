// What a worker photographed at a visit is seen at the desk, in the home's record, under the visit it belongs to.
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { namedPicture, sealFor, sendWhole } from '#tests/files/sending.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';
import { chromium as programOf } from '../../tools/prepare.ts';

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  stage = await openStage();
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  browser = await chromium.launch({ executablePath: programOf() ?? '', args });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

it('ATTACH-2 the pictures of a visit stand under that visit in the record of the home', async () => {
  const { cast, server, phone } = stage;
  const pictures = [await makeJpeg(640, 480, 1), await makeJpeg(640, 480, 2)];
  const named = pictures.map((bytes) => namedPicture(bytes));
  const visit = async (attachments: typeof named, note: string): Promise<void> => {
    const input = { visit: newId(), household: cast.homes.one, parts: [{ kind: 'well' }], note, attachments };
    expect(await server.do(phone, 'visit.record', input)).toMatchObject({ body: { status: 'accepted' } });
  };
  await visit([], '没有照片的一次');
  await visit(named, '院墙裂了');
  for (const [i, bytes] of pictures.entries()) {
    const sealed = await sealFor(cast, named[i]?.attachment ?? '', bytes);
    await sendWhole(server, phone, sealed);
  }
  const { cookie = '' } = await server.session(cast.village.person);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(12_000);
  await context.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  const place = { domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Strict' as const };
  await context.addCookies([{ name: '__Host-zd', value: cookie, ...place }]);
  const page = await context.newPage();
  await page.goto(`${server.url}/desk/#/homes/${cast.homes.one}`);
  const item = (note: string) => page.getByRole('listitem').filter({ hasText: note });
  await item('院墙裂了').locator('img').first().waitFor();
  expect(await item('院墙裂了').locator('img').count()).toBe(2);
  expect(await item('没有照片的一次').locator('img').count()).toBe(0);
  await item('院墙裂了').getByRole('button', { name: '图片 1' }).click();
  const large = page.getByRole('dialog').getByRole('img');
  await expect.poll(() => large.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);
  await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: '图片 2' }).waitFor();
  await context.close();
}, 60_000);
