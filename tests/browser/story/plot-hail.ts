// A chapter of its own: hail noted at three doors becomes a round of insurance claims, from the village's offer to the original back in the home's hands.
import type { Locator, Page } from 'playwright-core';
import { findErrandKind } from '#modules/errand/kinds/errands.ts';
import { kindWord, named } from '#modules/errand/ui/errand-words.ts';
import { openDesk } from './desk.ts';
import type { FieldPhone } from './phone.ts';
import { choose, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

/** Wants it and lends its policy; does not want it; wants it later. */
const doors = ['3-09', '3-12', '3-15'] as const;
const claim = 'insurance-claim';
const paper = (code: string): string => named(findErrandKind(claim)?.papers.find((one) => one.code === code));
const step = (code: string): string => named(findErrandKind(claim)?.steps.find((one) => one.code === code));
const texts = {
  zh: { hail: '昨晚冰雹，玉米打掉一半。', survey: '保险公司的人看了三块地。' },
  en: { hail: 'Hail last night, half the maize is gone.', survey: 'The insurer looked at three plots.' },
} as const;

const link = (page: Page, word: string): Locator => page.getByRole('link', { name: word, exact: true });
const rowAt = (page: Page, door: string): Locator =>
  page.locator('section', { has: page.getByRole('heading', { name: starts(t('errand.due')) }) }).getByRole('link', {
    name: new RegExp(door),
  });
const tick = (page: Page, name: string | RegExp): Promise<void> => choose(page.getByRole('checkbox', { name }).first());
const save = (page: Page): Promise<void> => page.getByRole('button', { name: t('errand.save'), exact: true }).tap();

async function noteHail(stage: Stage, phone: FieldPhone): Promise<void> {
  stage.step('hail in the night: the worker notes it at three doors, without signal');
  const { page, go } = phone;
  await phone.sendAll();
  await stage.stopServer();
  for (const [n, door] of doors.entries()) {
    await go('/note');
    await page.getByRole('searchbox').fill(door);
    await page.getByRole('link', { name: new RegExp(door) }).tap();
    await tick(page, t('visit.part.more'));
    await tick(page, t('visit.other.hail'));
    if (n === 0) await page.getByLabel(t('visit.note')).fill(texts[stage.lang].hail);
    if (n === 0) await stage.picture(page, 'hail-noted', true);
    await page.getByRole('button', { name: t('visit.save'), exact: true }).tap();
    await stage.sees(page, t('visit.saved'));
  }
  await stage.startServer();
  await phone.sendAll();
}

async function villageOffers(stage: Stage, desk: Page): Promise<void> {
  stage.step('the village sees hail in three homes of the group and offers an insurance claim to each');
  await desk.goto(`${stage.url}/desk/#/figures`);
  const fact = desk.getByRole('listitem').filter({ hasText: t('measure.fact.hail') });
  const offer = fact.getByRole('button', { name: starts(t('errand.offer.act', { kind: kindWord(claim) })) });
  await stage.sees(desk, offer);
  await offer.scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-hail-in-a-group');
  await offer.click();
  const sheet = desk.getByRole('dialog');
  for (const door of doors) await stage.sees(desk, sheet.getByText(new RegExp(door)));
  await stage.picture(desk, 'desk-offer-to-these-homes');
  await sheet.getByRole('button', { name: starts(t('errand.offer.send')) }).click();
  await stage.sees(desk, t('errand.offer.done'));
}

async function askAtDoors(stage: Stage, phone: FieldPhone): Promise<void> {
  stage.step('the worker asks at the doors, again without signal: one lends its policy, one does not want it');
  const { page, go } = phone;
  await phone.sendAll();
  await go('/today');
  await rowAt(page, doors[0]).waitFor();
  await rowAt(page, doors[0]).scrollIntoViewIfNeeded();
  await stage.picture(page, 'errands-that-need-the-worker');
  await stage.stopServer();
  await rowAt(page, doors[0]).tap();
  await stage.sees(page, t('errand.offer'));
  await stage.picture(page, 'errand-to-ask', true);
  await link(page, t('errand.act.ask')).tap();
  await tick(page, starts(paper('policy')));
  await tick(page, starts(paper('pictures')));
  await tick(page, t('errand.agreed'));
  await stage.picture(page, 'errand-asked-and-papers', true);
  await save(page);
  await stage.sees(page, t('errand.asked'));
  await stage.picture(page, 'errand-with-its-receipt', true);
  await link(page, t('errand.act.step')).tap();
  await save(page);
  await stage.sees(page, t('errand.did.step'));
  await go('/today');
  await rowAt(page, doors[1]).tap();
  await page.getByRole('button', { name: t('errand.act.not-wanted'), exact: true }).tap();
  await stage.sees(page, t('errand.outcome.not-wanted'));
}

async function handOn(stage: Stage, phone: FieldPhone): Promise<void> {
  stage.step('the claim is handed on to the village, with the policy on the receipt');
  const { page, go } = phone;
  await go('/errand');
  await page
    .getByRole('link', { name: new RegExp(doors[0]) })
    .first()
    .tap();
  await link(page, t('errand.act.hand-on')).tap();
  await choose(page.getByRole('radio', { name: /柳湾村委会/ }));
  await stage.picture(page, 'errand-handed-on', true);
  await save(page);
  await stage.sees(page, t('errand.did.hand-on'));
  await stage.startServer();
  await phone.sendAll();
}

/** One act with its form, at the desk. */
async function does(
  stage: Stage,
  desk: Page,
  act: 'receive' | 'step' | 'done' | 'hand-on',
  fill?: (sheet: Locator) => Promise<void>,
): Promise<void> {
  await desk.getByRole('button', { name: t(`errand.act.${act}`), exact: true }).click();
  if (fill) {
    const sheet = desk.getByRole('dialog');
    await fill(sheet);
    await sheet.getByRole('button', { name: starts(t('errand.save')) }).click();
  }
  await stage.sees(desk, t(`errand.did.${act}`));
}

async function villageCarries(stage: Stage, desk: Page): Promise<void> {
  stage.step('the village counts the originals, goes through the steps, prints the paper and is done');
  await desk.goto(`${stage.url}/desk/#/errands`);
  const row = desk.getByRole('link', { name: new RegExp(doors[0]) }).first();
  await stage.sees(desk, row);
  await stage.sees(desk, t('errand.rounds'));
  await stage.picture(desk, 'desk-errands', true);
  await row.click();
  await does(stage, desk, 'receive', async (sheet) => {
    await choose(sheet.getByRole('checkbox', { name: starts(paper('policy')) }));
    await stage.picture(desk, 'desk-counts-the-originals');
  });
  await does(stage, desk, 'step', (sheet) => sheet.getByLabel(t('errand.form.text')).fill(texts[stage.lang].survey));
  await stage.sees(desk, texts[stage.lang].survey);
  await does(stage, desk, 'step', async (sheet) => {
    await stage.sees(desk, sheet.getByText(step('sign')));
    await choose(sheet.getByRole('checkbox', { name: t('errand.form.self') }));
    await stage.picture(desk, 'desk-step-in-person');
  });
  for (const code of ['window', 'paid'])
    await does(stage, desk, 'step', (sheet) => stage.sees(desk, sheet.getByText(step(code))));
  const coming = desk.waitForEvent('download');
  await desk.getByRole('button', { name: t('errand.print'), exact: true }).click();
  if ((await (await coming).failure()) !== null) throw new Error('the paper did not come');
  await does(stage, desk, 'done');
  await does(stage, desk, 'hand-on', (sheet) => sheet.getByRole('radio', { name: /三社2网格/ }).check({ force: true }));
  await stage.picture(desk, 'desk-errand-done', true);
}

async function backAtTheDoor(stage: Stage, phone: FieldPhone, desk: Page): Promise<void> {
  stage.step('the policy comes back to the door and the home is told');
  const { page, go } = phone;
  await phone.sendAll();
  await go('/today');
  await rowAt(page, doors[0]).tap();
  await link(page, t('errand.act.receive')).tap();
  await tick(page, starts(paper('policy')));
  await save(page);
  await stage.sees(page, t('errand.did.receive'));
  await link(page, t('errand.act.papers')).tap();
  await tick(page, starts(paper('policy')));
  await stage.picture(page, 'errand-given-back', true);
  await save(page);
  await stage.sees(page, t('errand.did.papers'));
  await page.getByRole('button', { name: t('errand.act.tell'), exact: true }).tap();
  await stage.sees(page, t('errand.did.tell'));
  await stage.picture(page, 'errand-closed', true);
  await phone.sendAll();
  await desk.goto(`${stage.url}/desk/#/errands`);
  await stage.sees(desk, t('errand.group.closed'));
  await stage.picture(desk, 'desk-round-half-way', true);
}

/** From three doors after the hail to a closed claim. */
export async function hailBecomesClaims(stage: Stage, worker: FieldPhone): Promise<void> {
  await noteHail(stage, worker);
  const desk = await openDesk(stage, 'village');
  await villageOffers(stage, desk);
  await askAtDoors(stage, worker);
  await handOn(stage, worker);
  await villageCarries(stage, desk);
  await backAtTheDoor(stage, worker, desk);
}
