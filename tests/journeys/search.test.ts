// Matters found at a desk by what is typed: by their own words for whoever may see them, by their home's for whoever may see the home.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inScope } from '#data/scope.ts';
import type { Inbox } from '#modules/case/model.ts';
import { scopeOf } from '#server/scope-of.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Matters, mattersOf } from '#tests/finding-matters.ts';
import { type Caller, run, type Running } from '#tests/running.ts';

let cast: Cast;
let one: Running;
let { report, atTownship, ask, find, comesUp } = {} as Matters;
const staff = ['head', 'township', 'department', 'centre'] as const;

beforeAll(async () => {
  cast = await makeCast();
  one = await run(cast);
  const at: Record<string, Caller> = {};
  for (const who of staff) at[who] = await one.session(cast[who].person);
  ({ report, atTownship, ask, find, comesUp } = mattersOf(cast, one, at));
}, 90_000);
afterAll(async () => {
  await one?.stop();
  await cast?.close();
});

test('a matter is found by its words, its spelling, its number and what it moved to', async () => {
  const id = await report({ title: '拱桥栏杆断了', text: '放学的娃娃天天走这里。', category: 'R2' });
  await comesUp('head', '栏杆', id);
  for (const text of ['栏', '拱桥 断了', 'gongqiao', 'gqlg', '娃娃天天', '柳湾'])
    expect([text, (await find('head', text)).includes(id)]).toEqual([text, true]);
  const row = (await ask<Inbox>('head', 'case.inbox', { view: 'all', text: '栏杆' })).rows.find(
    (each) => each.id === id,
  );
  expect(await find('head', String(row?.number))).toEqual([id]);
  expect(await find('head', '拱桥 停电')).toEqual([]);
  expect(await find('head', `' | '`)).toEqual([]);
  expect(await find('department', '栏杆')).toEqual([]);
});

test('CASE-72 the words of a home find its matter only for whoever may see the home; a restricted matter is found by nobody', async () => {
  const id = await report({ title: '屋后塌方', category: 'R2' });
  await comesUp('head', '安桂香', id);
  expect(await find('head', 'anguixiang')).toContain(id);
  // The county centre sees the matter, not the home.
  expect(await find('centre', '屋后塌方')).toContain(id);
  for (const text of ['安桂香', '屋后塌方 安桂香']) expect(await find('centre', text)).toEqual([]);
  const held = await atTownship();
  expect(await find('department', '安桂香')).toEqual([]);
  await say(cast.county, cast.township, 'case.dispatch', { case: held, office: cast.offices.water });
  await comesUp('department', '水表 安桂香', held);
  const hidden = await report({ title: '夜里有人打娃娃', category: 'D6' });
  await comesUp('head', '最后一件', await report({ title: '最后一件' }));
  const police = await one.session(cast.police.person);
  const found = (await one.ask(police, 'case.inbox', { view: 'all', text: '打娃娃', limit: 50 })).text;
  expect(found).not.toContain(hidden);
}, 40_000);

test('the words themselves are read by nobody', async () => {
  const read = inScope(cast.county.database, scopeOf(cast.township), (tx) =>
    tx.query('select 1 from matter_words limit 1'),
  );
  await expect(read).rejects.toThrow();
  const write = inScope(cast.county.database, scopeOf(cast.township), (tx) =>
    tx.query(`select zd_keep_words('[]'::jsonb)`),
  );
  await expect(write).rejects.toThrow();
});
