// The list of screens every general check walks over, how each is brought on, and which addresses of the apps none of them shows.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { refuseOne } from './refusal.ts';
import { deskRoutes, deskScreens, openDesks } from './screens-desk.ts';
import { doorPages, doorScreens, visit } from './screens-door.ts';
import { fieldRoutes, fieldScreens } from './screens-field.ts';
import type { Seeds } from './seeds.ts';
import { enterField, phoneContext, settle } from './stage.ts';
import { adultCode, type Village } from './village.ts';

export type Room = 'front' | 'field' | 'desk' | 'household';

export interface Screen {
  readonly name: string;
  readonly room: Room;
  /** The address of the app that it shows; absent: it comes before or after any. */
  readonly route?: string;
  /** The page is drawn in the elder version from the start. */
  readonly elder?: boolean;
  open(): Promise<Page>;
}

export interface Stage {
  readonly screens: readonly Screen[];
  readonly contexts: readonly BrowserContext[];
  readonly field: Page;
  readonly desk: Page;
  readonly door: Page;
  close(): Promise<void>;
}

/** Opens the contexts and answers the screens; `query` speaks another language (`?lang=en`). */
export async function openStage(browser: Browser, village: Village, seeds: Seeds, query = ''): Promise<Stage> {
  const entry = await phoneContext(browser);
  const phone = await phoneContext(browser);
  const home = await phoneContext(browser);
  const contexts = [entry, phone, home];
  const field = await phone.newPage();
  await enterField(field, village, { query });
  const [, , spare] = seeds.homes;
  if (spare && query !== '?lang=pseudo') await refuseOne(field, village, spare);
  const desks = await openDesks(browser, village, query);
  const door = await home.newPage();
  await enterMine(door, village, await adultCode(village, seeds.adult));
  const entryPage = await entry.newPage();
  const lang = query === '?lang=en' ? query : '';
  const screens = [
    ...frontScreens(door, village, lang),
    ...entryScreens(entryPage, village, query),
    ...fieldScreens(field, seeds),
    ...deskScreens(desks, village, seeds, query),
    ...doorScreens(door, village, seeds, lang),
  ];
  const close = async (): Promise<void> => {
    for (const one of contexts) await one.close();
    await desks.close();
  };
  return { screens, contexts, field, desk: desks.village, door, close };
}

/** Addresses that no screen of the list shows: whoever adds a route adds how it is brought on. */
export function withoutLook(screens: readonly Screen[], village: Village): string[] {
  const wanted = { field: fieldRoutes as readonly string[], desk: deskRoutes, household: doorPages(village) };
  return Object.entries(wanted).flatMap(([room, routes]) => {
    const shown = new Set(screens.filter((one) => one.room === room).map((one) => one.route));
    return routes.filter((route) => !shown.has(route)).map((route) => `${room} ${route}`);
  });
}

export async function enterMine(page: Page, village: Village, code: string): Promise<void> {
  await page.goto(`${village.url}/my/enter`);
  await page.fill('#code', code);
  await page.locator('form[action^="/my/enter"] .btn').tap();
  await settle(page);
}

const frontScreens = (page: Page, village: Village, lang: string): Screen[] => [
  { name: 'front page', room: 'front', open: () => visit(page, `${village.url}/${lang}`) },
];

function entryScreens(page: Page, village: Village, query: string): Screen[] {
  const pin = async (): Promise<Page> => {
    const { location } = await village.demo.enter('head');
    const code = new URLSearchParams(location.split('#')[1]).get('demo') ?? '';
    await page.goto('about:blank');
    await page.goto(`${village.url}/field/${query}#code=${code}`);
    await page.locator('#code').waitFor();
    await page.locator('.zd-button-filled').tap();
    await page.locator('#again').waitFor();
    return page;
  };
  return [
    { name: 'field enrol', room: 'field', open: () => visit(page, `${village.url}/field/${query}`) },
    { name: 'field PIN', room: 'field', open: pin },
  ];
}
