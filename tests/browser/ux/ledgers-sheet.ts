// A sheet of visits is printed for a grid and typed in by keys alone: two for each circle, Enter to the next line; what was typed is in the notebook as of its day.
import type { Page } from 'playwright-core';
import type { At } from '../ux.ts';
import { Hand } from './klm.ts';
import { axeFaults, context, deskSize, enterDesk, goHash, measure, phoneSize, settle } from './stage.ts';
import { type Home, rows, workerHomes } from './village.ts';

/** As it stands on paper: the day, the circles, what was written. */
const lines = [
  { codes: '11', note: '' },
  { codes: '21 32', note: '' },
  { codes: '71', note: '想把渠口修一修' },
] as const;

/** The rows as every other screen is looked at, also where a desk is as narrow as a phone. */
async function looked({ figures, pictures }: At, page: Page): Promise<void> {
  figures.none('sheet of visits: axe', await axeFaults(page));
  figures.none('sheet of visits: targets below 44 px', (await measure(page, 'smallTargets', 44, '')).found);
  await page.setViewportSize(phoneSize);
  await settle(page);
  const narrow = [...(await axeFaults(page)), ...(await measure(page, 'sideways'))];
  figures.none('sheet of visits at 360 px: axe, sideways', narrow);
  await page.screenshot({ path: `${pictures}/desk-sheet-typed-360.png` });
  await page.setViewportSize(deskSize);
}

/** What is in the notebook and was not typed, or the other way round. */
async function otherwise({ village }: At, homes: readonly Home[], on: string | undefined): Promise<string[]> {
  const kept = await rows<{ parts: { kind: string }[]; day: string }>(
    village,
    `select parts, to_char(claimed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from visit where household = any($1::uuid[])
       and parts @> '[{"kind": "paper"}]' and received_at > now() - interval '10 minutes'`,
    [homes.map(({ id }) => id)],
  );
  const kinds = kept.flatMap(({ parts }) => parts.map(({ kind }) => kind)).sort();
  const wanted = ['fact', 'opinion', 'paper', 'paper', 'paper', 'policy', 'well'];
  const days = kept.filter(({ day }) => on !== undefined && day !== on).map(({ day }) => day);
  return kinds.join() === wanted.join() ? days : [kinds.join(), ...days];
}

export async function typeSheet(of: At): Promise<void> {
  const { figures, village } = of;
  const homes = (await workerHomes(village)).slice(0, lines.length);
  const [grid] = await rows<{ grid: string }>(village, 'select grid from household where id = $1', [homes[0]?.id]);
  const made = await context(of.browser, { viewport: deskSize, hasTouch: true });
  const page = await made.newPage();
  await enterDesk(page, village);
  await goHash(page, `/sheets?grid=${grid?.grid}`);
  await page.locator(`[id="codes-${homes[0]?.id}"]`).waitFor();
  const hand = new Hand(page);
  const yesterday = new Date(Date.now() - 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  const sameMonth = yesterday.slice(0, 7) === new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  for (const [at, { codes, note }] of lines.entries()) {
    const field = page.locator(`[id="codes-${homes[at]?.id}"]`);
    await field.focus();
    hand.keys += codes.length;
    await page.keyboard.type(codes);
    if (note !== '') {
      await hand.press('Tab', 'to the words');
      hand.hanzi += note.length;
      await page.keyboard.insertText(note);
    }
    if (at === 0 && sameMonth) {
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.type(yesterday.slice(8));
      await page.keyboard.press('Tab');
      hand.keys += 4;
    }
    if (at < lines.length - 1) await hand.press('Enter', 'the next home');
  }
  await settle(page);
  await page.screenshot({ path: `${of.pictures}/desk-sheet-typed.png` });
  await looked(of, page);
  await page.locator('#sheet-save').focus();
  await hand.press('Enter', 'keep them');
  await page
    .getByText('记下了')
    .nth(lines.length - 1)
    .waitFor();
  await page.screenshot({ path: `${of.pictures}/desk-sheet-kept.png` });
  await made.close();
  const wrong = await otherwise(of, homes, sameMonth ? yesterday : undefined);
  of.say(`    ${hand.story}`);
  figures.none('sheet of visits typed in: what is in the notebook is otherwise', wrong);
  const each = hand.seconds / lines.length;
  figures.add('sheet of visits typed in, each home', each, { unit: 's', goal: 15, better: 'lower' });
}
