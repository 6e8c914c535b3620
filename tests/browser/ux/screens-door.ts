// The household's pages for the checks, each by its route, in the usual and the elder version.
import type { Page } from 'playwright-core';
import { doorRoutes } from '#server/door/routes.ts';
import type { Screen } from './screens.ts';
import type { Seeds } from './seeds.ts';
import { settle } from './stage.ts';
import type { Village } from './village.ts';

/** Every page that the server answers to a household; files and what is only sent are none. */
export const doorPages = ({ county }: Village): string[] => [
  ...new Set(
    doorRoutes(county, {} as Parameters<typeof doorRoutes>[1])
      .routes.filter(({ method, path }) => method === 'GET' && !/\.(css|m?js|json|pdf)$|\/(file|paper)\//.test(path))
      .map(({ path }) => path),
  ),
];

export async function visit(page: Page, address: string): Promise<Page> {
  await page.goto(address);
  await settle(page);
  return page;
}

type Both = (route: string, name: string, path: string) => Screen[];

const wishScreens = (both: Both): Screen[] => [
  ...both('/my/readings', 'who read', '/my/readings'),
  ...both('/my/request', 'my requests', '/my/request'),
  ...both('/my/comment', 'comment', '/my/comment'),
];

const pollScreens = (both: Both, { poll }: Seeds): Screen[] => [
  ...both('/poll/:poll', 'poll that runs', `/poll/${poll.running}`),
  ...both('/poll/:poll', 'result of a poll', `/poll/${poll.counted}`),
  ...both('/poll/:poll/slip', 'vote by slip', `/poll/${poll.running}/slip`),
  ...both('/poll/:poll/board', 'all ballots', `/poll/${poll.counted}/board`),
  ...both('/poll/:poll/recount', 'count again', `/poll/${poll.counted}/recount`),
  ...both('/my/poll/:poll', 'vote', `/my/poll/${poll.running}`),
];

const proposalScreens = (both: Both, { proposals }: Seeds, base: string): Screen[] => [
  ...both('/h/:plate/proposals', 'proposals', `${base}/proposals`),
  ...Object.entries(proposals).flatMap(([state, id]) =>
    both('/proposal/:proposal', `proposal, ${state}`, `/proposal/${id}`),
  ),
  ...both('/proposal/:proposal/minutes', 'minutes', `/proposal/${proposals['taken-up']}/minutes`),
  ...both('/my/proposals', 'proposals, mine', '/my/proposals'),
  ...both('/my/proposal/:proposal', 'proposal, to second', `/my/proposal/${proposals['raised']}`),
  ...both('/my/propose', 'to propose', '/my/propose'),
];

export function doorScreens(page: Page, village: Village, seeds: Seeds, lang: string): Screen[] {
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
  const both = (route: string, name: string, path: string): Screen[] =>
    [false, true].map((elder) => ({
      name: `household ${name}${elder ? ', elder' : ''}`,
      room: 'household',
      route,
      elder,
      open: () => visit(page, address(path, elder)),
    }));
  const ofCase = (route: string, name: string, path: string, more: { answered: string; open: string }): Screen[] => [
    ...both(route, `${name}, answered`, `${path}${more.answered}`),
    ...both(`${route}/say`, `${name}, not solved`, `${path}${more.answered}/say?outcome=not-solved`),
    ...both(`${route}/withdraw`, `${name}, withdraw`, `${path}${more.open}/withdraw`),
    ...both(`${route}/up`, `${name}, to the next above`, `${path}${more.open}/up`),
  ];
  return [
    ...both('/h/:plate', 'plate', base),
    ...both('/h/:plate/report', 'report', `${base}/report`),
    ...[false, true].map(
      (elder): Screen => ({
        name: `household after report${elder ? ', elder' : ''}`,
        room: 'household',
        elder,
        open: after(elder),
      }),
    ),
    ...both('/h/:plate/policy', 'policy cards', `${base}/policy`),
    ...both('/h/:plate/policy/:policy', 'policy card', `${base}/policy/${seeds.policy}`),
    ...both('/h/:plate/danger', 'danger', `${base}/danger`),
    ...both('/h/:plate/lists', 'public lists', `${base}/lists`),
    ...both('/h/:plate/list/:id', 'public list', `${base}/list/${seeds.list}`),
    ...both('/h/:plate/list/:id/object', 'objection', `${base}/list/${seeds.list}/object?row=0`),
    ...both('/list/:id', 'public list from a poster', `/list/${seeds.list}`),
    ...both('/plate', 'typed code', '/plate'),
    ...both('/follow', 'typed number', '/follow'),
    ...ofCase('/c/:secret', 'follow', '/c/', { answered: seeds.answered.secret, open: seeds.open.secret }),
    ...both('/my', 'my', '/my'),
    ...both('/my/enter', 'enter', '/my/enter'),
    ...wishScreens(both),
    ...pollScreens(both, seeds),
    ...proposalScreens(both, seeds, base),
    ...ofCase('/my/case/:id', 'my matter', '/my/case/', { answered: seeds.answered.id, open: seeds.open.id }),
  ];
}
