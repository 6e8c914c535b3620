// One phone, two people: changed by PIN without signal, neither can read the other's words, and what one wrote goes while the other has it open.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { disk, type Phones, startPhones, unlock } from '#tests/phones.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

const hersPin = '531902';
const his = '腿疼，夜里睡不好';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function inviteOf(person: string): Promise<string> {
  const { code } = await inScope(phones.cast.county.database, sessionScope, (tx) =>
    invite(tx, { person, purpose: 'phone', by: null }),
  );
  return code;
}

const nameOf = async (person: string): Promise<string> => {
  const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
  const [found] = await inScope(phones.cast.county.database, jobs, (tx) =>
    tx.query<{ name: string }>('select name from person where id = $1', [person]),
  );
  return found?.name ?? '';
};

const notes = (): Promise<{ note: string }[]> =>
  inScope(phones.cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query('select note from visit'),
  );

async function toDoor(page: Page, row: string): Promise<void> {
  await page.goto(`${phones.base}/field/#/me`);
  await button(page, row).tap();
  await page.getByLabel('密码').waitFor();
}

async function newPerson(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: '新来的人用邀请码' }).tap();
  await page.getByLabel('邀请码').fill(code);
  await button(page, '进来').tap();
  await page.getByLabel('定一个密码').fill(hersPin);
  await page.getByLabel('再输一遍').fill(hersPin);
  await button(page, '定好了').tap();
  await page.getByRole('heading', { name: '今天' }).waitFor();
  await page.locator('[data-sync=sent]').waitFor();
}

async function writeHis(page: Page): Promise<void> {
  await page.goto(`${phones.base}/field/#/homes`);
  await page.getByRole('link', { name: /马玉林/ }).tap();
  await page.getByRole('link', { name: '记一笔' }).first().tap();
  await page.locator('#note').fill(his);
  await button(page, '记下').tap();
  await page.getByText('记下了，在手机上').waitFor();
}

it('changes by PIN without signal; the other one’s words are neither shown nor readable, and go all the same', async () => {
  const { worker, head } = phones.cast;
  const [hisName, hersName] = [await nameOf(worker.person), await nameOf(head.person)];
  const { context, page } = await phones.add(worker.person);
  await toDoor(page, '锁上本子');
  await newPerson(page, await inviteOf(head.person));
  const back = await phones.leave();
  await toDoor(page, '换一个人用');
  await page.getByRole('button', { name: hisName }).tap();
  await unlock(page);
  await writeHis(page);
  await page.waitForTimeout(500);
  const address = new URL(page.url()).hash;
  expect(address).toMatch(/^#\/home\//);
  await toDoor(page, '换一个人用');
  await page.getByText('锁着也会送：还有 1 条').waitFor();
  await page.getByRole('button', { name: hersName }).tap();
  // His PIN does not open hers.
  await page.getByLabel('密码').fill('204816');
  await button(page, '打开本子').tap();
  await page.getByText('密码不对').first().waitFor();
  await page.getByLabel('密码').fill(hersPin);
  await button(page, '打开本子').tap();
  await page.getByRole('heading', { name: '今天' }).waitFor();
  expect(await page.locator('body').innerText()).not.toContain(his);
  await page.goto(`${phones.base}/field/${address}`);
  expect(await page.locator('body').innerText()).not.toContain(his);
  // The whole disk while hers is open: of him there is a name and a credential, and boxes nobody here can open.
  const kept = await disk(page);
  expect(kept).toContain(hisName);
  expect(kept).not.toMatch(/腿疼|睡不好|马玉林|visit\.record|harvest/);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toMatch(/腿疼|马玉林/);
  expect((await notes()).map(({ note }) => note)).not.toContain(his);
  await back();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(async () => (await notes()).map(({ note }) => note), { timeout: 40_000 }).toContain(his);
  await context.close();
});

it('leaves no page of the old one open: locked in one tab is locked in all, and who opens his own closes the other’s', async () => {
  const { worker, head } = phones.cast;
  const { context, page } = await phones.add(worker.person);
  const other = await context.newPage();
  other.setDefaultTimeout(10_000);
  await other.goto(`${phones.base}/field/`);
  await unlock(other);
  await other.goto(`${phones.base}/field/#/homes`);
  await other.getByRole('link', { name: /马玉林/ }).waitFor();
  await toDoor(page, '锁上本子');
  await other.getByLabel('密码').waitFor();
  expect(await other.getByText('马玉林').count()).toBe(0);
  await other.goto(`${phones.base}/field/#/today`);
  await unlock(other);
  await page.bringToFront();
  await newPerson(page, await inviteOf(head.person));
  await other.getByLabel('密码').waitFor();
  await context.close();
});
