// A chapter of its own: who read my record. A desk opens a home and says why, a list is taken out, and the home reads both; it asks for a correction, says what it thinks, and takes everything along.
import type { Page } from 'playwright-core';
import { openAdministrator } from './administrator.ts';
import { openCase, openDesk } from './desk.ts';
import { type Household, openHousehold } from './household.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

const door = '3-08';
const grid = '三社2网格';
/** From the reading to the home's page, ms. */
const within = 60_000;
const texts = {
  zh: { words: '入户核对取暖补助名单', wrong: '我家的电话换了，请改成村里登记的新号。', comment: '有事找得到人。' },
  en: {
    words: 'Check the heating subsidy at the doors',
    wrong: 'Our telephone changed; please write the new number we left with the village.',
    comment: 'Somebody comes when we call.',
  },
} as const;

async function opened(stage: Stage, home: Household): Promise<void> {
  stage.step('the township opens a home and says why; within a minute the home reads who it was and what for');
  const desk = await openDesk(stage, 'township');
  await desk.goto(`${stage.url}/desk/#/homes?text=${door}`);
  await desk
    .getByRole('link', { name: new RegExp(door) })
    .first()
    .click();
  await stage.sees(desk, t('desk.why.title'));
  await desk.getByRole('radio', { name: t('desk.why.support') }).check();
  const began = Date.now();
  await desk.getByRole('button', { name: starts(t('desk.why.open')) }).click();
  await stage.sees(desk, t('desk.home.members'));
  await stage.picture(desk, 'desk-township-opens-a-home');
  await desk.context().close();
  await home.go('/my/readings');
  await stage.sees(home.page, new RegExp(t('door.reason.support')));
  if (Date.now() - began > within) throw new Error('the reading came later than a minute');
  await stage.picture(home.page, 'home-who-read-my-record');
  await home.go('/my/readings', true);
  await stage.sees(home.page, new RegExp(t('door.reason.support')));
  await stage.picture(home.page, 'home-who-read-my-record-elder');
}

async function takenOut(stage: Stage, desk: Page, home: Household): Promise<void> {
  stage.step('the village takes a list out: it has to say what for, and every home on it reads that');
  await desk.goto(`${stage.url}/desk/#/homes`);
  await desk.getByRole('button', { name: starts(t('desk.export.open')) }).click();
  const sheet = desk.getByRole('dialog');
  const take = sheet.getByRole('button', { name: starts(t('desk.export.take')) });
  const areas = sheet.getByRole('combobox', { name: starts(t('desk.export.area')) });
  const area = (await areas.locator('option').allTextContents()).find(
    (one) => one.endsWith(grid) || one.endsWith('三社 2网格'),
  );
  await areas.selectOption({ label: area ?? grid });
  await take.click();
  await stage.sees(desk, t('problem.export-reason-missing'));
  await stage.picture(desk, 'desk-export-asks-what-for');
  await sheet.getByRole('radio', { name: starts(t('desk.why.check-roster')) }).check({ force: true });
  await sheet.getByRole('textbox', { name: starts(t('desk.export.words')) }).fill(texts[stage.lang].words);
  await stage.picture(desk, 'desk-export');
  const coming = desk.waitForEvent('download');
  await take.click();
  if ((await (await coming).failure()) !== null) throw new Error('the list did not come');
  await home.go('/my/readings');
  await stage.sees(home.page, new RegExp(t('door.purpose.export.homes')));
  await stage.picture(home.page, 'home-reads-of-the-list');
}

async function audited(stage: Stage): Promise<void> {
  stage.step('whoever audits sees at a desk of his own what was taken out, by whom and what for');
  const desk = await openAdministrator(stage, 'audit', 'plums in the snow 2026');
  await desk.goto(`${stage.url}/desk/#/audit`);
  const row = desk.getByRole('row').filter({ hasText: texts[stage.lang].words });
  await stage.sees(desk, row);
  await row.scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-audit-what-was-taken-out');
  await desk.context().close();
}

async function corrected(stage: Stage, desk: Page, home: Household): Promise<void> {
  stage.step('the home asks for a correction: a matter with a number, a holder and a day');
  const { page } = home;
  await home.go('/my/request');
  await page.getByRole('radio', { name: t('door.my.request.correct'), exact: true }).check({ force: true });
  await page.locator('#text').fill(texts[stage.lang].wrong);
  await stage.picture(page, 'home-asks-for-a-correction', true);
  await page.getByRole('button', { name: t('door.my.request.send'), exact: true }).tap();
  await page.waitForURL(/\/my\/case\//);
  await stage.sees(page, new RegExp(texts[stage.lang].wrong));
  await home.go(new URL(page.url()).pathname);
  await stage.picture(page, 'home-correction-on-its-way', true);
  await openCase(stage, desk, /case\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '');
  await stage.sees(desk, new RegExp(texts[stage.lang].wrong));
  await stage.picture(desk, 'desk-correction-as-a-matter');
}

async function saidAndTaken(stage: Stage, home: Household): Promise<void> {
  stage.step('it says without its name what it thinks of those who serve it, and takes its whole record along');
  const { page } = home;
  await home.go('/my/comment');
  const form = page.locator('form.card').first();
  await stage.sees(page, form);
  await form.getByRole('radio').first().check({ force: true });
  await form.getByRole('textbox').fill(texts[stage.lang].comment);
  await stage.picture(page, 'home-says-what-it-thinks');
  const about = await form.locator('legend b').innerText();
  await form.getByRole('button', { name: t('door.my.comment.send'), exact: true }).tap();
  await page.locator('legend b', { hasText: about }).waitFor({ state: 'detached' });
  await home.go('/my');
  await stage.picture(page, 'home-record', true);
  await home.go('/my', true);
  await stage.picture(page, 'home-record-elder', true);
  for (const [file, begins] of [
    ['record.pdf', '%PDF'],
    ['record.json', '{'],
  ] as const) {
    const reply = await page.context().request.get(`${stage.url}/my/${file}`);
    if (!reply.ok() || !(await reply.body()).toString('latin1').startsWith(begins))
      throw new Error(`${file}: ${reply.status()}`);
  }
}

/** `signedIn`: a home's browser with its session; here it goes on without scripts. */
export async function recordRead(stage: Stage, signedIn: Household): Promise<void> {
  const home = await openHousehold(stage);
  await home.page.context().addCookies(await signedIn.page.context().cookies());
  await signedIn.page.context().close();
  const desk = await openDesk(stage, 'village');
  await opened(stage, home);
  await takenOut(stage, desk, home);
  await audited(stage);
  await corrected(stage, desk, home);
  await saidAndTaken(stage, home);
  for (const page of [desk, home.page]) await page.context().close();
}
