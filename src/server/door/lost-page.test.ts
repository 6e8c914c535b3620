// An address that is none, and what no page caught: words for a person, the Problem for a program.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '#server/http.ts';
import { limiter } from '#server/limits.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { answerInWords } from './lost-page.ts';

let cast: Cast;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  cast = await makeCast();
  app = createApp(cast.county);
  answerInWords(app, cast.county);
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

it('says in a sentence that it went too fast, and when to come back; other sessions behind the address go on, and files are no questions', async () => {
  const spare = limiter(100, 100);
  const flooded = createApp(cast.county, { one: limiter(2, 2), address: spare });
  flooded.get('/desk/a.js', (c) => c.text('file'));
  flooded.get('/api/thing', (c) => c.text('answer'));
  answerInWords(flooded, cast.county);
  const ask = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    flooded.request(path, { headers });
  for (let i = 0; i < 5; i++) expect((await ask('/desk/a.js')).status).toBe(200);
  for (const status of [200, 200, 429]) expect((await ask('/api/thing')).status).toBe(status);
  const page = await ask('/village', { accept: 'text/html' });
  expect([page.status, Number(page.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(await page.text()).toContain('太快了');
  expect(await (await ask('/api/thing')).json()).toMatchObject({ code: 'too-many', facts: { seconds: 30 } });
  expect((await ask('/api/thing', { authorization: `Bearer ${'a'.repeat(43)}` })).status).toBe(200);
});

it('holds an address that invents a session for every request to the share of the address', async () => {
  const flooded = createApp(cast.county, { one: limiter(2, 2), address: limiter(5, 5) });
  flooded.get('/api/thing', (c) => c.text('answer'));
  const seen: number[] = [];
  for (let i = 0; i < 7; i++) {
    const headers = { authorization: `Bearer ${String(i).repeat(43)}` };
    seen.push((await flooded.request('/api/thing', { headers })).status);
  }
  expect(seen).toEqual([200, 200, 200, 200, 200, 429, 429]);
});
