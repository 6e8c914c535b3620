// A public list over HTTP: refused with what may not be shown, released by a second person, read at every door, objected to, settled, and without names when its time is over.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId, randomCode } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { verifyJournal } from '#data/verify.ts';
import { jobs } from '#server/execute-as.ts';
import { emptyLists } from '#server/publicity/round.ts';
import { sealOnce } from '#server/sealer.ts';
import { hashOf } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { tablesHolding } from '#tests/holding.ts';
import { listSaid } from '#tests/matrix/publicity.ts';
import { placed, rowsOf } from '#tests/publicity/planted-rows.ts';
import { type Caller, type Running, run } from '#tests/running.ts';

const canary = '金丝雀玉';
const row = { name: canary, group: '一社', item: '耕地地力保护补贴', amount: '8.6亩' };
let cast: Cast;
let server: Running;
let clerk: Caller;
let township: Caller;
let worker: Caller;
beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  clerk = await server.session(cast.village.person);
  township = await server.session(cast.township.person);
  worker = await server.session(cast.worker.person);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

/** Days that have passed for every list. */
const passed = (days: number): Promise<number> =>
  inScope(cast.county.database, jobs, (tx) =>
    tx.exec(
      `update publicity set from_at = from_at - $1::int * interval '1 day', to_at = to_at - $1::int * interval '1 day', closed_at = closed_at - $1::int * interval '1 day'`,
      [days],
    ),
  );
const make = async (more: object = {}): Promise<{ id: string; status: number; text: string }> => {
  const said = listSaid(cast, { rows: [row], ...more });
  const { status, text } = await server.do(clerk, 'publicity.make', said);
  return { id: String(said['publicity']), status, text };
};
const page = async (who: Caller, id: string) => (await server.ask(who, 'publicity.page', { publicity: id })).body;

const holding = (word: string): Promise<string[]> => tablesHolding(cast.ownerUrl, word);

test('PUBLICITY-1, PUBLICITY-2, PUBLICITY-3, PUBLICITY-4 the county takes no list with what may not be shown, whatever the desk let through', async () => {
  for (const planted of [
    { rows: [{ ...row, item: '身份证62990119580312013X' }] },
    { rows: [{ ...row, name: '李强 138\u200b9320\u200b0417' }] },
    { rows: [{ ...row, amount: '６２１７９９００１２３４５６７８' }] },
    { rows: [row, { ...row, item: '尿毒症' }] },
    { title: '重度残疾人护理补贴公示' },
    { basis: '有异议打13893200417' },
    { rows: [{ ...row, extra: '备注' }] },
    { rows: [] },
  ]) {
    const { status, text } = await make(planted);
    expect([status, text.includes('publicity-faults') || text.includes('input-invalid')]).toEqual([400, true]);
  }
  expect((await server.ask(clerk, 'publicity.list', {})).body).toEqual([]);
});

test('PUBLICITY-2, PUBLICITY-3 of all planted rows none passes the county itself, and nothing of them is kept', async () => {
  const files = ['planted', 'planted-2', 'tricks'].flatMap(rowsOf);
  const all = files.map(([, field = '', text = '']) => placed(field, text, row));
  expect(all.length).toBeGreaterThan(270);
  const through: object[] = [];
  for (const one of all) {
    const { status, text } = await make(one);
    if (status !== 400 || !/publicity-faults|input-invalid/.test(text)) through.push(one);
  }
  expect(through).toEqual([]);
  expect((await server.ask(clerk, 'publicity.list', {})).body).toEqual([]);
});

test('PUBLICITY-4 a file is read with every column that may not be shown named, and nothing is written', async () => {
  const csv = '姓名,组别,事项,金额（元）,身份证号\n马玉芳,一社,农村低保,450,62990119580312013X\n';
  const reply = await fetch(`http://127.0.0.1:${server.port}/api/publicity/table`, {
    method: 'POST',
    headers: {
      cookie: `__Host-zd=${clerk.cookie ?? ''}`,
      'x-zd-csrf': clerk.csrf ?? '',
      'x-forwarded-for': '10.98.0.1',
    },
    body: csv,
  });
  expect(await reply.json()).toEqual({
    rows: [{ name: '马玉芳', group: '一社', item: '农村低保', amount: '450元' }],
    faults: [{ line: 2, column: '身份证号', code: 'column' }],
  });
});

test('PUBLICITY-6, PUBLICITY-7, PUBLICITY-15 a minor on the roster waits for a second person; nobody else sees it before', async () => {
  await say(cast.county, cast.village, 'member.add', {
    member: newId(),
    household: cast.homes.one,
    name: '杜小满',
    born: '2012-05',
  });
  const rows = [
    { ...row, name: '杜小满' },
    { ...row, name: '查无此人' },
  ];
  const checked = await server.ask(clerk, 'publicity.check', {
    office: cast.offices.village,
    rows: rows.map(({ name, group }) => ({ name, group })),
  });
  expect(checked.body).toEqual({ minors: [0], unknown: [1] });
  const { id, status } = await make({ rows });
  expect(status).toBe(200);
  expect(await page(clerk, id)).toMatchObject({ list: { state: 'waiting', minors: [0] } });
  expect((await server.ask(worker, 'publicity.page', { publicity: id })).status).toBe(403);
  expect((await server.do(clerk, 'publicity.release', { publicity: id })).text).toContain('publicity-second-person');
  expect((await server.do(township, 'publicity.release', { publicity: id })).status).toBe(200);
  expect(await page(worker, id)).toMatchObject({ list: { state: 'shown' }, releasedByName: '安学文' });
  await server.do(clerk, 'publicity.withdraw', { publicity: id, said: '试放行' });
  // Named anywhere else in a line he waits too; in the head he is refused, and in what is said of the list or at every door.
  for (const more of [{ item: '杜小满助学金' }, { amount: '450元，杜小满' }, { name: '杜来顺（杜小满）' }]) {
    const { id: publicity } = await make({ rows: [{ ...row, ...more }] });
    expect(await page(clerk, publicity)).toMatchObject({ list: { state: 'waiting', minors: [0] } });
    await server.do(clerk, 'publicity.withdraw', { publicity, said: '换成大人' });
  }
  const head = await server.ask(clerk, 'publicity.check', { office: cast.offices.village, head: '杜小满', rows: [] });
  expect(head.body).toEqual({ minors: [-1], unknown: [] });
  for (const more of [{ title: '杜小满助学金公示' }, { basis: '杜小满家的申请' }]) {
    const { status, text } = await make(more);
    expect([status, text.includes('"why":"minor"')]).toEqual([400, true]);
  }
  const shown = (await make()).id;
  const back = await server.do(clerk, 'publicity.withdraw', { publicity: shown, said: '杜小满家已迁走' });
  expect([back.status, back.text.includes('publicity-said')]).toEqual([400, true]);
  expect((await server.do(clerk, 'publicity.withdraw', { publicity: shown, said: '名单有误' })).status).toBe(200);
});

test('PUBLICITY-9, PUBLICITY-10, PUBLICITY-11 objections: one in the open, one that the village does not learn of', async () => {
  const { id } = await make();
  const objecting = { publicity: id, row: 0, text: '面积不对' };
  const [open, quiet] = [newId(), newId()];
  expect(
    (await server.do(worker, 'publicity.object', { ...objecting, household: cast.homes.one, case: open })).status,
  ).toBe(200);
  const said = { ...objecting, household: cast.homes.two, case: quiet, quiet: true };
  expect((await server.do(worker, 'publicity.object', said)).status).toBe(200);
  expect((await server.ask(clerk, 'case.page', { case: open })).body.case).toMatchObject({ category: 'V1' });
  for (const near of [clerk, worker]) expect((await server.ask(near, 'case.page', { case: quiet })).status).toBe(403);
  expect((await server.ask(township, 'case.page', { case: quiet })).status).toBe(200);
  const { list } = await page(clerk, id);
  expect(list.objections).toMatchObject([
    { matter: open, row: 0 },
    { matter: null, row: null, quiet: true },
  ]);
  expect((await server.ask(clerk, 'publicity.page', { publicity: id })).text).not.toContain(quiet);
});

/** What a browser without JavaScript sends. */
async function post(path: string, fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const reply = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': '10.97.0.1',
    },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: reply.status, text: await reply.text() };
}
const get = (path: string) => server.call({}, 'GET', path);

test('PUBLICITY-8, PUBLICITY-9, PUBLICITY-11, PUBLICITY-15 every door reads it without JavaScript in 15 KiB, finds its own name and objects once', async () => {
  const code = randomCode(26);
  await say(cast.county, serviceActor('import'), 'household.plate', {
    household: cast.homes.one,
    plateHash: hashOf(code),
    plateShort: 'ABCDEFGH',
  });
  // As long as a field may be.
  const item = '耕地地力保护补贴'.padEnd(60, '补');
  const nameOf = (n: number): string => (n === 250 ? '杜来顺' : `马玉${'芳兰梅菊'[n % 4]}`);
  const many = Array.from({ length: 300 }, (_, n) => ({ ...row, item, name: nameOf(n) }));
  const { id } = await make({ rows: many, title: '三百户的名单公示' });
  const base = `/h/${code}/list/${id}`;
  expect((await get(`/h/${code}`)).text).toContain('公示');
  expect((await get(`/h/${code}/lists`)).text).toContain('三百户的名单公示');
  for (const query of ['', '?lang=en', '?elder=1', '?from=30', '?name=%E6%9D%9C']) {
    const { status, text } = await get(base + query);
    expect(status).toBe(200);
    expect(Buffer.byteLength(text)).toBeLessThan(15 * 1024);
    expect(text).not.toMatch(/undefined|\[object/);
    // The elder version may be read aloud by the browser; it needs no script for anything else.
    if (!query.includes('elder')) expect(text).not.toContain('<script');
  }
  expect((await get(base)).text).not.toContain('杜来顺');
  expect((await get(`${base}?name=%E6%9D%9C%E6%9D%A5%E9%A1%BA`)).text).toContain('251. <b>杜来顺</b>');
  expect((await get(`/list/${id}`)).text).toContain('马玉芳');
  const form = (await get(`${base}/object?row=250`)).text;
  const token = /name="token" value="([^"]+)"/.exec(form)?.[1] ?? '';
  expect(form).toContain('杜来顺');
  expect((await post(`${base}/object`, { token, row: '250', text: '', quiet: '0' })).status).toBe(400);
  const sent = { token, row: '250', text: '我家是九亩', quiet: '1' };
  expect((await post(`${base}/object`, sent)).text).toContain('/c/');
  expect((await post(`${base}/object`, sent)).text).toContain('/c/');
  expect((await page(clerk, id)).list.objections).toHaveLength(1);
  // While it is open nobody reads that somebody objected; afterwards how many did, and no name.
  expect((await get(`/h/${code}/lists`)).text).not.toContain('异议正在查');
  await passed(8);
  const over = (await get(`/h/${code}/lists`)).text;
  expect(over).toContain('1 条异议正在查');
  for (const path of [base, `/list/${id}`, `/h/${code}/lists`]) expect((await get(path)).text).not.toContain('马玉');
  expect((await post(`${base}/object`, { ...sent, token: '' })).status).toBe(200);
  expect((await page(clerk, id)).list.objections).toHaveLength(1);
});

test('the poster is drawn while the list is open, and not before or after', async () => {
  const { id } = await make({ title: '张贴的名单公示' });
  const poster = () => server.call(clerk, 'GET', `/publicity/${id}/poster.pdf?size=A3`);
  const drawn = await poster();
  expect([drawn.status, drawn.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  await passed(9);
  expect((await poster()).text).toContain('publicity-not-open');
});

test('PUBLICITY-16, PUBLICITY-17, PUBLICITY-18 what the village makes public hangs at every door and stands in its calendar', async () => {
  const said = {
    disclosure: newId(),
    notice: newId(),
    office: cast.offices.village,
    item: 'funds',
    period: '2026-Q3',
    title: '第三季度补贴发放',
    text: '发放救助金 12,600.00元，共 18户',
  };
  expect((await server.do(clerk, 'disclosure.publish', { ...said, text: '李强患癌，救助 500元' })).text).toContain(
    'publicity-said',
  );
  expect((await server.do(clerk, 'disclosure.publish', { ...said, text: '杜小满助学金 500元' })).text).toContain(
    'publicity-said',
  );
  expect((await server.do(clerk, 'disclosure.publish', said)).status).toBe(200);
  const { body } = await server.ask(township, 'disclosure.page', {});
  expect(body).toMatchObject({
    mine: false,
    village: { name: '柳湾村' },
    published: [{ item: 'funds', period: '2026-Q3' }],
  });
  expect((await server.ask(worker, 'notice.list', {})).text).toContain('发放救助金');
});

test('PUBLICITY-12, PUBLICITY-13, PUBLICITY-14 settled after its days; when its time is over no table and no journal row holds a name, and the journal still verifies', async () => {
  const { id } = await make();
  const back = await make({ title: '拿错的名单公示' });
  expect((await server.do(clerk, 'publicity.settle', { publicity: id, result: 'confirmed' })).text).toContain(
    'publicity-still-open',
  );
  expect((await server.do(clerk, 'publicity.withdraw', { publicity: back.id, said: '名单拿错了' })).status).toBe(200);
  expect((await page(township, back.id)).list.rows).toEqual([]);
  await passed(9);
  for (const line of (await server.ask(clerk, 'publicity.list', {})).body as { id: string; state: string }[])
    if (line.state === 'shown')
      expect(
        (
          await server.do(clerk, 'publicity.settle', {
            publicity: line.id,
            result: 'confirmed',
            said: '到地里量过，无误',
          })
        ).status,
      ).toBe(200);
  expect(await emptyLists(cast.county)).toBeGreaterThan(0);
  expect((await page(clerk, back.id)).list).toMatchObject({ rows: [], rowCount: 1, said: '' });
  expect((await page(clerk, id)).list.rows).toHaveLength(1);
  await passed(366);
  expect(await holding(canary)).toEqual(expect.arrayContaining(['publicity', 'journal']));
  expect(await emptyLists(cast.county)).toBeGreaterThan(1);
  expect(await emptyLists(cast.county)).toBe(0);
  expect((await page(clerk, id)).list).toMatchObject({
    rows: [],
    rowCount: 1,
    title: '2026年耕地地力保护补贴面积公示',
  });
  expect(await holding(canary)).toEqual([]);
  while ((await sealOnce(cast.county.database)).rows > 0);
  expect((await verifyJournal(cast.county.database)).findings).toEqual([]);
});
