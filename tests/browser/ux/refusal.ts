// Brings a phone to what the village did not take: a promise that was already kept elsewhere when the phone's own word arrived.
import type { Page } from 'playwright-core';
import { newId } from '#kit/id.ts';
import { emptyVisit, visitInput } from '#modules/visit/ui/visit-draft.ts';
import { goHash } from './stage.ts';
import { type Home, roomActor, say, type Village } from './village.ts';

/** Leaves one refused entry in "needs you". The phone is signed in as the grid worker and has the home. */
export async function refuseOne(page: Page, village: Village, home: Home): Promise<void> {
  const worker = await roomActor(village, 'worker');
  const promise = newId();
  const draft = { ...emptyVisit, tiles: ['promise' as const], promise: '带一份医保的单子来' };
  const about = { household: home.id, visit: newId(), promise, now: Date.now() };
  await say(village, worker, 'visit.record', visitInput(draft, about));
  const send = async (): Promise<void> => {
    await goHash(page, '/sync');
    await page.locator('main .zd-button-filled').tap();
    await page.waitForTimeout(1_000);
  };
  const kept = page.getByRole('button', { name: /办到|Kept|Done/ }).first();
  for (let tries = 0; tries < 20; tries++) {
    await send();
    await goHash(page, `/home/${home.id}`);
    if (await kept.isVisible()) break;
  }
  if (!(await kept.isVisible())) throw new Error(`the promise never came: ${await page.locator('body').innerText()}`);
  await kept.tap();
  await page.locator('.zd-undo').waitFor();
  await say(village, worker, 'promise.keep', { promise });
  for (let tries = 0; tries < 16; tries++) {
    await send();
    await goHash(page, '/needs');
    if ((await page.locator('main .zd-card').count()) > 0) return;
  }
  throw new Error('nothing was refused');
}
