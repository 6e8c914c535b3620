// What else is done at the desk, by keys alone: posts, what is asked of the grids, errands, what homes think, the county's tables, and the first days of a county.
import path from 'node:path';
import type { Page } from 'playwright-core';
import { newId } from '#kit/id.ts';
import { words as countyWords } from '#modules/case/ui/county-words.zh.ts';
import { words as burdenWords } from '#modules/burden/words.zh.ts';
import { words as errandWords } from '#modules/errand/words.zh.ts';
import { words as opinionWords } from '#modules/opinion/words.zh.ts';
import { words as peopleWords } from '#modules/people/desk-words.zh.ts';
import { makeDigests } from '#server/digests.ts';
import { words as roomWords } from '../../../src/apps/desk/room-words.zh.ts';
import type { Keys } from './keyboard.ts';
import { Cast } from './keys-acts.ts';
import { becomes, type Flow, start } from './keys-rooms.ts';
import { rows } from './village.ts';

/** From the top of the page, so that what stands above the last act is reached again. */
async function press(page: Page, keys: Keys, name: string, why: string): Promise<void> {
  const button = page.locator('main .zd-button:visible', { hasText: name }).first();
  await button.waitFor();
  await page.evaluate(() => document.getElementById('main')?.focus());
  await keys.pressNamed('.zd-button', name, why);
}

/** Waits until the page shows it. */
const shows = (page: Page, text: string): Promise<string[]> =>
  page
    .locator('main')
    .getByText(text)
    .first()
    .waitFor({ timeout: 15_000 })
    .then(
      () => [],
      () => [`the page does not show: ${text}`],
    );

const grid = '五社2网格';
/** A grid without a worker gets one, who is away, comes back, and leaves again. */
const posts: Flow['run'] = async (at, desks) => {
  const page = await desks.desk(at.browser, 'village');
  const keys = await start(page, '/posts', 'main h1');
  await keys.tabTo('main input[type=search]', 'the field that finds an office');
  await page.keyboard.insertText(grid);
  await press(page, keys, peopleWords['people.assign'], 'put somebody in');
  const texts = { 'assign-name': '键盘来的人', 'assign-phone': '19900007788' };
  await keys.fill('put somebody in', { prefer: 'new', texts });
  const faults: string[] = [];
  const post = `from post join person on person.id = post.person where person.name = $1 and post.ended_at is null`;
  const check = async (what: string, fault: string): Promise<void> => {
    if (!(await becomes(at, `select coalesce(bool_and(${what}), false) as ok ${post}`, [texts['assign-name']])))
      faults.push(fault);
  };
  await check('true', 'nobody was put in');
  await press(page, keys, peopleWords['people.leave'], 'away for a time');
  await keys.fill('away for a time');
  await check('post.away_from is not null', 'nobody is away');
  await press(page, keys, peopleWords['people.back'], 'back again');
  await check('post.away_from is null', 'nobody came back');
  await press(page, keys, peopleWords['people.end'], 'end the post');
  await keys.fill('end the post');
  if (!(await becomes(at, `select not exists (select ${post}) as ok`, [texts['assign-name']])))
    faults.push('the post goes on');
  return { keys, faults };
};

/** An office asks, the township agrees, a worker finds it a burden, the county answers. */
const burden: Flow['run'] = async (at, desks) => {
  const water = await desks.desk(at.browser, 'water');
  const asking = await start(water, '/burden', 'main h1');
  await press(water, asking, burdenWords['burden.ask'], 'ask the grids');
  await asking.fill('ask the grids', { prefer: 'training', text: '键盘问的表' });
  const faults = await shows(water, '键盘问的表');
  const township = await desks.desk(at.browser, 'township');
  const deciding = await start(township, '/burden', 'main h1');
  await press(township, deciding, burdenWords['burden.approve'], 'agree to it');
  faults.push(...(await shows(township, burdenWords['burden.state.open'])));
  await new Cast(at).say('worker', 'burden.say', { burden: newId(), text: '键盘说的负担' });
  const centre = await desks.desk(at.browser, 'centre');
  const keys = await start(centre, '/burden', 'main h1');
  await press(centre, keys, burdenWords['burden.said.answer'], 'answer a burden');
  await keys.fill('answer a burden', { text: '键盘答的负担' });
  faults.push(...(await shows(centre, '键盘答的负担')));
  for (const other of [asking, deciding]) {
    keys.lost.push(...other.lost);
    keys.axe.push(...other.axe);
  }
  return { keys, faults };
};

/** Handed on to the village: received, gone through, done and told. */
const errand: Flow['run'] = async (at, desks) => {
  const cast = new Cast(at);
  const id = newId();
  const household = at.seeds.homes[9]?.id;
  await cast.say('worker', 'errand.ask', { errand: id, household, kind: 'farmland-subsidy', agreed: true });
  await cast.say('worker', 'errand.hand-on', { errand: id, to: await cast.office('village') });
  const page = await desks.desk(at.browser, 'village');
  const keys = await start(page, `/errands/${id}`, 'main h1');
  const act = async (name: 'receive' | 'step' | 'done' | 'tell', sheet: boolean): Promise<void> => {
    await press(page, keys, errandWords[`errand.act.${name}`], name);
    if (sheet) await keys.fill(`errand, ${name}`, { text: '键盘记的' });
    await page.locator('.zd-undo', { hasText: errandWords[`errand.did.${name}`] }).waitFor();
    await page.locator('main .zd-button[aria-disabled]').first().waitFor({ state: 'detached' });
  };
  await act('receive', true);
  for (let n = 0; n < 3; n++) await act('step', true);
  await act('done', false);
  await act('tell', false);
  const done = await becomes(at, 'select told_at is not null as ok from errand where id = $1', [id]);
  return { keys, faults: done ? [] : ['the errand is not told at the door'] };
};

const opinions: Flow['run'] = async (at, desks) => {
  if ((await rows(at.village, 'select from digest where answered_at is null')).length === 0)
    await makeDigests(at.village.county);
  const page = await desks.desk(at.browser, 'village');
  const keys = await start(page, '/opinions', 'main textarea');
  await keys.tabTo('main textarea', 'the answer');
  await page.keyboard.insertText('键盘写的答复');
  await keys.pressNamed('.zd-button', opinionWords['opinion.send'], 'answer what homes think');
  const text = `select count(*) > 0 as ok from digest where answer = $1`;
  const done = await becomes(at, text, ['键盘写的答复']);
  return { keys, faults: done ? [] : ['what homes think is not answered'] };
};

/** A table is looked at, set from tomorrow on, and taken back. */
const tables: Flow['run'] = async (at, desks) => {
  const page = await desks.desk(at.browser, 'centre');
  const keys = await start(page, '/county', 'main textarea, main h2');
  await press(page, keys, countyWords['county.change'], 'change a table');
  await keys.pressNamed('.zd-button', countyWords['county.check'], 'look at it');
  await keys.pressNamed('.zd-button', countyWords['county.save'], 'set it');
  const faults: string[] = [];
  const set = `select count(*) > 0 as ok from setting where withdrawn_at is null`;
  if (!(await becomes(at, set, []))) faults.push('no table is set');
  await press(page, keys, countyWords['county.take'], 'take it back');
  if (!(await becomes(at, `select count(*) = 0 as ok from setting where withdrawn_at is null`, [])))
    faults.push('the table was not taken back');
  return { keys, faults };
};

const files = path.join(import.meta.dirname, '../../../demo/village');
/** The name of the county, and its areas from a file. */
const setup: Flow['run'] = async (at, desks) => {
  const page = await desks.desk(at.browser, 'system-admin');
  const keys = await start(page, '/setup', 'main h2');
  const unfold = roomWords['desk.setup.unfold'];
  await keys.pressNamed('.zd-button', unfold, 'the county');
  await keys.tabTo('#county-name', 'the name of the county');
  await keys.pressNamed('.zd-button', roomWords['desk.setup.save'], 'save the name');
  await page.locator('.zd-undo', { hasText: roomWords['desk.setup.saved'] }).waitFor();
  await keys.pressNamed('.zd-button', unfold, 'the areas');
  // Listened for before the key: what answers a chooser must be in place when it opens.
  const chooser = page.waitForEvent('filechooser', { timeout: 30_000 });
  chooser.catch(() => undefined);
  await keys.tabTo('main input[type=file]', 'the file');
  await page.keyboard.press('Space');
  await (await chooser).setFiles(path.join(files, '区划.csv'));
  await keys.pressNamed('.zd-button', roomWords['desk.setup.check'], 'look at the file');
  const faults = await shows(page, roomWords['desk.setup.good']);
  await keys.pressNamed('.zd-button', roomWords['desk.setup.run'], 'bring it');
  faults.push(...(await shows(page, roomWords['desk.setup.ran'])));
  return { keys, faults };
};

export const flows: readonly Flow[] = [
  { name: 'posts', run: posts },
  { name: 'asked of the grids', run: burden },
  { name: 'an errand', run: errand },
  { name: 'what homes think', run: opinions },
  { name: 'county tables', run: tables },
  { name: 'the first days of a county', run: setup },
];
