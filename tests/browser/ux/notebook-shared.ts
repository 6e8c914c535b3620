// Row U46: two people on one phone: from one to the other by PIN, and neither reads what belongs to the other.
import type { Page } from 'playwright-core';
import { disk } from '#tests/phones.ts';
import type { At } from '../ux.ts';
import { type NotebookPhone, openNotebook, save, writeVisit } from './notebook-phone.ts';
import { goHash } from './stage.ts';
import { type Home, rows } from './village.ts';

const note = '只给自己看的一句';
const draft = '写到一半的悄悄话';

async function addSecond(at: At, { page, gate }: NotebookPhone): Promise<{ pin: string; name: string }> {
  const { location } = await at.village.demo.enter('head');
  const hash = location.split('#')[1] ?? '';
  await page.goto('about:blank');
  await page.goto(`${gate.url}/field/#${hash}`);
  await page.locator('[data-sync=sent]').waitFor({ timeout: 60_000 });
  await goHash(page, '/me');
  return { pin: new URLSearchParams(hash).get('pin') ?? '', name: await page.locator('h1').innerText() };
}

/** Locks, chooses the other by name, types the PIN; ms from the tap that opens to the first page, on a slow processor. */
async function change(page: Page, to: { pin: string; name: string }): Promise<number> {
  await goHash(page, '/me');
  await page.getByRole('button', { name: '锁上' }).tap();
  await page.locator('#pin').waitFor();
  const other = page.getByRole('button', { name: to.name });
  if (await other.isVisible()) await other.tap();
  await page.locator('#pin').fill(to.pin);
  const began = performance.now();
  await page.locator('.zd-button-filled').tap();
  await page.locator('.zd-bottom').waitFor();
  const ms = performance.now() - began;
  await goHash(page, '/me');
  if ((await page.locator('h1').innerText()) !== to.name) throw new Error(`it did not open for ${to.name}`);
  return ms;
}

/** Nothing of the first shows to the second: not in the list of what is unsent, not as a draft, not on the disk without his PIN. */
async function hidden(at: At, page: Page, home: Home): Promise<string[]> {
  const faults: string[] = [];
  for (const path of ['/today', '/sync', '/needs', `/home/${home.id}`]) {
    await goHash(page, path);
    const seen = await page.locator('body').innerText();
    for (const words of [note, draft]) if (seen.includes(words)) faults.push(`${path} shows "${words}" to the other`);
  }
  await goHash(page, `/visit/${home.id}`);
  if ((await page.locator('#note').count()) > 0 && (await page.locator('#note').inputValue()) !== '')
    faults.push('the form begun by one is filled for the other');
  const kept = await disk(page);
  const names = await rows<{ head: string }>(at.village, 'select head from household where id = $1', [home.id]);
  for (const words of [note, draft, ...names.map(({ head }) => head)])
    if (kept.includes(words)) faults.push(`"${words}" can be read on the disk`);
  return faults;
}

export async function checkShared(at: At): Promise<void> {
  const { browser, village, seeds, figures } = at;
  const [home, begun] = seeds.homes.slice(10, 12) as [Home, Home];
  const phone = await openNotebook(browser, village);
  const { page, gate } = phone;
  try {
    await goHash(page, '/me');
    const first = { pin: phone.pin, name: await page.locator('h1').innerText() };
    gate.judge = (path) => (path.startsWith('/push') ? 'broken' : 'pass');
    await writeVisit(page, home.id, note);
    await goHash(page, `/visit/${begun.id}`);
    await page.locator('#note').fill(draft);
    await page.waitForTimeout(800);
    const second = await addSecond(at, phone);
    await gate.cut();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const faults = await hidden(at, page, begun);
    const times = [await change(page, first), await change(page, second), await change(page, first)];
    await goHash(page, `/visit/${begun.id}`);
    if ((await page.locator('#note').inputValue()) !== draft) faults.push('back with the first, his draft is gone');
    await page.locator('#note').fill('');
    await page.locator(save).waitFor();
    figures.add('U46 from one person to another by PIN, offline, processor ×6', Math.max(...times) / 1000, {
      unit: 's',
      goal: 3,
      better: 'lower',
    });
    figures.none('U46 what one can read of the other, on screens and on the disk', faults);
  } finally {
    await phone.close();
  }
}
