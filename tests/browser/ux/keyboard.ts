// A person without a mouse: presses keys, walks with Tab, fills a form as it stands, and notes wherever the focus is lost or not seen.
import type { Page } from 'playwright-core';
import { axeFaults } from './stage.ts';

/** What holds the focus now, in short; '' when nothing does. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (one === null || one === document.body) return '';
    return one.id || `${one.tagName.toLowerCase()}.${one.className}`;
  });

/** Why what holds the focus cannot be seen; '' when it can. A tick or a box of answers is seen by its label. */
const unseen = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || one === document.body) return '';
    const shown = one.matches('input') ? (one.closest('label') ?? one) : one;
    const name = `${one.tagName.toLowerCase()}#${one.id}.${one.className}`;
    const { width, height, bottom, top } = shown.getBoundingClientRect();
    if (width === 0 || height === 0) return `${name} has no size`;
    if (bottom <= 0 || top >= innerHeight) return `${name} is out of sight`;
    // The part of a day that is typed next shows it by itself.
    return one.matches(':focus-visible, [type=date], [type=datetime-local]') ? '' : `${name} shows no focus`;
  });

/** One answer of a form, as a hand at the keyboard gives it; '' when the field needs none. */
function answerOf({ prefer, tick }: { prefer?: string | undefined; tick?: boolean | undefined }): string {
  const one = document.activeElement;
  if (one instanceof HTMLTextAreaElement) return one.value === '' ? 'text' : '';
  if (one instanceof HTMLSelectElement) {
    const has = (option: HTMLOptionElement | undefined): boolean => option?.text.includes(prefer ?? '\n') === true;
    if ([...one.options].some(has)) return has(one.selectedOptions[0]) ? '' : 'ArrowDown again';
    return one.value === '' || one.value === '-' || one.selectedIndex <= 0 ? 'ArrowDown' : '';
  }
  if (!(one instanceof HTMLInputElement)) return '';
  if (one.type === 'radio') {
    const group = [...document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(one.name)}"]`)];
    const wanted = group.findIndex((each) => each.value === prefer);
    if (wanted >= 0) return one === group[wanted] ? (one.checked ? '' : 'Space') : 'ArrowDown again';
    return group.some((each) => each.checked) ? '' : 'Space';
  }
  if (one.type === 'date') return one.value === '' ? 'date' : '';
  if (one.type === 'checkbox') return (tick === true || one.value === prefer) && !one.checked ? 'Space' : '';
  if (one.type === 'search' || one.type === 'file') return '';
  return one.value === '' ? (one.inputMode === 'numeric' || one.type === 'number' ? '1' : 'text') : '';
}

export interface Filling {
  readonly text?: string;
  /** What is written in the field of this id instead. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Value of the answer, or what is said in it, to take instead of the first one. */
  readonly prefer?: string;
  /** How many days ahead a date is. */
  readonly ahead?: number;
  readonly send?: string;
  /** Ticks what can be ticked. */
  readonly tick?: boolean;
}

export class Keys {
  readonly lost: string[] = [];
  readonly axe: string[] = [];
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async press(key: string, why: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.page.waitForTimeout(120);
    // Behind the last thing on the page Tab goes out of it once, and begins anew.
    if (key === 'Tab' && (await focused(this.page)) === '') await this.page.keyboard.press('Tab');
    if ((await focused(this.page)) === '') this.lost.push(`the focus was lost: ${why} (${key})`);
    else if (key === 'Tab') {
      const hidden = await unseen(this.page);
      if (hidden !== '') this.lost.push(`${why}: ${hidden}`);
    }
  }

  /** Tab until this has the focus. */
  async tabTo(selector: string, why: string): Promise<void> {
    for (let n = 0; n < 80; n++) {
      const there = await this.page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
      if (there) return;
      await this.press('Tab', `on the way to ${why}`);
    }
    this.lost.push(`${why} is not reached by Tab`);
  }

  /** Tab to what bears this name, and press it. */
  async pressNamed(selector: string, name: string, why: string): Promise<void> {
    for (let n = 0; n < 120; n++) {
      const there = await this.page.evaluate(
        ([wanted, words]) => {
          const one = document.activeElement;
          return one?.matches(wanted) === true && (one.textContent ?? '').includes(words);
        },
        [selector, name] as const,
      );
      if (there) return this.press('Enter', why);
      await this.press('Tab', `on the way to ${why}`);
    }
    this.lost.push(`${why}: ${name} is not reached by Tab`);
  }

  /** The dialog that stands open, looked at, filled field by field, and sent; it must go by that. */
  async fill(why: string, filling: Filling = {}): Promise<void> {
    const {
      text = '键盘写的。',
      texts = {},
      prefer,
      tick,
      ahead = 5,
      send = '.zd-dialog-foot .zd-button-filled',
    } = filling;
    const { page } = this;
    await page.locator('dialog[open]').waitFor();
    await page.waitForTimeout(250);
    this.axe.push(...(await axeFaults(page)).map((one) => `${why}: ${one}`));
    const day = new Date(Date.now() + ahead * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
    for (let n = 0; n < 80; n++) {
      await this.press('Tab', `through the form: ${why}`);
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, send)) break;
      await this.answer(await page.evaluate(answerOf, { prefer, tick }), {
        text: texts[await focused(page)] ?? text,
        day,
        prefer,
      });
    }
    await page.keyboard.press('Enter');
    await page
      .locator('dialog[open]')
      .waitFor({ state: 'detached', timeout: 6_000 })
      .catch(async () => {
        this.lost.push(
          `${why}: the form does not go: ${(await page.locator('dialog[open]').innerText()).slice(0, 200)}`,
        );
        await page.keyboard.press('Escape');
      });
    await page.waitForTimeout(150);
    if ((await focused(page)) === '') this.lost.push(`the focus was lost after the form: ${why}`);
  }

  /** A day is typed part by part, in the order that the browser's own language has. */
  private async day([year = '', month = '', day = '']: string[]): Promise<void> {
    const { keyboard } = this.page;
    const value = (): Promise<string> => this.page.evaluate(() => (document.activeElement as HTMLInputElement).value);
    for (const parts of [
      [year, month, day],
      [month, day, year],
    ]) {
      for (const [place, part] of parts.entries()) {
        await keyboard.type(part);
        // The year may go on; the others are full with two digits and go to the next by themselves.
        if (part.length === 4 && place === 0) await keyboard.press('ArrowRight');
      }
      if ((await value()) === [year, month, day].join('-')) return;
      for (let n = 0; n < 3; n++) await keyboard.press('ArrowLeft');
    }
    this.lost.push(`no day can be typed: ${await value()}`);
  }

  private async answer(how: string, said: { text: string; day: string; prefer: string | undefined }): Promise<void> {
    const { keyboard } = this.page;
    if (how === 'text') await keyboard.insertText(said.text);
    else if (how === 'date') await this.day(said.day.split('-'));
    else if (how === '1') await keyboard.insertText('1');
    else if (how === 'ArrowDown again') {
      for (let n = 0; n < 8; n++) {
        await keyboard.press('ArrowDown');
        if ((await this.page.evaluate(answerOf, { prefer: said.prefer })) === '') return;
      }
    } else if (how !== '') await keyboard.press(how);
  }
}
