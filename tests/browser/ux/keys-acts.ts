// Every act on one matter at the desk, each by its key, at the desk of somebody who may do it, on a matter where it stands open.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { words as caseWords } from '#modules/case/desk-words.zh.ts';
import { actKeys } from '#modules/case/ui/desk-keys.ts';
import type { ActName } from '#modules/case/ui/desk-next.ts';
import type { At } from '../ux.ts';
import { type Filling, Keys } from './keyboard.ts';
import { context, deskSize, giveSession, goHash, settle } from './stage.ts';
import { adminToken, officeActor, officeToken, roomActor, rows, say } from './village.ts';

type Desk = 'township' | 'village' | 'water' | 'centre' | 'police';
type Admin = 'system-admin';
const offices: Readonly<Record<Desk, string>> = {
  township: '柳湾乡政府',
  village: '柳湾村委会',
  water: '云溪县水务局',
  centre: '云溪县综治中心',
  police: '云溪县公安局',
};

/** Who says what before: each person as the server knows him. */
export class Cast {
  readonly at: At;
  constructor(at: At) {
    this.at = at;
  }
  async say(who: Desk | 'worker', verb: string, input: object): Promise<void> {
    const { village } = this.at;
    const actor: Actor =
      who === 'worker' ? await roomActor(village, 'worker') : await officeActor(village, offices[who]);
    await say(village, actor, verb, input);
  }
  async office(who: Desk): Promise<string> {
    const [found] = await rows<{ id: string }>(this.at.village, 'select id from office where name = $1', [
      offices[who],
    ]);
    return found?.id ?? '';
  }
  async report(who: Desk | 'worker', title: string, category = 'W5'): Promise<string> {
    const id = newId();
    const home = this.at.seeds.homes[1];
    await this.say(who, 'case.report', { case: id, household: home?.id, category, title });
    return id;
  }
  async atWater(title: string): Promise<string> {
    const id = await this.report('township', title);
    await this.say('township', 'case.dispatch', { case: id, office: await this.office('water') });
    return id;
  }
  async returned(title: string): Promise<string> {
    const id = await this.atWater(title);
    await this.say('water', 'case.return', { case: id, text: '不归我们' });
    await this.say('township', 'case.dispatch', { case: id, office: await this.office('water') });
    return id;
  }
  async answered(title: string): Promise<string> {
    const id = await this.atWater(title);
    await this.say('water', 'case.answer', { case: id, text: '清好了。' });
    return id;
  }
}

interface Act {
  readonly act: ActName | 'reopen';
  readonly desk: Desk;
  /** Name of the step in its story. */
  readonly step: string;
  readonly make: (cast: Cast) => Promise<string>;
  readonly fill?: Filling;
}

const called = async (cast: Cast): Promise<string> => {
  const id = await cast.atWater('键盘：记谁到了');
  await cast.say('township', 'case.call-offices', { case: id, offices: [await cast.office('police')], text: '周三看' });
  return id;
};
const told = async (cast: Cast, title: string): Promise<string> => {
  const id = await cast.answered(title);
  await cast.say('worker', 'case.tell', { case: id });
  return id;
};
/** What the village did was said not to have solved it. */
const unsolved = async (cast: Cast, title: string): Promise<string> => {
  const id = await cast.report('village', title);
  await cast.say('village', 'case.answer', { case: id, text: '清好了。' });
  await cast.say('worker', 'case.say', { case: id, outcome: 'not-solved', by: 'visit' });
  return id;
};
const supervised = async (cast: Cast): Promise<string> => {
  const id = await unsolved(cast, '键盘：解除督办');
  await cast.say('township', 'case.supervise', { case: id, text: '退了又派' });
  return id;
};
const ruled = async (cast: Cast): Promise<string> => {
  const id = await cast.returned('键盘：裁定');
  await cast.say('water', 'case.ask-ruling', { case: id, text: '管子是乡里的' });
  return id;
};
const suspended = async (cast: Cast): Promise<string> => {
  const id = await cast.report('township', '键盘：接着办');
  const reviewAt = cast.at.village.county.now() + 5 * 86_400_000;
  await cast.say('township', 'case.suspend', { case: id, reviewAt, text: '等天晴' });
  return id;
};
const helped = async (cast: Cast): Promise<string> => {
  const id = await cast.report('worker', '键盘：回话帮忙', 'R1');
  await cast.say('worker', 'case.ask-help', { case: id, text: '不会填表' });
  return id;
};

const acts: readonly Act[] = [
  { act: 'accept', desk: 'township', step: 'case.accepted', make: (cast) => cast.report('township', '键盘：受理') },
  { act: 'dispatch', desk: 'township', step: 'case.dispatched', make: (cast) => cast.report('township', '键盘：转办') },
  { act: 'handUp', desk: 'village', step: 'case.handed-up', make: (cast) => cast.report('village', '键盘：上报') },
  { act: 'return', desk: 'water', step: 'case.returned', make: (cast) => cast.atWater('键盘：退回') },
  { act: 'ask-ruling', desk: 'water', step: 'case.ruling-asked', make: (cast) => cast.returned('键盘：请裁定') },
  { act: 'rule', desk: 'centre', step: 'case.ruled', make: ruled },
  { act: 'call-offices', desk: 'township', step: 'case.office-called', make: (cast) => cast.atWater('键盘：请到场') },
  { act: 'came', desk: 'township', step: 'case.office-came', make: called },
  { act: 'suspend', desk: 'township', step: 'case.suspended', make: (cast) => cast.report('township', '键盘：暂缓') },
  { act: 'resume', desk: 'township', step: 'case.resumed', make: suspended },
  { act: 'extend', desk: 'water', step: 'case.extended', make: (cast) => cast.atWater('键盘：延期') },
  { act: 'refer', desk: 'township', step: 'case.referred', make: (cast) => cast.report('township', '键盘：转法定') },
  { act: 'supervise', desk: 'township', step: 'case.supervised', make: (cast) => unsolved(cast, '键盘：督办') },
  { act: 'lift-supervision', desk: 'township', step: 'case.supervision-lifted', make: supervised },
  { act: 'answer', desk: 'water', step: 'case.answered', make: (cast) => cast.atWater('键盘：答复') },
  { act: 'tell', desk: 'village', step: 'case.told', make: (cast) => cast.answered('键盘：告诉住户') },
  { act: 'say', desk: 'village', step: 'case.solved', make: (cast) => told(cast, '键盘：记住户的话') },
  {
    act: 'reopen',
    desk: 'village',
    step: 'case.not-solved',
    make: (cast) => told(cast, '键盘：没解决'),
    fill: { prefer: 'not-solved' },
  },
  { act: 'rate', desk: 'township', step: 'case.rated', make: (cast) => cast.answered('键盘：评价') },
  { act: 'note', desk: 'township', step: 'case.noted', make: (cast) => cast.report('township', '键盘：备注') },
  { act: 'give-help', desk: 'village', step: 'case.help-given', make: helped },
  {
    act: 'close-restricted',
    desk: 'police',
    step: 'case.restricted-closed',
    make: (cast) => cast.report('worker', '键盘：结案', 'D6'),
  },
];

const keyOf = (act: Act['act']): string =>
  act === 'accept' || act === 'close-restricted' ? 'a' : act === 'reopen' ? actKeys.say : actKeys[act];

export class Offices {
  private readonly contexts: BrowserContext[] = [];
  private readonly pages = new Map<string, Page>();
  private readonly at: At;
  constructor(at: At) {
    this.at = at;
  }
  /** The desk of somebody who sits in that office, or of the administrator with that role. */
  async desk(browser: Browser, who: Desk | Admin): Promise<Page> {
    const known = this.pages.get(who);
    if (known) return known;
    const { village } = this.at;
    const made = await context(browser, { viewport: deskSize });
    this.contexts.push(made);
    const value = who === 'system-admin' ? await adminToken(village, who) : await officeToken(village, offices[who]);
    await giveSession(made, village, value);
    await made.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
    const page = await made.newPage();
    await page.goto(`${village.url}/desk/`);
    await page.locator('.zd-desk').waitFor();
    await settle(page);
    this.pages.set(who, page);
    return page;
  }
  /** Every desk as it stands. */
  async picture(path: string): Promise<void> {
    for (const [who, page] of this.pages) await page.screenshot({ path: `${path}-${who}.png` });
  }
  async close(): Promise<void> {
    for (const one of this.contexts) await one.close();
  }
}

const stepsOf = async (at: At, matter: string): Promise<string[]> =>
  (await rows<{ name: string }>(at.village, 'select name from step where matter = $1 order by n', [matter])).map(
    ({ name }) => name,
  );

/** What is held back goes at once by its key. */
export async function sendNow(keys: Keys, why: string): Promise<void> {
  const held = keys.page.locator('.zd-next', { hasText: caseWords['case.next.sendNow'] });
  await held.waitFor({ timeout: 700 }).catch(() => undefined);
  if ((await held.count()) > 0) await keys.press('n', `${why}: send now`);
}

interface Done {
  readonly faults: readonly string[];
  readonly done: number;
  readonly all: number;
  readonly axe: readonly string[];
}

export async function actsByKeys(at: At, desks: Offices, only: string): Promise<Done> {
  const cast = new Cast(at);
  const faults: string[] = [];
  const axe: string[] = [];
  let done = 0;
  const chosen = acts.filter(({ act }) => act.includes(only));
  for (const one of chosen) {
    try {
      const matter = await one.make(cast);
      const page = await desks.desk(at.browser, one.desk);
      const keys = new Keys(page);
      await goHash(page, `/inbox/all/${matter}`);
      await page.locator('.zd-next').waitFor();
      await page.evaluate(() => document.getElementById('main')?.focus());
      await keys.press(keyOf(one.act), one.act);
      if (one.act !== 'accept') await keys.fill(one.act, one.fill);
      await sendNow(keys, one.act);
      for (let tries = 0; tries < 80 && !(await stepsOf(at, matter)).includes(one.step); tries++)
        await page.waitForTimeout(150);
      const steps = await stepsOf(at, matter);
      if (steps.includes(one.step)) done += 1;
      else faults.push(`${one.act}: ${one.step} is not in its story: ${steps.join()}`);
      faults.push(...keys.lost);
      axe.push(...keys.axe);
    } catch (error) {
      faults.push(`${one.act}: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`);
    }
  }
  return { faults, done, all: chosen.length, axe };
}
