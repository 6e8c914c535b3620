// Every ledger out of the one entry, as spreadsheet, plain text and paper: the same rows in each, and nothing that is not its reader's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { serviceActor } from '#kit/actor.ts';
import { type LedgerKind, ledgerFacts, ledgerKinds } from '#modules/household/kinds/ledgers.ts';
import { ledgerOf } from '#server/export/lists.ts';
import { openTable, wholeTable } from '#server/import/read-table.ts';
import { rosterColumns } from '#server/import/roster-columns.ts';
import { say } from '#tests/cast.ts';
import {
  type CellRead,
  readPages,
  readPlain,
  readRowNumbers,
  readSheet,
  seen,
  takeAt,
  throughProgram,
  unmarked,
} from '#tests/ledgers.ts';
import { makeMatrix, type Matrix } from '#tests/matrix/county.ts';
import { makeTargets } from '#tests/matrix/targets.ts';

/** Names that a spreadsheet takes for something else, and one whose sign is rare. */
const heads = [
  '=1+1',
  '+8613900000000',
  '-杜',
  '@SUM(A1)',
  '00123',
  '123456789012345678',
  '𬱖𬭎',
  '说"好"，\n两行',
  '=HYPERLINK("http://x","y")',
];
const importer = serviceActor('import');
let m: Matrix;
beforeAll(async () => {
  m = await makeMatrix();
  await makeTargets(m);
  const { county, areas, village, homes, worker } = m.cast;
  for (const [at, head] of heads.entries())
    await say(county, importer, 'household.register', { household: newId(), grid: areas.grid, door: `9-0${at}`, head });
  const visit = (note: string, more: object = {}): object => ({ visit: newId(), household: homes.two, note, ...more });
  await say(
    county,
    worker,
    'visit.record',
    visit('金丝雀之言', { parts: [{ kind: 'well' }, { kind: 'help', text: '挑水' }] }),
  );
  await say(
    county,
    village,
    'visit.record',
    visit('只对村里说', { confidential: true, parts: [{ kind: 'promise', promise: newId() }] }),
  );
}, 120_000);
afterAll(() => m?.stop());

const taken = async (who: string, what: LedgerKind, more: object = {}): Promise<Uint8Array> => {
  const reply = await takeAt(m.server.port, m.people[who]?.caller ?? {}, what, more);
  if (reply.status !== 200) throw new Error(`${who} ${what}: ${reply.status} ${await reply.text()}`);
  return new Uint8Array(await reply.arrayBuffer());
};
const rowsOf = async (who: string, what: LedgerKind, more: object = {}): Promise<CellRead[][]> =>
  (await readSheet(await taken(who, what, more))).slice(1, -1);
/** Whoever has something in it. */
const reader: Partial<Record<LedgerKind, string>> = { disputes: 'keeper', cases: 'township' };
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

test('HOME-21 HOME-25 every ledger says the same as a spreadsheet, as plain text and on paper', async () => {
  for (const what of ledgerKinds) {
    const who = reader[what] ?? 'village';
    const [xlsx, csv, pdf] = [
      await taken(who, what),
      await taken(who, what, { format: 'csv' }),
      await taken(who, what, { format: 'pdf' }),
    ];
    const [sheet, plain] = [await readSheet(xlsx), readPlain(csv)];
    const [last, lastPlain] = [sheet.pop(), plain.pop()];
    expect(String(last?.[0]).split('记录号')[0]).toBe(lastPlain?.[0]?.split('记录号')[0]);
    expect([what, sheet.length > 1]).toEqual([what, true]);
    const { columns } = ledgerOf(what);
    expect(sheet.map((row) => columns.map((_, at) => seen(row[at])))).toEqual(plain.map((row) => row.map(unmarked)));
    for (const row of sheet.slice(1))
      for (const [at, { is = 'text' }] of columns.entries()) {
        const cell = row[at] ?? null;
        if (cell === null || cell === '') continue;
        const kind = cell instanceof Date ? 'date' : typeof cell;
        const wanted = is === 'day' || is === 'moment' ? 'date' : is === 'number' ? 'number' : 'string';
        expect([what, columns[at]?.key, kind]).toEqual([what, columns[at]?.key, wanted]);
      }
    const inside = throughProgram(xlsx, (file) => ['unzip', ['-p', file, 'xl/worksheets/sheet1.xml']]);
    expect(inside).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(inside).not.toMatch(/<f[ >]/);
    const paper = squeezed(readPages(pdf).join(''));
    const short = sheet
      .flat()
      .map(seen)
      .filter((one) => one !== '' && one.length < 5);
    expect(short.filter((one) => !paper.includes(squeezed(one)))).toEqual([]);
  }
}, 120_000);

test('HOME-25 a name that looks like a formula, a number or a rare sign stays what it is', async () => {
  const xlsx = await rowsOf('village', 'homes', { area: m.cast.areas.grid });
  expect(xlsx.map((row) => row[3])).toEqual(expect.arrayContaining(heads));
  const raw = new TextDecoder().decode(await taken('village', 'homes', { format: 'csv' }));
  expect(raw).not.toMatch(/(^|,)"?\s*[=+@]/m);
  expect(raw).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  expect(raw).toContain(",'123456789012345678\r\n");
  const paper = readPages(await taken('village', 'homes', { format: 'pdf' })).join('');
  for (const name of ['𬱖𬭎', '=1+1', '00123']) expect(paper).toContain(name);
});

test('HOME-22 a ledger of visits has no word of them, nobody who came, and nothing in confidence', async () => {
  const rows = await rowsOf('village', 'visits');
  const own = rows.filter((row) => row[4] === '马玉林');
  expect(own.map((row) => row[5])).toEqual(['帮忙、都好']);
  const all = rows.flat().map(seen).join();
  for (const word of ['金丝雀之言', '只对村里说', '挑水', '文跃山', '水浑']) expect(all).not.toContain(word);
  const { status, text } = await m.server.call(m.people.neighbour?.caller ?? {}, 'GET', '/my/readings');
  expect([status, text.includes('走访台账里有您家')]).toEqual([200, true]);
});

test('HOME-21 days and ground narrow a ledger, and turned days are refused', async () => {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const whole = await rowsOf('village', 'visits');
  expect(await rowsOf('village', 'visits', { from: today, to: today })).toEqual(whole);
  expect(await rowsOf('village', 'visits', { to: '2020-01-01' })).toEqual([]);
  expect(await rowsOf('village', 'visits', { area: m.cast.areas.grid2 })).toEqual([]);
  for (const [days, code] of [
    [{ from: '2026-02-30' }, 'export-day-unknown'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'export-days-turned'],
  ] as const) {
    const reply = await takeAt(m.server.port, m.people.village?.caller ?? {}, 'visits', days);
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([400, code]);
  }
});

test('HOME-21 HOME-23 each takes out his own ground or what his own office holds, and nothing restricted', async () => {
  expect(await rowsOf('village2', 'visits')).toEqual([]);
  expect(await rowsOf('village2', 'cases')).toEqual([]);
  const categoriesOf = async (who: string): Promise<Set<unknown>> =>
    new Set((await rowsOf(who, 'cases')).map((row) => String(row[1]).slice(0, 2)));
  for (const who of ['village', 'township', 'centre']) {
    const found = await categoriesOf(who);
    expect([who, found.has('W1'), found.has('D6'), found.has('V4')]).toEqual([who, true, false, false]);
  }
  expect([...(await categoriesOf('police'))]).toEqual([]);
  expect((await rowsOf('department', 'cases')).every((row) => row[4] === (m.people.department ? row[4] : ''))).toBe(
    true,
  );
  // The village serves the ground and holds no mediation: whoever mediates has the register.
  expect(await rowsOf('village', 'disputes')).toEqual([]);
  const mediated = await rowsOf('keeper', 'disputes');
  expect(mediated.length).toBe(1);
  expect(mediated.flat().join()).not.toMatch(/杜来顺|马玉林|石来顺/);
  for (const [what, { who }] of Object.entries(ledgerFacts)) {
    const worker = await takeAt(m.server.port, m.people.worker?.caller ?? {}, what);
    expect([what, worker.status, (who as readonly string[]).includes('level-2-worker')]).toEqual([what, 403, false]);
  }
});

test('HOME-29 where homes stand comes out with numbers, and a roster takes it back as it came', async () => {
  const { county, homes } = m.cast;
  await say(county, importer, 'household.change', { household: homes.one, lat: 35.612345, lon: 104.512345 });
  const csv = await taken('village', 'places', { format: 'csv' });
  const [head, ...rows] = readPlain(csv);
  expect(head).toEqual(['社', '网格', '门牌', '户主', '经度', '纬度']);
  expect(rows.some((row) => row[4] === '104.512345' && row[5] === '35.612345')).toBe(true);
  const table = await wholeTable(await openTable(Buffer.from(csv), rosterColumns));
  expect(table.rows.length).toBe(rows.length - 1);
  expect(table.rows.find(({ cells }) => cells['经度'] === '104.512345')?.cells).toMatchObject({ 纬度: '35.612345' });
  expect(table.leftOut.map(({ code }) => code)).toEqual(['row-note']);
  const { text } = await m.server.call(m.people.neighbour?.caller ?? {}, 'GET', '/my/readings');
  expect(text).toContain('住户位置表里有您家');
  expect((await takeAt(m.server.port, m.people.village?.caller ?? {}, 'places', { reason: '' })).status).toBe(400);
});

test('HOME-30 the ledger of grids has codes, homes, ground and middles, and says of posts only whether one is held', async () => {
  const { county, areas } = m.cast;
  // Two squares of a hundredth of a degree: a kilometre and some by nine hundred metres each.
  const square = (west: number): number[][] => [
    [west, 35],
    [west + 0.01, 35],
    [west + 0.01, 35.01],
    [west, 35.01],
    [west, 35],
  ];
  await say(county, importer, 'area.draw', { area: areas.grid, shape: [square(104), square(104.02)] });
  const rows = await rowsOf('village', 'grids');
  const own = rows.find((row) => row[0] === '62990110120300101');
  expect(own?.slice(1, 4)).toEqual(['一社', expect.stringMatching(/1网格$/), '有人在岗']);
  const [, , , , count, mu, lon, lat] = (own ?? []).map(Number);
  expect(count).toBeGreaterThan(0);
  const metres = 2 * 1113.2 * 1113.2 * Math.cos((35.005 * Math.PI) / 180);
  expect(Math.abs((mu ?? 0) - (metres * 3) / 2000)).toBeLessThan(5);
  expect([lon, lat]).toEqual([104.015, 35.005]);
  expect(rows.flat().map(seen).join()).not.toContain('文跃山');
  expect(await rowsOf('village2', 'grids')).not.toEqual(expect.arrayContaining([own]));
});

test('HOME-24 paper says what it is, who made it and when, its head on every page, with room for the seal', async () => {
  const { county, areas } = m.cast;
  for (let at = 0; at < 60; at++)
    await say(county, importer, 'household.register', {
      household: newId(),
      grid: areas.grid2,
      door: `8-${at}`,
      head: '长名字',
    });
  for (const size of ['A4', 'A3'] as const) {
    const pdf = await taken('township', 'homes', { format: 'pdf', size });
    const pages = readPages(pdf);
    expect(pages.length).toBeGreaterThan(1);
    // Every row once, whatever the mark across the page makes of the lines.
    expect(readRowNumbers(pdf)).toEqual(Array.from({ length: 74 }, (_, at) => at + 1));
    for (const [at, page] of pages.entries()) {
      // The page with the signatures alone has no row under a head.
      if (/8-\d|1-0\d/.test(page)) expect(squeezed(page)).toContain('序号社网格门牌户主');
      expect(squeezed(page)).toContain(`第${at + 1}页，共${pages.length}页`);
      expect(page).toContain('发取暖煤');
    }
    for (const word of ['户册', '制表人：安学文', '单位：', '制表日期：20', '共 74 行'])
      expect(pages[0]).toContain(word);
    for (const word of ['（盖章）', '负责人（签名）']) expect(pages.at(-1)).toContain(word);
    const facts = throughProgram(pdf, (file) => ['pdfinfo', [file]]);
    expect(facts).toMatch(size === 'A4' ? /841\.89 x 595\.28/ : /1190\.55 x 841\.89/);
  }
}, 60_000);
