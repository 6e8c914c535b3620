// An election from roll to post at two desks, with planted errors: each is caught with a sentence that says what to do.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { votersOf } from '#tests/elections.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';
import { deskOf } from './signed-in.ts';
import { openChromium } from './story/stage.ts';

let stage: Stage;
let browser: Browser;
const contexts: BrowserContext[] = [];
let village: Page;
let township: Page;

async function signedIn(person: string): Promise<Page> {
  const context = await deskOf(browser, await stage.server.session(person));
  contexts.push(context);
  return context.newPage();
}

beforeAll(async () => {
  stage = await openStage();
  await votersOf(stage.cast);
  browser = await openChromium();
  village = await signedIn(stage.cast.village.person);
  township = await signedIn(stage.cast.township.person);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const sheet = (page: Page): Locator => page.locator('dialog[open]');
const act = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: false }).first().click();

async function pick(scope: Page | Locator, label: string, ...names: string[]): Promise<void> {
  for (const name of names) {
    await scope.getByRole('textbox', { name: label }).fill(name);
    await scope
      .getByRole('button', { name: `${name} ` })
      .first()
      .click();
    await scope.getByRole('button', { name: `去掉 ${name}` }).waitFor();
  }
}

const labels = [
  '到场选民',
  '到场户数',
  '发出选票',
  '收回选票',
  '有效票',
  '废票',
  '没填的格子',
  '另写别人的票',
  '选民甲 得票',
  '选民乙 得票',
];

/** Types a whole sheet with the number keys and Enter alone. */
async function type(page: Page, figures: readonly number[]): Promise<void> {
  await page.getByRole('textbox', { name: labels[0] ?? '' }).focus();
  for (const n of figures) {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(String(n));
    await page.keyboard.press('Enter');
  }
}
const change = (page: Page, label: string, n: number): Promise<void> =>
  page.getByRole('textbox', { name: label }).fill(String(n));
const keep = (page: Page): Promise<void> => page.keyboard.press('Control+Enter');
const next = (page: Page, words: string): Promise<void> => page.locator('.zd-next').getByText(words).first().waitFor();

it('ELECT-4, ELECT-7 called, roll drawn, candidates named, one act after the other', async () => {
  await village.goto(`${stage.server.url}/desk/#/elections`);
  await village.getByRole('link', { name: '新的选举' }).first().click();
  await village.getByRole('radio', { name: '村民小组长选举' }).check({ force: true });
  await village.getByRole('combobox', { name: '哪个岗位' }).selectOption({ label: 'level1办' });
  await pick(village, '谁主持', '选民己', '选民庚', '选民辛');
  await act(village, '定下这次选举');
  await next(village, '排出选民名单');
  await village.locator('.zd-next').getByRole('button').click();
  await next(village, '定候选人');
  await village.locator('.zd-next').getByRole('button').click();
  await pick(sheet(village), '组长候选人', '选民甲', '选民己');
  await sheet(village).getByRole('button', { name: '记下' }).click();
  await sheet(village).getByText('主持选举的人不能当候选人').waitFor();
  await sheet(village).getByRole('button', { name: '去掉 选民己' }).click();
  await pick(sheet(village), '组长候选人', '选民乙');
  await sheet(village).getByRole('button', { name: '记下' }).click();
  await next(village, '录计票单');
}, 90_000);

it('ELECT-8, ELECT-9 more ballots than handed out, sums that differ, two sheets that differ: each says what to do', async () => {
  await type(village, [8, 1, 7, 8, 8, 0, 0, 0, 4, 4]);
  await village.getByText('收回 8 张，比发出的 7 张多 1 张。把票重数一遍').first().waitFor();
  await keep(village);
  await village.getByRole('alert').getByText('收回 8 张，比发出的 7 张多 1 张').waitFor();
  await change(village, '发出选票', 8);
  await change(village, '有效票', 7);
  await village.getByText('有效票 7 加废票 0 是 7，收回的是 8。再数一遍废票。').first().waitFor();
  await change(village, '有效票', 8);
  await change(village, '选民甲 得票', 5);
  await village.getByText('各人得票加没填的格子一共 9，应该是 8').first().waitFor();
  await change(village, '选民甲 得票', 4);
  await village.getByText('这张单子对得上。').waitFor();
  await keep(village);
  await village.getByText('已录 1 遍，要 2 遍').waitFor();

  const address = new URL(village.url()).hash;
  await township.goto(`${stage.server.url}/desk/${address}`);
  await township.getByText('已录 1 遍，要 2 遍').waitFor();
  // Nothing of the first entry is on the second desk.
  expect(await township.getByRole('textbox', { name: '选民甲 得票' }).inputValue()).toBe('');
  await type(township, [8, 1, 8, 8, 8, 0, 0, 0, 5, 3]);
  await township.getByText('这张单子对得上。').waitFor();
  await keep(township);
  await township.getByText('和另一遍不一样：选民甲 得票').waitFor();
  await change(township, '选民甲 得票', 4);
  await change(township, '选民乙 得票', 4);
  await township.getByText('和另一遍不一样').waitFor({ state: 'detached' });
  await keep(township);
  await next(township, '算结果');
}, 90_000);

it('ELECT-12, ELECT-13 equal votes elect nobody: it is voted again', async () => {
  await township.locator('.zd-next').getByRole('button').click();
  await next(township, '票数一样，谁都没过线。让他们再投一次。');
  await township.locator('.zd-next').getByRole('button').click();
  await sheet(township).getByRole('button', { name: '记下' }).click();
  await next(township, '录计票单');
  for (const page of [township, village]) {
    await page.reload();
    await next(page, '录计票单');
    const boxes = labels.filter((one) => one !== '另写别人的票');
    expect(await page.locator('.zd-boxes input').count()).toBe(boxes.length + 1);
    await type(page, [8, 1, 8, 8, 8, 0, 0, 0, 5, 3]);
    await page.getByText('这张单子对得上。').waitFor();
    await keep(page);
  }
  await next(village, '算结果');
  await village.locator('.zd-next').getByRole('button').click();
  await next(village, '签字');
}, 90_000);

it('ELECT-14, ELECT-15 too few signatures and a term of five years and some days are refused, then the post is given', async () => {
  await village.locator('.zd-next').getByRole('button').click();
  await sheet(village).getByRole('checkbox', { name: '选民己' }).check({ force: true });
  await sheet(village).getByRole('button', { name: '记下' }).click();
  await sheet(village).getByText('要至少 2 人签字，现在是 1 人').waitFor();
  await sheet(village).getByRole('checkbox', { name: '选民庚' }).check({ force: true });
  await sheet(village).getByRole('button', { name: '记下' }).click();
  await next(village, '上岗');
  await village.locator('.zd-next').getByRole('button').click();
  const year = new Date().getFullYear();
  const tooLong = new Date(Date.now() + 3 * 86_400_000);
  tooLong.setFullYear(tooLong.getFullYear() + 5);
  await sheet(village).getByLabel('任期到哪一天').fill(tooLong.toISOString().slice(0, 10));
  await sheet(village).getByRole('button', { name: '记下' }).click();
  await sheet(village)
    .getByText(/任期最长 5 年，最晚到 .+。把日子改早一点。/)
    .waitFor();
  await sheet(village)
    .getByLabel('任期到哪一天')
    .fill(`${year + 3}-12-31`);
  await sheet(village).getByRole('button', { name: '记下' }).click();
  await village.getByText('已归档').first().waitFor();
  const posts = await inScope(
    stage.cast.county.database,
    { ...emptyScope, standing: 'service', service: 'import' },
    (tx) =>
      tx.query<{ name: string; chosen: string; ended: boolean }>(
        `select person.name, post.chosen, post.ended_at is not null as ended from post join person on person.id = post.person
         where post.office = $1 order by post.from_at`,
        [stage.cast.offices.level1],
      ),
  );
  expect(posts).toEqual([
    { name: '赵永福', chosen: 'appointment', ended: true },
    { name: '选民甲', chosen: 'election', ended: false },
  ]);
}, 90_000);
