// The verified adult's own record over HTTP: who read it and why, what he may ask for, what he takes home, and what staff carry out of the house.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDirect } from '#data/database.ts';
import { lists } from '#server/export/lists.ts';
import { newId } from '#kit/id.ts';
import { openReasons } from '#modules/household/kinds/open-reasons.ts';
import { makeMatrix, type Matrix } from '#tests/matrix/county.ts';
import { errandBy } from '#tests/matrix/errand-inputs.ts';
import { heldBy, report } from '#tests/matrix/targets.ts';
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

test('HOME-15 an office without work of a home says why before anything is shown; the home’s own workers never do', async () => {
  const { homes } = m.cast;
  for (const who of ['village', 'township'])
    for (const more of [{}, { reason: '' }, { reason: 'curious' }, { reason: null }, { reason: ['support'] }]) {
      const { status, body, text } = await open(who, homes.two, more);
      expect([who, status, body.code]).toEqual([who, 403, 'reason-needed']);
      expect(text).not.toContain('马玉林');
    }
  for (const query of ['question.of', 'errand.of'])
    expect((await m.server.ask(at('village'), query, { household: homes.two })).body.code).toBe('reason-needed');
  for (const who of ['worker', 'head', 'liaison']) expect((await open(who, homes.two)).status, who).toBe(200);
  for (const reason of openReasons) expect((await open('village', homes.two, { reason })).status).toBe(200);
  // A home that is not theirs reads like one that is not there, whatever is said.
  for (const more of [{}, { reason: 'support' }])
    expect((await open('village2', homes.two, more)).body.code).toBe('not-yours');
});

test('HOME-15 the work at hand says it: a matter held or first received, an office called, an errand, a mediation', async () => {
  const { homes, offices, county, township } = m.cast;
  expect((await open('township', homes.three)).body.code).toBe('reason-needed');
  const matter = await heldBy(m, 'township', 'three');
  expect((await open('township', homes.three)).status).toBe(200);
  expect((await open('village', homes.three)).body.code).toBe('reason-needed');
  // Once it has gone on to another, it is no work of the township's any more.
  await say(county, township, 'case.dispatch', { case: matter, office: offices.water });
  expect((await open('township', homes.three)).body.code).toBe('reason-needed');
  await errandBy(m, 'one');
  expect((await open('village', homes.one)).body.code).toBe('reason-needed');
  await errandBy(m, 'one', 'handed');
  expect((await open('village', homes.one)).status).toBe(200);
});

test('HOME-16 the household reads who opened its record, in which role, for what and why; a delivery is said as one', async () => {
  const { homes, worker } = m.cast;
  expect((await open('township', homes.two, { reason: 'safety' })).status).toBe(200);
  const phone = await m.server.phone(worker);
  expect((await m.server.call(phone, 'GET', '/pull?limit=2000')).status).toBe(200);
  const shown = await page('neighbour', '/my/readings');
  expect(shown).toContain('乡镇干部 安学文');
  expect(shown).toContain('看您家情况（防汛防灾等急事）');
  expect(shown).toContain('手机上存了一份');
  const english = await page('neighbour', '/my/readings?lang=en');
  expect(english).toContain('Flood, fire or other danger');
  // Each reason is a line of its own: what was said first does not hide what was said next.
  const rows = (await m.server.ask(at('neighbour'), 'reading.mine')).body as { name: string; reason: string }[];
  expect(new Set(rows.filter(({ name }) => name === '何启明').map(({ reason }) => reason))).toEqual(
    new Set(openReasons),
  );
});

test('HOME-16 the oldest reading can be reached however many there are', async () => {
  const { homes, ownerUrl } = m.cast;
  const owner = await connectDirect(ownerUrl);
  await owner.query('alter table reading no force row level security');
  await owner.query(
    `insert into reading (household, hour, purpose, reader, role, at) select $1, now() - n * interval '1 hour', 'case.page', $2, 'village-officer', now() - n * interval '1 hour'
     from generate_series(1, 450) as n`,
    [homes.two, m.cast.village.person],
  );
  await owner.query('alter table reading force row level security');
  await owner.end();
  const first = await page('neighbour', '/my/readings');
  expect(first).toContain('/my/readings?skip=200');
  const last = await page('neighbour', '/my/readings?skip=400');
  expect(last).not.toContain('skip=');
  expect(last.match(/class="item"/g)?.length).toBeGreaterThan(50);
});

test('HOME-16 a matter opened at a desk stands on the list, a restricted one leaves no trace', async () => {
  const matter = await report(m, 'one');
  const hidden = await report(m, 'one', { category: 'D6' });
  expect((await m.server.ask(at('township'), 'case.page', { case: matter })).status).toBe(200);
  expect((await m.server.ask(at('police'), 'case.page', { case: hidden })).status).toBe(200);
  const shown = await page('adult', '/my/readings');
  expect(shown).toContain('办您报的事');
  expect(shown).not.toContain('周卫东');
});

const list = { format: 'xlsx', reason: 'relief', words: '发取暖煤' };
const take = (who: string, what: string, more: object = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${m.server.port}/api/export/${what}`, {
    method: 'POST',
    headers: {
      cookie: `__Host-zd=${at(who).cookie}`,
      'x-zd-csrf': at(who).csrf ?? '',
      'content-type': 'application/json',
      'x-forwarded-for': `10.3.0.${Math.ceil(Math.random() * 250)}`,
    },
    body: JSON.stringify({ ...list, ...more }),
  });
const codeOf = async (reply: Response): Promise<string> => ((await reply.json()) as { code: string }).code;
const logRows = async (): Promise<Record<string, unknown>[]> => (await m.server.ask(at('audit'), 'export.list')).body;

test('HOME-17 a list leaves with a purpose and words only, for those who answer for its ground', async () => {
  const before = (await logRows()).length;
  expect(await codeOf(await take('village', 'homes', { reason: 'because' }))).toBe('export-reason-missing');
  for (const words of ['', '  发煤 ', 7, null])
    expect(await codeOf(await take('village', 'homes', { words }))).toBe('export-words-missing');
  for (const who of ['worker', 'head', 'keeper', 'department', 'centre', 'system', 'audit', 'adult'])
    expect((await take(who, 'homes')).status, who).toBe(403);
  expect((await take('village', 'visits')).status).toBe(404);
  // A page of somebody else cannot ask for it.
  const { status } = await m.server.call({ cookie: at('village').cookie ?? '' }, 'POST', '/api/export/homes', list);
  expect(status).toBe(403);
  expect((await logRows()).length).toBe(before);
  const [homes, none] = [await take('village', 'homes'), await take('village2', 'homes')];
  expect(homes.status).toBe(200);
  const rows = await readRows(homes);
  expect(rows.slice(1, -1).map((row) => row[3])).toEqual(['杜来顺', '马玉林', '安桂香', '石来顺', '罗二虎']);
  expect(rows.flat().join()).not.toContain('1990000200');
  expect((await readRows(none)).slice(1, -1)).toEqual([]);
  const said = { what: 'homes', format: 'xlsx', reason: 'relief', words: '发取暖煤' };
  expect((await logRows()).slice(0, 2)).toMatchObject([
    { ...said, name: '杨村官', office: '杨湾村委会', rows: 0 },
    { ...said, name: '何启明', office: 'village办', rows: 5 },
  ]);
});

async function readRows(reply: Response): Promise<string[][]> {
  const [sheet] = await readExcel(Buffer.from(await reply.arrayBuffer()));
  return (sheet?.data ?? []).map((row) => row.map(String));
}

test('HOME-17 the file says who took it out, when and what for: last row, properties, each page', async () => {
  const file = Buffer.from(await (await take('village', 'homes')).arrayBuffer());
  const [sheet] = await readExcel(file);
  const line = String(sheet?.data.at(-1)?.[0]);
  for (const part of ['何启明', 'village办', '发救助、发物资：发取暖煤', new Date().getUTCFullYear()])
    expect(line).toContain(String(part));
  const place = mkdtempSync(path.join(tmpdir(), 'zd-list-'));
  writeFileSync(path.join(place, 'list.xlsx'), file);
  const inside = (part: string): string =>
    execFileSync('unzip', ['-p', path.join(place, 'list.xlsx'), part]).toString('utf8');
  expect(inside('docProps/core.xml')).toContain('<dc:creator>何启明</dc:creator>');
  expect(inside('docProps/core.xml')).toContain('发取暖煤');
  expect(inside('[Content_Types].xml')).toContain('/docProps/core.xml');
  const paper = Buffer.from(await (await take('township', 'homes', { format: 'pdf' })).arrayBuffer());
  writeFileSync(path.join(place, 'list.pdf'), paper);
  const text = execFileSync('pdftotext', [path.join(place, 'list.pdf'), '-']).toString('utf8');
  expect(text).toContain('安学文');
  expect(text).toContain('发取暖煤');
  expect(text).toContain('石来顺');
  rmSync(place, { recursive: true });
});

test('HOME-17 more rows than the county set are not let out, and a smaller area is', async () => {
  const { areas } = m.cast;
  const set = (exportMost: number): Promise<Reply> =>
    m.server.call(at('system'), 'POST', '/api/setup', {
      name: '云溪县',
      filingNumber: '',
      complaintPhone: '',
      exportMost,
    });
  expect((await set(4)).status).toBe(200);
  expect((await m.server.call(at('system'), 'GET', '/api/setup')).body.county.exportMost).toBe(4);
  const before = (await logRows()).length;
  const refused = await take('township', 'homes');
  expect(await refused.json()).toMatchObject({ code: 'export-too-many', facts: { most: 4 } });
  expect((await logRows()).length).toBe(before);
  const rows = await readRows(await take('township', 'homes', { area: areas.grid2 }));
  expect(rows.slice(1, -1).map((row) => row[3])).toEqual(['罗二虎']);
  expect((await set(200)).status).toBe(200);
  expect((await set(0)).status).toBe(400);
  // Other facts of the county are changed without touching it.
  const { status } = await m.server.call(at('system'), 'POST', '/api/setup', {
    name: '云溪县',
    filingNumber: '1',
    complaintPhone: '',
  });
  expect(status).toBe(200);
  expect((await m.server.call(at('system'), 'GET', '/api/setup')).body.county.exportMost).toBe(200);
});

test('HOME-17 every home on a list reads that it was taken out and for what, and none that was not on it', async () => {
  expect((await take('township', 'homes', { area: m.cast.areas.grid2, reason: 'meeting' })).status).toBe(200);
  expect(await page('neighbour', '/my/readings')).not.toContain('开会、签到');
  expect((await take('township', 'homes', { reason: 'meeting' })).status).toBe(200);
  expect(await page('neighbour', '/my/readings')).toContain('户册里有您家，取出了一份（开会、签到）');
});

test('HOME-17 a list shows only columns that the dictionary lets out, and nothing hands out a file past the gate', () => {
  const rows = readFileSync('data-dictionary.tsv', 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  const letsOut = new Set(rows.filter((row) => row[7] === 'yes').map(([table, column]) => `${table}.${column}`));
  for (const { columns } of Object.values(lists))
    expect(columns.map(({ from }) => from).filter((from) => !letsOut.has(from))).toEqual([]);
  const past = readdirSync('src/server', { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.endsWith('.test.ts') &&
      !['export/let-out.ts', 'door/my-more.ts'].includes(file) &&
      /application\/pdf|spreadsheetml/.test(readFileSync(path.join('src/server', file), 'utf8')),
  );
  expect(past).toEqual([]);
});

test('HOME-17 matters in hand leave without a home, a restricted one and one about staff not at all', async () => {
  const { offices } = m.cast;
  await heldBy(m, 'village', 'four');
  await report(m, 'four', { category: 'V4', aboutOffice: offices.level2 });
  const rows = await readRows(await take('village', 'matters'));
  expect(rows.length).toBeGreaterThan(2);
  expect(rows.flat().join()).not.toMatch(/石来顺|水浑|1-04/);
});

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
const homeOne = async (who: string): Promise<Record<string, unknown>> =>
  (await open(who, m.cast.homes.one, { reason: 'support' })).body.household;

test('HOME-19 the home declines one offer, then all, and is visited as often as it says; nothing else is refused', async () => {
  const { county, village, worker, homes } = m.cast;
  const care = ['独居老人80+', '低保'];
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
