// What staff take out of the county as a file: counted, justified, marked, logged, and told to the homes on it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { ledgerKinds } from '#modules/household/kinds/ledgers.ts';
import { ledgerOf } from '#server/export/lists.ts';
import { listed as list, readPages, takeAt } from '#tests/ledgers.ts';
import { makeMatrix, type Matrix } from '#tests/matrix/county.ts';
import { heldBy, report } from '#tests/matrix/targets.ts';
import type { Caller, Reply } from '#tests/running.ts';

let m: Matrix;
beforeAll(async () => {
  m = await makeMatrix();
}, 60_000);
afterAll(() => m?.stop());

const at = (who: string): Caller => m.people[who]?.caller ?? {};
const page = async (who: string, path: string): Promise<string> => (await m.server.call(at(who), 'GET', path)).text;

const take = (who: string, what: string, more: object = {}): Promise<Response> =>
  takeAt(m.server.port, at(who), what, more);
const codeOf = async (reply: Response): Promise<string> => ((await reply.json()) as { code: string }).code;
const logRows = async (): Promise<Record<string, unknown>[]> => (await m.server.ask(at('audit'), 'export.list')).body;

test('HOME-17 a list leaves with a purpose and words only, for those who answer for its ground', async () => {
  const before = (await logRows()).length;
  expect(await codeOf(await take('village', 'homes', { reason: 'because' }))).toBe('export-reason-missing');
  for (const words of ['', '  发煤 ', 7, null])
    expect(await codeOf(await take('village', 'homes', { words }))).toBe('export-words-missing');
  for (const who of ['worker', 'head', 'keeper', 'department', 'centre', 'system', 'audit', 'adult'])
    expect((await take(who, 'homes')).status, who).toBe(403);
  expect((await take('village', 'secrets')).status).toBe(404);
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
  expect(inside('\\[Content_Types\\].xml')).toContain('/docProps/core.xml');
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

/** The gate itself, what writes a workbook that others hand out, a home's own file, papers that go out again as somebody brought them, and the demo's own that is brought. */
const notLists = [
  'export/let-out.ts',
  'export/sheet-pieces.ts',
  'door/my-more.ts',
  'files/file-routes.ts',
  'files/receive.ts',
  'demo-paper.ts',
];

test('HOME-17 a list shows only columns that the dictionary lets out, and nothing hands out a file past the gate', () => {
  const rows = readFileSync('data-dictionary.tsv', 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  const said = new Map(rows.map((row) => [`${row[0]}.${row[1]}`, row[7]]));
  for (const { columns } of ledgerKinds.map(ledgerOf))
    expect(columns.filter(({ from, only = 'yes' }) => said.get(from) !== 'yes' && said.get(from) !== only)).toEqual([]);
  const past = readdirSync('src/server', { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.endsWith('.test.ts') &&
      !notLists.includes(file) &&
      /application\/pdf|spreadsheetml|text\/csv/.test(readFileSync(path.join('src/server', file), 'utf8')),
  );
  expect(past).toEqual([]);
});

test('HOME-17 matters in hand leave without a home, a restricted one and one about staff not at all', async () => {
  const { offices } = m.cast;
  await heldBy(m, 'village', 'four');
  await report(m, 'four', { category: 'V4', aboutOffice: offices.level2 });
  const rows = await readRows(await take('village', 'matters'));
  expect(rows.length).toBeGreaterThan(2);
  expect(rows.flat().join()).not.toMatch(/石来顺|1-04/);
});

const pdfText = async (reply: Response): Promise<string> =>
  readPages(new Uint8Array(await reply.arrayBuffer())).join('');
const getPdf = (who: string, address: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${m.server.port}${address}`, { headers: { cookie: `__Host-zd=${at(who).cookie}` } });

test('VISIT-17 VISIT-19 a sheet names doors and nobody; typed in, an entry counts as the day on it and is marked as from paper', async () => {
  const { areas, homes } = m.cast;
  const sheet = await getPdf('head', `/visits/${areas.grid}/sheet.pdf`);
  expect(sheet.status).toBe(200);
  const paper = await pdfText(sheet);
  for (const word of ['1-01', '1-04', '走访记录表', '3绝收', '8 环境整治', '110']) expect(paper).toContain(word);
  expect(paper).not.toMatch(/杜来顺|马玉林|石来顺|1990000200/);
  for (const who of ['worker2', 'township', 'department', 'adult'])
    expect((await getPdf(who, `/visits/${areas.grid}/sheet.pdf`)).status, who).not.toBe(200);
  expect(await page('neighbour', '/my/readings')).toContain('打印了走访记录表');
  const day = (back: number): string =>
    new Date(Date.now() - back * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  const said = (paper_: string, more: object = {}): object => ({
    visit: newId(),
    household: homes.two,
    note: '',
    parts: [{ kind: 'well' }],
    paper: paper_,
    ...more,
  });
  for (const [when, code] of [
    [day(-1), 'paper-day-ahead'],
    [day(100), 'paper-day-old'],
  ] as const)
    expect((await m.server.do(at('village'), 'visit.record', said(when))).body).toMatchObject({ code });
  expect((await m.server.do(at('village'), 'visit.record', said(day(3), { parts: [] }))).body).toMatchObject({
    code: 'visit-empty',
  });
  expect((await m.server.do(at('village'), 'visit.record', said(day(3)))).status).toBe(200);
  const { body } = await m.server.ask(at('village'), 'household.page', { household: homes.two, reason: 'support' });
  expect(body.visits[0]).toMatchObject({ parts: [{ kind: 'well' }, { kind: 'paper', by: '' }] });
  expect(new Date(body.visits[0].claimedAt + 8 * 3_600_000).toISOString().slice(0, 10)).toBe(day(3));
  expect(Date.now() - body.visits[0].receivedAt).toBeLessThan(600_000);
});

test('HOME-17 a slip is printed by whoever gave the code out, as long as nobody used it', async () => {
  const given = await m.server.call(at('village'), 'POST', '/session/invite', {
    person: m.cast.worker.person,
    purpose: 'phone',
  });
  const { code } = given.body as { code: string };
  const slip = (who: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${m.server.port}/slip.pdf`, {
      method: 'POST',
      headers: {
        cookie: `__Host-zd=${at(who).cookie}`,
        'x-zd-csrf': at(who).csrf ?? '',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ code }),
    });
  const paper = await pdfText(await slip('village'));
  for (const word of [code, '开通条', '文跃山', '只能用一次', 'https://county.example/field/'])
    expect(paper).toContain(word);
  expect((await slip('township')).status).toBe(403);
  expect((await m.server.call({}, 'POST', '/enrol', { code, name: '手机' })).status).toBe(200);
  expect((await slip('village')).status).toBe(403);
  expect((await logRows())[0]).toMatchObject({ what: 'slip', format: 'pdf', reason: 'paper' });
});
