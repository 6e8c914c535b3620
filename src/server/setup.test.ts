// Setting a county up over HTTP: who may, how far a village reaches, and errors said in both languages.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inScope } from '#data/scope.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import type { County } from './county.ts';
import { cookieName, createApp } from './http.ts';
import { countyOf, provision } from './provision.ts';
import { sessionScope, startSession } from './session.ts';
import { setupRoutes } from './setup.ts';

const village = path.join(import.meta.dirname, '../../demo/village');
let fresh: FreshDatabase;
let county: County;
let app: ReturnType<typeof createApp>;

async function signedIn(where: string): Promise<Record<string, string>> {
  const [post] = await inScope(fresh.database, sessionScope, (tx) =>
    tx.query<{ person: string }>(
      `select post.person from post join office on office.id = post.office where ${where} order by post.id limit 1`,
    ),
  );
  const { token, csrf } = await startSession(fresh.database, { person: post?.person ?? '', kind: 'staff' });
  return { cookie: `${cookieName}=${token}`, 'x-zd-csrf': csrf, 'sec-fetch-site': 'same-origin' };
}

const bring = (headers: Record<string, string>, kind: string, body: Buffer | string, query = ''): Promise<Response> =>
  Promise.resolve(app.request(`/api/import/${kind}${query}`, { method: 'POST', headers, body: body as BodyInit }));
const file = (name: string): Buffer => readFileSync(path.join(village, name));

beforeAll(async () => {
  fresh = await freshDatabase();
  const wanted = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
  const { facts } = await provision(fresh.database, wanted);
  county = countyOf(fresh.database, { ...facts });
  app = createApp(county);
  app.route('/', setupRoutes(county));
});
afterAll(() => fresh.close());

it('strangers, other administrators and forged pages are turned away', async () => {
  expect((await app.request('/api/setup')).status).toBe(401);
  expect((await bring({}, 'places', file('区划.csv'))).status).toBe(401);
  const auditor = await signedIn(`role = 'audit-admin'`);
  expect((await bring(auditor, 'places', file('区划.csv'))).status).toBe(403);
  const { 'x-zd-csrf': _, ...forged } = await signedIn(`role = 'system-admin'`);
  expect((await bring(forged, 'places', file('区划.csv'))).status).toBe(403);
});

it('the system administrator brings the county, step by step', async () => {
  const admin = await signedIn(`role = 'system-admin'`);
  const looked = (await (await bring(admin, 'places', file('区划.csv'), '?preview=1')).json()) as object;
  expect(looked).toMatchObject({ preview: true, counts: { area: { made: 32 } }, wrong: 0 });
  for (const [kind, name] of [
    ['places', '区划.csv'],
    ['offices', '机构目录.csv'],
    ['posts', '岗位名单.xlsx'],
  ] as const) {
    expect((await bring(admin, kind, file(name))).status).toBe(200);
  }
  expect(county.facts.name).toBe('云溪县');
  const state = (await (await app.request('/api/setup', { headers: admin })).json()) as object;
  expect(state).toMatchObject({
    county: { name: '云溪县' },
    villages: [{ code: '629901101203' }],
    counts: { areas: 22, homes: 0 },
  });
});

it('a village officer brings his own village and nothing else', async () => {
  const officer = await signedIn(`role = 'village-officer'`);
  expect((await bring(officer, 'offices', file('机构目录.csv'))).status).toBe(403);
  const text = '门牌号,社,网格,姓名,出生年月\n9-01,三社,2网格,王一,1960-01\n9-02,九社,2网格,王二,1960-01\n';
  const report = (await (await bring(officer, 'roster', text)).json()) as { errors: unknown[]; counts: object };
  expect(report.counts).toMatchObject({ household: { made: 1 }, member: { made: 1 } });
  expect(report.errors).toMatchObject([
    {
      line: 3,
      column: '网格',
      code: 'grid-unknown',
      zh: '区划里没有“九社2网格”这个网格。',
      en: 'There is no grid "九社2网格".',
    },
  ]);
  expect((await bring(officer, 'supply', '编号,类型,上级编号\n')).status).toBe(400);
  expect((await bring(officer, 'horses', 'x')).status).toBe(400);
});

it('what is too big is refused before it is read', async () => {
  const officer = await signedIn(`role = 'village-officer'`);
  const body = Buffer.alloc(21 * 1024 * 1024);
  expect((await bring(officer, 'roster', body)).status).toBe(400);
});

it('the foot of every page is set by the system administrator', async () => {
  const admin = await signedIn(`role = 'system-admin'`);
  const given = { name: '云溪县', filingNumber: '陇政 12 号', complaintPhone: '0900-555-0199' };
  const post = (headers: Record<string, string>): Promise<Response> =>
    Promise.resolve(
      app.request('/api/setup', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(given),
      }),
    );
  expect((await post(await signedIn(`role = 'village-officer'`))).status).toBe(403);
  expect((await post(admin)).status).toBe(200);
  expect(county.facts).toMatchObject(given);
});
