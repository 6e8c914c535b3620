// Row U22: what was begun in the morning is found again in the evening, on a phone without coverage and on the household page.
import type { At } from '../ux.ts';
import { goHash, phoneContext, shiftClock } from './stage.ts';

/** A form begun in the morning, found again in the evening, without coverage all day. */
export async function halfDay(at: At): Promise<string[]> {
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  const faults: string[] = [];
  const { location } = await at.village.demo.enter('worker');
  const pin = new URLSearchParams(location.split('#')[1]).get('pin') ?? '';
  await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  await page.goto(`${at.village.url}${location}`);
  await page.locator('.zd-bottom').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const home = at.seeds.homes[9];
  await goHash(page, `/visit/${home?.id ?? ''}`);
  await page.locator('#note').fill('上午写了一半。');
  await phone.setOffline(true);
  await page.evaluate(shiftClock, 12);
  await page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
  });
  await page.waitForTimeout(1_500);
  if ((await page.locator('#note').count()) === 0) faults.push('the phone was locked or signed out');
  else if ((await page.locator('#note').inputValue()) !== '上午写了一半。') faults.push('the open form lost its words');
  await page.addInitScript(shiftClock, 12);
  await page.reload();
  await page.locator('#pin').waitFor();
  await page.locator('#pin').fill(pin);
  await page.locator('.zd-button-filled').tap();
  await page.locator('.zd-page').first().waitFor();
  await goHash(page, `/visit/${home?.id ?? ''}`);
  await page.locator('#note').waitFor();
  if ((await page.locator('#note').inputValue()) !== '上午写了一半。')
    faults.push('after a restart the form lost its words');
  await page.locator('.zd-page-foot .zd-button-filled').tap();
  await page
    .locator('.zd-undo')
    .waitFor()
    .catch(() => faults.push('the visit could not be kept in the evening'));
  await phone.close();
  return faults;
}

/** The household's form, sent twelve hours after it was opened. */
export async function halfDayAtDoor(at: At): Promise<string[]> {
  const phone = await phoneContext(at.browser, { javaScriptEnabled: false });
  const page = await phone.newPage();
  await page.goto(`${at.village.url}/h/${at.seeds.plate.code}/report`);
  const county = at.village.county as { now: () => number };
  const real = county.now;
  county.now = () => Date.now() + 12 * 3_600_000;
  try {
    await page.locator('.pick').last().tap();
    await page.fill('#text', '早上打开的，晚上才写好。');
    await page.locator('form .btn.main').tap();
    await page.locator('.qr, .wrong').waitFor();
    return (await page.locator('.qr').count()) === 1
      ? []
      : [
          `the household page refused a form opened in the morning: ${(await page.locator('main').innerText()).slice(0, 60)}`,
        ];
  } finally {
    county.now = real;
    await phone.close();
  }
}
