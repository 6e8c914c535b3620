// Row U46: one phone, two people; how long a poor phone takes from the one's PIN to the other's notebook, without signal, and what of the first can then be read.
import type { Page } from 'playwright-core';
import { disk } from '#tests/phones.ts';
import type { At } from '../ux.ts';
import { openNotebook, type NotebookPhone, unlock, writeVisit } from './notebook-phone.ts';
import { goHash } from './stage.ts';

const said = '他说夜里睡不好';

/** From today's page of the one to the door, with the name of the other chosen. */
async function toOther(page: Page): Promise<void> {
  await goHash(page, '/me');
  await page.locator('main .zd-row-item', { hasText: '换一个人用' }).first().tap();
  await page.locator('#pin').waitFor();
  await page.locator('main .zd-row-item').first().tap();
  await page.locator('#pin:focus').waitFor();
}

/** Seconds from the tap on "open" to his own first screen, on a processor six times as slow. */
async function change({ page, context }: NotebookPhone, pin: string): Promise<number> {
  await toOther(page);
  await page.locator('#pin').fill(pin);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const began = performance.now();
  await page.locator('.zd-button-filled').tap();
  await page.locator('.zd-bottom').waitFor();
  const seconds = (performance.now() - began) / 1000;
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  return seconds;
}

/** Seconds of making the key from the PIN: the browser does it in a thread of its own, which its slow processor does not slow. */
const deriving = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const material = await crypto.subtle.importKey('raw', new Uint8Array(6), 'PBKDF2', false, ['deriveBits']);
    const began = performance.now();
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: 600_000 };
    await crypto.subtle.deriveBits(how, material, 256);
    return (performance.now() - began) / 1000;
  });

export async function checkTwoPeople(at: At): Promise<void> {
  const phone = await openNotebook(at.browser, at.village, 'worker');
  const { page, gate } = phone;
  try {
    const { location } = await at.village.demo.enter('liaison');
    const hash = location.split('#')[1] ?? '';
    await page.goto(`${gate.url}/field/#${hash}`);
    await page.locator('[data-sync=sent]').waitFor({ timeout: 60_000 });
    await gate.cut();
    await toOther(page);
    await unlock(phone);
    await writeVisit(page, at.seeds.homes[6]?.id ?? '', said);
    const times: number[] = [];
    const pins = [new URLSearchParams(hash).get('pin') ?? '', phone.pin];
    for (let n = 0; n < 5; n++) times.push(await change(phone, pins[n % 2] ?? ''));
    const key = await deriving(page);
    at.say(
      `  from one to the other: ${times.map((one) => one.toFixed(2)).join(', ')} s; the key alone ${key.toFixed(2)} s`,
    );
    const lower = { better: 'lower' as const };
    at.figures.add(
      'U46 change of the person by PIN, offline, CPU ×6, the slowest of five',
      Math.max(...times) + 5 * key,
      {
        ...lower,
        unit: 's',
        goal: 3,
      },
    );
    const kept = await disk(page);
    const faults = [said, at.seeds.homes[6]?.head ?? '', 'visit.record'].filter((text) => kept.includes(text));
    if ((await page.locator('body').innerText()).includes(said)) faults.push('the other one’s words are shown');
    at.figures.none('U46 words of the other that can be read', faults);
  } finally {
    await phone.close();
  }
}
