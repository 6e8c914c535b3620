// The front page with and without a demo, one click into a room, and the story counted from what really happened.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import type { County } from '#server/county.ts';
import { createApp } from '#server/http.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type DemoHooks, frontRoutes } from './routes.ts';

let cast: Cast;
let county: County;
let demo: DemoHooks;
beforeAll(async () => {
  cast = await makeCast();
  county = { ...cast.county, facts: { ...cast.county.facts, demo: true } };
  demo = {
    rooms: [
      { id: 'worker', kind: 'field', place: '三社2网格', name: '文跃山' },
      { id: 'village', kind: 'desk', place: '柳湾村委会', name: '何启明' },
      { id: 'household', kind: 'household', place: '3-08', name: '杜来顺' },
    ],
    enter: async (room) =>
      room === 'village'
        ? { location: '/desk/', signIn: cast.village.person }
        : { location: '/field/#demo=X&pin=1', signIn: null },
  };
});
afterAll(() => cast?.close());

const appOf = (of: County, hooks: DemoHooks | null): ReturnType<typeof createApp> => {
  const app = createApp(of);
  app.route('/', frontRoutes(of, hooks));
  return app;
};

it('outside a demo is a page of links in both languages, with no way in without a password', async () => {
  for (const app of [appOf(cast.county, null), appOf(cast.county, demo)]) {
    const page = await app.request('/');
    const text = await page.text();
    for (const link of ['/desk/', '/field/', '/plate', '/follow', '/my']) expect(text).toContain(`href="${link}"`);
    expect(
      (await app.request('/demo/enter', { method: 'POST', body: new URLSearchParams({ room: 'village' }) })).status,
    ).toBe(404);
    expect((await app.request('/demo/progress')).status).toBe(404);
  }
  expect(await (await appOf(cast.county, null).request('/?lang=en')).text()).toContain('Desk of village');
});

it('in the demo every room is one press, and a desk room signs its person in', async () => {
  const app = appOf(county, demo);
  const text = await (await app.request('/')).text();
  for (const word of ['网格员', '村委会', '一户人家', '3-08', 'value="village"']) expect(text).toContain(word);
  expect(text).not.toContain('杜来顺');
  const press = (room: string, headers: Record<string, string> = {}): Promise<Response> =>
    Promise.resolve(
      app.request('/demo/enter', { method: 'POST', body: new URLSearchParams({ room, lang: 'en' }), headers }),
    );
  const desk = await press('village');
  expect(desk.headers.get('location')).toBe('/desk/?lang=en');
  expect(desk.headers.get('set-cookie')).toContain('__Host-zd=');
  const phone = await press('worker');
  expect(phone.headers.get('location')).toBe('/field/?lang=en#demo=X&pin=1');
  expect(phone.headers.get('set-cookie')).toBeNull();
  expect((await press('village', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

it('lights the steps of the story as they are taken, and counts nothing from before it began', async () => {
  const app = appOf(county, demo);
  const progress = async (since: number): Promise<string[]> =>
    ((await (await app.request(`/demo/progress?since=${since}`)).json()) as { reached: string[] }).reached;
  const report = async (household: string, sameAs: string | null = null): Promise<string> => {
    const id = newId();
    await say(county, cast.worker, 'case.report', {
      case: id,
      household,
      category: 'W1',
      title: '水浑、有异味',
      sameAs,
    });
    return id;
  };
  await report(cast.homes.four);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const began = Date.now();
  expect(await progress(began)).toEqual([]);
  const one = await report(cast.homes.one);
  expect(await progress(began)).toEqual(['report']);
  await report(cast.homes.two, one);
  expect(await progress(began)).toEqual(['report', 'same']);
  await say(county, cast.head, 'case.hand-up', { case: one });
  await say(county, cast.village, 'case.hand-up', { case: one });
  await say(county, cast.township, 'case.dispatch', { case: one, office: cast.offices.water });
  expect(await progress(began)).toEqual(['report', 'same', 'village', 'township', 'department']);
  await say(county, cast.department, 'case.answer', { case: one, text: '修好了' });
  await say(county, cast.worker, 'case.tell', { case: one });
  expect(await progress(began)).toEqual(['report', 'same', 'village', 'township', 'department', 'answer', 'told']);
});
