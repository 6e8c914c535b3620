// A chapter of its own: a round without signal finds a refuse point full, the village puts it right, and the next look shows it clean beside the picture from before.
import type { Page } from 'playwright-core';
import { findSpotKind } from '#modules/environment/kinds/spots.ts';
import { kindName } from '#modules/environment/ui/spot-words.ts';
import { makeScene } from './scene.ts';
import { openCase, openDesk, takeStep } from './desk.ts';
import type { FieldPhone } from './phone.ts';
import { choose, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

const names = {
  zh: ['下庄垃圾点', '老槐树水井'],
  en: ['Refuse point of Xiazhuang', 'Well at the old tree'],
} as const;
const texts = {
  zh: {
    note: '三天没人来拉，袋子堆到路边了。',
    praise: '井边扫得干干净净。',
    answer: '今天一早拉走了，以后每周二、周五各一趟。',
  },
  en: {
    note: 'Nobody came for three days, bags lie on the road.',
    praise: 'Swept clean all around the well.',
    answer: 'Taken away this morning; from now on every Tuesday and Friday.',
  },
} as const;

async function nameTwo(stage: Stage, { page, go }: FieldPhone): Promise<void> {
  stage.step('the worker names two places of his grid');
  for (const [name, kind] of [
    [names[stage.lang][0], 'refuse'],
    [names[stage.lang][1], 'well'],
  ] as const) {
    await go('/spot/add');
    await choose(page.getByRole('radio', { name: kindName(findSpotKind(kind)), exact: true }));
    await page.getByLabel(t('spot.name')).fill(name);
    await page.getByRole('button', { name: t('spot.save'), exact: true }).tap();
    await stage.sees(page, t('spot.opened'));
  }
  await stage.picture(page, 'places-of-the-grid');
}

/** One box per point: well, or not well. */
async function answer(page: Page, kind: string, wrong: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: t('spot.allWell'), exact: true }).tap();
  for (const point of findSpotKind(kind)?.points ?? [])
    if (wrong.includes(point.code))
      await choose(
        page
          .getByRole('group', { name: new RegExp(`^(${point.zh}|${point.en})`) })
          .getByRole('radio', { name: t('spot.notWell'), exact: true }),
      );
}

async function takePicture(page: Page, scene: 'full' | 'clean'): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: `${scene}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await makeScene(scene),
    });
  await page
    .getByRole('button', { name: starts(t('attachment.picture', { n: 1 })) })
    .first()
    .waitFor();
}

async function looks(stage: Stage, phone: FieldPhone): Promise<void> {
  stage.step('the round, without signal: the well is fine, the refuse point is full');
  const { page, go } = phone;
  const said = texts[stage.lang];
  await phone.sendAll();
  await stage.stopServer();
  await go('/spot');
  await page.getByRole('link', { name: new RegExp(names[stage.lang][1]) }).tap();
  await answer(page, 'well', []);
  await page.getByLabel(t('spot.praise')).fill(said.praise);
  await stage.picture(page, 'look-all-well', true);
  await page.getByRole('button', { name: t('spot.save'), exact: true }).tap();
  await stage.sees(page, t('spot.saved'));
  await page.getByRole('link', { name: new RegExp(names[stage.lang][0]) }).tap();
  await answer(page, 'refuse', ['taken', 'around']);
  await page.getByLabel(t('spot.note')).fill(said.note);
  await takePicture(page, 'full');
  await stage.picture(page, 'look-not-well', true);
  await page.getByRole('button', { name: t('spot.save'), exact: true }).tap();
  await stage.sees(page, t('spot.matterOpen'));
  await stage.picture(page, 'round-on-this-phone');
  await stage.startServer();
  await phone.sendAll();
}

async function putRight(stage: Stage, desk: Page): Promise<void> {
  stage.step('the village sees the place and the notice, and puts it right');
  await desk.getByRole('link', { name: t('spot.title'), exact: true }).click();
  const row = desk.getByRole('link', { name: new RegExp(names[stage.lang][0]) });
  await stage.sees(desk, row);
  await stage.picture(desk, 'desk-places');
  await row.click();
  await stage.sees(desk, t('spot.before'));
  const coming = desk.waitForEvent('download');
  await desk.getByRole('button', { name: starts(t('spot.notice')) }).click();
  if ((await (await coming).failure()) !== null) throw new Error('the notice did not come');
  await desk.locator('img').first().waitFor();
  await stage.picture(desk, 'desk-place-before', true);
  const matter = /[0-9a-f-]{36}$/.exec(
    (await desk.locator('a[href*="/inbox/mine/"]').first().getAttribute('href')) ?? '',
  );
  await openCase(stage, desk, matter?.[0] ?? '');
  await takeStep(stage, desk, t('case.act.accept'));
  await desk
    .getByRole('button', { name: starts(t('case.act.answer')) })
    .first()
    .click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByLabel(t('case.form.answerText')).fill(texts[stage.lang].answer);
  await sheet.getByRole('button', { name: starts(t('case.form.send')) }).click();
  const now = desk.getByRole('button', { name: starts(t('case.next.sendNow')) });
  await now.click();
  await now.waitFor({ state: 'detached' });
}

async function looksAgain(stage: Stage, phone: FieldPhone, desk: Page): Promise<void> {
  stage.step('the next look: all well, a picture of how it is now, and the matter is said to be solved');
  const { page, go } = phone;
  await phone.sendAll();
  await go('/spot');
  await page.getByRole('link', { name: new RegExp(names[stage.lang][0]) }).tap();
  await answer(page, 'refuse', []);
  await takePicture(page, 'clean');
  await stage.sees(page, t('spot.alsoSolved'));
  await stage.picture(page, 'look-put-right', true);
  await page.getByRole('button', { name: t('spot.save'), exact: true }).tap();
  await stage.sees(page, t('spot.saved'));
  await phone.sendAll();
  await desk.goto(`${stage.url}/desk/#/spots`);
  await desk.getByRole('link', { name: new RegExp(names[stage.lang][0]) }).click();
  await desk.locator('img').nth(1).waitFor();
  await stage.picture(desk, 'desk-place-before-and-after', true);
}

/** From a full refuse point to the two pictures side by side. */
export async function roundLooked(stage: Stage, worker: FieldPhone): Promise<void> {
  await nameTwo(stage, worker);
  await looks(stage, worker);
  const desk = await openDesk(stage, 'village');
  await putRight(stage, desk);
  await looksAgain(stage, worker, desk);
}
