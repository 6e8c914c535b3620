// Row U37: several matters at once: undone nothing goes, one that moved meanwhile is refused by itself and said so, each goes by itself; the printed list.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Actor } from '#kit/actor.ts';
import type { At } from '../ux.ts';
import { atTownship, heldBy, holders } from './desk-matters.ts';
import { goHash } from './stage.ts';
import { rows, say } from './village.ts';

const bureau = '云溪县水务局';

async function chooseAll(page: Page, ids: readonly string[], title: string): Promise<void> {
  // Words are there a moment after the matter: the list is opened until all of them are found.
  for (let tries = 0; tries < 30; tries++) {
    await goHash(page, '/inbox/changed');
    await goHash(page, `/inbox/mine?text=${encodeURIComponent(title)}`);
    await page.waitForTimeout(500);
    if ((await page.locator('.zd-desk-row').count()) === ids.length) break;
  }
  await page.keyboard.press('j');
  await page.keyboard.press('X');
  await page.waitForFunction((n) => document.querySelectorAll('input[type=checkbox]:checked').length === n, ids.length);
}

async function sendAll(page: Page): Promise<void> {
  await page.keyboard.press('d');
  await page.locator('#bulk-send:focus').waitFor();
}

async function undoMany(at: At, page: Page, officer: Actor): Promise<string[]> {
  const ids = await atTownship(at, officer, 5, '闸门锈住了');
  await chooseAll(page, ids, '闸门锈住了');
  await sendAll(page);
  await page.keyboard.press('Enter');
  await page.locator('.zd-undo').waitFor();
  await page.keyboard.press('z');
  await page.waitForTimeout(1_500);
  const there = (await holders(at, ids)).get(bureau) ?? 0;
  return there === 0 ? [] : [`${there} of the 5 that were undone went out`];
}

/** One of six is answered by somebody else while the preview stands on the screen. */
async function oneMoves(at: At, page: Page, officer: Actor): Promise<string[]> {
  const ids = await atTownship(at, officer, 6, '水渠漏水');
  await chooseAll(page, ids, '水渠漏水');
  await sendAll(page);
  const [moved = ''] = ids;
  await page.keyboard.press('Enter');
  await page.locator('.zd-undo').waitFor();
  await say(at.village, officer, 'case.answer', { case: moved, text: '已经堵好了。' });
  await page.locator('dialog[open]', { hasText: '没送成' }).waitFor({ timeout: 25_000 });
  await page.screenshot({ path: path.join(at.pictures, 'desk-bulk-refused.png') });
  const faults: string[] = [];
  if (!(await heldBy(at, ids, bureau, 5))) faults.push('the five others did not arrive');
  const [said] = await rows<{ n: number }>(
    at.village,
    `select count(*)::int as n from step where name = 'case.dispatched' and matter = any($1::uuid[])`,
    [ids],
  );
  if (said?.n !== 5) faults.push(`${said?.n} were handed on instead of five`);
  const text = await page.locator('dialog[open]').innerText();
  if (!text.includes('水渠漏水') || !text.includes('6 件里有 1 件')) faults.push(`it is not said which one: ${text}`);
  await page.keyboard.press('Escape');
  return faults;
}

/** What is already answered is left out before anything is sent, with its reason. */
async function leftOut(at: At, page: Page, officer: Actor): Promise<string[]> {
  const ids = await atTownship(at, officer, 3, '水泵响');
  await say(at.village, officer, 'case.answer', { case: ids[0], text: '换了轴承。' });
  await chooseAll(page, ids, '水泵响');
  await page.keyboard.press('d');
  await page.locator('#bulk-send:focus').waitFor();
  const text = await page.locator('dialog[open]').innerText();
  await page.screenshot({ path: path.join(at.pictures, 'desk-bulk-left-out.png') });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  return text.includes('1 件不能一起办') && text.includes(`2 件转给${bureau}`) ? [] : [`the preview says: ${text}`];
}

async function onPaper(at: At, page: Page, officer: Actor): Promise<string[]> {
  const ids = await atTownship(at, officer, 58, '喷灌头坏了');
  await page.evaluate(() => {
    globalThis.print = () => undefined;
  });
  await chooseAll(page, ids, '喷灌头坏了');
  await page.keyboard.press('p');
  await page.locator('.zd-printed').waitFor({ state: 'attached' });
  const file = path.join(at.pictures, 'desk-list.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true });
  const pages = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  const faults: string[] = [];
  if (pages.length !== 3 && pages.length !== 2) faults.push(`${pages.length} pages`);
  const text = pages.join('\n');
  for (const wanted of ['事项清单', '柳湾乡政府', '共 58 件', `1/${pages.length}`, '签字'])
    if (!text.replaceAll(' / ', '/').includes(wanted)) faults.push(`the paper does not say ${wanted}`);
  if (pages.some((one) => one.includes('喷灌头坏了') && !one.includes('编号'))) faults.push('a page has no head');
  if ((text.match(/喷灌头坏了/g) ?? []).length !== 58) faults.push('not every row is on the paper');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.keyboard.press('Escape');
  return faults;
}

export async function checkMany(at: At, page: Page, officer: Actor): Promise<string[]> {
  return [
    ...(await undoMany(at, page, officer)),
    ...(await leftOut(at, page, officer)),
    ...(await oneMoves(at, page, officer)),
    ...(await onPaper(at, page, officer)),
  ];
}
