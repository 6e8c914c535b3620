// Voting in a real browser: on the home's page in three taps, cut off at every step and gone on with, with a slip, without JavaScript; and counting again.
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import type { Poll, PollKey } from '#modules/poll/model.ts';
import { keepPollKeys, openPollKeys, pollKeysIn } from '#server/polls/poll-keys.ts';
import { movePolls } from '#server/polls/round.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Running, run } from '#tests/running.ts';
import { moreHomes, openPoll, pollNow, slipsFor, voteBySlip } from '#tests/voters.ts';
import { signIn } from './signed-in.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'];
let cast: Cast;
let server: Running;
let browser: Browser;
let poll: Poll & { key: PollKey };
let base = '';
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  base = `http://localhost:${server.port}`;
  keepPollKeys(cast.county, openPollKeys(pollKeysIn(server.dataDir)));
  poll = await openPoll(cast);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await cast?.close();
});

async function phone(cookie?: string, more: object = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true, ...more });
  contexts.push(context);
  if (cookie !== undefined) await signIn(context, { cookie });
  return context.newPage();
}

/** The phone of a verified adult of this home. */
async function adult(household: string): Promise<Page> {
  const [person, member] = [newId(), newId()];
  await say(cast.county, cast.village, 'member.add', { member, household, name: '张大人', born: '1970-05' });
  await say(cast.county, cast.village, 'person.register', { person, name: '张大人', staff: false, member });
  await say(cast.county, cast.village, 'member.verify', { member, person });
  return phone((await server.session(person, household)).cookie);
}

const done = (page: Page): Promise<void> => page.getByText(/\d{3} \d{3} \d{3} \d{3}/).waitFor();
const keptOn = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('zd-ballot')).length);

test('POLL-4 from the home’s page to the urn in three taps; the ballot goes without a cookie and nothing of it stays on the phone', async () => {
  const page = await adult(cast.homes.one);
  await page.goto(`${base}/my`);
  const casts: Request[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/cast')) casts.push(request);
  });
  await page.getByRole('link', { name: poll.title }).tap();
  await page.locator('.pick', { hasText: '桥头' }).tap();
  await page.getByRole('button', { name: '投票', exact: true }).tap();
  await done(page);
  expect(casts).toHaveLength(1);
  expect(await casts[0]?.allHeaders()).not.toHaveProperty('cookie');
  expect(await keptOn(page)).toBe(0);
  await page.reload();
  expect(await page.locator('main').innerText()).toContain('从页面上领走了');
}, 60_000);

test('POLL-5, POLL-7 cut off after signing, and again before the urn: it goes on where it was and counts once', async () => {
  const page = await adult(cast.homes.two);
  let cuts = 0;
  await page.route(/\/ballot$|\/cast$/, async (route) => {
    cuts += 1;
    if (cuts > 2) return route.continue();
    // What was sent arrived; its answer is lost.
    await route.fetch();
    return route.abort();
  });
  await page.goto(`${base}/my/poll/${poll.id}`);
  await page.locator('.pick', { hasText: '三社坡道' }).tap();
  const press = () => page.getByRole('button', { name: '投票', exact: true }).tap();
  await press();
  await page.getByText('没有送到').waitFor();
  await page.reload();
  await page.getByText('上次投到一半').waitFor();
  await press();
  await page.getByText('没有送到').waitFor();
  await press();
  await done(page);
  expect(await keptOn(page)).toBe(0);
}, 60_000);

test('POLL-6 with a slip on anybody’s phone; a used one is told so', async () => {
  const [code = ''] = await slipsFor(cast, poll.id, [cast.homes.three]);
  for (const said of [/\d{3} \d{3} \d{3} \d{3}/, /已经领走了/]) {
    const page = await phone();
    await page.goto(`${base}/poll/${poll.id}`);
    await page.getByRole('link', { name: '票条上的码' }).tap();
    await page.fill('#code', code.replace(/(....)/g, '$1 ').toLowerCase());
    await page.locator('.pick', { hasText: '学校门口' }).tap();
    await page.getByRole('button', { name: '投票', exact: true }).tap();
    await page.getByText(said).waitFor();
  }
}, 60_000);

test('without JavaScript the page says so and shows the way on paper', async () => {
  const page = await phone(undefined, { javaScriptEnabled: false });
  await page.goto(`${base}/poll/${poll.id}/slip`);
  expect(await page.getByText('在纸上投').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: '投票', exact: true }).isVisible()).toBe(false);
}, 60_000);

test('POLL-12 counted, and counted again in the browser', async () => {
  const homes = await moreHomes(cast, 9);
  for (const code of await slipsFor(cast, poll.id, homes)) await voteBySlip(cast.county, poll, code, 0);
  await say(cast.county, cast.village, 'poll.close', { poll: poll.id, because: '都投完了' });
  await movePolls(cast.county);
  expect((await pollNow(cast.county, poll.id)).count?.urn).toEqual([10, 1, 1]);
  const page = await phone();
  await page.goto(`${base}/poll/${poll.id}/recount`);
  await page.getByText('✓').waitFor();
  expect(await page.locator('pre').innerText()).toContain('10 + 0 学校门口');
}, 60_000);
