// A chapter of its own: a poll from its question to its recount; voted on a home's own page and with slips, closed early, counted, and counted once more by a page of its own.
import type { Page } from 'playwright-core';
import { openDesk } from './desk.ts';
import { enterRecord, type Household, openHousehold, verifyAdult } from './household.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

const door = '3-08';
/** How the homes with slips choose. With the home's own ballot eleven; fewer than ten are never opened. */
const chosen = [1, 0, 0, 0, 1, 2, 0, 0, 1, 0] as const;
const ownChoice = 0;
const texts = {
  zh: {
    wrong: '选谁当三社组长？',
    title: '三社的晒场先修哪一块？',
    text: '今年只够修一块。先听听各家的，再开会定。',
    choices: ['河边的老晒场', '学校后面的空地', '先不修，钱留着'],
    because: '该投的都投了，想早点动工',
  },
  en: {
    wrong: 'Who is elected head of group three?',
    title: 'Which drying ground is mended first?',
    text: 'There is money for one this year. We hear every home before the meeting decides.',
    choices: ['The old one by the river', 'The place behind the school', 'None, save the money'],
    because: 'Everybody voted, and the work can begin',
  },
} as const;

/** Asked at the desk; an election is refused with the reason. */
async function villageAsks(stage: Stage, desk: Page): Promise<string> {
  stage.step('the village asks group three a question; an election asked here is refused with the law');
  const said = texts[stage.lang];
  await desk.goto(`${stage.url}/desk/#/polls`);
  const make = desk.getByRole('button', { name: starts(t('poll.make')) });
  await stage.sees(desk, make);
  await stage.picture(desk, 'desk-polls');
  await make.click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByRole('radio', { name: starts(t('poll.kind.opinion')) }).check({ force: true });
  const question = sheet.getByRole('textbox', { name: starts(t('poll.question')) });
  await question.fill(said.wrong);
  await sheet.getByRole('textbox', { name: starts(t('poll.choices')) }).fill(said.choices.join('\n'));
  await sheet.getByRole('button', { name: starts(t('poll.makeIt')) }).click();
  await stage.sees(desk, t('problem.poll-statutory'));
  await stage.picture(desk, 'desk-poll-refused');
  await question.fill(said.title);
  await sheet.getByRole('textbox', { name: starts(t('poll.text')) }).fill(said.text);
  await sheet.getByRole('radio', { name: '三社', exact: true }).check({ force: true });
  await stage.picture(desk, 'desk-poll-made');
  await sheet.getByRole('button', { name: starts(t('poll.makeIt')) }).click();
  await desk.getByRole('button', { name: t('poll.act.open'), exact: true }).click();
  await stage.sees(desk, t('poll.actText.open'));
  await stage.picture(desk, 'desk-poll-opens');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: starts(t('poll.act.open')) })
    .click();
  await stage.sees(desk, t('poll.blind'));
  return /#\/polls\/([0-9a-f-]+)/.exec(desk.url())?.[1] ?? '';
}

async function homeVotes(stage: Stage, home: Household, code: string): Promise<void> {
  stage.step('an adult of a home enters with the village’s code and votes on the home’s own page');
  const { page } = home;
  const said = texts[stage.lang];
  await home.go('/my/enter');
  await stage.picture(page, 'home-enters-with-a-code');
  await enterRecord(stage, home, code);
  await stage.sees(page, said.title);
  await stage.picture(page, 'home-with-a-poll');
  await page.getByRole('link', { name: new RegExp(said.title.slice(0, -1)) }).tap();
  await page.locator('.pick', { hasText: said.choices[ownChoice] }).tap();
  await stage.picture(page, 'home-votes', true);
  await page.getByRole('button', { name: t('door.poll.cast'), exact: true }).tap();
  await stage.sees(page, t('door.poll.said.done'));
  await stage.sees(page, /\d{3} \d{3} \d{3} \d{3}/);
  await stage.picture(page, 'home-has-voted', true);
}

/** The page says by itself how to vote without scripts. */
async function withoutScripts(stage: Stage, poll: string): Promise<void> {
  const home = await openHousehold(stage);
  await home.go(`/poll/${poll}`);
  await stage.picture(home.page, 'poll-for-everybody', true);
  await home.go(`/poll/${poll}/slip`, true);
  await stage.sees(home.page, t('door.poll.paper'));
  await stage.picture(home.page, 'poll-on-paper-elder', true);
  await home.page.context().close();
}

async function slipsVote(stage: Stage, desk: Page, poll: string): Promise<void> {
  stage.step('homes without a page get slips; ten are used, on anybody’s phone');
  await desk.goto(`${stage.url}/desk/#/polls/${poll}`);
  // However many homes have none yet.
  const rest = new RegExp(t('poll.slipsForRest', { n: 99 }).replace('99', '\\d+'));
  await desk.getByRole('button', { name: rest }).click();
  const codes = desk.locator('.zd-slip .zd-big');
  await codes.first().waitFor();
  await codes.first().scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-slips-to-print');
  const given = (await codes.allTextContents()).slice(0, chosen.length);
  const home = await openHousehold(stage, true);
  const { page } = home;
  for (const [n, code] of given.entries()) {
    await page.goto(`${stage.url}/poll/${poll}/slip${stage.lang === 'en' ? '?lang=en' : ''}`);
    await page.locator('#code').fill(code);
    await page
      .locator('.pick')
      .nth(chosen[n] ?? 0)
      .tap();
    if (n === 0) await stage.picture(page, 'vote-with-a-slip', true);
    await page.getByRole('button', { name: t('door.poll.cast'), exact: true }).tap();
    await stage.sees(page, /\d{3} \d{3} \d{3} \d{3}/);
  }
  await page.context().close();
}

async function countedTwice(stage: Stage, desk: Page, poll: string): Promise<void> {
  stage.step('closed early with its reason, counted; anybody counts it again and it agrees');
  const said = texts[stage.lang];
  await desk.goto(`${stage.url}/desk/#/polls/${poll}`);
  await desk.getByRole('button', { name: t('poll.act.close'), exact: true }).click();
  await desk.getByRole('dialog').getByRole('textbox').fill(said.because);
  await stage.picture(desk, 'desk-poll-closed-early');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: starts(t('poll.act.close')) })
    .click();
  await stage.sees(desk, desk.getByRole('heading', { name: t('poll.result'), exact: true }));
  await stage.picture(desk, 'desk-poll-result', true);
  const home = await openHousehold(stage, true);
  const { page } = home;
  await home.go(`/poll/${poll}`);
  await stage.sees(page, t('door.poll.result'));
  await stage.sees(page, said.because);
  await stage.picture(page, 'poll-result', true);
  await home.go(`/poll/${poll}/board`);
  await stage.picture(page, 'poll-all-ballots', true);
  await home.go(`/poll/${poll}/recount`);
  await stage.sees(page, /✓/);
  const counted = (await page.locator('pre').innerText()).replaceAll(/ +/g, ' ');
  for (const [at, choice] of said.choices.entries()) {
    const votes = [ownChoice, ...chosen].filter((one) => one === at).length;
    if (!counted.includes(`${votes} + 0 ${choice}`)) throw new Error(`counted again: ${counted}`);
  }
  await stage.picture(page, 'poll-counted-again', true);
  await home.go(`/poll/${poll}/recount`, true);
  await stage.sees(page, /✓/);
  await stage.picture(page, 'poll-counted-again-elder', true);
  await page.context().close();
}

/** From the question to the recount; answers the home's own browser, signed in. */
export async function pollRecounted(stage: Stage): Promise<Household> {
  const desk = await openDesk(stage, 'village');
  const poll = await villageAsks(stage, desk);
  const home = await openHousehold(stage, true);
  await homeVotes(stage, home, await verifyAdult(stage, desk, door, 'desk-code-for-an-adult'));
  await withoutScripts(stage, poll);
  await slipsVote(stage, desk, poll);
  await countedTwice(stage, desk, poll);
  await desk.context().close();
  return home;
}
