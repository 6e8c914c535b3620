// The field app's screens for the checks, each by its address, and what stands in them that an address does not name.
import type { Page } from 'playwright-core';
import { addresses } from '../../../src/apps/field/addresses.ts';
import type { Screen } from './screens.ts';
import type { Seeds } from './seeds.ts';
import { goHash, settle } from './stage.ts';

export const fieldRoutes = Object.values(addresses).flat();
type Route = (typeof fieldRoutes)[number];

const pickKind = (page: Page) => async (): Promise<void> => {
  const tile = page.locator('.field-kinds .zd-button').first();
  if (await tile.isVisible()) await tile.tap();
  await page.locator('#title').waitFor();
};

type MakeAt = (route: Route, name: string, path?: string, then?: () => Promise<unknown>) => Screen;
/** The lists that are public, and one of them. */
const listScreens = (at: MakeAt, seeds: Seeds, then: () => Promise<unknown>): Screen[] => [
  at('/lists', 'public lists', '/lists', then),
  at('/lists/:', 'public list', `/lists/${seeds.list}`, then),
];

/** All homes: as a list, and where they stand. */
const homeLists = (at: MakeAt, then: () => Promise<unknown>): Screen[] => [
  at('/homes', 'homes'),
  at('/ground', 'grid drawn', '/ground', then),
];

/** What the village elects and talks over; a question and a proposal as they are written down at a door. */
const villageScreens = (
  at: MakeAt,
  seeds: Seeds,
  then: Readonly<Record<'form' | 'rows', () => Promise<unknown>>>,
): Screen[] => [
  at('/question/:', 'question', `/question/${seeds.homes[0]?.id ?? ''}`, then.form),
  at('/proposal/:', 'proposal', `/proposal/${seeds.homes[0]?.id ?? ''}`, then.form),
  at('/village', 'village affairs', '/village', then.rows),
  at('/village/:', 'talked over', `/village/${seeds.proposals['taken-up'] ?? ''}`),
  at('/village/:', 'election', `/village/${seeds.election}`),
];

export function fieldScreens(page: Page, seeds: Seeds): Screen[] {
  const home = (place: number): string => seeds.homes[place]?.id ?? '';
  const at = (route: Route, name: string, path: string = route, then?: () => Promise<unknown>): Screen => ({
    name: `field ${name}`,
    room: 'field',
    route,
    open: async () => {
      await goHash(page, '/today');
      await goHash(page, path);
      await page.locator('.zd-page main h1, .zd-page h1').first().waitFor();
      await then?.();
      await settle(page);
      return page;
    },
  });
  const first = (selector: string) => () => page.locator(selector).first().waitFor();
  const form = first('.zd-page-foot .zd-button-filled');
  return [
    ...listScreens(at, seeds, first('main .zd-row-item')),
    ...villageScreens(at, seeds, { form, rows: first('main .zd-row-item') }),
    at('/today', 'today'),
    ...homeLists(at, first('.zd-phone-ground svg')),
    at('/home/:', 'home', `/home/${home(0)}`),
    at('/visit/:', 'visit', `/visit/${home(0)}`),
    at('/problem/:', 'problem', `/problem/${home(8)}`),
    at('/problem/:', 'problem form', `/problem/${home(9)}`, pickKind(page)),
    at('/problem/://*', 'restricted problem', `/problem/${home(8)}//D6`),
    at('/matters', 'matters'),
    at('/matter/:', 'way of a case', `/matter/${seeds.answered.id}`),
    at('/matter/:', 'quarrel', `/matter/${seeds.quarrel}`),
    at('/secret/:', 'number and secret', `/secret/${seeds.quarrel}`),
    at('/same/:', 'same here', `/same/${seeds.same[0]?.id ?? ''}`),
    at('/errand', 'errands', '/errand', first('main .zd-row-item')),
    at('/errand/new/:', 'new errand', `/errand/new/${home(0)}`, form),
    at('/errand/:', 'errand', `/errand/${seeds.errand}`),
    at('/errand/:/*', 'errand step', `/errand/${seeds.errand}/step`, form),
    at('/spot', 'places', '/spot', first('main .zd-row-item')),
    at('/spot/add', 'new place', '/spot/add', form),
    at('/spot/:', 'look at a place', `/spot/${seeds.spot}`, form),
    at('/mediation', 'mediations', '/mediation', first('main .zd-row-item')),
    at('/mediation/open/:', 'begin a mediation', `/mediation/open/${seeds.unheard}`, form),
    at('/mediation/:', 'mediation', `/mediation/${seeds.dispute}`),
    ...['session', 'agree', 'end', 'mediator', 'add-parties'].map((act) =>
      at('/mediation/:/*', `mediation ${act}`, `/mediation/${seeds.dispute}/${act}`, form),
    ),
    at('/inquiry/:/:', 'question to a campaign', `/inquiry/${home(0)}/${seeds.campaign}`, form),
    at('/policy', 'policy cards', '/policy', first('main .zd-row-item')),
    at('/policy/:', 'policy card', `/policy/${seeds.policy}`),
    at('/news', 'messages'),
    at('/burden', 'asked of us', '/burden', first('main .zd-button, main button')),
    at('/guidance', 'guidance'),
    at('/notices', 'notices'),
    at('/needs', 'needs you'),
    at('/sync', 'sending'),
    at('/me', 'me'),
    at('/note', 'note'),
    at('/left', 'hand-over', '/left', first('main .zd-card')),
    at('/help', 'help'),
  ];
}
