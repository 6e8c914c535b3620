// Rows U35 to U38 and the desk's time budgets: a township officer hands on one matter and twenty by keys, every flow without a mouse, addresses that say the list, two people at one matter.
import type { Page } from 'playwright-core';
import type { Actor } from '#kit/actor.ts';
import type { At } from '../ux.ts';
import { checkMany } from './desk-many.ts';
import { atTownship, heldBy, holders } from './desk-matters.ts';
import { focused, Keys } from './keyboard.ts';
import { Hand } from './klm.ts';
import { context, deskSize, enterDesk, goHash, settle } from './stage.ts';
import { roomActor } from './village.ts';

async function openTownship(at: At): Promise<{ page: Page; close: () => Promise<void> }> {
  const made = await context(at.browser, { viewport: deskSize, hasTouch: true });
  const page = await made.newPage();
  await enterDesk(page, at.village, 'township');
  return { page, close: () => made.close() };
}

const inList = (page: Page, id: string): Promise<void> => page.locator(`#row-${id}`).waitFor({ state: 'attached' });

/** Read, hand on: j, Enter, a. */
async function assignOne(at: At, page: Page, officer: Actor): Promise<Hand> {
  const [id = ''] = await atTownship(at, officer, 1, '渠口堵了');
  await goHash(page, '/inbox/mine?text=');
  await goHash(page, `/inbox/mine?group=W&state=reported`);
  await inList(page, id);
  const hand = new Hand(page);
  // The one that is due last stands last.
  const first = (await page.locator('.zd-desk-row').first().getAttribute('id')) ?? '';
  await hand.press('j', 'the first row');
  await hand.press('Enter', 'open and read it');
  await page.locator('.zd-next .zd-button-filled').waitFor();
  await hand.press('a', 'the next step: hand on');
  await page.locator('.zd-undo').waitFor();
  const sent = first.replace('row-', '');
  await page.waitForTimeout(300);
  await page.evaluate(() => document.querySelector<HTMLElement>('.zd-next .zd-button')?.click());
  if (!(await heldBy(at, [sent], '云溪县水务局', 1))) throw new Error('the one that was handed on did not arrive');
  return hand;
}

/** Twenty alike: the first, all alike, hand on, send. */
async function assignTwenty(at: At, page: Page, officer: Actor): Promise<Hand> {
  const ids = await atTownship(at, officer, 20, '渠道淤了');
  await goHash(page, '/inbox/mine');
  const name = encodeURIComponent('渠道淤了');
  await goHash(page, `/inbox/mine?text=${name}`);
  for (const id of ids) await inList(page, id);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const hand = new Hand(page);
  await hand.press('j', 'the first row');
  await hand.press('X', 'all alike');
  await hand.press('d', 'hand on');
  await page.locator('#bulk-send:focus').waitFor();
  await page.screenshot({ path: `${at.pictures}/desk-bulk-preview.png` });
  await hand.press('Enter', 'send these');
  await page.locator('.zd-undo').waitFor();
  const before = (await holders(at, ids)).get('云溪县水务局') ?? 0;
  if (before !== 0) throw new Error('they went out before the time for undo was over');
  if ((await page.locator('.zd-undo :focus').count()) > 0) throw new Error('the focus holds the undo bar by itself');
  // Whatever is held goes when it can no longer be undone, and no second bar says the same again.
  await page.locator('.zd-undo').waitFor({ state: 'detached', timeout: 20_000 });
  if (!(await heldBy(at, ids, '云溪县水务局', 20))) throw new Error('not all twenty arrived');
  await page.waitForTimeout(1000);
  if ((await page.locator('.zd-undo').count()) > 0) throw new Error('the same is told once more, without undo');
  return hand;
}

type Must = (ok: boolean, what: string) => unknown;

async function chooseByKeys(page: Page, keys: Keys, must: Must): Promise<void> {
  await keys.press('x', 'choose this row');
  await keys.press('j', 'next row while choosing');
  await keys.press('x', 'choose the second');
  must((await page.locator('input[type=checkbox]:checked').count()) === 2, 'two are chosen');
  await keys.press('X', 'all alike');
  must((await page.locator('input[type=checkbox]:checked').count()) === 4, 'all alike are chosen');
  await keys.press('m', 'make one matter');
  await page.locator('dialog[open] #join-name').waitFor();
  await keys.press('Escape', 'leave the joining');
  await keys.press('Escape', 'choose none');
  must((await page.locator('input[type=checkbox]').count()) === 0, 'none is chosen any more');
}

async function narrowByKeys(page: Page, keys: Keys): Promise<void> {
  await keys.press('f', 'narrow the list');
  await keys.tabTo('#inbox-category', 'the category');
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(300);
  await keys.tabTo('#inbox-keep', 'the name to keep it under');
  await page.keyboard.insertText('我的筛选');
  await keys.press('Enter', 'keep the list');
  await page.locator('.zd-menu', { hasText: '我的筛选' }).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await page
    .locator('dialog[open]')
    .waitFor({ state: 'detached' })
    .catch(() => undefined);
}

/** Every flow of the desk by keys alone. */
async function byKeys(at: At, page: Page, officer: Actor): Promise<string[]> {
  const ids = await atTownship(at, officer, 4, '水管冻了');
  const keys = new Keys(page);
  const faults: string[] = [];
  const must = (ok: boolean, what: string): unknown => (ok ? undefined : faults.push(what));
  await goHash(page, '/inbox/mine');
  await keys.press('/', 'search');
  must((await focused(page)) === 'inbox-search', 'the search has the focus');
  await page.keyboard.insertText('sgd');
  await page.waitForTimeout(800);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('水管冻了');
  await inList(page, ids[0] ?? '');
  await keys.press('Enter', 'from the search to the first row');
  must((await focused(page)).startsWith('row-'), 'Enter in the search goes to the first row');
  await keys.press('ArrowDown', 'down');
  await keys.press('ArrowUp', 'up');
  await keys.press('j', 'next row');
  await keys.press('k', 'the row before');
  const row = await focused(page);
  await keys.press('Enter', 'open');
  await page.locator('.zd-next').waitFor();
  must((await focused(page)) === row, 'opening keeps the row in focus');
  await keys.press('e', 'write a note');
  await keys.tabTo('#act-text', 'the words of the note');
  await page.keyboard.insertText('去看过一次。');
  await keys.tabTo('dialog .zd-button-filled', 'the button that sends');
  await keys.press('Enter', 'send the note');
  await page.waitForTimeout(700);
  must((await focused(page)) === row, 'after a form the row has the focus again');
  must((await page.locator('.zd-time').innerText()).includes('去看过一次'), 'the note stands in the story');
  await keys.press('a', 'the next step');
  await page.locator('.zd-undo').waitFor();
  await keys.press('z', 'undo');
  await page.locator('.zd-undo').waitFor({ state: 'detached' });
  must((await holders(at, ids)).get('柳湾乡政府') === 4, 'what was undone by key did not go');
  await keys.press('d', 'hand on elsewhere');
  must(
    (await page.locator('dialog[open]').count()) === 1 || (await page.locator('.zd-undo').count()) === 1,
    'd hands on',
  );
  if ((await page.locator('dialog[open]').count()) === 1) await keys.press('Escape', 'leave the form');
  await chooseByKeys(page, keys, must);
  await narrowByKeys(page, keys);
  return [...faults, ...keys.lost];
}

/** The address says the list: reloaded it is the same, and the back button gives the one before. */
async function byAddress(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const shown = async (): Promise<string> => {
    await page.waitForTimeout(600);
    return (await page.locator('.zd-desk-row').evaluateAll((all) => all.map((one) => one.id))).join();
  };
  await goHash(page, '/inbox/all');
  const everything = await shown();
  await goHash(page, '/inbox/all?group=W&due=week');
  const narrow = await shown();
  await page.reload();
  await page.locator('.zd-desk').waitFor();
  await settle(page);
  if ((await shown()) !== narrow) faults.push('reloaded, the list is another');
  await page.goBack();
  if ((await shown()) !== everything) faults.push('back, the list is not the one before');
  if (narrow === everything) faults.push('the filter changed nothing');
  return faults;
}

/** Two officers at one matter: each sees the other, and what comes too late is not lost. */
async function twoAtOne(at: At, page: Page, officer: Actor): Promise<string[]> {
  const faults: string[] = [];
  const [id = ''] = await atTownship(at, officer, 1, '泵房门坏了');
  const other = await context(at.browser, { viewport: deskSize });
  const village = await other.newPage();
  await enterDesk(village, at.village, 'village');
  await goHash(village, `/inbox/all/${id}`);
  await goHash(page, `/inbox/mine/${id}`);
  const beside = page.locator('.zd-note', { hasText: '也开着这件事' });
  await beside.waitFor({ timeout: 8_000 }).catch(() => faults.push('who else has it open is not shown'));
  await page.screenshot({ path: `${at.pictures}/desk-beside.png` });
  // The focus may still be on a row of before: a key then opens that row first.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('w');
  await page.locator('#act-text').fill('门换了新的，钥匙在水管员那里。');
  // Meanwhile a note is written by the other.
  await village.keyboard.press('e');
  await village.locator('#act-text').fill('我刚去看过，门框也歪了。');
  await village.locator('dialog .zd-button-filled').click();
  await village.locator('.zd-time', { hasText: '门框也歪了' }).waitFor();
  await page.locator('dialog .zd-button-filled').click();
  await page.locator('.zd-undo').waitFor();
  await page.evaluate(() => document.querySelector<HTMLElement>('.zd-next .zd-button')?.click());
  const merge = page.locator('.zd-meanwhile');
  await merge.waitFor({ timeout: 8_000 }).catch(() => faults.push('no merge view'));
  const text = await merge.innerText().catch(() => '');
  if (!text.includes('门框也歪了')) faults.push('what happened meanwhile is not shown');
  if (!text.includes('钥匙在水管员那里')) faults.push('the words that were about to be sent are not shown');
  await page.screenshot({ path: `${at.pictures}/desk-meanwhile.png` });
  await merge.locator('.zd-button', { hasText: '改一改再送' }).click();
  if ((await page.locator('#act-text').inputValue()) !== '门换了新的，钥匙在水管员那里。')
    faults.push('the words are lost');
  await page.locator('#act-text').fill('门和门框都换了，钥匙在水管员那里。');
  await page.locator('dialog .zd-button-filled').click();
  await page.evaluate(() => document.querySelector<HTMLElement>('.zd-next .zd-button')?.click());
  await page
    .locator('.zd-time', { hasText: '门和门框都换了' })
    .waitFor({ timeout: 8_000 })
    .catch(() => faults.push('the changed answer did not arrive'));
  await other.close();
  await beside.waitFor({ state: 'detached', timeout: 8_000 }).catch(() => faults.push('who left is still shown'));
  return faults;
}

export async function checkDesk(at: At): Promise<void> {
  const officer = await roomActor(at.village, 'township');
  const { page, close } = await openTownship(at);
  try {
    const one = await assignOne(at, page, officer);
    const many = await assignTwenty(at, page, officer);
    at.say(`  hand on one: ${one.story}`);
    at.say(`  hand on twenty: ${many.story}`);
    const lower = { better: 'lower' as const };
    at.figures.add('desk: keys and clicks to read one and hand it on', one.taps + one.keys, {
      ...lower,
      unit: 'keys',
      goal: 4,
    });
    at.figures.add('desk: time to read one and hand it on (KLM)', one.seconds, { ...lower, unit: 's', goal: 10 });
    at.figures.add('desk: time to hand on twenty alike (KLM)', many.seconds, { ...lower, unit: 's', goal: 30 });
    at.figures.none('U35 every flow of the desk by keys, the focus never lost', await byKeys(at, page, officer));
    at.figures.none('U36 the address says the list', await byAddress(page));
    at.figures.none('U37 several at once, undone, refused one by one, printed', await checkMany(at, page, officer));
    at.figures.none('U38 two people at one matter', await twoAtOne(at, page, officer));
  } catch (error) {
    await page.screenshot({ path: `${at.pictures}/desk-stopped.png` });
    throw error;
  } finally {
    await close();
  }
}
