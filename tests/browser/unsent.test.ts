// With the server stopped, what was written a moment ago is opened again, changed or taken back; the county hears each thing once, as it stands at the end.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { type Phones, startPhones, unlock } from '#tests/phones.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const ask = <T extends object>(query: string): Promise<T[]> =>
  inScope(phones.cast.county.database, jobs, (tx) => tx.query<T>(query));

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first();

async function atHome(page: Page): Promise<void> {
  await page.goto(`${phones.base}/field/#/homes`);
  await link(page, /马玉林/).tap();
  await page.waitForURL(/#\/home\//);
}

async function write(page: Page, note: string): Promise<void> {
  await atHome(page);
  await page.getByRole('link', { name: '记一笔' }).first().tap();
  await page.locator('#note').fill(note);
  await button(page, '记下').tap();
  await page.getByText('记下了，在手机上').waitFor();
}

/** The browser is killed: only what lies on the disk comes back. */
async function reopen(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${phones.base}/field/`);
  await unlock(page);
}

const waiting = async (page: Page): Promise<string | null> => {
  await page.goto(`${phones.base}/field/#/today`);
  return page.locator('[data-sync]').getAttribute('data-count');
};

async function changeVisit(page: Page): Promise<void> {
  await write(page, '腿疼');
  await link(page, '改一改').tap();
  expect(await page.locator('#note').inputValue()).toBe('腿疼');
  await page.getByRole('checkbox', { name: '答应的事' }).tap();
  await page.getByLabel('答应了什么').fill('带药来');
  await page.locator('#note').fill('腰疼');
  await button(page, '记下').tap();
  await page.getByText('改好了，在手机上').waitFor();
  await reopen(page);
  await atHome(page);
  await page.getByText('腰疼').waitFor();
  expect(await page.getByText('腿疼').count()).toBe(0);
}

async function changePromise(page: Page): Promise<void> {
  await link(page, '改一改').tap();
  await page.getByLabel('答应了什么').fill('带降压药来');
  await button(page, '记下').tap();
  await page.getByText('改好了，在手机上').waitFor();
  await page.getByText('带降压药来').waitFor();
}

/** A promise that was called kept too early, from the list of what waits. */
async function unkeepPromise(page: Page): Promise<void> {
  await button(page, '办到了').tap();
  await page.getByText('带降压药来').waitFor({ state: 'detached' });
  await page.goto(`${phones.base}/field/#/sync`);
  const card = page.locator('.zd-card', { hasText: '答应马玉林家的事' });
  await card.getByRole('button', { name: '撤回' }).tap();
  await card.waitFor({ state: 'detached' });
  await atHome(page);
  await page.getByText('带降压药来').waitFor();
}

async function changeProblem(page: Page): Promise<void> {
  await atHome(page);
  await link(page, /听到一个难处/).tap();
  await button(page, '水浑、有异味').tap();
  await button(page, '报上去').tap();
  const code = await page.locator('.field-code').textContent();
  await button(page, '给住户了').tap();
  await link(page, '改一改').tap();
  await page.getByLabel('再说一句').fill('下雨后更浑');
  await button(page, '报上去').tap();
  await page.getByText('改好了，在手机上').waitFor();
  await page.getByText('下雨后更浑').first().waitFor();
  expect(code).toMatch(/\S{4}/);
}

async function takeBack(page: Page): Promise<void> {
  await write(page, '记错了人家');
  const entry = page.locator('.zd-time li', { hasText: '记错了人家' });
  await entry.getByRole('button', { name: '撤回' }).tap();
  await page.getByText('撤回了，30 天内能找回').waitFor();
  await entry.waitFor({ state: 'detached' });
  await button(page, '撤销').tap();
  await entry.waitFor();
  await entry.getByRole('button', { name: '撤回' }).tap();
  await entry.waitFor({ state: 'detached' });
  await page.goto(`${phones.base}/field/#/me`);
  await link(page, /扔掉的/).tap();
  await page.getByText('走访 马玉林').waitFor();
}

describe('what has not gone yet', () => {
  it('VISIT-14 is changed and taken back with the server stopped, and heard once', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    const back = await phones.leave();
    await changeVisit(page);
    await changePromise(page);
    await unkeepPromise(page);
    expect(await waiting(page)).toBe('1');
    await changeProblem(page);
    expect(await waiting(page)).toBe('3');
    await takeBack(page);
    expect(await waiting(page)).toBe('3');
    await back();
    await page.goto(`${phones.base}/field/#/sync`);
    await button(page, '现在送').tap();
    await page.getByText('都送到了').waitFor();
    expect(await ask('select note from visit order by claimed_at')).toEqual([{ note: '腰疼' }, { note: '' }]);
    expect(await ask('select text, due is not null as due from promise')).toEqual([{ text: '带降压药来', due: true }]);
    expect(await ask('select title, text from matter')).toEqual([{ title: '水浑、有异味', text: '下雨后更浑' }]);
    await context.close();
  });

  it('VISIT-14 what is being changed does not go meanwhile, and what went becomes a correction', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    const other = await context.newPage();
    await other.goto(`${phones.base}/field/#/today`);
    await unlock(other);
    await page.bringToFront();
    await write(page, '还没改');
    await link(page, '改一改').tap();
    await page.locator('#note').fill('改了一半');
    await page.waitForTimeout(14_000);
    const sent = (): Promise<{ note: string }[]> => ask(`select note from visit where note like '%改%'`);
    expect(await sent()).toEqual([]);
    // Another tab of the same person lets everything go.
    await other.goto(`${phones.base}/field/#/sync`);
    await button(other, '现在送').tap();
    await expect.poll(sent, { timeout: 20_000 }).toEqual([{ note: '还没改' }]);
    await button(page, '记下').tap();
    await page.getByText('改好了，在手机上').waitFor();
    await other.reload();
    await page.goto(`${phones.base}/field/#/sync`);
    await button(page, '现在送').tap();
    await expect.poll(sent, { timeout: 20_000 }).toEqual([{ note: '改了一半' }]);
    await context.close();
  });
});
