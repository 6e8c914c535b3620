// Rows U1, U2, U12, U22, U23 and U28: what a worker does at a door, done by single taps and counted; undone; and left lying for half a day.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { filesUnder, root } from '../../../tools/report.ts';
import type { At } from '../ux.ts';
import { halfDay, halfDayAtDoor } from './half-day.ts';
import { Hand } from './klm.ts';
import { deskSize, context, enterDesk, enterField, goHash, phoneContext } from './stage.ts';
import { type Home, rows } from './village.ts';

export const row = (page: Page, path: string): ReturnType<Page['locator']> => page.locator(`a[href="#${path}"]`);
/** The rows of a list stand in the page a screenful at a time: the door number finds the home. */
export async function findHome(hand: Hand, home: Home, path: string): Promise<void> {
  const target = row(hand.page, path);
  // A hand waits for the list before it scrolls.
  await hand.page.locator('.field-homes .zd-button').first().waitFor();
  for (let swipes = 0; swipes < 30 && !(await target.first().isVisible()); swipes++) {
    await hand.page.mouse.wheel(0, 500);
    await hand.page.waitForTimeout(60);
    hand.scrolls += 1;
  }
  await hand.tap(target, `the home ${home.door}`);
}

export async function fromToday(page: Page): Promise<Hand> {
  await goHash(page, '/today');
  return new Hand(page);
}

async function ordinaryVisit(page: Page, home: Home): Promise<Hand> {
  const hand = await fromToday(page);
  await hand.tap(row(page, '/note'), '记一笔');
  await findHome(hand, home, `/visit/${home.id}`);
  await hand.tap(page.locator('.zd-pick', { hasText: '都好' }), '都好');
  await hand.tap(page.locator('.zd-page-foot .zd-button-filled'), 'save');
  await page.locator('.zd-undo').waitFor();
  return hand;
}

async function problem(page: Page, home: Home): Promise<Hand> {
  const hand = await fromToday(page);
  await hand.tap(row(page, '/note'), '记一笔');
  await findHome(hand, home, `/visit/${home.id}`);
  await hand.tap(page.locator('.field-kinds .zd-button').nth(2), 'its kind');
  await hand.type(page.locator('textarea').first(), '从昨天夜里开始，院子前面全是泥水。', 'what else');
  await hand.tap(page.locator('.zd-page-foot .zd-button').last(), 'report');
  await page.waitForURL(/#\/secret\//);
  return hand;
}

async function sameHere(page: Page, home: Home): Promise<{ hand: Hand; shown: string }> {
  const hand = await fromToday(page);
  await hand.tap(row(page, '/note'), '记一笔');
  await findHome(hand, home, `/visit/${home.id}`);
  const known = page.locator('.zd-row-item', { hasText: '停水' }).filter({ hasText: '附近' }).first();
  await known.waitFor();
  const shown = await known.innerText();
  await hand.tap(known.locator('.zd-button'), 'the same here');
  await page.waitForURL(/#\/secret\//);
  return { hand, shown };
}

/** The same from the matter that is known; what was kept is taken back, so that the home stays as it was. */
async function sameFromMatter(page: Page): Promise<Hand> {
  const hand = await fromToday(page);
  await hand.tap(page.locator('main a[href^="#/matter/"]', { hasText: '停水' }), 'the matter');
  await hand.tap(page.locator('a[href^="#/same/"]'), 'in another home too');
  await hand.tap(page.locator('.field-homes .zd-button'), 'the home');
  await page.waitForURL(/#\/secret\//);
  await page.locator('.zd-undo .zd-button').tap();
  await page.waitForTimeout(500);
  return hand;
}

function countFlows({ figures, say }: At, hands: { visit: Hand; problem: Hand; same: Hand; known: Hand }): void {
  for (const [name, hand] of Object.entries(hands)) say(`  ${name}: ${hand.story}`);
  const lower = { better: 'lower' as const };
  figures.add('U1 taps of an ordinary visit', hands.visit.taps, { ...lower, unit: 'taps', goal: 6 });
  figures.add('U1 time of an ordinary visit (KLM)', hands.visit.seconds, { ...lower, unit: 's', goal: 15 });
  figures.add('U2 taps of a problem', hands.problem.taps, { ...lower, unit: 'taps', goal: 12 });
  figures.add('U2 hanzi of a problem', hands.problem.hanzi, { ...lower, unit: 'hanzi', goal: 20 });
  figures.add('U2 time of a problem (KLM, no photo)', hands.problem.seconds, { ...lower, unit: 's', goal: 45 });
  figures.add('U2 taps of "the same here"', hands.same.taps, { ...lower, unit: 'taps', goal: 4 });
  figures.add('U2 time of "the same here" (KLM)', hands.same.seconds, { ...lower, unit: 's', goal: 10 });
  figures.add('U2 time of "the same here" (KLM), from the known matter', hands.known.seconds, {
    ...lower,
    unit: 's',
    goal: 10,
  });
}

/** How long the undo bar stays when nobody touches it. */
async function barSeconds(page: Page): Promise<number> {
  const bar = page.locator('.zd-undo');
  await bar.waitFor();
  const start = performance.now();
  await page.mouse.move(5, 120);
  await bar.waitFor({ state: 'detached', timeout: 40_000 });
  return (performance.now() - start) / 1000;
}

const visitsOf = async (at: At, home: Home): Promise<number> =>
  (await rows<{ n: number }>(at.village, 'select count(*)::int as n from visit where household = $1', [home.id]))[0]
    ?.n ?? 0;

/** Takes a saved visit back at the last moment: the form is as it was and the village never heard of it. */
async function undoVisit(at: At, page: Page, home: Home): Promise<string[]> {
  const before = await visitsOf(at, home);
  await goHash(page, `/visit/${home.id}`);
  await page.locator('.zd-pick', { hasText: '都好' }).tap();
  await page.locator('#note').fill('老人说腿好多了。');
  await page.locator('.zd-page-foot .zd-button-filled').tap();
  await page.locator('.zd-undo').waitFor();
  await page.waitForTimeout(8_500);
  await page.locator('.zd-undo .zd-button').tap();
  await page.waitForTimeout(4_000);
  const faults: string[] = [];
  if ((await visitsOf(at, home)) !== before) faults.push('field: the village has the visit that was undone');
  await goHash(page, `/visit/${home.id}`);
  if ((await page.locator('#note').inputValue()) !== '老人说腿好多了。')
    faults.push('field: what was written did not come back');
  if ((await page.locator('.zd-pick-on', { hasText: '都好' }).count()) !== 1)
    faults.push('field: what was chosen did not come back');
  await page.locator('#note').fill('');
  await page.locator('.zd-pick-on', { hasText: '都好' }).tap();
  return faults;
}

/** The village hands a matter on: undone it stays, left alone it goes. */
async function undoOnDesk(at: At): Promise<{ faults: string[]; seconds: number }> {
  const office = await context(at.browser, { viewport: deskSize });
  const page = await office.newPage();
  await enterDesk(page, at.village);
  const stateNow = async (): Promise<string> =>
    (
      await rows<{ s: string }>(at.village, `select state || ' ' || holder as s from matter where id = $1`, [
        at.seeds.held.id,
      ])
    )[0]?.s ?? '';
  const answerIt = async (): Promise<void> => {
    await goHash(page, '/inbox/changed');
    await goHash(page, `/inbox/mine/${at.seeds.held.id}`);
    await page.locator('.zd-next .zd-button-filled').click();
    await page.locator('dialog #act-text').fill('垃圾清走了，往后每周二清一次。');
    await page.locator('dialog .zd-button-filled').click();
    await page.locator('.zd-undo').waitFor();
  };
  await goHash(page, `/inbox/mine/${at.seeds.held.id}`);
  const accept = page.locator('.zd-next .zd-button-filled');
  await accept.waitFor();
  if (!(await page.locator('dialog').count())) await accept.click();
  await page.waitForTimeout(1_500);
  const before = await stateNow();
  await answerIt();
  await page.waitForTimeout(8_500);
  const faults: string[] = [];
  if ((await stateNow()) !== before) faults.push('desk: the answer went out before the time for undo was over');
  await page.locator('.zd-undo .zd-button').click();
  await page.waitForTimeout(3_500);
  if ((await stateNow()) !== before) faults.push('desk: the answer that was undone went out');
  await answerIt();
  const seconds = await barSeconds(page);
  await page.waitForTimeout(1_500);
  if ((await stateNow()) === before) faults.push('desk: the answer did not go out');
  await office.close();
  return { faults, seconds };
}

/** Acts that need more than one finger, a long press or a drag, looked for in the sources of all screens. */
export function gestures(): string[] {
  const wanted =
    /on(Touch(Start|Move|End)|Drag\w*|Drop|ContextMenu|DblClick|PointerMove|PointerDown|Gesture\w*)=|addEventListener\(\s*['"](touch\w+|drag\w*|drop|contextmenu|dblclick|pointermove|gesture\w+)/;
  return filesUnder(root, 'src', /\.(tsx|ts|js)$/).filter(
    (file) => !/\.test\./.test(file) && wanted.test(readFileSync(path.join(root, file), 'utf8')),
  );
}

export async function checkFlows(at: At): Promise<void> {
  const { browser, village, seeds, figures } = at;
  const phone = await phoneContext(browser);
  const page = await phone.newPage();
  await enterField(page, village);
  const [undoHome, , visitHome, problemHome, sameHome] = seeds.homes.slice(8, 13) as [Home, Home, Home, Home, Home];
  const visit = await ordinaryVisit(page, visitHome);
  const bar = await barSeconds(page);
  const hard = await problem(page, problemHome);
  const since = Date.now();
  const same = await sameHere(page, sameHome);
  const known = await sameFromMatter(page);
  // A hand of this run knows nothing but short taps: whatever needs more would have stopped it.
  const done = [visit, hard, same.hand, known].filter((hand) => hand.taps > 0).length;
  countFlows(at, { visit, problem: hard, same: same.hand, known });
  figures.add('U28 homes named before sending', Number(/(\d+) 户报了/.exec(same.shown)?.[1] ?? 0), {
    unit: 'homes',
    goal: 3,
    better: 'higher',
  });
  const joined = await joinedOnServer(at, sameHome, since);
  figures.add('U28 joined with one tap', joined ? 1 : 0, {
    unit: 'matter with its own number',
    goal: 1,
    better: 'higher',
  });
  figures.add('U12 time to undo, field', bar, { unit: 's', goal: 10, better: 'higher' });
  const desk = await undoOnDesk(at);
  figures.add('U12 time to undo, desk', desk.seconds, { unit: 's', goal: 10, better: 'higher' });
  figures.none('U12 what was undone is as before', [...(await undoVisit(at, page, undoHome)), ...desk.faults]);
  await phone.close();
  figures.none('U22 half a day later', [...(await halfDay(at)), ...(await halfDayAtDoor(at))]);
  figures.none('U23 acts that need a drag, a long press or two fingers', gestures());
  figures.add('U23 flows done by single taps', done, { unit: 'flows', goal: 4, better: 'higher' });
}

/** Asked of what came since: a home may have had the same two years ago. */
async function joinedOnServer(at: At, home: Home, since: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    const [found] = await rows<{ same: string | null; number: number }>(
      at.village,
      `select same_as as same, number from matter where household = $1 and category = 'W2' and reported_at > $2`,
      [home.id, new Date(since)],
    );
    if (found) return found.same !== null && found.number > 0;
    await new Promise((done) => setTimeout(done, 500));
  }
  return false;
}
