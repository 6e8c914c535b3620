// A chapter of its own: a clerk brings in the table that the village has had for years. What is wrong is named row by row, mended, brought in, and taken back as a whole.
import type { Locator, Page } from 'playwright-core';
import { foreignWorkbook } from '#tests/foreign-workbook.ts';
import { openDesk } from './desk.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

/** Rows enough to be a table; the whole village takes as long as a clerk's tea. */
const homes = 30;
const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const button = (card: Locator, word: Parameters<typeof t>[0]): Locator =>
  card.getByRole('button', { name: t(word), exact: true });

async function cardOf(stage: Stage, desk: Page): Promise<Locator> {
  await desk.goto(`${stage.url}/desk/#/setup`);
  const title = desk.getByRole('heading', { name: t('desk.setup.roster'), exact: true });
  await stage.sees(desk, title);
  const card = desk.locator('main [aria-label]', { has: title }).last();
  const unfold = button(card, 'desk.setup.unfold');
  if ((await unfold.count()) > 0) await unfold.click();
  return card;
}

async function lookAt(card: Locator, bytes: Buffer): Promise<void> {
  await card.locator('input[type=file]').setInputFiles({ name: '柳湾村登记表.xlsx', mimeType, buffer: bytes });
  await button(card, 'desk.setup.check').click();
  await button(card, 'desk.setup.run').waitFor();
}

async function named(stage: Stage, desk: Page, card: Locator): Promise<void> {
  stage.step('the village looks at a table of its own making: every row that is wrong is named, with the reason');
  const book = await foreignWorkbook(homes);
  await lookAt(card, book.bytes);
  const rows = card.getByRole('region', { name: t('desk.setup.why'), exact: true }).locator('tbody tr');
  const lines = (await rows.locator('td:first-child').allTextContents()).map(Number);
  const wanted = book.faults.map(({ line }) => line);
  if (lines.join() !== wanted.join()) throw new Error(`lines ${lines.join()} are named, ${wanted.join()} are wrong`);
  await rows.first().scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-table-with-its-faults', true);
  const coming = desk.waitForEvent('download');
  await button(card, 'desk.setup.download').click();
  if ((await (await coming).failure()) !== null) throw new Error('the sheet with comments did not come');
}

async function broughtAndTakenBack(stage: Stage, desk: Page, card: Locator): Promise<void> {
  stage.step(
    'mended in the spreadsheet, the same table is right; it comes in, and is taken back as if it had never been',
  );
  const book = await foreignWorkbook(homes, true);
  await lookAt(card, book.bytes);
  await stage.sees(desk, t('desk.setup.good'));
  await stage.picture(desk, 'desk-table-mended', true);
  await button(card, 'desk.setup.run').click();
  await stage.sees(desk, card.getByText(t('desk.setup.ran'), { exact: true }));
  await stage.picture(desk, 'desk-table-is-in', true);
  await button(card, 'desk.setup.undo').click();
  const sure = desk.getByRole('dialog').getByRole('button', { name: starts(t('desk.setup.undoYes')) });
  await stage.sees(desk, sure);
  await stage.picture(desk, 'desk-table-to-be-taken-back');
  await sure.click();
  await stage.sees(desk, card.getByText(t('desk.setup.undone'), { exact: true }));
  await stage.picture(desk, 'desk-table-taken-back', true);
}

export async function workbookBrought(stage: Stage): Promise<void> {
  const desk = await openDesk(stage, 'village');
  const card = await cardOf(stage, desk);
  await named(stage, desk, card);
  await broughtAndTakenBack(stage, desk, card);
  await desk.context().close();
}
