// Pictures at the desk: what a worker photographed is seen under the visit it belongs to, and an answer takes pictures along.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { say } from '#tests/cast.ts';
import { namedPicture, sealFor, sendWhole } from '#tests/files/sending.ts';
import { makeCameraJpeg, makeJpeg } from '#tests/files/make-files.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';
import { deskOf } from './signed-in.ts';
import { openChromium } from './story/stage.ts';

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  stage = await openStage();
  browser = await openChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const signedIn = async (person: string): Promise<BrowserContext> => deskOf(browser, await stage.server.session(person));

async function atVillage(title: string): Promise<string> {
  const { cast } = stage;
  const id = newId();
  await say(cast.county, cast.village, 'case.report', { case: id, household: cast.homes.one, category: 'E1', title });
  return id;
}
const states = (matter: string): Promise<{ state: string; kept_hash: string | null }[]> =>
  inScope(stage.cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query('select state, kept_hash from attachment where matter = $1', [matter]),
  );

/** The answer's form with a picture in it, sent at once. */
async function answerWithPicture(page: Page, matter: string): Promise<void> {
  await page.goto(`${stage.server.url}/desk/#/inbox/all/${matter}`);
  await page.locator('.zd-next').waitFor();
  await page.keyboard.press('w');
  const sheet = page.getByRole('dialog');
  await sheet.locator('#act-text').fill('垃圾清走了，见照片。');
  const buffer = await makeCameraJpeg(1200, 1600);
  await sheet.locator('input[type=file]').last().setInputFiles({ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer });
  await sheet.getByRole('button', { name: '图片 1' }).waitFor();
  await sheet.locator('.zd-dialog-foot .zd-button-filled').click();
  await page.getByRole('button', { name: /^现在就送/ }).click();
}

it('ATTACH-11 a picture added to an answer at the desk goes behind it, without what the camera wrote', async () => {
  const context = await signedIn(stage.cast.village.person);
  const page = await context.newPage();
  const matter = await atVillage('桥头垃圾满了');
  await answerWithPicture(page, matter);
  await expect.poll(() => states(matter), { timeout: 12_000 }).toMatchObject([{ state: 'received' }]);
  await page.locator('main img[src*="/small"]').first().waitFor();
  await context.close();
}, 60_000);

it('ATTACH-11 a file that does not arrive is said, and a page that still holds one asks before it goes', async () => {
  const context = await signedIn(stage.cast.village.person);
  const page = await context.newPage();
  const matter = await atVillage('桥头垃圾又满了');
  await page.route('**/attachments/upload', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: '{"kind":"conflict","code":"file-differs"}',
    }),
  );
  await page.goto(`${stage.server.url}/desk/#/inbox/all/${matter}`);
  await page.locator('.zd-next').waitFor();
  const asks = (): Promise<boolean> =>
    page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await asks()).toBe(false);
  await page.keyboard.press('w');
  const buffer = await makeCameraJpeg(1200, 1600);
  const input = page.getByRole('dialog').locator('input[type=file]').last();
  await input.setInputFiles({ name: 'IMG_3.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: '图片 1' }).waitFor();
  expect(await asks()).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(asks).toBe(false);
  await answerWithPicture(page, matter);
  await page.getByText('图片或录音没有送到').waitFor();
  expect(await asks()).toBe(false);
  expect(await states(matter)).toMatchObject([{ state: 'expected' }]);
  await context.close();
}, 60_000);

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
  const context = await signedIn(cast.village.person);
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
