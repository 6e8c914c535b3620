// The first half of the story: four homes written down out of coverage, sent, accepted by the grid head and handed up, the liaison officer copied.
import type { Page } from 'playwright-core';
import { answers } from '#tests/server-process.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import {
  coldStart,
  type FieldPhone,
  openPhone,
  type Numbered,
  openProblem,
  readNumber,
  readSecret,
  type Reported,
  waitingOn,
} from './phone.ts';
import { context, deskSize, type Stage } from './stage.ts';
import { doors, texts, water } from './script.ts';
import { t } from './words.ts';

/** Stays open through the whole story: its strip follows the matters. */
export async function frontPage(stage: Stage): Promise<Page> {
  stage.step('the front page says what this is and opens the rooms');
  const made = await context(stage, deskSize);
  await made.addInitScript(() => {
    localStorage.setItem('zd-tour', '4');
    localStorage.setItem('zd-desk-tour', 'done');
  });
  const page = await made.newPage();
  await page.goto(`${stage.url}/${stage.lang === 'en' ? '?lang=en' : ''}`);
  await stage.sees(page, t('front.what'));
  for (const room of ['worker', 'head', 'liaison', 'village', 'township', 'water', 'county', 'household'])
    await stage.sees(page, page.locator(`form[data-room="${room}"]`));
  // Its two windows stand open from the start.
  await page
    .frameLocator('iframe[name=phone]')
    .getByRole('heading', { name: t('field.today') })
    .waitFor();
  await page.frameLocator('iframe[name=desk]').locator('.zd-desk-row').first().waitFor();
  await stage.picture(page, 'front-page', true);
  return page;
}

async function cutOff(stage: Stage, { page, go }: FieldPhone): Promise<void> {
  stage.step('the server is stopped: nothing answers, the phone says so');
  await stage.stopServer();
  if (await answers(stage.url)) throw new Error('the server still answers');
  await go('/sync');
  await page.getByRole('button', { name: t('field.sync.now'), exact: true }).tap();
  await go('/today');
  const reached = await page.evaluate(() =>
    fetch('/health').then(
      () => true,
      () => false,
    ),
  );
  if (reached) throw new Error('the phone reached a server that was stopped');
}

/** The first home: the problem in its kind and the household's own words. */
async function firstHome(stage: Stage, phone: FieldPhone): Promise<Reported> {
  stage.step('out of coverage: the worker writes down the first home');
  const { page } = phone;
  const door = doors[0];
  await openProblem(stage, phone, door, 'visit-without-signal');
  await stage.sees(page, t('case.phone.kind'));
  await stage.picture(page, 'which-kind-of-problem');
  await page.getByRole('button', { name: categoryName(water), exact: true }).tap();
  await page.getByLabel(t('case.phone.text')).fill(texts[stage.lang].said);
  await stage.picture(page, 'problem-in-words');
  await page.getByRole('button', { name: t('case.phone.report'), exact: true }).tap();
  return readSecret(stage, phone, door, 'code-of-the-first-home');
}

/** The others: the phone knows what was written next door and asks. */
async function sameHere(stage: Stage, phone: FieldPhone, n: number): Promise<Reported> {
  const door = doors[n] ?? '';
  stage.step(`out of coverage: the same at ${door}, one tap`);
  const { page } = phone;
  await openProblem(stage, phone, door);
  await stage.sees(page, t('case.phone.nearbyHomes', { n, what: categoryName(water) }));
  await stage.picture(page, `same-here-home-${n + 1}`);
  await page.getByRole('button', { name: t('case.phone.sameHere'), exact: true }).tap();
  return readSecret(stage, phone, door, `code-of-home-${n + 1}`);
}

export async function outOfCoverage(stage: Stage, phone: FieldPhone): Promise<Reported[]> {
  await cutOff(stage, phone);
  const first = await firstHome(stage, phone);
  stage.step('the phone is switched off and on again, still without signal');
  await coldStart(stage, phone, 'opened-again-without-signal');
  const all = [
    first,
    await sameHere(stage, phone, 1),
    await sameHere(stage, phone, 2),
    await sameHere(stage, phone, 3),
  ];
  if (new Set(all.map((one) => one.secret)).size !== 4) throw new Error('two homes got the same code');
  const waiting = await waitingOn(phone);
  // A visit and a matter for each home.
  if (waiting !== 8) throw new Error(`the phone holds ${waiting} things, not 8`);
  await stage.picture(phone.page, 'four-homes-on-this-phone');
  await phone.go('/sync');
  await stage.sees(phone.page, t('field.sync.queue'));
  // Once the time for undo is over, each says why it still waits.
  if (stage.slow) await stage.sees(phone.page, t('field.sync.noAnswer'));
  await stage.picture(phone.page, 'what-waits-on-the-phone');
  return all;
}

export async function signalAgain(stage: Stage, phone: FieldPhone, reported: readonly Reported[]): Promise<Numbered[]> {
  stage.step('the server is back: everything is sent');
  const { page } = phone;
  await stage.startServer();
  await phone.sendAll();
  await stage.picture(page, 'all-sent');
  if ((await waitingOn(phone)) !== 0) throw new Error('something still waits on the phone');
  await phone.go('/matters');
  for (const { door } of reported) await stage.sees(page, page.getByRole('link', { name: new RegExp(door) }));
  await stage.picture(page, 'matters-with-numbers');
  const numbered: Numbered[] = [];
  for (const one of reported) numbered.push(await readNumber(phone, one));
  await stage.picture(page, 'matter-has-a-number');
  return numbered;
}

/** The level-1 head takes each over and hands it up. */
export async function headHandsUp(stage: Stage, reported: readonly Reported[]): Promise<void> {
  stage.step('the level-1 head accepts the four and hands them up to the village');
  const phone = await openPhone(stage, 'head');
  const { page } = phone;
  await stage.sees(page, t('case.phone.list.accept'));
  await stage.picture(page, 'head-four-to-accept');
  for (const [n, { matter, door }] of reported.entries()) {
    await phone.go(`/matter/${matter}`);
    await stage.sees(page, new RegExp(door));
    if (n === 0) await stage.picture(page, 'head-matter');
    await page.getByRole('button', { name: t('case.act.accept'), exact: true }).tap();
    await stage.sees(page, t('case.phone.done.accept'));
    const up = page.getByRole('button', { name: t('case.next.handUp', { office: '柳湾村委会' }), exact: true });
    await up.tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel(t('case.phone.handUpText')).fill(texts[stage.lang].seen);
    if (n === 0) await stage.picture(page, 'head-hands-up');
    await sheet.getByRole('button', { name: t('case.act.handUp'), exact: true }).tap();
    await stage.sees(page, t('case.phone.done.hand-up'));
  }
  await phone.sendAll();
  await phone.go(`/matter/${reported[0]?.matter}`);
  await stage.sees(page, t('case.phone.nowAt', { office: '柳湾村委会' }));
  await stage.picture(page, 'head-handed-up');
  await page.context().close();
}

export async function liaisonSees(stage: Stage, reported: readonly Reported[]): Promise<void> {
  stage.step('the liaison officer was copied');
  const phone = await openPhone(stage, 'liaison');
  const { page } = phone;
  await phone.go('/matters');
  for (const { door } of reported) await stage.sees(page, page.getByRole('link', { name: new RegExp(door) }));
  await stage.picture(page, 'liaison-matters');
  await phone.go(`/matter/${reported[0]?.matter}`);
  const copied = page.getByText(t('case.phone.copied', { offices: '三社包片干部' }));
  await stage.sees(page, copied);
  await stage.picture(page, 'liaison-was-copied');
  await page.context().close();
}
