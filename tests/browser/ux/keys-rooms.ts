// What is done at the desk beyond one matter, by keys alone: several at once, incidents, two at one matter, mediations, places, messages, notices.
import type { Page } from 'playwright-core';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Message } from '#modules/telling/model.ts';
import { addMessages } from '#modules/telling/store.ts';
import { words as caseWords } from '#modules/case/desk-words.zh.ts';
import { words as disputeWords } from '#modules/dispute/words.zh.ts';
import { words as incidentWords } from '#modules/incident/words.zh.ts';
import { words as spotWords } from '#modules/environment/words.zh.ts';
import { words as tellingWords } from '#modules/telling/desk-words.zh.ts';
import { words as roomWords } from '../../../src/apps/desk/room-words.zh.ts';
import type { At } from '../ux.ts';
import { Cast, type Offices, sendNow } from './keys-acts.ts';
import { Keys } from './keyboard.ts';
import { goHash } from './stage.ts';
import { rows } from './village.ts';

export interface Flow {
  readonly name: string;
  readonly run: (at: At, desks: Offices) => Promise<{ keys: Keys; faults: string[] }>;
}

/** Asked again until it is so. */
export async function becomes(at: At, text: string, values: unknown[]): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await rows<{ ok: boolean }>(at.village, text, values))[0]?.ok === true) return true;
    await new Promise((done) => setTimeout(done, 150));
  }
  return false;
}

export const start = async (page: Page, path: string, sign: string): Promise<Keys> => {
  await goHash(page, '/settings');
  await goHash(page, path);
  await page.locator(sign).first().waitFor();
  await page.evaluate(() => document.getElementById('main')?.focus());
  return new Keys(page);
};

async function listOf(page: Page, title: string, count: number): Promise<Keys> {
  const path = `/inbox/mine?text=${encodeURIComponent(title)}`;
  for (let tries = 0; tries < 20; tries++) {
    const keys = await start(page, path, '.zd-pane-head');
    await page.waitForTimeout(500);
    if ((await page.locator('.zd-desk-row').count()) === count) return keys;
  }
  throw new Error(`${title}: not ${count} in the list`);
}

const acceptMany: Flow['run'] = async (at, desks) => {
  const cast = new Cast(at);
  const ids = [await cast.report('township', '键盘成批受理'), await cast.report('township', '键盘成批受理')];
  const page = await desks.desk(at.browser, 'township');
  const keys = await listOf(page, '键盘成批受理', 2);
  await keys.press('j', 'the first row');
  await keys.press('X', 'all alike');
  await keys.press('a', 'accept them');
  await page.locator('#bulk-send:focus').waitFor();
  await keys.press('Enter', 'accept these');
  const done = await becomes(
    at,
    `select count(*) = 2 as ok from step where name = 'case.accepted' and matter = any($1::uuid[])`,
    [ids],
  );
  return { keys, faults: done ? [] : ['two that were chosen are not accepted'] };
};

const printMany: Flow['run'] = async (at, desks) => {
  const cast = new Cast(at);
  for (let n = 0; n < 2; n++) await cast.atWater('键盘成批打印');
  const page = await desks.desk(at.browser, 'water');
  const keys = await listOf(page, '键盘成批打印', 2);
  await page.evaluate(() => {
    globalThis.print = () => undefined;
  });
  await keys.press('j', 'the first row');
  await keys.press('x', 'choose it');
  await keys.press('p', 'print it');
  await page.locator('.zd-printed').waitFor({ state: 'attached' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await keys.press('Escape', 'choose none');
  return { keys, faults: [] };
};

/** Two become one, its cause is named, and all are answered with one answer. */
const incident: Flow['run'] = async (at, desks) => {
  const cast = new Cast(at);
  for (let n = 0; n < 2; n++) await cast.atWater('键盘合成一件');
  const page = await desks.desk(at.browser, 'water');
  const keys = await listOf(page, '键盘合成一件', 2);
  await keys.press('j', 'the first row');
  await keys.press('X', 'all alike');
  await keys.press('m', 'make one of them');
  await keys.fill('make one of them');
  await page.waitForURL(/#\/focus\//);
  await page.locator('.zd-next').waitFor();
  const id = new URL(page.url()).hash.split('/')[2] ?? '';
  await keys.press('a', 'name the cause');
  await keys.fill('name the cause');
  await page.locator('.zd-next', { hasText: incidentWords['incident.resolve.act'] }).waitFor();
  await keys.press('a', 'answer them all');
  await keys.fill('answer them all');
  await sendNow(keys, 'answer them all');
  const done = await becomes(at, 'select resolved_at is not null as ok from incident where id = $1', [id]);
  return { keys, faults: done ? [] : ['the incident is not answered'] };
};

/** What came too late is not lost: it is looked at beside what happened, changed, and sent. */
const meanwhile: Flow['run'] = async (at, desks) => {
  const cast = new Cast(at);
  const id = await cast.atWater('键盘同时改');
  const page = await desks.desk(at.browser, 'water');
  const keys = await start(page, `/inbox/all/${id}`, '.zd-next');
  await keys.press('w', 'answer');
  await page.locator('dialog[open] #act-text').waitFor();
  await cast.say('water', 'case.note', { case: id, text: '另一个人写的' });
  await page.waitForTimeout(400);
  await keys.fill('answer too late');
  await sendNow(keys, 'send too late');
  await page.locator('.zd-meanwhile').waitFor();
  await keys.pressNamed('.zd-meanwhile .zd-button', caseWords['case.meanwhile.change'], 'change and send again');
  await keys.fill('changed and sent');
  await keys.pressNamed('.zd-next .zd-button', '现在就送', 'send now');
  const done = await becomes(at, `select count(*) = 1 as ok from step where name = 'case.answered' and matter = $1`, [
    id,
  ]);
  return { keys, faults: done ? [] : ['the changed answer did not arrive'] };
};

const keptView: Flow['run'] = async (at, desks) => {
  const page = await desks.desk(at.browser, 'water');
  const keys = await start(page, '/inbox/mine', '.zd-pane-head');
  await keys.press('f', 'narrow the list');
  await keys.tabTo('#inbox-category', 'the category');
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(300);
  await keys.tabTo('#inbox-keep', 'the name to keep it under');
  await page.keyboard.insertText('键盘存的');
  await keys.press('Enter', 'keep the list');
  const kept = page.locator('.zd-menu', { hasText: '键盘存的' });
  await kept.waitFor();
  await keys.pressNamed('.zd-button', caseWords['case.inbox.unsave'], 'let go of the list');
  await kept.waitFor({ state: 'detached' });
  return { keys, faults: [] };
};

/** From the matter to a signed agreement. */
const mediation: Flow['run'] = async (at, desks) => {
  const page = await desks.desk(at.browser, 'village');
  const keys = await start(page, `/inbox/all/${at.seeds.unheard}`, '.zd-next');
  await page.getByRole('button', { name: disputeWords['dispute.open'] }).waitFor();
  await keys.pressNamed('.zd-button', disputeWords['dispute.open'], 'begin a mediation');
  await keys.fill('begin a mediation', { text: '老罗', prefer: '柳湾村委会' });
  await page.waitForURL(/#\/mediation\//);
  const id = new URL(page.url()).hash.split('/')[2] ?? '';
  const act = async (name: 'session' | 'add-parties' | 'agree', fill = {}): Promise<void> => {
    await page
      .getByRole('button', { name: disputeWords[`dispute.act.${name}`] })
      .first()
      .waitFor();
    await page.evaluate(() => document.getElementById('main')?.focus());
    await keys.pressNamed('.zd-button', disputeWords[`dispute.act.${name}`], name);
    await keys.fill(`mediation, ${name}`, fill);
    await page.waitForTimeout(500);
  };
  await act('session', { tick: true });
  await act('add-parties', { text: '老杜' });
  await act('agree', { tick: true, ahead: 0 });
  const done = await becomes(at, `select state = 'agreed' as ok from dispute where id = $1`, [id]);
  return { keys, faults: done ? [] : ['there is no agreement'] };
};

/** A place is named, looked at and let go. */
const place: Flow['run'] = async (at, desks) => {
  const page = await desks.desk(at.browser, 'village');
  const keys = await start(page, '/spots', 'main h1');
  await keys.pressNamed('.zd-button', spotWords['spot.open'], 'name a place');
  await keys.fill('name a place', { text: '键盘垃圾点' });
  const row = page.locator('.zd-row-item', { hasText: '键盘垃圾点' });
  await row.waitFor();
  await keys.pressNamed('a', '键盘垃圾点', 'open the place');
  await page.getByRole('button', { name: spotWords['spot.look'] }).waitFor();
  await page.evaluate(() => document.getElementById('main')?.focus());
  await keys.pressNamed('.zd-button', spotWords['spot.look'], 'look at it');
  await keys.fill('look at it');
  await page.waitForTimeout(500);
  await keys.pressNamed('.zd-button', spotWords['spot.close'], 'let it go');
  const done = await becomes(at, `select closed_at is not null as ok from spot where name = $1`, ['键盘垃圾点']);
  return { keys, faults: done ? [] : ['the place is not let go'] };
};

const retry: Flow['run'] = async (at, desks) => {
  const cast = new Cast(at);
  const matter = await cast.atWater('键盘再送一次');
  const now = at.village.county.now();
  const id = newId();
  const message: Message = {
    id,
    ground: '',
    version: 1,
    cause: `keys ${id}`,
    kind: 'moved',
    channel: 'sms',
    matter,
    record: null,
    household: at.seeds.homes[1]?.id ?? null,
    office: null,
    webhook: null,
    level: null,
    counts: null,
    state: 'failed',
    at: now,
    notBefore: now - 1000,
    attempts: 3,
    settledAt: now,
    fault: 'refused',
  };
  await inScope(at.village.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    addMessages(tx, [message]),
  );
  const page = await desks.desk(at.browser, 'centre');
  const keys = await start(page, '/failed', 'main li');
  await keys.pressNamed('.zd-button', tellingWords['telling.failed.retry'], 'send it again');
  const done = await becomes(at, `select version > 1 as ok from message where id = $1`, [id]);
  return { keys, faults: done ? [] : ['the message was not sent again'] };
};

/** A notice is written, put up, and taken down. */
const notice: Flow['run'] = async (at, desks) => {
  const page = await desks.desk(at.browser, 'village');
  const keys = await start(page, '/notices', 'main h1');
  await keys.pressNamed('.zd-button', roomWords['desk.notices.write'], 'write a notice');
  await keys.fill('write a notice', { text: '键盘写的通知' });
  const done = await becomes(at, `select count(*) > 0 as ok from notice where title = $1`, ['键盘写的通知']);
  return { keys, faults: done ? [] : ['the notice is not up'] };
};

export const flows: readonly Flow[] = [
  { name: 'accept several', run: acceptMany },
  { name: 'print the chosen', run: printMany },
  { name: 'one matter of several, its cause, one answer', run: incident },
  { name: 'two at one matter', run: meanwhile },
  { name: 'keep a list and let go of it', run: keptView },
  { name: 'a mediation', run: mediation },
  { name: 'a place', run: place },
  { name: 'send a message again', run: retry },
  { name: 'a notice', run: notice },
];
