// A chapter of its own: the medical insurance, asked for by the county, explained at a door without signal and told with one tap, and read behind a plate without scripts.
import type { Page } from 'playwright-core';
import { starters } from '#modules/policy/kinds/starters.ts';
import { openDesk } from './desk.ts';
import { openHousehold, plateOf } from './household.ts';
import type { FieldPhone } from './phone.ts';
import { choose, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

const enrolment = starters.find(({ code }) => code === 'medical-enrolment');
const texts = {
  zh: { asks: '在外打工的儿子，回来补缴行不行？' },
  en: { asks: 'Our son works away: may he pay when he is back?' },
} as const;

const titleIn = (stage: Stage): string => enrolment?.[stage.lang].title ?? '';
/** A campaign goes by the title of its card, in the language of the county. */
const topic = enrolment?.zh.title ?? '';

/** The card among the others, and how far its campaign has come; answers the doors of it that are left. */
async function deskLooks(stage: Stage, desk: Page): Promise<string[]> {
  stage.step(
    'the county asks the grids to speak of the medical insurance: the card, and the doors that were not told yet',
  );
  await desk.goto(`${stage.url}/desk/#/policies`);
  const card = desk.getByRole('link', { name: new RegExp(titleIn(stage)) }).first();
  await stage.sees(desk, card);
  await stage.picture(desk, 'desk-policy-cards');
  await card.click();
  await stage.sees(desk, t('policy.documents'));
  await stage.picture(desk, 'desk-policy-card');
  await desk.goto(`${stage.url}/desk/#/campaigns`);
  await desk
    .getByRole('button', { name: t('campaign.desk.showDoors'), exact: true })
    .first()
    .click();
  const doors = desk.locator('main').getByRole('link', { name: /^\d-\d\d$/ });
  await doors.first().waitFor();
  await stage.picture(desk, 'desk-campaign-doors-left');
  return (await doors.allTextContents()).map((door) => door.trim());
}

/** The worker reads the card and asks its questions with the person, on the phone alone. */
async function explained(stage: Stage, { page, go }: FieldPhone): Promise<void> {
  stage.step(
    'at the door, without signal: the card is found by its first letters and asked whether the home may qualify',
  );
  await go('/policy');
  await page.getByLabel(t('policy.find')).fill('cxjmyb');
  await stage.picture(page, 'policy-found-by-its-letters');
  await page.getByRole('link', { name: new RegExp(titleIn(stage)) }).tap();
  await stage.sees(page, t('policy.steps'));
  await stage.picture(page, 'policy-card-on-the-phone');
  await page.getByRole('button', { name: t('policy.ask') }).tap();
  await stage.sees(page, t('policy.outcome.open'));
  for (const [n, answer] of (['no', 'yes'] as const).entries())
    await choose(
      page
        .getByRole('radiogroup')
        .or(page.getByRole('group'))
        .filter({ has: page.getByRole('radio', { name: t('policy.yes'), exact: true }) })
        .nth(n)
        .getByRole('radio', { name: t(`policy.${answer}`), exact: true }),
    );
  await stage.sees(page, t('policy.outcome.may'));
  await page.getByText(t('policy.outcome.may')).evaluate((said) => said.scrollIntoView({ block: 'center' }));
  await stage.picture(page, 'policy-may-qualify');
}

async function told(stage: Stage, { page, go }: FieldPhone, door: string): Promise<void> {
  stage.step('one tap in the note of the visit says that the home was told; what it asked goes along');
  await go('/homes');
  await page.getByRole('searchbox').fill(door);
  await page.getByRole('link', { name: new RegExp(door) }).tap();
  await stage.sees(page, t('campaign.notTold'));
  await page.getByText(t('campaign.notTold')).scrollIntoViewIfNeeded();
  await stage.picture(page, 'home-to-be-told');
  const home = /#\/home\/(.+)$/.exec(page.url())?.[1] ?? '';
  await go(`/visit/${home}`);
  await choose(page.getByLabel(t('visit.told.card', { title: topic })));
  await stage.picture(page, 'told-with-one-tap');
  await page.getByRole('button', { name: t('visit.save'), exact: true }).tap();
  await stage.sees(page, t('visit.saved'));
  await go(`/home/${home}`);
  await page.getByRole('link', { name: starts(`${t('campaign.ask')} · `) }).tap();
  await page.getByLabel(t('campaign.question')).fill(texts[stage.lang].asks);
  await stage.picture(page, 'question-to-pass-on');
  await page.getByRole('button', { name: t('campaign.save'), exact: true }).tap();
  const said = t('campaign.toldOn', { day: '\u0000' }).split('\u0000').join('.+');
  await stage.sees(page, new RegExp(said));
  await stage.sees(page, texts[stage.lang].asks);
  await page.getByText(texts[stage.lang].asks, { exact: true }).scrollIntoViewIfNeeded();
  await stage.picture(page, 'home-was-told');
}

async function counted(stage: Stage, desk: Page, door: string): Promise<void> {
  stage.step('the desk sees one home more that was told, and its question beside the others');
  await desk.goto(`${stage.url}/desk/#/campaigns`);
  await desk.reload();
  await stage.sees(desk, texts[stage.lang].asks);
  await desk
    .getByRole('button', { name: t('campaign.desk.showDoors'), exact: true })
    .first()
    .click();
  await desk
    .locator('main')
    .getByRole('link', { name: /^\d-\d\d$/ })
    .first()
    .waitFor();
  if ((await desk.getByRole('link', { name: door, exact: true }).count()) > 0)
    throw new Error(`${door} was told and still stands among the doors that are left`);
  await stage.picture(desk, 'desk-campaign-with-a-question');
  await desk.context().close();
}

async function behindThePlate(stage: Stage): Promise<void> {
  stage.step('a home reads the same card behind its plate, without scripts, also in the elder version');
  const home = await openHousehold(stage);
  const { page } = home;
  await home.go(await plateOf(stage));
  await page.getByRole('link', { name: new RegExp(t('door.policy.title')) }).tap();
  await page.locator('#q').fill(stage.lang === 'en' ? 'insurance' : '医保');
  await page.getByRole('button', { name: t('door.policy.search'), exact: true }).tap();
  await stage.sees(page, titleIn(stage));
  await stage.picture(page, 'plate-policies');
  await page.getByRole('link', { name: new RegExp(titleIn(stage)) }).tap();
  await stage.sees(page, t('door.policy.documents'));
  const { pathname } = new URL(page.url());
  await home.go(pathname, true);
  await stage.picture(page, 'plate-policy-card-elder', true);
  await home.go(pathname);
  await page
    .getByRole('radio', { name: t('door.policy.no'), exact: true })
    .first()
    .check({ force: true });
  await page
    .getByRole('radio', { name: t('door.policy.yes'), exact: true })
    .nth(1)
    .check({ force: true });
  await page.getByRole('button', { name: t('door.policy.see'), exact: true }).tap();
  await stage.sees(page, t('door.policy.outcome.may'));
  await stage.picture(page, 'plate-may-qualify', true);
  await page.context().close();
}

/** From the card at the desk to a home that was told. */
export async function policyTold(stage: Stage, worker: FieldPhone): Promise<void> {
  const desk = await openDesk(stage, 'village');
  const left = await deskLooks(stage, desk);
  const { page, go } = worker;
  await worker.sendAll();
  await go('/homes');
  await page.getByRole('searchbox').fill('');
  const own = await page.getByRole('link', { name: /\d-\d\d/ }).allTextContents();
  const door = left.find((one) => own.some((text) => text.includes(one)));
  if (door === undefined) throw new Error('every home of the worker was told already');
  await go('/policy');
  await stage.sees(page, topic === '' ? '' : titleIn(stage));
  await stage.stopServer();
  await explained(stage, worker);
  await told(stage, worker, door);
  await stage.startServer();
  await worker.sendAll();
  await counted(stage, desk, door);
  await behindThePlate(stage);
}
