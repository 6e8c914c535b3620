// A chapter of its own: a public list without a telephone number on it, one objection from a door without scripts, and a list whose days are over settled with a changed line.
import type { Page } from 'playwright-core';
import type { HouseholdRow } from '#modules/household/model.ts';
import { ask, nextStep, openDesk } from './desk.ts';
import { type Household, openHousehold, plateOf } from './household.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

const doors = ['3-05', '3-06', '3-07', '3-08'] as const;
/** The demo's list that waits for its result, and which of its lines was objected to. */
const due = { title: '2026年村道养护误工补助公示', row: 2 } as const;
const texts = {
  zh: {
    title: '2026年秋季农机购置补贴公示',
    basis: '县农机购置补贴实施方案，公示后发放',
    item: '农机购置补贴',
    amount: (n: number) => `${300 * n}元`,
    phone: '联系 13912345678',
    objects: '我家买的是旋耕机，应当补 900 元。',
    now: '240元',
    why: '派工本上是 4 天',
    found: '查了派工本，少算的一天改过来了',
  },
  en: {
    title: 'Farm machine subsidy, autumn 2026',
    basis: 'County scheme for farm machines; paid after these days',
    item: 'Farm machine subsidy',
    amount: (n: number) => `${300 * n} yuan`,
    phone: 'call 13912345678',
    objects: 'We bought a tiller: it should be 900 yuan.',
    now: '240 yuan',
    why: 'The work book says 4 days',
    found: 'Looked up in the work book; one day was missing',
  },
} as const;

interface Listed {
  readonly id: string;
  /** Whose line is objected to. */
  readonly head: string;
}

const field = (desk: Page, word: string): ReturnType<Page['getByRole']> =>
  desk.getByRole('textbox', { name: starts(word) }).first();

async function villageShows(stage: Stage, desk: Page): Promise<Listed> {
  stage.step('the village makes a public list: a telephone number on it is found before anybody reads it');
  const said = texts[stage.lang];
  const homes: HouseholdRow[] = [];
  for (const door of doors)
    homes.push(...(await ask<HouseholdRow[]>(desk, 'household.find', { text: door })).slice(0, 1));
  const lines = homes.map(({ head, groupName }, at) => [head, groupName, said.item, said.amount(at + 1)]);
  const write = (rows: readonly (readonly string[])[]): Promise<void> =>
    field(desk, t('publicity.lines')).fill(rows.map((row) => row.join('，')).join('\n'));
  const look = (): Promise<void> => desk.getByRole('button', { name: t('publicity.look'), exact: true }).click();
  await desk.goto(`${stage.url}/desk/#/publicity`);
  await stage.sees(desk, t('publicity.state.due'));
  await stage.picture(desk, 'desk-public-lists');
  await desk.getByRole('link', { name: starts(t('publicity.new')) }).click();
  await field(desk, t('publicity.field.title')).fill(said.title);
  await field(desk, t('publicity.field.basis')).fill(said.basis);
  await write(
    lines.map((row, at) => (at === 1 ? [row[0] ?? '', row[1] ?? '', `${said.item} ${said.phone}`, row[3] ?? ''] : row)),
  );
  await look();
  await stage.sees(desk, t('publicity.fault.phone'));
  await desk.getByRole('button', { name: t('publicity.look'), exact: true }).scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-list-with-a-telephone-number');
  await write(lines);
  await look();
  const show = desk.getByRole('button', { name: starts(t('publicity.show', { n: doors.length })) });
  await stage.sees(desk, show);
  await stage.sees(desk, desk.getByRole('cell', { name: homes[3]?.head ?? '', exact: true }));
  await show.scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-list-looked-at');
  await show.click();
  await stage.sees(desk, t('publicity.openNow'));
  await stage.picture(desk, 'desk-list-is-public');
  return { id: /#\/publicity\/([0-9a-f-]+)/.exec(desk.url())?.[1] ?? '', head: homes[3]?.head ?? '' };
}

async function homeObjects(stage: Stage, home: Household, { id, head }: Listed): Promise<void> {
  stage.step('a home finds its own name behind its plate and objects to that line, without scripts');
  const { page } = home;
  const said = texts[stage.lang];
  const plate = await plateOf(stage);
  await home.go(plate);
  await stage.picture(page, 'plate-with-public-lists', true);
  await page.getByRole('link', { name: starts(t('door.list.title')) }).tap();
  await stage.sees(page, said.title);
  await home.go(`${plate}/lists`);
  await stage.picture(page, 'plate-public-lists', true);
  await page.getByRole('link', { name: new RegExp(said.title) }).tap();
  await stage.sees(page, said.basis);
  await home.go(`${plate}/list/${id}`, true);
  await stage.picture(page, 'plate-public-list-elder', true);
  await home.go(`${plate}/list/${id}`);
  await page.getByLabel(t('door.list.search')).fill(head);
  await page.getByRole('button', { name: t('door.list.find'), exact: true }).tap();
  await stage.sees(page, t('door.list.found', { n: 1 }));
  await page.locator('summary', { hasText: head }).tap();
  await stage.picture(page, 'plate-own-line', true);
  await page.getByRole('link', { name: t('door.list.objectLine'), exact: true }).tap();
  await home.go(`${plate}/list/${id}/object?row=${doors.length - 1}`);
  await page.locator('#text').fill(said.objects);
  await stage.picture(page, 'plate-objection', true);
  await page.getByRole('button', { name: t('door.list.send'), exact: true }).tap();
  await stage.sees(page, t('door.received.secret'));
  await stage.picture(page, 'plate-objection-received', true);
}

async function villageReads(stage: Stage, desk: Page, { id }: Listed): Promise<void> {
  stage.step('the objection stands on the village’s list and is a matter like any other');
  await desk.goto(`${stage.url}/desk/#/publicity/${id}`);
  const day = '\u0000';
  const word = t('publicity.objectionRow', { day, row: doors.length });
  const row = desk.getByRole('link', { name: word.slice(word.indexOf(day) + 1).trim() });
  await stage.sees(desk, row);
  await stage.picture(desk, 'desk-list-with-an-objection', true);
  await row.click();
  await nextStep(desk).waitFor();
  await stage.sees(desk, new RegExp(texts[stage.lang].objects));
  await stage.picture(desk, 'desk-objection-as-a-matter');
}

async function villageSettles(stage: Stage, desk: Page, home: Household): Promise<void> {
  stage.step(
    'another list, its days over and its objection answered, is settled: one line changed, said why, told at every door',
  );
  const said = texts[stage.lang];
  await desk.goto(`${stage.url}/desk/#/publicity`);
  await desk.getByRole('link', { name: new RegExp(due.title) }).click();
  await desk.getByRole('button', { name: starts(t('publicity.settleDo')) }).click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByRole('radio', { name: t('publicity.result.changed') }).check({ force: true });
  await sheet.getByRole('textbox', { name: starts(t('publicity.changeRow')) }).fill(String(due.row));
  await sheet.getByRole('textbox', { name: starts(t('publicity.changeAmount')) }).fill(said.now);
  await sheet.getByRole('textbox', { name: starts(t('publicity.changeWhy')) }).fill(said.why);
  await sheet.getByRole('textbox', { name: starts(t('publicity.found')) }).fill(said.found);
  await stage.picture(desk, 'desk-list-settled-how');
  await sheet.getByRole('button', { name: starts(t('publicity.settleDo')) }).click();
  await stage.sees(desk, desk.getByRole('cell', { name: new RegExp(said.now) }));
  await stage.picture(desk, 'desk-list-settled', true);
  await home.go(`${await plateOf(stage)}/lists`);
  await stage.sees(home.page, new RegExp(t('door.list.result.changed')));
  await stage.sees(home.page, t('door.list.looked', { n: 1 }));
  await stage.sees(home.page, said.found);
  await stage.picture(home.page, 'plate-list-was-changed', true);
}

/** From a list with a telephone number on it to the answer at every door. */
export async function listObjectedTo(stage: Stage): Promise<void> {
  const desk = await openDesk(stage, 'village');
  const home = await openHousehold(stage);
  const listed = await villageShows(stage, desk);
  await homeObjects(stage, home, listed);
  await villageReads(stage, desk, listed);
  await villageSettles(stage, desk, home);
  for (const page of [desk, home.page]) await page.context().close();
}
