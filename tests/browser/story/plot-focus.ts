// What the county makes of the four by itself: a few homes to ask on the worker's phone, a proposal at the village's desk.
import { openDesk } from './desk.ts';
import type { FieldPhone } from './phone.ts';
import { water } from './script.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';

/** Answered with one tap each, and taken back with one. */
export async function worthAsking(stage: Stage, phone: FieldPhone): Promise<void> {
  stage.step('a few more homes are worth asking, and one has clear water');
  const { page } = phone;
  await phone.sendAll();
  await phone.go('/today');
  await stage.sees(page, t('finding.ask.title', { what: categoryName(water) }));
  await page.getByText(t('finding.ask.text')).scrollIntoViewIfNeeded();
  await stage.picture(page, 'homes-worth-asking');
  await page
    .getByRole('button', { name: t('finding.ask.no'), exact: true })
    .first()
    .click();
  await stage.sees(page, t('finding.ask.done.no'));
  await stage.picture(page, 'clear-water-noted');
  await phone.sendAll();
}

/** It waits: the bureau is to look first. */
export async function villageIsAsked(stage: Stage): Promise<void> {
  stage.step('the village is asked whether the four have one cause, and waits for the bureau');
  const desk = await openDesk(stage, 'village');
  await desk.goto(`${stage.url}/desk/#/focus`);
  await stage.sees(desk, t('finding.title'));
  await stage.picture(desk, 'village-focus');
  await desk.locator('a[href*="#/findings/"]').first().click();
  await stage.sees(desk, t('finding.causes'));
  await stage.sees(desk, desk.getByText(/V3/).first());
  await stage.picture(desk, 'village-proposal', true);
  await desk.getByRole('button', { name: t('finding.put-off'), exact: true }).click();
  await stage.sees(desk, t('finding.put-off.text'));
  await stage.picture(desk, 'village-waits');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: starts(t('finding.put-off')) })
    .click();
  await stage.sees(desk, t('finding.put-off.done', { n: 3 }));
  await desk.context().close();
}
