// The middle of the story: the village and the township send the four on, the bureau finds one cause and answers every home once.
import type { Page } from 'playwright-core';
import type { IncidentPage } from '#modules/incident/model.ts';
import { ask, nextStep, openCase, openDesk, rowOf, takeStep } from './desk.ts';
import type { Numbered } from './phone.ts';
import { texts } from './script.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

async function arrived(stage: Stage, page: Page, reported: readonly Numbered[], name: string): Promise<void> {
  for (const { number } of reported) await stage.sees(page, rowOf(page, number));
  await stage.picture(page, `${name}-inbox`);
}

/** The catalogue would try the village's water keeper first; four homes at once are beyond him. */
async function handUp(stage: Stage, page: Page, pictured: boolean): Promise<void> {
  const others = page.getByRole('group', { name: t('case.act.others') });
  await others.getByRole('button', { name: starts(t('case.act.handUp')) }).click();
  const sheet = page.getByRole('dialog', { name: t('case.form.handUpTitle', { office: '柳湾乡政府' }) });
  await sheet.getByLabel(t('case.form.handUpText')).fill(texts[stage.lang].keeper);
  if (pictured) await stage.picture(page, 'village-hands-up');
  await sheet.getByRole('button', { name: starts(t('case.form.send')) }).click();
  const now = nextStep(page).getByRole('button', { name: starts(t('case.next.sendNow')) });
  await stage.sees(page, now);
  if (pictured) await stage.picture(page, 'village-can-still-undo');
  await now.click();
}

export async function villageHandsUp(stage: Stage, reported: readonly Numbered[]): Promise<void> {
  stage.step('the village hands the four up to the township');
  const page = await openDesk(stage, 'village');
  await arrived(stage, page, reported, 'village');
  for (const [n, { matter }] of reported.entries()) {
    await openCase(stage, page, matter);
    await stage.sees(page, t('case.next.dispatch', { office: '柳湾村水管员' }));
    if (n === 0) await stage.picture(page, 'village-matter');
    await handUp(stage, page, n === 0);
    await stage.sees(page, t('case.next.wait', { office: '柳湾乡政府' }));
  }
  await stage.picture(page, 'village-handed-up');
  await page.context().close();
}

export async function townshipDispatches(stage: Stage, reported: readonly Numbered[]): Promise<void> {
  stage.step('the township dispatches the four by catalogue to the water bureau');
  const page = await openDesk(stage, 'township');
  await arrived(stage, page, reported, 'township');
  const to = t('case.next.dispatch', { office: '云溪县水务局' });
  for (const [n, { matter }] of reported.entries()) {
    await openCase(stage, page, matter);
    await stage.sees(page, nextStep(page).getByText(to));
    if (n === 0) await stage.picture(page, 'township-catalogue-names-the-bureau');
    await takeStep(stage, page, t('case.act.dispatch'));
    await stage.sees(page, t('case.next.wait', { office: '云溪县水务局' }));
  }
  await stage.picture(page, 'township-dispatched');
  await page.context().close();
}

/** Four rows ticked, one name: one matter made of four. */
async function join(stage: Stage, page: Page, reported: readonly Numbered[]): Promise<string> {
  await page.getByRole('button', { name: t('case.inbox.many'), exact: true }).click();
  const list = page.getByRole('list', { name: t('case.inbox.list') });
  for (const { number } of reported)
    await list.getByRole('listitem').filter({ hasText: number }).getByRole('checkbox').check();
  await stage.sees(page, t('case.inbox.chosen', { n: 4 }));
  await stage.picture(page, 'bureau-chooses-four');
  await page.getByRole('button', { name: starts(t('case.inbox.join')) }).click();
  const sheet = page.getByRole('dialog');
  await stage.sees(page, sheet.getByText(t('incident.join.what', { n: 4 })));
  await stage.picture(page, 'bureau-makes-one-matter');
  await sheet.getByRole('button', { name: starts(t('incident.join.act')) }).click();
  await page.waitForURL(/#\/focus\/[^/]+$/);
  return /#\/focus\/([^/?]+)/.exec(page.url())?.[1] ?? '';
}

async function nameCause(stage: Stage, page: Page): Promise<void> {
  await stage.sees(page, t('incident.next.cause'));
  await stage.picture(page, 'incident-four-homes-one-valve');
  await nextStep(page)
    .getByRole('button', { name: starts(t('incident.cause.write')) })
    .click();
  const sheet = page.getByRole('dialog');
  const node = sheet.getByLabel(t('incident.cause.node'));
  // The four hang on two branches: what they share is the valve.
  if ((await node.inputValue()) !== 'V3') throw new Error(`the map suggests ${await node.inputValue()}, not V3`);
  await sheet.getByLabel(t('incident.cause.text')).fill(texts[stage.lang].cause);
  await stage.picture(page, 'incident-cause');
  await sheet.getByRole('button', { name: starts(t('case.form.send')) }).click();
  await stage.sees(page, page.getByText(texts[stage.lang].cause));
}

async function resolveOnce(stage: Stage, page: Page): Promise<void> {
  await nextStep(page)
    .getByRole('button', { name: starts(t('incident.resolve.act')) })
    .click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(t('incident.resolve.text')).fill(texts[stage.lang].answer);
  await stage.picture(page, 'incident-one-answer');
  await sheet
    .getByRole('button')
    .filter({ hasText: new RegExp(`${t('case.form.send')}|${t('incident.resolve.act')}`) })
    .click();
  await page.getByRole('button', { name: starts(t('case.next.sendNow')) }).click();
  await stage.sees(page, t('incident.next.words'));
  await stage.picture(page, 'incident-answered-once');
}

/** Answers the incident's id. */
export async function bureauFindsFocus(stage: Stage, reported: readonly Numbered[]): Promise<string> {
  stage.step('the bureau joins the four into one incident, names its cause, answers once');
  const page = await openDesk(stage, 'water');
  await arrived(stage, page, reported, 'bureau');
  const incident = await join(stage, page, reported);
  await nameCause(stage, page);
  await resolveOnce(stage, page);
  const held = await ask<IncidentPage>(page, 'incident.page', { incident });
  const answered = held.cases.filter((one) => one.state === 'answered').length;
  if (held.cases.length !== 4 || answered !== 4 || held.incident.causeNode !== 'V3')
    throw new Error(`the incident is not as it should be: ${JSON.stringify(held.incident)}`);
  await page.context().close();
  return incident;
}
