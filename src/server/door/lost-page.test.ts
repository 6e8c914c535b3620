// An address that is none: words and ways in for a person, the Problem for a program.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '#server/http.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { lostPage } from './lost-page.ts';

let cast: Cast;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  cast = await makeCast();
  app = createApp(cast.county);
  app.notFound((c) => lostPage(c, cast.county));
});
afterAll(() => cast?.close());

it('tells a person in his language that there is no such page, and where to go', async () => {
  const browser = { accept: 'text/html,application/xhtml+xml' };
  const page = await app.request('/desk/nowhere', { headers: browser });
  expect(page.status).toBe(404);
  expect(page.headers.get('cache-control')).toBe('no-store');
  const text = await page.text();
  for (const word of ['没有这一页', 'href="/plate"', 'href="/"']) expect(text).toContain(word);
  expect(await (await app.request('/nowhere?lang=en', { headers: browser })).text()).toContain('no such page');
});

it('answers a program with the Problem', async () => {
  for (const [path, accept] of [
    ['/nowhere', '*/*'],
    ['/api/nowhere', 'text/html'],
  ] as const) {
    const reply = await app.request(path, { headers: { accept } });
    expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'page-unknown' }]);
  }
});
