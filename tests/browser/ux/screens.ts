// The list of screens every general check walks over, and how each is brought on; the people and matters they show are made here once.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { deskSize, context, enterDesk, enterField, goHash, phoneContext, settle } from './stage.ts';
import {
  type Adult,
  adultCode,
  answer,
  holderOf,
  type Home,
  paintPlate,
  type Reported,
  reportFrom,
  roomActor,
  say,
  verifyAdult,
  type Village,
  workerHomes,
} from './village.ts';
import { newId } from '#kit/id.ts';
import { refuseOne } from './refusal.ts';

export type Room = 'front' | 'field' | 'desk' | 'household';

export interface Screen {
  readonly name: string;
  readonly room: Room;
  /** The page is drawn in the elder version from the start. */
  readonly elder?: boolean;
  open(): Promise<Page>;
}

/** What the checks act on: homes by use, matters in the states that matter. */
export interface Seeds {
  readonly homes: readonly Home[];
  /** Same trouble in three neighbouring homes. */
  readonly same: readonly Reported[];
  readonly answered: Reported;
  readonly open: Reported;
  readonly refused: Reported;
  /** Held by the village's desk. */
  readonly held: Reported;
  readonly incident: string;
  readonly plate: { readonly code: string; readonly short: string };
  readonly plateHome: Home;
  /** Plates to report from, one for each opening: a home may not report without end. */
  readonly morePlates: string[];
  readonly adult: Adult;
}

export async function seed(village: Village): Promise<Seeds> {
  const homes = await workerHomes(village);
  const at = (place: number): Home => {
    const home = homes[place];
    if (!home) throw new Error('the worker has too few homes');
    return home;
  };
  const water = { category: 'W2', title: '停水' };
  const same: Reported[] = [];
  for (const place of [1, 2, 3]) same.push(await reportFrom(village, at(place), water));
  const answered = await reportFrom(village, at(0), { category: 'R1', title: '门前的路坏了' });
  await answer(village, answered.id);
  const open = await reportFrom(village, at(0), { category: 'E1', title: '垃圾没人收' });
  const refused = await reportFrom(village, at(4), { category: 'S6', title: '想问医保怎么交' });
  const held = await reportFrom(village, at(7), { category: 'E1', title: '路边垃圾堆满了' });
  await moveTo(village, held.id, '柳湾村委会');
  const officer = await roomActor(village, 'village');
  const incident = newId();
  const inbox: string[] = [];
  for (const place of [5, 6])
    inbox.push((await reportFrom(village, at(place), { category: 'W1', title: '自来水浑' })).id);
  for (const id of inbox) await moveTo(village, id, '柳湾村委会');
  await say(village, officer, 'incident.open', { incident, title: '三社自来水浑', cases: inbox });
  const plate = await paintPlate(village, at(0));
  const morePlates: string[] = [];
  for (const place of [1, 2, 3, 4, 5, 6, 7]) morePlates.push((await paintPlate(village, at(place))).code);
  const adult = await verifyAdult(village, at(0));
  return { homes, same, answered, open, refused, held, incident, plate, plateHome: at(0), morePlates, adult };
}

/** Hands a matter up until this office has it. */
async function moveTo(village: Village, matter: string, office: string): Promise<void> {
  for (let steps = 0; steps < 4; steps++) {
    const holder = await holderOf(village, matter);
    if (holder.office === office) return;
    await say(village, holder.actor, 'case.hand-up', { case: matter, text: '' });
  }
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
  const office = await context(browser, { viewport: deskSize });
  const home = await phoneContext(browser);
  const contexts = [entry, phone, office, home];
  const field = await phone.newPage();
  await enterField(field, village, { query });
  const [, , spare] = seeds.homes;
  if (spare && query !== '?lang=pseudo') await refuseOne(field, village, spare);
  const desk = await office.newPage();
  if (query !== '')
    await desk.addInitScript((wanted) => localStorage.setItem('zd-lang', wanted), query.replace('?lang=', ''));
  await enterDesk(desk, village);
  const door = await home.newPage();
  await enterMine(door, village, await adultCode(village, seeds.adult));
  const entryPage = await entry.newPage();
  const lang = query === '?lang=en' ? query : '';
  const screens = [
    ...frontScreens(door, village, lang),
    ...entryScreens(entryPage, village, query),
    ...fieldScreens(field, seeds),
    ...deskScreens(
      desk,
      village,
      seeds,
      await context(browser, { viewport: deskSize }).then((made) => (contexts.push(made), made)),
      query,
    ),
    ...doorScreens(door, village, seeds, lang),
  ];
  const close = async (): Promise<void> => {
    for (const one of contexts) await one.close();
  };
  return { screens, contexts, field, desk, door, close };
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

async function visit(page: Page, address: string): Promise<Page> {
  await page.goto(address);
  await settle(page);
  return page;
}

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

function fieldScreens(page: Page, seeds: Seeds): Screen[] {
  const [home] = seeds.homes;
  const id = home?.id ?? '';
  const at = (name: string, path: string, then?: () => Promise<void>): Screen => ({
    name: `field ${name}`,
    room: 'field',
    open: async () => {
      await goHash(page, '/today');
      await goHash(page, path);
      await then?.();
      return page;
    },
  });
  const pick = async (): Promise<void> => {
    const tile = page.locator('.field-kinds .zd-button').first();
    if (await tile.isVisible()) await tile.tap();
    await page.locator('#title').waitFor();
  };
  return [
    at('today', '/today'),
    at('homes', '/homes'),
    at('home', `/home/${id}`),
    at('visit', `/visit/${id}`),
    at('problem', `/problem/${seeds.homes[8]?.id ?? ''}`),
    at('problem form', `/problem/${seeds.homes[9]?.id ?? ''}`, pick),
    at('matters', '/matters'),
    at('way of a case', `/matter/${seeds.answered.id}`),
    at('messages', '/news'),
    at('asked of us', '/burden', () => page.locator('main .zd-button, main button').first().waitFor()),
    at('guidance', '/guidance'),
    at('notices', '/notices'),
    at('needs you', '/needs'),
    at('sending', '/sync'),
    at('me', '/me'),
    at('note', '/note'),
    at('hand-over', '/left', () => page.locator('main .zd-card').first().waitFor()),
    at('help', '/help'),
  ];
}

type DeskScreens = readonly [page: Page, village: Village, seeds: Seeds, fresh: BrowserContext, query: string];

function deskScreens(...[page, village, seeds, fresh, query]: DeskScreens): Screen[] {
  const at = (name: string, path: string, sign: string): Screen => ({
    name: `desk ${name}`,
    room: 'desk',
    open: async () => {
      await goHash(page, path);
      await page.locator(sign).first().waitFor();
      await settle(page);
      return page;
    },
  });
  const signIn = async (): Promise<Page> => {
    const blank = fresh.pages()[0] ?? (await fresh.newPage());
    return visit(blank, `${village.url}/desk/${query}`);
  };
  return [
    { name: 'desk sign-in', room: 'desk', open: signIn },
    at('inbox', '/inbox/mine', '.zd-desk-row'),
    at('case', `/inbox/mine/${seeds.held.id}`, '.zd-pane-open h1, .zd-pane-open h2'),
    at('incident', `/focus/${seeds.incident}`, 'main h1'),
    at('territory', '/place', 'main h1'),
    at('figures', '/figures', 'main h1'),
    at('posts', '/posts', 'main h1'),
    at('households', '/homes', 'main h1'),
    at('household', `/homes/${seeds.plateHome.id}`, 'main h1'),
    at('messages', '/messages', 'main h1'),
    at('asked of the grids', '/burden', 'main h1'),
    at('guidance', '/guidance', 'main h1'),
    at('notices', '/notices', 'main h1'),
    at('hand-over', '/left', 'main h1'),
    at('files from phones', '/carried', 'main h1'),
    at('setup', '/setup', 'main h1'),
    at('settings', '/settings', 'main h1'),
  ];
}

function doorScreens(page: Page, village: Village, seeds: Seeds, lang: string): Screen[] {
  const base = `/h/${seeds.plate.code}`;
  const reporting = seeds.morePlates.shift() ?? seeds.plate.code;
  const address = (path: string, elder: boolean): string => {
    const made = new URL(path, village.url);
    if (lang !== '') made.searchParams.set('lang', 'en');
    if (elder) made.searchParams.set('elder', '1');
    return made.href;
  };
  const after = (elder: boolean) => async (): Promise<Page> => {
    await visit(page, address(`/h/${reporting}/report`, elder));
    await page.locator('.pick').last().tap();
    await page.fill('#text', '想问问医保怎么交。');
    await page.locator('form .btn.main').tap();
    await page.locator('.qr').waitFor();
    return page;
  };
  const both = (name: string, path: string): Screen[] =>
    [false, true].map((elder) => ({
      name: `household ${name}${elder ? ', elder' : ''}`,
      room: 'household',
      elder,
      open: () => visit(page, address(path, elder)),
    }));
  return [
    ...both('plate', base),
    ...both('report', `${base}/report`),
    ...[false, true].map(
      (elder): Screen => ({
        name: `household after report${elder ? ', elder' : ''}`,
        room: 'household',
        elder,
        open: after(elder),
      }),
    ),
    ...both('follow, answered', `/c/${seeds.answered.secret}`),
    ...both('my', '/my'),
    ...both('who read', '/my/readings'),
    ...both('danger', `${base}/danger`),
    ...both('typed code', '/plate'),
  ];
}
