// F14 the lease in a real browser: the list is closed after fourteen days, writing goes on, and one contact delivers and opens everything.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { type Phones, startPhones, unlock } from '#tests/phones.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

const day = 86_400_000;

/** From now on this browser believes that it is so many days later still; the worker behind the pages does not. */
async function pass(page: Page, days: number): Promise<void> {
  await page.addInitScript((ahead) => {
    const real = Date;
    globalThis.Date = class extends real {
      constructor(...all: unknown[]) {
        super(...((all.length === 0 ? [real.now() + ahead] : all) as []));
      }
      static override now = (): number => real.now() + ahead;
    } as DateConstructor;
  }, days * day);
  await page.goto('about:blank');
  await page.goto(`${phones.base}/field/`);
  await unlock(page);
}

async function writeAt(page: Page, home: RegExp, note: string): Promise<void> {
  await page.goto(`${phones.base}/field/#/homes`);
  await page.getByRole('link', { name: home }).first().click();
  await page
    .getByRole('link', { name: /记一笔/ })
    .first()
    .click();
  await page.getByRole('textbox').first().fill(note);
  await page.getByRole('button', { name: '记下', exact: true }).click();
  await page.getByText('记下了，在手机上').waitFor();
}

const noted = (): Promise<{ note: string }[]> =>
  inScope(phones.cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query('select note from visit order by received_at, claimed_at'),
  );

/** Every text of the screens a worker may open. */
async function onScreens(page: Page): Promise<string> {
  let text = '';
  for (const name of ['today', 'homes', 'matters', 'sync', 'needs', 'me']) {
    await page.goto(`${phones.base}/field/#/${name}`);
    await page.waitForTimeout(200);
    text += await page.locator('#app').textContent();
  }
  return text;
}

test('F14 the list is closed after 14 days and opens at the next contact; what waited and what was written meanwhile arrive', async () => {
  const { context, page } = await phones.add(phones.cast.worker.person);
  const shot = (name: string): Promise<unknown> =>
    process.env['ZD_SHOTS'] === undefined
      ? Promise.resolve()
      : page.screenshot({ path: `${process.env['ZD_SHOTS']}/lease-${name}.png` });
  const door = await page.evaluate(
    () => document.querySelector('a[href^="#/home/"]')?.textContent?.match(/\d[\d-]*/)?.[0],
  );
  await context.setOffline(true);
  await writeAt(page, /马玉林/, '没网时写的');
  await pass(page, 11);
  await page.getByText('3 天之内连一次网').waitFor();
  await shot('soon');
  expect(await onScreens(page)).toContain('马玉林');
  await pass(page, 3);
  await page.getByText('14 天没联网，住户内容收起来了').waitFor();
  await shot('over-today');
  expect(await page.locator('[data-sync]').getAttribute('data-count')).toBe('1');
  const closed = await onScreens(page);
  for (const word of ['马玉林', '杜来顺', '石来顺', '没网时写的', '19900002001']) expect(closed).not.toContain(word);
  expect(closed).toContain(door);
  await page.goto(`${phones.base}/field/#/homes`);
  await shot('over-homes');
  await writeAt(page, new RegExp(door ?? '?'), '收起来以后写的');
  await shot('over-home');
  await page.goto(`${phones.base}/field/#/sync`);
  await shot('over-sync');
  await context.setOffline(false);
  await page.getByRole('button', { name: '现在送' }).click();
  await page.getByText('都送到了').waitFor({ timeout: 30_000 });
  expect((await noted()).map((row) => row.note)).toEqual(['没网时写的', '收起来以后写的']);
  await page.getByText('14 天没联网').waitFor({ state: 'hidden' });
  expect(await onScreens(page)).toContain('马玉林');
  await context.close();
});
