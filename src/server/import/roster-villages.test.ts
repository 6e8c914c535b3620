// One roster of several villages: by a column or by sheets, each row where it belongs, and nothing of a village that is not one's own.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '#server/county.ts';
import { countyOf, provision } from '#server/provision.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { importFile, type ImportReport } from './import-file.ts';
import type { ImportRequest } from './plan-file.ts';
import { importScope } from './run.ts';
import { undoRun } from './undo.ts';
import { words as zh } from './words.zh.ts';

const demo = path.join(import.meta.dirname, '../../../demo/village');
const township = '629901.101';
/** A second village of the township, and one of another township. */
const more = [
  '629901101204,石门村,village,629901101',
  '629901101204001,一社,level-1,629901101204',
  '62990110120400101,一社1网格,level-2,629901101204001',
  '629901102,沙坪乡,township,629901',
  '629901102201,青石村,village,629901102',
  '629901102201001,一社,level-1,629901102201',
  '62990110220100101,一社1网格,level-2,629901102201001',
];
let fresh: FreshDatabase;
let county: County;
let own = '';

const bring = (bytes: Buffer | string, asked: Partial<ImportRequest> = {}): Promise<ImportReport> =>
  importFile(county, { kind: 'roster', bytes: Buffer.from(bytes), within: township, ...asked });
const runOf = (id: string) => ({ id, person: null, office: null, ground: township, file: 'township.xlsx' });
const doors = (): Promise<{ ground: string; door: string }[]> =>
  inScope(fresh.database, importScope, (tx) =>
    tx.query(`select subpath(ground, 0, 3)::text as ground, door from household order by ground, door`),
  );
const book = (sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Promise<Buffer> =>
  writeWorkbook(
    Object.entries(sheets).map(([sheet, rows]) => ({
      sheet,
      data: rows.map((row) => row.map((value) => ({ value, type: String }))),
    })) as never,
  ).toBuffer();

beforeAll(async () => {
  fresh = await freshDatabase();
  const wanted = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
  county = countyOf(fresh.database, { ...(await provision(fresh.database, wanted)).facts });
  const places = `${readFileSync(path.join(demo, '区划.csv'), 'utf8').trimEnd()}\n${more.join('\n')}\n`;
  const { errors } = await importFile(county, { kind: 'places', bytes: Buffer.from(places) });
  expect(errors).toEqual([]);
  own = (
    await inScope(fresh.database, importScope, (tx) =>
      tx.one<{ name: string }>(`select name from area where code = '629901101203'`),
    )
  ).name;
}, 60_000);
afterAll(() => fresh.close());

it('BRING-10 a column names the village of each row; an unknown one, and one of another ground, are faults of their row', async () => {
  const head = '行政村,门牌号,社,网格,户主';
  const rows = [
    `${own},V1,一社,1网格,甲一`,
    // The same door in another village is another home; a merged cell is that of the row above.
    '石门,V1,一社,1网格,乙一',
    ',V2,一社,1网格,乙二',
    '629901101204,V3,一社,1网格,乙三',
    '没有村,V4,一社,1网格,丙四',
    '青石村,V5,一社,1网格,丁五',
  ];
  const id = newId();
  const report = await bring([head, ...rows].join('\n'), { run: runOf(id) });
  expect(report.errors.map(({ line, code }) => [line, code])).toEqual([
    [6, 'village-unknown'],
    [7, 'not-your-ground'],
  ]);
  for (const { code } of report.errors) expect(zh).toHaveProperty([`import.${code}`]);
  expect(report.counts['household']?.made).toBe(4);
  expect(await doors()).toEqual([
    { ground: '629901.101.203', door: 'V1' },
    { ground: '629901.101.204', door: 'V1' },
    { ground: '629901.101.204', door: 'V2' },
    { ground: '629901.101.204', door: 'V3' },
  ]);
  // A village's own office reaches no other village, whatever the file says.
  const narrow = await bring([head, ...rows].join('\n'), { within: '629901.101.203', preview: true });
  expect(narrow.errors.map(({ line, code }) => [line, code])).toEqual([
    [3, 'not-your-ground'],
    [4, 'not-your-ground'],
    [5, 'not-your-ground'],
    [6, 'village-unknown'],
    [7, 'not-your-ground'],
  ]);
  await undoRun(county, id);
  expect(await doors()).toEqual([]);
}, 60_000);

it('BRING-10 a table that names no village is not guessed for several, and is read for the one that was chosen', async () => {
  const text = '门牌号,社,网格,户主\nV9,一社,1网格,戊九\n';
  await expect(bring(text, { preview: true })).rejects.toMatchObject({ code: 'import-which-village' });
  const chosen = await bring(text, { preview: true, village: '629901101204' });
  expect(chosen.counts['household']?.made).toBe(1);
});

it('BRING-10 one sheet for each village is one list; a fault is told with its sheet', async () => {
  const head = ['门牌号', '社', '网格', '户主'];
  const bytes = await book({
    说明: [['填表说明'], ['每村一张']],
    [own]: [head, ['V1', '一社', '1网格', '甲一'], ['V2', '一社', '9网格', '甲二']],
    石门村委会: [['石门村花名册'], head, ['V1', '一社', '1网格', '乙一'], ['V6', '一社', '8网格', '乙六']],
  });
  const looked = await bring(bytes, { preview: true, run: runOf(newId()) });
  expect(looked.table).toMatchObject({ sheet: '*', sheets: ['*', '说明', own, '石门村委会'], rows: 4 });
  expect(looked.wrong).toBe(2);
  expect(looked.errors.map(({ sheet, line, code }) => [sheet, line, code])).toEqual([
    [own, 3, 'grid-unknown'],
    ['石门村委会', 4, 'grid-unknown'],
  ]);
  const fields = Object.fromEntries(looked.table?.headings.map(({ at, field }) => [at, field]) ?? []);
  const id = newId();
  const report = await bring(bytes, { run: runOf(id), mapping: { sheet: '*', fields } });
  expect(report.counts['household']?.made).toBe(2);
  expect(await doors()).toEqual([
    { ground: '629901.101.203', door: 'V1' },
    { ground: '629901.101.204', door: 'V1' },
  ]);
  await undoRun(county, id);
  const alone = await bring(bytes, {
    preview: true,
    village: '629901101204',
    mapping: { sheet: '石门村委会', fields: {} },
  });
  expect(alone.table?.sheet).toBe('石门村委会');
  expect(alone.counts['household']?.made).toBe(1);
}, 60_000);
