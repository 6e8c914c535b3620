// The end of the story: the worker carries the answer, each home speaks for itself, and exactly the one that says no is open again.
import type { Page } from 'playwright-core';
import type { CasePage } from '#modules/case/model.ts';
import type { IncidentPage } from '#modules/incident/model.ts';
import { ask, nextStep, openCase, openDesk } from './desk.ts';
import type { FieldPhone, Reported } from './phone.ts';
import { texts, unhappy } from './script.ts';
import { context, phoneSize, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

export async function workerTells(stage: Stage, phone: FieldPhone, reported: readonly Reported[]): Promise<void> {
  stage.step('the worker carries the answer back to four doors');
  const { page } = phone;
  await phone.sendAll();
  await phone.go('/today');
  await stage.sees(page, t('case.phone.list.tell'));
  await page.getByRole('heading', { name: t('case.phone.list.tell') }).scrollIntoViewIfNeeded();
  await stage.picture(page, 'answers-to-carry-back');
  for (const [n, { matter }] of reported.entries()) {
    await phone.go(`/matter/${matter}`);
    const tell = page.getByRole('button', { name: t('case.phone.act.tell'), exact: true });
    await stage.sees(page, tell);
    if (n === 0) await stage.picture(page, 'answer-on-the-phone');
    await tell.tap();
    const sheet = page.getByRole('dialog');
    await stage.sees(page, sheet.getByText(texts[stage.lang].answer));
    if (n === 0) await sheet.getByLabel(t('case.form.tellText')).fill(texts[stage.lang].told);
    if (n === 0) await stage.picture(page, 'telling-the-household');
    await sheet.getByRole('button', { name: t('case.phone.act.tell'), exact: true }).tap();
    await stage.sees(page, t('case.phone.done.tell'));
  }
  await phone.sendAll();
  await phone.go(`/matter/${reported[0]?.matter}`);
  await page.getByText(t('case.state.household-check')).first().waitFor();
  await stage.picture(page, 'told-waiting-for-the-household');
  await page.locator('.zd-way').evaluate((way) => way.scrollIntoView({ block: 'center' }));
  await stage.picture(page, 'the-way-there-and-back');
}

/** A household's own browser: no account, no script. */
async function openHome(stage: Stage, secret: string): Promise<Page> {
  const made = await context(stage, phoneSize, { javaScriptEnabled: false });
  const page = await made.newPage();
  await page.goto(`${stage.url}/c/${secret}${stage.lang === 'en' ? '?lang=en' : ''}`);
  await stage.sees(page, t('door.case.ask'));
  return page;
}

export async function householdsSay(stage: Stage, reported: readonly Reported[]): Promise<void> {
  stage.step('four households are asked, each by its own code, without scripts: three say solved, one says no');
  let pictured = false;
  for (const { secret, door } of reported) {
    const page = await openHome(stage, secret);
    await stage.sees(page, texts[stage.lang].answer);
    if (!pictured) await stage.picture(page, 'household-is-it-solved', true);
    if (door === unhappy) await sayNo(stage, page);
    else {
      await page.getByRole('button', { name: t('door.case.yes') }).tap();
      await stage.sees(page, t('door.case.solved'));
      if (!pictured) await stage.picture(page, 'household-solved', true);
    }
    pictured = true;
    await page.context().close();
  }
}

async function sayNo(stage: Stage, page: Page): Promise<void> {
  await page.getByRole('link', { name: t('door.case.no') }).tap();
  await page.getByRole('textbox').fill(texts[stage.lang].no);
  await stage.picture(page, 'household-says-no', true);
  await page.getByRole('button', { name: t('door.say.send.not-solved') }).tap();
  await stage.sees(page, t('door.case.reopened', { office: '云溪县水务局' }));
  await stage.picture(page, 'household-open-again', true);
}

export async function oneOpenAgain(stage: Stage, incident: string, reported: readonly Reported[]): Promise<void> {
  stage.step('exactly the one that said no is open again, on the desk and over HTTP');
  const page = await openDesk(stage, 'water');
  await page.goto(`${stage.url}/desk/#/focus/${incident}`);
  await stage.sees(page, t('incident.words'));
  await stage.sees(page, t('case.outcome.not-solved'));
  for (const { door } of reported) await stage.sees(page, page.getByRole('link', { name: starts(door) }));
  if ((await page.getByText(t('case.outcome.solved'), { exact: true }).count()) !== 3)
    throw new Error('the desk does not show three homes that say solved');
  await page.getByText(t('incident.words'), { exact: true }).first().scrollIntoViewIfNeeded();
  await stage.picture(page, 'incident-three-solved-one-not');
  const { cases } = await ask<IncidentPage>(page, 'incident.page', { incident });
  for (const { matter, door } of reported) {
    const { case: held } = await ask<CasePage>(page, 'case.page', { case: matter });
    const open = held.state !== 'closed';
    const outcome = cases.find((one) => one.id === matter)?.outcome;
    const right =
      door === unhappy ? open && held.side === 'reopened' : !open && held.outcome === 'solved' && outcome === 'solved';
    if (!right) throw new Error(`${door} is ${held.state}/${held.side}/${held.outcome}`);
  }
  const again = reported.find(({ door }) => door === unhappy);
  await openCase(stage, page, again?.matter ?? '');
  await stage.sees(page, t('case.side.reopened'));
  await stage.sees(page, texts[stage.lang].no);
  await stage.sees(page, nextStep(page));
  await stage.picture(page, 'bureau-one-open-again');
  await page.context().close();
}

/** The strip of the front page, open since the beginning, counts the steps from the matters themselves. */
export async function storyTold(stage: Stage, page: Page, began: number): Promise<void> {
  stage.step('the front page has seen all nine steps');
  const reply = await fetch(`${stage.url}/demo/progress?since=${began}`);
  const { reached, steps } = (await reply.json()) as { reached: string[]; steps: number };
  if (reached.length !== steps) throw new Error(`the front page saw only ${reached.join(', ')}`);
  for (const room of ['worker', 'water']) await page.locator(`form[data-room="${room}"] button`).click();
  const phone = page.frameLocator('iframe[name=phone]');
  await phone.getByRole('heading', { name: t('field.today') }).waitFor();
  await phone
    .getByText(t('visit.see.title'))
    .or(phone.getByText(t('visit.see.done')))
    .first()
    .waitFor();
  await page.frameLocator('iframe[name=desk]').locator('.zd-desk').waitFor();
  await stage.sees(page, t('front.story.done'));
  await stage.picture(page, 'front-page-with-two-windows', true);
  await page.context().close();
}
