// What a verified adult does with his record, over HTTP: takes it home, asks the village office about it, chooses what is offered to his home, says what he thinks.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { makeMatrix, type Matrix } from '#tests/matrix/county.ts';
import { errandBy } from '#tests/matrix/errand-inputs.ts';
import { report } from '#tests/matrix/targets.ts';
import { say } from '#tests/cast.ts';
import type { Caller, Reply } from '#tests/running.ts';

let m: Matrix;
beforeAll(async () => {
  m = await makeMatrix();
}, 60_000);
afterAll(() => m?.stop());

const at = (who: string): Caller => m.people[who]?.caller ?? {};
const open = (who: string, household: string, more: object = {}): Promise<Reply> =>
  m.server.ask(at(who), 'household.page', { household, ...more });
const page = async (who: string, path: string): Promise<string> => (await m.server.call(at(who), 'GET', path)).text;

/** What is told in confidence, about the other adult, restricted, in an inner note: none of it is this adult's to see. */
async function hiddenFromAdult(): Promise<string[]> {
  const { cast } = m;
  const marks = ['密雀一', '密雀二', '密雀三', '密雀四', '密雀五'];
  const visit = (more: object, mark: string): Promise<unknown> =>
    say(cast.county, cast.worker, 'visit.record', {
      visit: newId(),
      household: cast.homes.one,
      parts: [{ kind: 'well' }],
      note: mark,
      promises: [{ promise: newId(), text: `${mark}答应` }],
      ...more,
    });
  await visit({ confidential: true }, '密雀一');
  await visit({ subject: m.members.adult2 }, '密雀二');
  await report(m, 'one', { category: 'D6', title: '密雀三' });
  const open = await report(m, 'one');
  await say(cast.county, cast.worker, 'case.note', { case: open, text: '密雀四', internal: true });
  await report(m, 'one', { subject: m.members.adult2, title: '密雀五' });
  return marks;
}

test('HOME-18 the adult takes home all that is his, each field explained, and nothing that is another’s', async () => {
  const { cast } = m;
  const hidden = await hiddenFromAdult();
  const own = { household: cast.homes.one, parts: [{ kind: 'well' }], note: '明雀记', promises: [] };
  await say(cast.county, cast.worker, 'visit.record', { ...own, visit: newId() });
  const json = await m.server.call(at('adult'), 'GET', '/my/record.json');
  const { tables } = json.body as {
    tables: Record<string, { fields: { column: string; purpose: string }[]; rows: Record<string, unknown>[] }>;
  };
  expect(tables.household?.rows).toMatchObject([{ door: '1-01', head: '杜来顺', phone: '19900002000' }]);
  expect(tables.member?.rows).toMatchObject([{ name: '杜来顺' }]);
  expect(json.text).toContain('明雀记');
  expect(json.text).not.toContain('马秀英');
  expect(hidden.filter((mark) => json.text.includes(mark))).toEqual([]);
  for (const [name, { fields, rows }] of Object.entries(tables)) {
    expect(
      fields.every(({ purpose }) => purpose !== ''),
      name,
    ).toBe(true);
    for (const row of rows) expect(Object.keys(row)).toEqual(fields.map(({ column }) => column));
  }
  expect(json.text).not.toMatch(/plate_hash|secret_hash|plate_short/);
  const pdf = await fetch(`http://127.0.0.1:${m.server.port}/my/record.pdf`, {
    headers: { cookie: `__Host-zd=${at('adult').cookie}` },
  });
  const place = mkdtempSync(path.join(tmpdir(), 'zd-mine-'));
  writeFileSync(path.join(place, 'mine.pdf'), Buffer.from(await pdf.arrayBuffer()));
  const text = execFileSync('pdftotext', [path.join(place, 'mine.pdf'), '-']).toString('utf8');
  rmSync(place, { recursive: true });
  for (const part of ['杜来顺', '1-01', '明雀记', '谁看过我家记录']) expect(text).toContain(part);
  expect(hidden.filter((mark) => text.includes(mark))).toEqual([]);
});

/** Sends a form of the household's own pages, as a browser does. */
const sendForm = (who: string, to: string, fields: [string, string][]): Promise<Response> =>
  fetch(`http://127.0.0.1:${m.server.port}${to}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: `__Host-zd=${at(who).cookie}`,
      origin: `http://127.0.0.1:${m.server.port}`,
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams(fields),
  });

async function askFor(who: string, wish: string, text: string): Promise<string> {
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(await page(who, '/my/request')) ?? [];
  const reply = await sendForm(who, '/my/request', [
    ['token', token],
    ['wish', wish],
    ['text', text],
  ]);
  expect(reply.status).toBe(303);
  return /\/my\/case\/([0-9a-f-]+)/.exec(reply.headers.get('location') ?? '')?.[1] ?? '';
}

test('CASE-87 what a home asks about its record goes to the village office with fifteen working days, and a refusal says why', async () => {
  const { offices, county, village, worker } = m.cast;
  const id = await askFor('adult', 'erase', '去年的走访记录不对');
  const { body } = await m.server.ask(at('village'), 'case.page', { case: id });
  const { holder, severity, resolveBy, reportedAt, copied, category } = body.case;
  expect({ holder, severity, copied, category }).toEqual({
    holder: offices.village,
    severity: '4',
    copied: [],
    category: 'V7',
  });
  // Fifteen working days are three weeks at least.
  expect((resolveBy - reportedAt) / 86_400_000).toBeGreaterThan(20);
  expect((await m.server.ask(at('village'), 'case.inbox', { view: 'mine', limit: 200 })).text).toContain(id);
  expect((await m.server.do(at('village'), 'case.answer', { case: id, text: '' })).status).toBe(400);
  await say(county, village, 'case.answer', { case: id, text: '法律要求保存三年，到期自动删' });
  expect(await page('adult', `/my/case/${id}`)).toContain('法律要求保存三年');
  // The way up stands open, and the same words said to a worker go the same way.
  expect(
    (
      await m.server.do(at('worker'), 'case.report', {
        case: newId(),
        household: m.cast.homes.one,
        category: 'V7',
        title: '改名字',
      })
    ).status,
  ).toBe(200);
  const told = newId();
  await say(county, worker, 'case.report', {
    case: told,
    household: m.cast.homes.one,
    category: 'V7',
    title: '改名字',
  });
  expect((await m.server.ask(at('village'), 'case.page', { case: told })).body.case.holder).toBe(offices.village);
});

const csrfOf = async (who: string): Promise<string> =>
  /name="csrf" value="([^"]+)"/.exec(await page(who, '/my'))?.[1] ?? '';
const care = ['独居老人80+', '低保'];
const homeOne = async (who: string): Promise<Record<string, unknown>> =>
  (await open(who, m.cast.homes.one, { reason: 'support' })).body.household;

test('HOME-19 the home declines one offer, then all, and is visited as often as it says; nothing else is refused', async () => {
  const { county, village, worker, homes } = m.cast;
  await say(county, village, 'household.change', { household: homes.one, care });
  expect(await page('adult', '/my')).toContain('低保');
  const csrf = await csrfOf('adult');
  const choose = (fields: [string, string][]): Promise<Response> =>
    sendForm('adult', '/my/care', [['csrf', csrf], ...fields]);
  expect(
    (
      await sendForm('adult', '/my/care', [
        ['csrf', 'made up'],
        ['declined', '*'],
      ])
    ).status,
  ).toBe(403);
  expect(
    (
      await choose([
        ['declined', '低保'],
        ['declined', '编的标签'],
        ['interval', '90'],
      ])
    ).status,
  ).toBe(303);
  expect(await homeOne('worker')).toMatchObject({ care: ['独居老人80+'], declined: ['低保'], visitInterval: 90 });
  // Nobody puts it back, and no phone learns that it was declined.
  await say(county, village, 'household.change', { household: homes.one, care });
  await say(county, worker, 'household.change', { household: homes.one, care });
  expect(await homeOne('worker')).toMatchObject({ care: ['独居老人80+'] });
  const phone = await m.server.phone(worker);
  expect((await m.server.call(phone, 'GET', '/pull?limit=2000')).text).not.toContain('"declined"');
});

test('HOME-19 a home that takes back its agreement to every offer keeps every service, and may agree again', async () => {
  const { county, village, worker, homes } = m.cast;
  const csrf = await csrfOf('adult');
  const choose = (fields: [string, string][]): Promise<Response> =>
    sendForm('adult', '/my/care', [['csrf', csrf], ...fields]);
  expect(
    (
      await choose([
        ['declined', '*'],
        ['interval', '365'],
      ])
    ).status,
  ).toBe(303);
  await say(county, village, 'household.change', { household: homes.one, care });
  expect(await homeOne('village')).toMatchObject({ care: [], visitInterval: 365 });
  // Every service goes on.
  await say(county, worker, 'visit.record', { visit: newId(), household: homes.one, parts: [{ kind: 'well' }] });
  await report(m, 'one');
  await errandBy(m, 'one');
  await say(county, worker, 'question.answer', {
    question: newId(),
    household: homes.one,
    topic: 'S3',
    text: '低保咋办',
    answer: '到村里',
  });
  // Agreed again: what the village then offers stands.
  expect((await choose([['interval', '30']])).status).toBe(303);
  await say(county, village, 'household.change', { household: homes.one, care });
  expect(await homeOne('village')).toMatchObject({ care, declined: [], visitInterval: 30 });
  expect((await m.server.do(at('adult'), 'household.choose', { household: homes.two, declined: ['*'] })).status).toBe(
    403,
  );
});

test('OPINION-7 a home says what it thinks on its own page, and is told what is not kept', async () => {
  const shown = await page('neighbour', '/my/comment');
  expect(shown).toContain('level2办');
  expect(shown).toContain('不记您的名字');
  const csrf = /name="csrf" value="([^"]+)"/.exec(shown)?.[1] ?? '';
  const empty = await sendForm('neighbour', '/my/comment', [
    ['csrf', csrf],
    ['about', 'year'],
  ]);
  expect(empty.status).toBe(400);
  expect(await empty.text()).toContain('请选一个');
  const fields: [string, string][] = [
    ['csrf', csrf],
    ['about', 'year'],
    ['level', 'well'],
    ['words', '来得勤'],
  ];
  expect((await sendForm('neighbour', '/my/comment', fields)).status).toBe(303);
  expect(await page('neighbour', '/my/comment')).toContain('现在没有要说的');
  expect((await sendForm('neighbour', '/my/comment', fields)).status).toBe(409);
  expect(m.server.logged()).not.toContain('来得勤');
});
