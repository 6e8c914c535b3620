// A chapter of its own: a question about the medical insurance, answered at the door from the village's notice, without signal.
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { openDesk } from './desk.ts';
import type { FieldPhone } from './phone.ts';
import type { Stage } from './stage.ts';
import type { Page } from 'playwright-core';
import { starts, t } from './words.ts';

const door = '3-13';
const notice = '城乡居民医保开始缴费';
const texts = {
  zh: '医保啥时候缴，手机上不会缴咋办？',
  // Asked in the words of the notice: what fits is found by its signs.
  en: '医保啥时候缴，手机上不会缴咋办？',
} as const;

/** HOME-15: where no work of the village waits at this home it says why it opens it; the home reads that. */
async function sayWhy(stage: Stage, desk: Page): Promise<void> {
  const asked = desk.getByText(t('desk.why.title')).filter({ visible: true }).first();
  const opened = desk.getByText(texts[stage.lang], { exact: true }).first();
  await asked.or(opened).first().waitFor();
  // Where the day's history left a matter of this home with the village, the work at hand says it.
  if (!(await asked.isVisible())) return;
  await desk.getByRole('radio', { name: t('desk.why.came-to-us') }).check();
  await stage.picture(desk, 'desk-says-why-it-opens-a-home');
  await desk.getByRole('button', { name: starts(t('desk.why.open')) }).click();
}

/** From the question at the door to the home's record at the village. */
export async function questionAnswered(stage: Stage, worker: FieldPhone): Promise<void> {
  stage.step('a home asks about the medical insurance: answered at once from the village’s notice, without signal');
  const { page, go } = worker;
  await worker.sendAll();
  await stage.stopServer();
  await go('/homes');
  await page.getByRole('searchbox').fill(door);
  await page.getByRole('link', { name: new RegExp(door) }).tap();
  await page.getByRole('link', { name: new RegExp(t('question.ask')) }).tap();
  await page.getByRole('radio', { name: categoryName('S3'), exact: true }).check({ force: true });
  await page.getByLabel(t('question.text')).fill(texts[stage.lang]);
  await stage.sees(page, page.getByText(notice, { exact: true }));
  await stage.picture(page, 'question-and-notice', true);
  await page
    .getByRole('button', { name: t('question.use'), exact: true })
    .first()
    .tap();
  await stage.sees(page, t('question.used', { title: notice }));
  await stage.picture(page, 'question-answered-from-it', true);
  await page.getByRole('button', { name: t('question.save'), exact: true }).tap();
  await stage.sees(page, t('question.saved'));
  await stage.sees(page, page.getByText(texts[stage.lang], { exact: true }));
  await page.getByText(texts[stage.lang], { exact: true }).scrollIntoViewIfNeeded();
  await stage.picture(page, 'question-on-the-home');
  await stage.startServer();
  await worker.sendAll();
  const desk = await openDesk(stage, 'village');
  await desk.goto(`${stage.url}/desk/#/homes?text=${door}`);
  await desk
    .getByRole('link', { name: new RegExp(door) })
    .first()
    .click();
  await sayWhy(stage, desk);
  await stage.sees(desk, desk.getByText(texts[stage.lang], { exact: true }));
  await desk.getByText(texts[stage.lang], { exact: true }).scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-question-of-a-home');
}
