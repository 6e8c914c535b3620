// The desk's screens for the checks, each by its address and at the desk of somebody who may open it.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { rooms } from '../../../src/apps/desk/rooms.ts';
import type { Screen } from './screens.ts';
import type { Seeds } from './seeds.ts';
import { context, deskSize, enterDesk, giveSession, goHash, settle } from './stage.ts';
import { adminToken, officeToken, type Village } from './village.ts';

export const deskRoutes: readonly string[] = [
  'inbox',
  'inbox/:',
  ...Object.entries(rooms).flatMap(([name, { opens }]) => (opens ? [name, `${name}/:`] : [name])),
];

type Other = 'township' | 'water' | 'centre' | 'system' | 'security' | 'audit';

export interface Desks {
  readonly village: Page;
  /** Opened when first asked for: other desks than the village's. */
  of(who: Other): Promise<Page>;
  /** Nobody is signed in there. */
  nobody(): Promise<Page>;
  close(): Promise<void>;
}

export async function openDesks(browser: Browser, village: Village, query: string): Promise<Desks> {
  const lang = query.replace('?lang=', '');
  const contexts: BrowserContext[] = [];
  const fresh = async (): Promise<Page> => {
    const made = await context(browser, { viewport: deskSize });
    contexts.push(made);
    const page = await made.newPage();
    if (lang !== '') await page.addInitScript((wanted) => localStorage.setItem('zd-lang', wanted), lang);
    return page;
  };
  const enter = async (who: string): Promise<Page> => {
    const page = await fresh();
    if (who === 'township' || who === 'water' || who === 'village') await enterDesk(page, village, who);
    else {
      const value =
        who === 'centre' ? await officeToken(village, '云溪县综治中心') : await adminToken(village, `${who}-admin`);
      await giveSession(page.context(), village, value);
      await page.goto(`${village.url}/desk/`);
      await page.locator('.zd-desk').waitFor();
    }
    return page;
  };
  const known = new Map<string, Promise<Page>>();
  const once = (who: string, open: () => Promise<Page>): Promise<Page> => {
    const page = known.get(who) ?? open();
    known.set(who, page);
    return page;
  };
  return {
    village: await enter('village'),
    of: (who) => once(who, () => enter(who)),
    nobody: () => once('nobody', fresh),
    close: async () => {
      for (const one of contexts) await one.close();
    },
  };
}

interface At {
  readonly path?: string;
  readonly sign?: string;
  readonly who?: Other;
}

async function signInScreen(desks: Desks, address: string): Promise<Page> {
  const page = await desks.nobody();
  await page.goto(address);
  await settle(page);
  return page;
}

type MakeAt = (route: string, name: string, at?: At) => Screen;

const groundScreens = (at: MakeAt): Screen[] => [
  at('map', 'map of the village', { sign: '.zd-ground-labels span:not([hidden])' }),
  at('map/:', 'plan of grids', { path: '/map/plan', sign: '.zd-ground-labels span:not([hidden])' }),
  at('map/:', 'picture under the map', { path: '/map/picture', sign: '.zd-ground-labels span:not([hidden])' }),
  at('map/:', 'hand-over lists', { path: '/map/handover' }),
  at('place', 'territory'),
];

const administrators = (at: MakeAt): Screen[] => [
  at('setup', 'setup of the county', { who: 'system' }),
  at('settings', 'settings'),
  at('failed', 'not delivered', { who: 'system' }),
  at('telling', 'how people are told', { who: 'system' }),
  at('access', 'access', { who: 'security' }),
  at('systems', 'other systems', { who: 'security' }),
  at('audit', 'audit', { who: 'audit' }),
];

const homePath = (seeds: Seeds): string => `/homes/${seeds.plateHome.id}`;
const homeAt = (desks: Desks, seeds: Seeds): Screen => ({
  name: 'desk household',
  room: 'desk',
  route: 'homes/:',
  open: () => householdScreen(desks.village, seeds),
});

/** HOME-15: the village says why, the first time. */
async function householdScreen(page: Page, seeds: Seeds): Promise<Page> {
  await goHash(page, homePath(seeds));
  const why = page.getByRole('dialog');
  await why.or(page.locator('main h1')).first().waitFor();
  if (await why.isVisible()) {
    await why.locator('.zd-choice label').first().click();
    await why.getByRole('button').last().click();
  }
  await page.locator('main h1').first().waitFor();
  await settle(page);
  return page;
}
/** One in each stage, as the demo village has them. */
const proposalScreens = (at: MakeAt, { proposals }: Seeds): Screen[] => [
  at('proposals', 'proposals'),
  ...Object.entries(proposals).map(([state, id]) =>
    at('proposals/:', `a proposal, ${state}`, { path: `/proposals/${id}` }),
  ),
];

const pollScreens = (at: MakeAt, seeds: Seeds): Screen[] => [
  ...listScreens(at, seeds),
  ...proposalScreens(at, seeds),
  at('polls', 'polls'),
  at('polls/:', 'a poll that runs', { path: `/polls/${seeds.poll.running}` }),
  at('polls/:', 'a counted poll', { path: `/polls/${seeds.poll.counted}` }),
];

const open = '.zd-pane-open h1, .zd-pane-open h2';
/** What a village makes public, and its lists. */
const listScreens = (at: (route: string, name: string, how?: At) => Screen, seeds: Seeds): Screen[] => [
  at('disclosure', 'village affairs'),
  at('publicity', 'public lists'),
  at('publicity/:', 'a public list', { path: `/publicity/${seeds.list}` }),
  at('publicity/:', 'a new public list', { path: '/publicity/new' }),
];

const figureScreens = (at: MakeAt): Screen[] => [
  at('figures', 'figures'),
  at('figures', 'figures of the township', { who: 'township' }),
  at('figures', 'figures of a department', { who: 'water' }),
  at('ledgers', 'ledgers and briefs'),
  at('sheets', 'ledgers, sheets of visits'),
];

export function deskScreens(desks: Desks, village: Village, seeds: Seeds, query: string): Screen[] {
  const at: MakeAt = (route, name, { path, sign = 'main h1', who } = {}) => ({
    name: `desk ${name}`,
    room: 'desk',
    route,
    open: async () => {
      const page = who === undefined ? desks.village : await desks.of(who);
      await goHash(page, path ?? `/${route}`);
      await page.locator(sign).first().waitFor();
      await settle(page);
      return page;
    },
  });
  const signIn = (): Promise<Page> => signInScreen(desks, `${village.url}/desk/${query}`);
  return [
    { name: 'desk sign-in', room: 'desk', open: signIn },
    at('inbox', 'inbox', { path: '/inbox/mine', sign: '.zd-desk-row' }),
    at('inbox/:', 'case', { path: `/inbox/mine/${seeds.held.id}`, sign: open }),
    at('inbox/:', 'quarrel', { path: `/inbox/all/${seeds.quarrel}`, sign: open }),
    at('focus', 'incidents'),
    at('focus/:', 'incident', { path: `/focus/${seeds.incident}` }),
    at('findings', 'what may be one cause'),
    at('findings/:', 'a proposal', { path: `/findings/${seeds.finding}` }),
    at('mediation', 'mediations'),
    at('mediation/:', 'mediation', { path: `/mediation/${seeds.dispute}` }),
    at('errands', 'errands'),
    at('errands/:', 'errand', { path: `/errands/${seeds.errand}` }),
    ...pollScreens(at, seeds),
    at('opinions', 'what homes think'),
    at('campaigns', 'campaigns'),
    at('policies', 'policy cards', { who: 'centre' }),
    at('policies/:', 'policy card', { path: `/policies/${seeds.policy}` }),
    at('policies/:', 'new policy card', { path: '/policies/start-pension', who: 'centre', sign: '#policy-title-zh' }),
    at('comments', 'what homes say'),
    at('county', 'tables of the county', { who: 'centre' }),
    at('spots', 'places'),
    at('spots/:', 'place looked at', { path: `/spots/${seeds.spot}` }),
    at('supply', 'supply networks', { sign: '[role=tree]' }),
    ...groundScreens(at),
    ...figureScreens(at),
    at('elections', 'elections'),
    at('elections/:', 'election', { path: `/elections/${seeds.election}` }),
    at('elections/:', 'a new election', { path: '/elections/new' }),
    at('posts', 'posts'),
    at('homes', 'households'),
    at('homes/:', 'why a home is opened', { path: `/homes/${seeds.quietHome}`, sign: 'dialog[open]', who: 'township' }),
    homeAt(desks, seeds),
    at('messages', 'messages'),
    at('burden', 'asked of the grids'),
    at('burden', 'asked of the grids, deciding', { who: 'township' }),
    at('guidance', 'guidance'),
    at('notices', 'notices'),
    at('left', 'hand-over'),
    at('carried', 'files from phones'),
    at('setup', 'setup'),
    ...administrators(at),
  ];
}
