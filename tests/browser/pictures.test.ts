// The pictures of a matter on the phone of whoever may see it: small ones come when they are in sight and there is signal, large ones when asked for, and none stays.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { say } from '#tests/cast.ts';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import { namedPicture, sealFor, sendWhole } from '#tests/files/sending.ts';
import { disk, type Phones, startPhones, unlock } from '#tests/phones.ts';
import type { Running } from '#tests/running.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

/** Another phone of this person, which only sends. */
async function tokenOf(person: string): Promise<string> {
  const { code } = await inScope(phones.cast.county.database, sessionScope, (tx) =>
    invite(tx, { person, purpose: 'phone', by: null }),
  );
  const reply = await fetch(`${phones.base.replace('localhost', '127.0.0.1')}/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, name: 'other' }),
  });
  return ((await reply.json()) as { token: string }).token;
}

/** A matter with a picture of the trouble and one of what was done about it, both with the county. */
async function mended(): Promise<string> {
  const { cast, base } = phones;
  const matter = newId();
  const [before, after] = [await makeCameraJpeg(800, 600), await makeCameraJpeg(640, 480)];
  const named = [namedPicture(before), namedPicture(after)] as const;
  const report = { case: matter, household: cast.homes.one, category: 'R1', title: '桥头塌了' };
  await say(cast.county, cast.worker, 'case.report', { ...report, attachments: [named[0]] });
  await say(cast.county, cast.head, 'case.accept', { case: matter });
  await say(cast.county, cast.head, 'case.answer', { case: matter, text: '修好了', attachments: [named[1]] });
  const server = { port: Number(new URL(base).port) } as Running;
  for (const [i, bytes] of [before, after].entries()) {
    const bearer = await tokenOf(i === 0 ? cast.worker.person : cast.head.person);
    const told = await sendWhole(server, { bearer }, await sealFor(cast, named[i]?.attachment ?? '', bytes));
    expect(told.status).toBe(204);
  }
  return matter;
}

const widths = (page: Page): Promise<number[]> =>
  page.locator('main img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));

it('shows what was reported and what was mended, small, large on a tap, and keeps neither', async () => {
  const matter = await mended();
  const { context, page } = await phones.add(phones.cast.worker.person);
  const asked: string[] = [];
  page.on('request', (request) => {
    const address = new URL(request.url()).pathname;
    if (address.startsWith('/attachments/')) asked.push(address.split('/').at(-1) === 'small' ? 'small' : 'whole');
  });
  await page.goto(`${phones.base}/field/#/matter/${matter}`);
  await page.getByRole('heading', { name: '报的时候' }).waitFor();
  await page.getByRole('heading', { name: '办好的样子' }).scrollIntoViewIfNeeded();
  await expect.poll(async () => (await widths(page)).filter((width) => width > 0).length, { timeout: 15_000 }).toBe(2);
  expect(asked).toEqual(['small', 'small']);
  await page.getByRole('button', { name: '图片 1' }).last().tap();
  const large = page.getByRole('dialog').getByRole('img');
  await expect.poll(() => large.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);
  await page.getByRole('button', { name: '关上' }).tap();
  expect(await disk(page)).not.toMatch(/JFIF|image\/jpeg/);
  // Without the county the words say so, and come back by themselves once the page is opened with signal again.
  const back = await phones.leave();
  await page.goto('about:blank');
  await page.goto(`${phones.base}/field/`);
  await unlock(page);
  await page.goto(`${phones.base}/field/#/matter/${matter}`);
  await page.getByRole('heading', { name: '办好的样子' }).scrollIntoViewIfNeeded();
  await expect.poll(() => page.getByText('有网再看').count()).toBe(2);
  expect(await widths(page)).toEqual([]);
  await back();
  await page.goto(`${phones.base}/field/#/today`);
  await page.goto(`${phones.base}/field/#/matter/${matter}`);
  await page.getByRole('heading', { name: '办好的样子' }).scrollIntoViewIfNeeded();
  await expect.poll(async () => (await widths(page)).filter((width) => width > 0).length, { timeout: 15_000 }).toBe(2);
  await context.close();
});
