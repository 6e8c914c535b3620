// Row U3: a grid worker's whole day with the server stopped; and row U29: a home is found by whatever one knows of it.
import { pinyin } from 'pinyin-pro';
import type { Page } from 'playwright-core';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import type { At } from '../ux.ts';
import {
  type NotebookPhone,
  openNotebook,
  queueOf,
  save,
  sendNow,
  unlock,
  until,
  writeVisit,
} from './notebook-phone.ts';
import { goHash, openBrowser } from './stage.ts';
import { type Home, rows } from './village.ts';

type Step = (page: Page) => Promise<unknown>;

async function searchFor(page: Page, text: string): Promise<string> {
  await goHash(page, '/homes');
  await page.locator('input[type=search]').fill(text);
  await page.waitForTimeout(300);
  return page.locator('main').innerText();
}

async function shoot(page: Page): Promise<void> {
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '拍一张', exact: true }).tap();
  await (await chosen).setFiles({
    name: 'IMG_1.jpg',
    mimeType: 'image/jpeg',
    buffer: await makeCameraJpeg(1600, 1200),
  });
  await page.getByRole('button', { name: '图片 1', exact: true }).waitFor();
}

async function speak(page: Page): Promise<void> {
  await page.getByRole('button', { name: '说一段' }).tap();
  await page.getByText('在听，1 秒').waitFor();
  await page.getByRole('button', { name: '说完了' }).tap();
  await page.getByRole('button', { name: /^录音/ }).tap();
  await page.getByRole('button', { name: '听一听' }).tap();
  await page.getByRole('button', { name: '停', exact: true }).waitFor();
  await page.getByRole('button', { name: '关上' }).tap();
}

const shows = async (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

type Steps = Readonly<Record<string, Step>>;

const opening = (phone: NotebookPhone, one: Home): Steps => ({
  'open the closed app and unlock it': async (page) => {
    await page.goto('about:blank');
    await page.goto(`${phone.gate.url}/field/`);
    await unlock(phone);
    await shows(page, '今天');
  },
  'find a home by its door number': async (page) => {
    if (!(await searchFor(page, one.door)).includes(one.head)) throw new Error('not found');
  },
  'read a home and its entries': async (page) => {
    await goHash(page, `/home/${one.id}`);
    await shows(page, one.head);
  },
});

const atTheDoor = (one: Home, two: Home): Steps => ({
  'write a visit with a picture and an audio note': async (page) => {
    await goHash(page, `/visit/${one.id}`);
    await page.locator('.zd-pick', { hasText: '都好' }).tap();
    await page.locator('#note').fill('断网的一天');
    await shoot(page);
    await speak(page);
    await page.locator(save).tap();
    await page.waitForURL(/#\/home\//);
    await shows(page, '断网的一天');
  },
  'change what was written and is still here': async (page) => {
    await writeVisit(page, two.id, '写错了一半');
    await page.locator('.zd-time li', { hasText: '写错了一半' }).getByRole('link', { name: '改一改' }).tap();
    await page.locator('#note').fill('改对了');
    await page.locator(save).tap();
    await page.waitForURL(/#\/home\//);
    await shows(page, '改对了');
    if ((await page.getByText('写错了一半').count()) > 0) throw new Error('the old words are still there');
  },
  'take a visit back': async (page) => {
    await writeVisit(page, two.id, '记错了的');
    await page.locator('.zd-undo .zd-button').tap();
    await page.waitForTimeout(500);
    await goHash(page, `/visit/${two.id}`);
    // Taken back, its words stand in the form again; this time they are not wanted.
    if ((await page.locator('#note').inputValue()) !== '记错了的') throw new Error('its words are not in the form');
    await page.locator('#note').fill('');
    await page.waitForTimeout(600);
  },
  'promise something': async (page) => {
    await goHash(page, `/visit/${two.id}`);
    await page.locator('.zd-pick', { hasText: '答应' }).tap();
    await page.locator('#promise, textarea, input[type=text]').first().fill('下回带医保的单子');
    await page.locator(save).tap();
    await page.waitForURL(/#\/home\//);
    await shows(page, '下回带医保的单子');
  },
  'keep the promise': async (page) => {
    await goHash(page, `/home/${two.id}`);
    await page.getByRole('button', { name: /办到/ }).first().tap();
    await page.locator('.zd-undo').waitFor();
  },
});

const troubles = (two: Home, three: Home): Steps => ({
  'report a problem with a picture': async (page) => {
    await goHash(page, `/problem/${three.id}`);
    await page.locator('.field-kinds .zd-button').nth(2).tap();
    await shoot(page);
    await page.locator('.zd-page-foot .zd-button').last().tap();
    await page.waitForURL(/#\/secret\//);
  },
  '"the same here" in another home': async (page) => {
    await goHash(page, `/problem/${two.id}`);
    const same = page.getByRole('button', { name: '这户也是，一起办' }).first();
    await same.waitFor();
    await same.tap();
    await page.waitForURL(/#\/secret\//);
  },
});

const reading = (matter: string): Steps => ({
  'read a matter and tell its answer at the door': async (page) => {
    await goHash(page, `/matter/${matter}`);
    await page
      .getByRole('button', { name: /告诉|带到/ })
      .first()
      .tap();
    await page.waitForTimeout(400);
    const sure = page.locator('dialog[open] .zd-button-filled');
    if (await sure.isVisible()) await sure.tap();
    await page.locator('.zd-undo').waitFor();
  },
  'read the notices': async (page) => {
    await goHash(page, '/notices');
    if ((await page.locator('main .zd-card').count()) === 0) throw new Error('there are none');
  },
  'look up whom to call': async (page) => {
    await goHash(page, '/help');
    if ((await page.locator('main a[href^="tel:"]').count()) < 2) throw new Error('no telephone numbers');
  },
  'change the language and back': async (page) => {
    await goHash(page, '/me');
    await page.getByRole('radio', { name: 'English' }).tap();
    await page.getByRole('heading', { name: 'Posts' }).waitFor();
    await page.getByRole('radio', { name: '中文' }).tap();
    await page.getByRole('heading', { name: '岗位' }).waitFor();
  },
});

const closing = (phone: NotebookPhone, three: Home): Steps => ({
  'begin a form, lock, unlock and go on': async (page) => {
    await goHash(page, `/visit/${three.id}`);
    await page.locator('#note').fill('锁上以前');
    await page.waitForTimeout(600);
    await goHash(page, '/me');
    await page.getByRole('button', { name: '锁上' }).tap();
    await unlock(phone);
    await goHash(page, `/visit/${three.id}`);
    if ((await page.locator('#note').inputValue()) !== '锁上以前') throw new Error('the words are gone');
    await page.locator('#note').fill('');
    await page.waitForTimeout(600);
  },
  'see what is unsent, and save it to a file': async (page) => {
    await goHash(page, '/sync');
    const button = page.getByRole('button', { name: '没送的存成文件' });
    await button.scrollIntoViewIfNeeded();
    await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), button.tap({ timeout: 30_000 })]);
  },
});

/** What a level-2 worker does on an ordinary day; the matter is one of his homes', waiting for him. */
function dayOf(phone: NotebookPhone, homes: readonly Home[], matter: string): Steps {
  const [one, two, three] = homes as [Home, Home, Home];
  return {
    ...opening(phone, one),
    ...atTheDoor(one, two),
    ...troubles(two, three),
    ...reading(matter),
    ...closing(phone, three),
  };
}

async function wholeDay(at: At): Promise<{ done: number; steps: number; faults: string[] }> {
  const { village, seeds } = at;
  const browser = await openBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  const phone = await openNotebook(browser, village);
  const { page, gate } = phone;
  const faults: string[] = [];
  try {
    await gate.cut();
    const steps = Object.entries(dayOf(phone, seeds.homes.slice(9, 12), seeds.answered.id));
    for (const [name, step] of steps) {
      try {
        await step(page);
      } catch (error) {
        faults.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
        await page.screenshot({ path: `${at.pictures}/u3-${faults.length}.png` }).catch(() => undefined);
      }
    }
    const ids = (await queueOf(page)).map(({ id }) => id);
    await gate.mend();
    await sendNow(page);
    const sent = await until(async () => {
      await goHash(page, '/today');
      return (await page.locator('[data-sync]').getAttribute('data-sync')) === 'sent';
    }, 60);
    if (!sent) faults.push('after the day not all of it was sent');
    const count = async (note: string): Promise<number> =>
      (await rows<{ id: string }>(village, 'select id from visit where note = $1', [note])).length;
    const told = [await count('断网的一天'), await count('改对了'), await count('写错了一半'), await count('记错了的')];
    if (told.join() !== '1,1,0,0')
      faults.push(`written, changed, wrong, taken back: ${told.join()} times at the county`);
    if (ids.length < 6) faults.push(`only ${ids.length} entries were queued`);
    return { done: steps.length - faults.length, steps: steps.length, faults };
  } finally {
    await phone.close();
    await browser.close();
  }
}

interface Known {
  readonly head: string;
  readonly door: string;
  readonly phone: string;
}

/** Homes of a whole group on one phone, found by all that one may know of them; those with rare signs first. */
async function findings(at: At): Promise<string[]> {
  const { browser, village } = at;
  const room = village.demo.rooms.find(({ id }) => id === 'liaison');
  const phone = await openNotebook(browser, village, 'liaison');
  const faults: string[] = [];
  try {
    const homes = await rows<Known>(
      village,
      `select head, door, coalesce(household.phone, '') as phone from household
       join office on office.name = $1 and household.ground <@ office.ground where household.closed_at is null
       order by octet_length(head) - 3 * char_length(head) desc, door limit 12`,
      [room?.place],
    );
    if (homes.length < 12) faults.push(`only ${homes.length} homes to look for`);
    await phone.gate.cut();
    for (const { head, door, phone: number } of homes) {
      const initials = pinyin(head, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' }).join('');
      const ways = [head, [...head].slice(0, 2).join(''), initials, door, ...(number === '' ? [] : [number.slice(-4)])];
      for (const way of ways) {
        const seen = await searchFor(phone.page, way);
        if (!seen.includes(head)) faults.push(`${head} ${door} is not found by "${way}"`);
      }
    }
    return faults;
  } finally {
    await phone.close();
  }
}

export async function checkOffline(at: At): Promise<void> {
  const day = await wholeDay(at);
  at.figures.add('U3 things of a worker’s day done with the server stopped', day.done, {
    unit: 'things',
    goal: day.steps,
    better: 'higher',
    found: day.faults,
  });
  at.figures.none(
    'U29 homes not found by name, its beginning, pinyin initials, door or end of the telephone number',
    await findings(at),
  );
}
