// A clerk's five minutes with somebody else's workbook at the desk: choose it, read what is wrong, bring it in, take it back; each act counted.
import type { Page } from 'playwright-core';
import { words } from '../../../src/apps/desk/room-words.zh.ts';
import type { Hand } from './klm.ts';

const buttonOf = (page: Page, text: string) => page.getByRole('button', { name: text, exact: true });

/** Unfolds the step of a table and chooses the file, as through the system's own box: find it, open it. */
export async function chooseFile(page: Page, hand: Hand, bytes: Buffer, title: string): Promise<void> {
  const card = page
    .locator('main section, main article, main [aria-label]', {
      has: page.getByRole('heading', { name: title, exact: true }),
    })
    .last();
  const unfold = card.getByRole('button', { name: words['desk.setup.unfold'], exact: true });
  if ((await unfold.count()) > 0) await hand.tap(unfold, `open "${title}"`);
  const chooser = page.waitForEvent('filechooser');
  await hand.tap(card.locator('label.zd-file'), 'choose a file');
  await (await chooser).setFiles({
    name: '柳湾村登记表.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: bytes,
  });
  hand.taps += 2;
  hand.decisions += 2;
}

export interface Read {
  readonly line: number;
  readonly column: string;
  readonly why: string;
}

/** Looks at the file; answers every fault as it stands on the screen, each read by the clerk. */
export async function lookAtFile(page: Page, hand: Hand): Promise<Read[]> {
  await hand.tap(buttonOf(page, words['desk.setup.check']), 'look at it');
  await buttonOf(page, words['desk.setup.run']).waitFor({ timeout: 30_000 });
  const table = page.getByRole('region', { name: words['desk.setup.why'], exact: true });
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((found) => found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')));
  // A fault is read, and it is decided that it may wait.
  hand.decisions += rows.length * 2;
  return rows.map(([line = '', column = '', why = '']) => ({ line: Number(line), column, why }));
}

export async function bringFile(page: Page, hand: Hand): Promise<void> {
  await hand.tap(buttonOf(page, words['desk.setup.run']), 'bring it in');
  await page.locator('main .zd-chip', { hasText: words['desk.setup.ran'] }).first().waitFor({ timeout: 120_000 });
}

export async function takeBack(page: Page, hand: Hand): Promise<void> {
  await hand.tap(buttonOf(page, words['desk.setup.undo']), 'take it all back');
  await hand.tap(
    page.locator('dialog[open]').getByRole('button', { name: words['desk.setup.undoYes'], exact: true }),
    'yes',
  );
  await page.locator('dialog[open]').waitFor({ state: 'detached', timeout: 120_000 });
}
