// Counts what a hand does in a flow: taps, keys, scrolls, decisions and hanzi, and the seconds they take by the keystroke-level model.
import type { Locator, Page } from 'playwright-core';

/** Seconds of one act (Card, Moran, Newell 1983; a hanzi by pinyin as measured for this project's budgets). */
const seconds = { tap: 1.2, decision: 1.35, hanzi: 1.5, key: 0.28, scroll: 1.2 } as const;

export class Hand {
  taps = 0;
  keys = 0;
  hanzi = 0;
  scrolls = 0;
  decisions = 0;
  readonly log: string[] = [];
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** One finger, one short touch. What is not in sight is scrolled to, and each scroll counts. */
  async tap(target: Locator, why: string): Promise<void> {
    const one = target.first();
    await one.waitFor({ state: 'visible' });
    const box = await one.boundingBox();
    const height = this.page.viewportSize()?.height ?? 640;
    const far = box ? Math.max(-box.y, box.y + box.height - height, 0) : 0;
    const swipes = Math.ceil(far / (height * 0.8));
    this.scrolls += swipes;
    this.taps += 1;
    this.decisions += 1;
    this.log.push(`tap ${why}${swipes > 0 ? ` (after ${swipes} scrolls)` : ''}`);
    await one.scrollIntoViewIfNeeded();
    await one.tap();
  }

  async type(target: Locator, text: string, why: string): Promise<void> {
    await this.tap(target, why);
    const han = [...text].filter((sign) => /\p{Script=Han}/u.test(sign)).length;
    this.hanzi += han;
    this.keys += [...text].length - han;
    this.log.push(`write ${text.length} signs`);
    await this.page.keyboard.insertText(text);
  }

  /** One key that does something: thought of, and pressed. */
  async press(key: string, why: string): Promise<void> {
    this.keys += 1;
    this.decisions += 1;
    this.log.push(`key ${key} ${why}`);
    await this.page.keyboard.press(key);
    await this.page.waitForTimeout(100);
  }

  /** Writing time apart: the budgets count taps plus hanzi. */
  get seconds(): number {
    const { taps, keys, hanzi, scrolls, decisions } = this;
    const moves = taps * seconds.tap + scrolls * seconds.scroll + decisions * seconds.decision;
    return moves + keys * seconds.key + hanzi * seconds.hanzi;
  }

  get story(): string {
    return `${this.taps} taps, ${this.keys} keys, ${this.scrolls} scrolls, ${this.hanzi} hanzi, ${this.seconds.toFixed(1)} s: ${this.log.join(' → ')}`;
  }
}
