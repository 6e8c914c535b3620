// Somebody else's workbook comes in with every fault named, and goes again without a trace in what the county knows.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '#server/county.ts';
import { countyOf, provision } from '#server/provision.ts';
import { type ForeignWorkbook, foreignWorkbook } from '#tests/foreign-workbook.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { wholeDatabase } from '#tests/whole-database.ts';
import { keepWords } from '#modules/case/store-words.ts';
import { jobs } from '../execute-as.ts';
import { execute } from '../execute.ts';
import { importFile, type ImportReport } from './import-file.ts';
import type { ImportKind, ImportRequest } from './plan-file.ts';
import { importActor, importScope, type Run } from './run.ts';
import { runById } from './runs.ts';
import { undoRun } from './undo.ts';
import { words as zh } from './words.zh.ts';
import { wrongSheet } from './wrong-sheet.ts';

const village = path.join(import.meta.dirname, '../../../demo/village');
const ground = '629901.101.203';
let fresh: FreshDatabase;
let county: County;
let book: ForeignWorkbook;

const runAs = (file: string): Run => ({ id: newId(), person: null, office: null, ground, file });
const bring = (kind: ImportKind, bytes: Buffer | string, more: Partial<ImportRequest> = {}): Promise<ImportReport> =>
  importFile(county, { kind, bytes: Buffer.from(bytes), within: ground, ...more });
const one = async <R>(text: string): Promise<R> =>
  inScope(fresh.database, importScope, async (tx) => (await tx.query<R>(text))[0] as R);
/** Something else happens to a home. */
const say = (name: string, input: object): Promise<unknown> =>
  execute(county, importActor, { v: 1, id: newId(), name, input, at: Date.now(), device: null, author: null });

beforeAll(async () => {
  fresh = await freshDatabase();
  const wanted = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
  county = countyOf(fresh.database, { ...(await provision(fresh.database, wanted)).facts });
  for (const [kind, file] of [
    ['places', '区划.csv'],
    ['offices', '机构目录.csv'],
  ] as const)
    await importFile(county, { kind, bytes: readFileSync(path.join(village, file)) });
  // Enough for every kind of fault; the whole of it is brought in the browser.
  book = await foreignWorkbook(40);
});
afterAll(() => fresh.close());

it('BRING-1 is understood as a person would, names every fault by its line, and writes nothing while it is looked at', async () => {
  const before = await wholeDatabase(fresh, true);
  const report = await bring('roster', book.bytes, { preview: true, run: runAs('book.xlsx') });
  expect(report.table).toMatchObject({ sheets: ['填表说明', '花名册'], sheet: '花名册', line: 4, missing: [] });
  expect(report.table?.headings.find(({ text }) => text === '公民身份号码')).toMatchObject({
    secret: true,
    samples: [],
  });
  expect(report.errors.map(({ line, code }) => ({ line, code }))).toEqual(book.faults);
  expect(report.notes?.map(({ line, code }) => ({ line, code }))).toEqual(book.notes);
  expect(report.leftOut?.map(({ code }) => code)).toEqual(['row-total', 'row-total', 'row-note']);
  expect(report.errors.map(({ heading }) => heading)).toEqual(['户编号', '所属网格', '出生日期', '手机号码']);
  for (const { code } of [...report.errors, ...(report.notes ?? [])]) expect(zh).toHaveProperty([`import.${code}`]);
  // The homes of rows 2 and 3 of the broken ones come in without the person that is wrong.
  expect(report.counts['household']).toEqual({ made: 43, changed: 0, same: 0 });
  expect(await wholeDatabase(fresh, true)).toEqual(before);
});

it('the same sheet comes back with a column that says what is wrong', async () => {
  const bytes = await wrongSheet(county, { kind: 'roster', bytes: book.bytes, within: ground, run: runAs('') }, 'zh');
  const [sheet] = await readWorkbook(bytes);
  const rows = sheet?.data ?? [];
  expect(rows[3]?.at(-1)).toBe('哪里不对');
  const said = rows.flatMap((row, at) => (at > 3 && row.at(-1) ? [at + 1] : []));
  expect(said).toEqual(book.faults.map(({ line }) => line));
  expect(String(rows[(book.faults[1]?.line ?? 0) - 1]?.at(-1))).toContain('所属网格：');
  // Not a formula anywhere, whatever stands in the cells.
  expect(bytes.includes('<f>')).toBe(false);
});

it('BRING-2 BRING-3 BRING-5 comes in with rare characters whole, goes without a trace, and comes again', async () => {
  const before = await wholeDatabase(fresh, true);
  const run = runAs('book.xlsx');
  const report = await bring('roster', book.bytes, { run });
  expect(report.counts['household']).toEqual({ made: 43, changed: 0, same: 0 });
  expect(await one(`select head, pinyin from household where door = '9-94'`)).toMatchObject({ head: '吕𬱖㛃' });
  expect(
    await one(`select count(*)::int as n from member where name like '%629901%' or phone like '62990119%'`),
  ).toEqual({ n: 0 });
  const months = await one<{ n: number }>(
    `select count(*)::int as n from member where born = '' or born !~ '^\\d{4}-\\d{2}$'`,
  );
  expect(months.n).toBe(book.people.filter(({ born }) => born === '').length);
  const undone = await undoRun(county, run.id);
  expect(undone.kept).toEqual([]);
  expect(undone.counts['household']).toBe(43);
  expect(await wholeDatabase(fresh, true)).toEqual(before);
  expect(await runById(county, run.id)).toMatchObject({ state: 'undone', made: 0 });
  const again = await bring('roster', book.bytes, { run: runAs('again.xlsx') });
  expect(again.counts['household']).toEqual({ made: 43, changed: 0, same: 0 });
});

const head = '门牌号,社,网格,户主,姓名,联系电话';

it('a home that is there is the same home: as before, or changed in what the file says and in nothing else', async () => {
  const known = await one<{ door: string; head: string; phone: string; care: string[]; interval: number }>(
    `select door, head, phone, care, visit_interval as interval from household where phone <> '' order by door limit 1`,
  );
  const [first] = book.people.filter(({ door }) => door === known.door);
  const { group = '', grid = '' } = first ?? {};
  const before = await wholeDatabase(fresh);
  const same = await bring('roster', `${head}\n${known.door},${group},${grid},${known.head},${known.head},`, {
    preview: true,
  });
  expect(same.counts).toMatchObject({ household: { changed: 0, same: 1 }, member: { changed: 0, same: 1 } });
  const run = runAs('phones.csv');
  const report = await bring(
    'roster',
    `${head}\n${known.door},${group},${grid},${known.head},${known.head},19911112222`,
    { run },
  );
  expect(report.counts['household']).toEqual({ made: 0, changed: 1, same: 0 });
  expect(report.changed?.[0]).toMatchObject({
    label: `${known.door} ${known.head}`,
    changes: [{ column: '联系电话', now: '19911112222' }],
  });
  expect(await one(`select phone from household where door = '${known.door}'`)).toEqual({ phone: '19911112222' });
  expect((await undoRun(county, run.id)).kept).toEqual([]);
  expect(await wholeDatabase(fresh)).toEqual(before);
});

it('BRING-4 what somebody has worked with since stays, is named, and loses nothing', async () => {
  const run = runAs('late.csv');
  const [first] = book.people;
  const rows = ['8-01', '8-02', '8-03'].map((door) => `${door},${first?.group},${first?.grid},王${door},王${door},`);
  await bring('roster', [head, ...rows].join('\n'), { run });
  const home = await one<{ id: string }>(`select id from household where door = '8-02'`);
  await say('household.change', { household: home.id, howToCome: '桥头' });
  const other = await one<{ id: string }>(`select id from household where door = '8-03'`);
  await say('member.add', { member: newId(), household: other.id, name: '王小' });
  const undone = await undoRun(county, run.id);
  expect(undone.kept.map(({ line, kind, code }) => [line, kind, code])).toEqual([
    [3, 'member', 'brought-worked-on'],
    [3, 'household', 'brought-worked-on'],
    [4, 'member', 'brought-in-use'],
    [4, 'household', 'brought-in-use'],
  ]);
  expect(await one(`select count(*)::int as n from household where door like '8-0%'`)).toEqual({ n: 2 });
  expect(await one(`select how_to_come from household where door = '8-02'`)).toEqual({ how_to_come: '桥头' });
  expect(await runById(county, run.id)).toMatchObject({ state: 'kept', stays: 4 });
});

it('BRING-7 whoever stops an import gets back what was there before', async () => {
  const before = await wholeDatabase(fresh, true);
  const run = runAs('stopped.xlsx');
  const [first] = book.people;
  const rows = Array.from({ length: 60 }, (_, at) => `7-${at},${first?.group},${first?.grid},李${at},李${at},`);
  const { running } = await import('./progress.ts');
  const stop = setInterval(() => {
    const progress = running.get(run.id);
    if (progress?.stage === 'bringing' && progress.done > 5) progress.stop = true;
  }, 1);
  const report = await bring('roster', [head, ...rows].join('\n'), { run });
  clearInterval(stop);
  expect(report.stopped?.kept).toEqual([]);
  expect(Object.values(report.stopped?.counts ?? {}).some((n) => n > 0)).toBe(true);
  expect(await wholeDatabase(fresh, true)).toEqual(before);
});

it('VISIT-16 CASE-88 an old notebook and an old ledger keep their days, wake nothing, and go again', async () => {
  const before = await wholeDatabase(fresh);
  const [home, person] = [
    await one<{ id: string; door: string; head: string }>(`select id, door, head from household where door = '1-01'`),
    await one<{ id: string }>(`select id from person limit 1`),
  ];
  const office = await one<{ id: string }>(`select id from office where kind = 'village'`);
  const runBy = (file: string): Run => ({ ...runAs(file), person: person.id, office: office.id });
  const [visits, cases] = [runBy('notebook.csv'), runBy('ledger.csv')];
  const book1 = `入户走访登记簿,,,\n走访时间,住户,走访情况,网格员\n2019.3.2,${home.head},老人身体好,王某\n2019.3.2,${home.head},老人身体好,王某\n2030年1月1日,${home.head},还没到,王某\n2020/5/6,没这家,x,\n`;
  const notebook = await bring('visits', book1, { run: visits });
  expect(notebook.errors.map(({ line, code }) => [line, code])).toEqual([
    [5, 'day-to-come'],
    [6, 'home-unknown'],
  ]);
  expect(notebook.notes).toMatchObject([{ line: 4, code: 'case-twice' }]);
  expect(await one(`select claimed_at::date::text as day, parts from visit`)).toEqual({
    day: '2019-03-02',
    parts: [{ kind: 'paper', by: '王某' }],
  });
  expect(await one(`select last_visit::date::text as day, noticed_at from household where id = '${home.id}'`)).toEqual({
    day: '2019-03-02',
    noticed_at: null,
  });
  const book2 = `登记日期,门牌,事项类别,反映问题,处理结果,办结时间\n2018-4-1,${home.door},水浑,水发浑,换了滤网,2018-4-9\n2018-5-1,${home.door},家庭暴力、未成年人受害,x,,2018-5-2\n2018-6-1,${home.door},停电,没办完,,\n2018-7-1,,路灯,村口路灯坏了,修了,2018-7-3\n2018-8-1,,水,水小,修了,2018-8-3\n`;
  const ledger = await bring('cases', book2, { run: cases });
  expect(ledger.errors.map(({ line, code }) => [line, code])).toEqual([
    [3, 'category-restricted'],
    [4, 'case-open'],
    [6, 'category-near'],
  ]);
  // What it may have meant is named, the likeliest first, with the codes that may be written instead.
  expect(ledger.errors[2]?.facts['near']).toMatch(/^W1 水浑、有异味；W2 停水、水压低；/);
  expect(
    await one(
      `select state, respond_by, resolve_by, told_at, outcome, (closed_at at time zone 'Asia/Shanghai')::date::text as closed from matter where household is not null`,
    ),
  ).toEqual({
    state: 'closed',
    respond_by: null,
    resolve_by: null,
    told_at: null,
    outcome: null,
    closed: '2018-04-09',
  });
  // Somebody was given a reason to keep one of them: found by its words, as every matter.
  await inScope(fresh.database, jobs, async (tx) => {
    const [matter] = await tx.query<{ id: string }>('select id from matter where household is not null');
    await keepWords(tx, [matter?.id ?? '']);
  });
  for (const run of [cases, visits]) expect((await undoRun(county, run.id)).kept).toEqual([]);
  expect(await wholeDatabase(fresh)).toEqual(before);
});

it('every other kind goes again as it came', async () => {
  const before = await wholeDatabase(fresh, true);
  const runs: string[] = [];
  for (const [kind, file] of [
    ['posts', '岗位名单.xlsx'],
    ['supply', '供水管网.csv'],
    ['notices', '通知.csv'],
  ] as const) {
    const run = runAs(file);
    const { errors } = await importFile(county, { kind, bytes: readFileSync(path.join(village, file)), run });
    expect(errors).toEqual([]);
    runs.push(run.id);
  }
  expect(await wholeDatabase(fresh, true)).not.toEqual(before);
  for (const run of runs.reverse()) expect((await undoRun(county, run)).kept).toEqual([]);
  expect(await wholeDatabase(fresh, true)).toEqual(before);
});
