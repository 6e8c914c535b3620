// Row U14, what axe does not see: the focus is never covered, nothing needs dragging, nothing known is asked again, and what opens a door can be pasted. Where help stands is row U42.
import type { Page } from 'playwright-core';
import type { At } from '../ux.ts';
import { openStage, type Screen } from './screens.ts';
import { context, deskSize, enterField, goHash, settle } from './stage.ts';

/** What holds the focus, named, and whether anything of it can be seen; undefined when nothing holds it. */
function lookAtFocus(): { name: string; covered: string; first: boolean } | undefined {
  const one = document.activeElement;
  if (!(one instanceof HTMLElement) || one === document.body) return undefined;
  const shown = one.matches('input') ? (one.closest('label') ?? one) : one;
  const box = shown.getBoundingClientRect();
  const name = `${one.tagName.toLowerCase()}#${one.id}.${String(one.className).split(' ')[0]} "${(one.textContent ?? '').trim().slice(0, 16)}"`;
  const first = one.dataset['zdSeen'] !== 'yes';
  one.dataset['zdSeen'] = 'yes';
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (right - left < 2 || bottom - top < 2) return { name, covered: 'out of sight', first };
  const spots = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) =>
    [0.2, 0.5, 0.8].map((y) => [left + (right - left) * x, top + (bottom - top) * y] as const),
  );
  const mine = spots.filter(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return over !== null && (shown.contains(over) || over === shown.parentElement);
  });
  const cover = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const by = `${cover?.tagName.toLowerCase()}.${String(cover?.className ?? '').split(' ')[0]}`;
  return { name, covered: mine.length < spots.length * 0.75 ? `covered by ${by}` : '', first };
}

const most = 60;
/** Tab by Tab until it comes round again. */
async function tabThrough(page: Page, where: string): Promise<string[]> {
  const faults: string[] = [];
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('[data-zd-seen]')) delete one.dataset['zdSeen'];
    (document.activeElement as HTMLElement | null)?.blur();
  });
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(lookAtFocus);
    if (found === undefined) continue;
    if (!found.first) break;
    if (found.covered !== '') faults.push(`${where}: ${found.name} ${found.covered}`);
  }
  return faults;
}

/** With the bar of undo over the foot, which is when most is covered: a visit was saved a moment ago, and the pointer holds the bar. */
async function withUndo(at: At, width: number): Promise<string[]> {
  const made = await context(at.browser, { viewport: { width, height: 640 } });
  const page = await made.newPage();
  await enterField(page, at.village);
  const home = at.seeds.homes[11]?.id ?? '';
  await goHash(page, `/visit/${home}`);
  await page.locator('#note').fill('今天来看过。');
  await page.locator('.zd-page-foot .zd-button-filled').click();
  await page.locator('.zd-undo').hover();
  await goHash(page, `/errand/new/${home}`);
  await page.locator('#kind').waitFor();
  await page.selectOption('#kind', 'relief');
  const faults = await tabThrough(page, `new errand under the undo bar at ${width}`);
  if (!(await page.locator('.zd-undo').isVisible())) faults.push('the undo bar went before it was looked at');
  await page.screenshot({ path: `${at.pictures}/undo-bar-${width}.png` });
  await made.close();
  return faults;
}

async function focusSeen(at: At, only: string): Promise<{ faults: string[]; screens: number }> {
  const stage = await openStage(at.browser, at.village, at.seeds);
  const faults: string[] = [];
  const chosen = stage.screens.filter(({ name, elder }) => elder !== true && name.includes(only));
  const look = async (screen: Screen, sizes: readonly { width: number; height: number }[]): Promise<void> => {
    const page = await screen.open();
    const before = page.viewportSize();
    for (const size of sizes) {
      await page.setViewportSize(size);
      await settle(page);
      faults.push(...(await tabThrough(page, `${screen.name} at ${size.width}`)));
    }
    if (before) await page.setViewportSize(before);
  };
  for (const screen of chosen)
    await look(
      screen,
      screen.room === 'desk' ? [deskSize, { width: 360, height: 640 }] : [{ width: 360, height: 640 }],
    );
  await stage.close();
  return { faults, screens: chosen.length };
}

/** Only for the hand that drags, in what is drawn and in the code. */
const dragged = (page: Page, where: string): Promise<string[]> =>
  page.evaluate(
    (name) =>
      [...document.querySelectorAll('[draggable=true],input[type=range]')].map(
        (one) => `${name}: ${one.tagName.toLowerCase()} is moved by dragging`,
      ),
    where,
  );

const written = ['visit', 'problem form', 'question', 'new errand', 'errand step', 'look at a place'];
/** What stands above the form already: who lives here, where, who writes, when. */
const known = /门牌|户主|住户|姓名|电话|网格员|哪一天|日期|时间/;

async function askedAgain(page: Page, where: string): Promise<string[]> {
  const labels = await page.locator('main label:visible, main legend:visible').allInnerTexts();
  return labels
    .map((one) => one.split('\n')[0]?.trim() ?? '')
    .filter((one) => known.test(one))
    .map((one) => `${where} asks again: ${one}`);
}

/** Control and V in every field that opens a door, as a keeper of passwords would do it. */
async function pasted(page: Page, where: string): Promise<string[]> {
  const fields = page.locator(
    'input:visible:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file])',
  );
  const faults: string[] = [];
  const count = await fields.count();
  if (count === 0) faults.push(`${where} has no field`);
  for (let n = 0; n < count; n++) {
    const field = fields.nth(n);
    const text = '204816';
    await page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await field.focus();
    await field.fill('');
    await page.keyboard.press('Control+V');
    if (!(await field.inputValue()).replaceAll(/\s/g, '').includes(text))
      faults.push(`${where}: nothing can be pasted into ${await field.getAttribute('id')}`);
  }
  return faults;
}

const doors = [
  'field enrol',
  'field PIN',
  'desk sign-in',
  'household enter',
  'household typed code',
  'household typed number',
];

/** `only`: screens whose name has this in it. */
export async function checkBeyondAxe(at: At, only: string): Promise<void> {
  const { figures } = at;
  const { faults, screens } = await focusSeen(at, only);
  for (const width of [360, 320]) faults.push(...(await withUndo(at, width)));
  figures.add('U14 screens tabbed through', screens, { unit: 'screens', goal: only === '' ? 80 : 1, better: 'higher' });
  figures.none('U14 where the focus is covered or out of sight', faults);
  const stage = await openStage(at.browser, at.village, at.seeds);
  const drags: string[] = [];
  const again: string[] = [];
  const closed: string[] = [];
  for (const screen of stage.screens.filter(({ elder }) => elder !== true)) {
    const name = screen.name.replace(/^field |^desk /, '');
    const opens = doors.includes(screen.name);
    const asks = screen.room === 'field' && written.includes(name);
    if (!screen.name.includes(only) && !opens && !asks) continue;
    const page = await screen.open();
    drags.push(...(await dragged(page, screen.name)));
    if (asks) again.push(...(await askedAgain(page, screen.name)));
    if (!opens) continue;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    closed.push(...(await pasted(page, screen.name)));
  }
  await stage.close();
  figures.none('U14 what only a dragging hand can do', drags);
  figures.none('U14 what is known and asked again in a form', again);
  figures.none('U14 fields of a door that take no paste', closed);
}
