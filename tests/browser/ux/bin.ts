// Row U12: what was deleted is in reach for 30 days: an entry thrown away on the phone, a notice taken down at the desk.
import type { At } from '../ux.ts';
import { refuseOne } from './refusal.ts';
import { context, deskSize, enterDesk, enterField, goHash, phoneContext, settle } from './stage.ts';

const days = (n: number): number => n * 86_400_000;
const ahead = (ms: number): void => {
  const real = Date.now.bind(Date);
  Date.now = () => real() + ms;
};

async function onPhone(at: At): Promise<string[]> {
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  const faults: string[] = [];
  await enterField(page, at.village);
  const home = at.seeds.homes[3];
  if (!home) return ['no home to write about'];
  await refuseOne(page, at.village, home);
  await page.getByRole('button', { name: '不要了' }).first().tap();
  await page.getByRole('dialog').getByRole('button', { name: '不要了' }).tap();
  const back = page.getByRole('button', { name: '找回来' });
  await back.waitFor().catch(() => faults.push('phone: what was thrown away is nowhere'));
  const seen = async (): Promise<boolean> => {
    await goHash(page, '/today');
    await goHash(page, '/needs');
    await settle(page);
    return back.first().isVisible();
  };
  await page.evaluate(ahead, days(29));
  if (!(await seen())) faults.push('phone: gone after 29 days');
  await page.evaluate(ahead, days(2));
  if (await seen()) faults.push('phone: still there after 31 days');
  await phone.close();
  return faults;
}

async function onDesk(at: At): Promise<string[]> {
  const office = await context(at.browser, { viewport: deskSize });
  const page = await office.newPage();
  const faults: string[] = [];
  await enterDesk(page, at.village);
  await goHash(page, '/notices');
  const first = page.locator('.zd-card', { has: page.getByRole('button', { name: '撤下来' }) }).first();
  const title = await first.locator('h2').innerText();
  await first.getByRole('button', { name: '撤下来' }).click();
  const row = page.locator('.zd-row-item', { hasText: title });
  await row.waitFor().catch(() => faults.push('desk: the notice taken down is nowhere'));
  await page.reload();
  await goHash(page, '/notices');
  await row.getByRole('button', { name: '再贴出来' }).click();
  await page
    .locator('.zd-card', { has: page.getByRole('heading', { name: title, exact: true, level: 2 }) })
    .waitFor()
    .catch(() => faults.push('desk: it does not hang again'));
  await office.close();
  return faults;
}

export async function checkBin(at: At): Promise<void> {
  at.figures.none('U12 deleted things can be brought back for 30 days', [
    ...(await onPhone(at)),
    ...(await onDesk(at)),
  ]);
}
