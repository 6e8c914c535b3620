// A phone of the field in the story: entering by a code, writing at the door without signal, moving a matter on, carrying the answer back.
import type { Page } from 'playwright-core';
import { context, phoneSize, type Stage, wayInto } from './stage.ts';
import { t } from './words.ts';

const pin = '270594';

export interface Reported {
  readonly door: string;
  /** The household's own way to its matter; only they and this test hold it. */
  readonly secret: string;
  readonly matter: string;
}

/** Once the server has it, it also has a number. */
export interface Numbered extends Reported {
  readonly number: string;
}

export interface FieldPhone {
  readonly page: Page;
  go(path: string): Promise<void>;
  /** "Send now" until nothing waits any more. */
  sendAll(): Promise<void>;
}

/** Opens a phone, enters by a one-time code, chooses a PIN and waits until the homes are there. */
export async function openPhone(stage: Stage, room: string, names: readonly string[] = []): Promise<FieldPhone> {
  const { page } = await newPhone(stage);
  const code = /code=([^&]+)|demo=([^&]+)/.exec(await wayInto(stage.url, room));
  await page.goto(`${stage.url}/field/${stage.lang === 'en' ? '?lang=en' : ''}#code=${code?.[1] ?? code?.[2] ?? ''}`);
  const enter = page.getByRole('button', { name: t('field.enrol.act'), exact: true });
  await stage.sees(page, enter);
  if (names[0] !== undefined) await stage.picture(page, names[0]);
  await enter.tap();
  await page.getByLabel(t('field.pin.choose')).fill(pin);
  await page.getByLabel(t('field.pin.again')).fill(pin);
  if (names[1] !== undefined) await stage.picture(page, names[1]);
  await page.getByRole('button', { name: t('field.pin.set'), exact: true }).tap();
  await page.getByRole('heading', { name: t('field.today'), exact: true }).waitFor();
  await page.locator('[data-sync=sent]').waitFor();
  // The worker keeps the program on the phone: without it a cold start without signal would be a blank page.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const phone = phoneOf(page);
  await phone.go('/homes');
  await page
    .getByRole('link', { name: /\d-\d\d/ })
    .first()
    .waitFor();
  await phone.go('/today');
  await page.getByRole('heading', { name: t('field.today'), exact: true }).waitFor();
  return phone;
}

async function newPhone(stage: Stage): Promise<{ page: Page }> {
  const made = await context(stage, phoneSize);
  await made.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  return { page: await made.newPage() };
}

function phoneOf(page: Page): FieldPhone {
  // A page that just kept something, or was just opened, goes on to where that leads, maybe a moment after we went elsewhere.
  const go = async (to: string): Promise<void> => {
    for (let tries = 0; tries < 5; tries++) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, to);
      await page.waitForTimeout(300);
      if ((await page.evaluate(() => location.hash)) === `#${to}`) return;
    }
  };
  const sendAll = async (): Promise<void> => {
    await go('/sync');
    await page.getByRole('button', { name: t('field.sync.now'), exact: true }).tap();
    await page.getByText(t('field.sync.all'), { exact: true }).waitFor();
  };
  return { page, go, sendAll };
}

/** Switched off and on again: the page comes from the phone itself, the notebook opens by the PIN. */
export async function coldStart(stage: Stage, { page }: FieldPhone, name: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${stage.url}/field/`);
  const open = page.getByRole('button', { name: t('field.pin.unlock'), exact: true });
  await stage.sees(page, open);
  await stage.picture(page, name);
  await page.getByLabel(t('field.pin.first')).fill(pin);
  await open.tap();
  await page.getByRole('heading', { name: t('field.today'), exact: true }).waitFor();
}

/** From today to the page of a home's problem: note, search the door, "a problem heard". */
export async function openProblem(stage: Stage, { page, go }: FieldPhone, door: string, name?: string): Promise<void> {
  await go('/note');
  await page.getByRole('searchbox').fill(door);
  await page.getByRole('link', { name: new RegExp(door) }).tap();
  await stage.sees(page, t('case.phone.heard'));
  if (name !== undefined) await stage.picture(page, name);
  await page.getByRole('link', { name: t('case.phone.heardOther'), exact: true }).tap();
}

/** Reads the code shown to the household and says that they have it. */
export async function readSecret(stage: Stage, { page }: FieldPhone, door: string, name: string): Promise<Reported> {
  await stage.sees(page, page.locator('.field-qr'));
  const secret = ((await page.locator('.field-code').textContent()) ?? '').replaceAll(' ', '');
  const matter = /#\/secret\/([^/]+)$/.exec(page.url())?.[1] ?? '';
  if (secret.length !== 16 || matter === '') throw new Error(`no code for ${door}: "${secret}" at ${page.url()}`);
  await stage.sees(page, t('case.phone.numberLater'));
  await stage.picture(page, name);
  await page.getByRole('button', { name: t('case.phone.secretDone'), exact: true }).tap();
  await page.waitForURL(new RegExp(`#/matter/${matter}$`));
  return { door, secret, matter };
}

/** The number the server gave, as the matter's page shows it. */
export async function readNumber({ page, go }: FieldPhone, one: Reported): Promise<Numbered> {
  await go(`/matter/${one.matter}`);
  const line = page.getByText(new RegExp(`^${t('case.number', { number: '\\d+' })}.*${one.door}$`));
  const number = /\d+/.exec((await line.textContent()) ?? '')?.[0];
  if (number === undefined) throw new Error(`${one.door} has no number`);
  return { ...one, number };
}

/** How many things this phone says it still holds. */
export async function waitingOn({ page, go }: FieldPhone): Promise<number> {
  await go('/today');
  return Number(await page.locator('[data-sync]').getAttribute('data-count'));
}
