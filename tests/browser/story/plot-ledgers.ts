// A chapter of its own: what was entered once leaves as a ledger on paper, and the month as one page.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { openDesk } from './desk.ts';
import { choose, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

const texts = {
  zh: { words: '月底报乡里存档' },
  en: { words: 'For the township’s files' },
} as const;

async function comesAsPaper(desk: Page, press: () => Promise<void>): Promise<void> {
  const coming = desk.waitForEvent('download');
  await press();
  const file = readFileSync(await (await coming).path());
  if (!file.toString('latin1', 0, 8).startsWith('%PDF')) throw new Error('what came is no paper');
}

export async function ledgersTaken(stage: Stage): Promise<void> {
  stage.step('nine ledgers and two briefs, nothing filled in again: one ledger and the month go out on paper');
  const desk = await openDesk(stage, 'village');
  await desk.goto(`${stage.url}/desk/#/ledgers`);
  await stage.sees(desk, t('desk.ledgers.list'));
  await stage.picture(desk, 'desk-ledgers', true);
  await comesAsPaper(desk, () =>
    desk
      .getByRole('link', { name: t('desk.ledgers.month'), exact: true })
      .first()
      .click(),
  );
  await desk
    .locator('main')
    .getByRole('button', { name: starts(t('desk.export.spots')) })
    .click();
  const sheet = desk.getByRole('dialog');
  await choose(sheet.getByRole('radio', { name: starts(t('desk.why.check-roster')) }));
  await sheet.getByRole('textbox', { name: starts(t('desk.export.words')) }).fill(texts[stage.lang].words);
  await choose(sheet.getByRole('radio', { name: starts(t('desk.export.pdf')) }));
  await stage.picture(desk, 'desk-ledger-as-paper');
  await comesAsPaper(desk, () => sheet.getByRole('button', { name: starts(t('desk.export.take')) }).click());
  await sheet.waitFor({ state: 'detached' });
  await desk.goto(`${stage.url}/desk/#/sheets`);
  const grids = desk.getByRole('combobox', { name: starts(t('visit.sheet.grid')) });
  await grids.selectOption({ index: 1 });
  await stage.sees(desk, t('visit.sheet.print'));
  await stage.picture(desk, 'desk-sheet-of-visits');
  await desk.context().close();
}
