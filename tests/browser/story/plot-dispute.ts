// A chapter of its own: two homes at odds over a water course, mediated at the wall without signal, agreed, and printed at the village.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { openDesk } from './desk.ts';
import { coldStart, type FieldPhone, openPhone, openProblem, readSecret } from './phone.ts';
import { choose, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

const [one, other] = ['3-10', '3-11'] as const;
const village = '柳湾村委会';
const texts = {
  zh: {
    said: '砌墙占了水路，下雨水往院里流。',
    session: '一家说墙砌在自家地上，一家说水路是老路。量了，墙出来一尺。',
    place: '两家墙根',
    about: '两家之间一尺宽的水路，新砌的墙占了它，下雨时水流进院子，吵过几回。',
    duty: '把新砌的墙退回一尺，让出水路。',
  },
  en: {
    said: 'The new wall stands in the water course: rain runs into the yard.',
    session: 'One says the wall is on his land, one that the course is old. Measured: the wall is a foot out.',
    place: 'at the wall',
    about: 'A water course a foot wide; the new wall stands in it, rain runs into the yard, they quarrelled often.',
    duty: 'Moves the new wall back by a foot and leaves the course free.',
  },
} as const;

async function opens(stage: Stage, phone: FieldPhone): Promise<{ matter: string }> {
  stage.step('the worker writes down a quarrel and begins a mediation');
  const { page } = phone;
  await openProblem(stage, phone, one);
  await page.getByRole('button', { name: t('case.phone.all'), exact: true }).tap();
  await page.getByRole('button', { name: categoryName('D'), exact: true }).tap();
  await page.getByRole('button', { name: categoryName('D1'), exact: true }).tap();
  await page.getByLabel(t('case.phone.text')).fill(texts[stage.lang].said);
  await page.getByRole('button', { name: t('case.phone.report'), exact: true }).tap();
  const { matter } = await readSecret(stage, phone, one, 'quarrel-code');
  await page.getByRole('link', { name: t('dispute.open'), exact: true }).tap();
  await stage.sees(page, t('dispute.free'));
  await stage.picture(page, 'mediation-begins', true);
  await page
    .getByRole('region', { name: t('dispute.party', { n: 2 }) })
    .getByRole('button', { name: t('dispute.party.fromHome') })
    .tap();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('searchbox').fill(other);
  await stage.picture(page, 'mediation-other-home');
  await sheet.getByRole('button', { name: new RegExp(other) }).tap();
  const mediator = page.getByLabel(t('dispute.mediator.who'));
  await mediator.selectOption({
    label: (await mediator.locator('option', { hasText: village }).first().textContent()) ?? '',
  });
  await stage.picture(page, 'mediation-parties', true);
  await page.getByRole('button', { name: t('dispute.save'), exact: true }).tap();
  await stage.sees(page, t('dispute.done.open'));
  await phone.sendAll();
  return { matter };
}

async function agrees(stage: Stage, head: FieldPhone, matter: string): Promise<void> {
  stage.step('at the wall, without signal: the head notes a session and the agreement');
  const { page } = head;
  const said = texts[stage.lang];
  await head.sendAll();
  await stage.stopServer();
  await head.go(`/matter/${matter}`);
  await page.getByRole('link', { name: t('dispute.show'), exact: true }).tap();
  await stage.picture(page, 'mediation-open', true);
  await page.getByRole('link', { name: t('dispute.act.session'), exact: true }).tap();
  await page.getByLabel(t('dispute.session.text')).fill(said.session);
  await page.getByLabel(t('dispute.session.place')).fill(said.place);
  await stage.picture(page, 'mediation-session', true);
  await page.getByRole('button', { name: t('dispute.save'), exact: true }).tap();
  await stage.sees(page, t('dispute.done.session'));
  await page.getByRole('link', { name: t('dispute.act.agree'), exact: true }).tap();
  const first = page.getByRole('region', { name: t('dispute.agreement.duty', { n: 1 }) });
  await choose(first.getByRole('radio').nth(1));
  await page.getByLabel(t('dispute.agreement.about')).fill(said.about);
  await page.getByLabel(t('dispute.agreement.dutyText')).fill(said.duty);
  // Nothing is taken for granted: without everybody's yes it is not kept.
  await page.getByRole('button', { name: t('dispute.save'), exact: true }).tap();
  await stage.sees(page, t('dispute.need.all'));
  await stage.picture(page, 'mediation-all-must-agree');
  await choose(page.getByRole('radio', { name: new RegExp(`^${t('dispute.agreement.written')}`) }));
  for (const box of await page.getByRole('checkbox').all()) await choose(box);
  await stage.picture(page, 'mediation-agreement', true);
  await page.getByRole('button', { name: t('dispute.save'), exact: true }).tap();
  await stage.sees(page, t('dispute.done.agree'));
  await stage.picture(page, 'mediation-agreed', true);
  // What waits of it is decided again after a cold start: its verbs come before it is shown.
  await coldStart(stage, head, 'mediation-phone-on-again');
  await head.go('/sync');
  await stage.sees(page, new RegExp(`^${t('field.what.dispute.agree', { name: '' }).trim()}`));
  await head.go('/mediation');
  await stage.sees(page, page.getByRole('heading', { name: t('dispute.agreedOnes') }));
  await stage.startServer();
  await head.sendAll();
}

async function prints(stage: Stage, desk: Page): Promise<void> {
  stage.step('the village, which mediates with him, prints the agreement');
  await desk.getByRole('link', { name: t('dispute.title'), exact: true }).click();
  const row = desk.getByRole('link', { name: new RegExp(categoryName('D1')) }).first();
  await stage.sees(desk, row);
  await stage.picture(desk, 'desk-mediations');
  await row.click();
  await stage.sees(desk, t('dispute.state.agreed'));
  await stage.picture(desk, 'desk-mediation', true);
  const coming = desk.waitForEvent('download');
  await desk.getByRole('button', { name: starts(t('dispute.act.print')) }).click();
  const paper = readFileSync((await (await coming).path()) ?? '');
  if (!paper.subarray(0, 5).equals(Buffer.from('%PDF-')) || paper.length < 10_000)
    throw new Error(`the agreement is no paper: ${paper.length} bytes`);
}

/** From a quarrel at a door to the paper that both sign. */
export async function boundaryMediated(stage: Stage, worker: FieldPhone): Promise<void> {
  const { matter } = await opens(stage, worker);
  const head = await openPhone(stage, 'head');
  await agrees(stage, head, matter);
  await prints(stage, await openDesk(stage, 'village'));
}
