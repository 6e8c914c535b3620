// F7 and F8 in a real browser: it is killed while saving, or its storage is full; whatever the screen called saved must reach the county.
import type { Page } from 'playwright-core';
import { newId } from '#kit/id.ts';
import { pause } from '#tests/postgres-places.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type ChaosCounty, openCounty, type Template } from './chaos-county.ts';
import { enrolBrowser, KilledBrowser, unlockBrowser } from './killed-browser.ts';

export interface Saving {
  /** Times the browser was killed, or its storage was full. */
  readonly times: number;
  /** What the screen called saved, and what of it the county does not have. */
  readonly saved: number;
  readonly missing: readonly string[];
  /** Times the screen said in words that it could not save. */
  readonly told: number;
  /** Times it neither saved nor said why not. */
  readonly silent: readonly string[];
}

/**
 * Writes visits one after the other as a hand would, and says each note aloud once the screen calls it saved. Runs in the page
 * until `most` are saved or one is not; answers what the screen said instead.
 */
async function writeVisits(of: { homes: string[]; marks: string[] }): Promise<string> {
  const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
  const until = async <T>(look: () => T | null | undefined | false): Promise<T | undefined> => {
    for (const end = performance.now() + 15_000; performance.now() < end; await frame()) {
      const found = look();
      if (found) return found;
    }
    return undefined;
  };
  const bar = (): string => document.querySelector('.zd-undo')?.textContent ?? '';
  for (const [i, mark] of of.marks.entries()) {
    const home = of.homes[i % of.homes.length];
    location.hash = `#/visit/${home}`;
    const area = await until(() => document.querySelector<HTMLTextAreaElement>('textarea'));
    if (!area) return 'no form';
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
    set?.call(area, mark);
    area.dispatchEvent(new Event('input', { bubbles: true }));
    await frame();
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === '记下');
    button?.click();
    const left = await until(() => location.hash === `#/home/${home}` || (!bar().includes('记下了') && bar() !== ''));
    // The screen says it when it stands again, which may be a frame or two after the form has gone.
    if (left) await until(bar);
    if (!left || !bar().includes('记下了，在手机上')) return bar() || 'nothing said';
    console.log(`zd-saved ${mark}`);
  }
  return '';
}

class Phone {
  readonly browser = new KilledBrowser();
  readonly saved = new Set<string>();
  readonly county: ChaosCounty;
  readonly homes: string[];

  constructor(county: ChaosCounty, homes: readonly string[]) {
    this.county = county;
    this.homes = [...homes];
  }

  async open(): Promise<Page> {
    const page = await this.browser.open();
    page.on('console', (line) => {
      const mark = /^zd-saved (.*)$/.exec(line.text())?.[1];
      if (mark) this.saved.add(mark);
    });
    return page;
  }

  write(page: Page, count: number): Promise<string> {
    const marks = Array.from({ length: count }, () => newId());
    return page.evaluate(writeVisits, { homes: this.homes, marks });
  }

  /** Lets the phone send everything and answers which of what was called saved the county does not have. */
  async deliver(): Promise<string[]> {
    await this.county.start();
    const page = await this.open();
    await unlockBrowser(page, this.county.url);
    await page.goto(`${this.county.url}/field/#/sync`);
    await page.getByRole('button', { name: '现在送' }).click();
    await page.goto(`${this.county.url}/field/#/today`);
    await page.locator('[data-sync=sent]').waitFor();
    const admin = await this.county.admin();
    const { rows } = await admin.query<{ note: string }>('select note from visit');
    await admin.end();
    await this.browser.kill();
    await this.county.kill(false);
    const there = new Set(rows.map((row) => row.note));
    return [...this.saved].filter((mark) => !there.has(mark));
  }
}

async function withPhone<T>(template: Template, use: (phone: Phone) => Promise<T>): Promise<T> {
  const { county, clear } = await openCounty(template);
  const worker = template.workers[0];
  const phone = new Phone(county, worker?.homes ?? []);
  try {
    await county.start();
    await enrolBrowser(await phone.open(), county.url, worker?.code ?? '');
    await phone.browser.kill();
    await county.kill(false);
    return await use(phone);
  } finally {
    await phone.browser.clear();
    await clear();
  }
}

/** One evening of the phone: opened from its disk without a server, written into, and killed in the middle of it. */
async function killOnce(phone: Phone, chance: Chance): Promise<void> {
  const page = await phone.open();
  await unlockBrowser(page, phone.county.url);
  let ended: string | undefined;
  const writing = phone.write(page, 1000).then(
    (said) => {
      ended = said;
    },
    () => undefined,
  );
  // After one or two are saved, somewhere in the next: typing, its draft, or the very moment it is written.
  const enough = phone.saved.size + 1 + chance.below(2);
  while (phone.saved.size < enough) {
    if (ended !== undefined) throw new Error(`the screen saved nothing more: ${ended}`);
    await pause(1);
  }
  await pause(chance.between(0, 250));
  await phone.browser.kill();
  await writing;
}

/** F7: killed `times` times while saving; the county is asked every twenty-fifth time and at the end. */
export const killWhileSaving = (template: Template, times: number, seed: number): Promise<Saving> =>
  withPhone(template, async (phone) => {
    const chance = chanceOf(seed);
    const missing = new Set<string>();
    for (let done = 1; done <= times; done++) {
      await killOnce(phone, chance);
      if (done % 25 === 0 || done === times) for (const mark of await phone.deliver()) missing.add(mark);
    }
    return { times, saved: phone.saved.size, missing: [...missing], told: 0, silent: [] };
  });

/** One evening on a phone with hardly any room left; answers what the screen said when it could not keep a visit. */
async function fillOnce(phone: Phone, room: number): Promise<string> {
  const page = await phone.open();
  const session = await page.context().newCDPSession(page);
  const { url: origin } = phone.county;
  // Before anything is written: the browser remembers for half a minute how much room it once saw.
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.max(1, Math.round(usage + room)) });
  await unlockBrowser(page, origin);
  const said = await phone.write(page, 150);
  await phone.browser.kill();
  return said;
}

/** F8: `times` times the browser has only a little room left, or none; each time it is written into until something is not kept. */
export const saveOnFullPhone = (template: Template, times: number, seed: number): Promise<Saving> =>
  withPhone(template, async (phone) => {
    const chance = chanceOf(seed);
    let told = 0;
    const silent: string[] = [];
    // A database that tidies up in the middle makes room again: where all was kept nothing ran full, and that evening does not count.
    for (let evening = 0; told + silent.length < times && evening < times * 1.2; evening++) {
      const said = await fillOnce(phone, chance.between(-20_000, 400_000));
      if (/存满了/.test(said)) told += 1;
      else if (said !== '') silent.push(said);
    }
    return { times, saved: phone.saved.size, missing: await phone.deliver(), told, silent };
  });
