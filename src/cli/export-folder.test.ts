// A village's roster goes out row by row and comes in again as the same homes; one that is stopped leaves neither a file nor a line in the log.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import type { County } from '#server/county.ts';
import { importFile } from '#server/import/import-file.ts';
import { undoRun } from '#server/import/undo.ts';
import { countyOf, provision } from '#server/provision.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { wholeDatabase } from '#tests/whole-database.ts';
import { markLine } from '#server/export/draw-list.ts';
import { rosterSheet } from '#server/export/roster.ts';
import { plainTextPieces, workbookPieces } from '#server/export/sheet-pieces.ts';
import { handOutVillage, type WholeVillage } from '#server/export/village.ts';
import { Folder } from './export-folder.ts';

const demo = path.join(import.meta.dirname, '../../demo/village');
const ground = '629901.101.203';
let fresh: FreshDatabase;
let county: County;
let place: string;
let phone = '';
const run = newId();

/** By a role that no rule holds back. */
async function rows<R extends object>(text: string): Promise<R[]> {
  const url = new URL(fresh.adminUrl);
  url.pathname = new URL(fresh.ownerUrl).pathname;
  const admin = await connectDirect(url.toString());
  try {
    return (await admin.query<R>(text)).rows;
  } finally {
    await admin.end();
  }
}
const asked = () => ({ code: '629901101203', by: phone, reason: 'check-roster' as const, words: '换电脑前留一份' });
/** Names and doors that a spreadsheet would take for something else. */
const odd = [
  '门牌号,社,网格,户主,姓名,与户主关系,联系电话,经度,纬度',
  '007,一社,1网格,=1+1,=1+1,户主,19900007777,104.123456789,35.5',
  '007,一社,1网格,=1+1,"逗号,""引号""",之子,,,',
  '008,一社,1网格,_x0041_𬱖,_x0041_𬱖,户主,,,',
].join('\n');

/** What is known of each home and of who lives there. */
const said = (): Promise<object[]> =>
  rows(`select door, grid, head, phone, home, visit_interval, lat, lon,
      (select jsonb_agg(jsonb_build_object('name', name, 'relation', relation, 'sex', sex, 'born', born) order by name, born)
        from member where member.household = household.id and left_at is null) as people
    from household order by door`);

beforeAll(async () => {
  fresh = await freshDatabase();
  place = mkdtempSync(path.join(tmpdir(), 'zd-roster-'));
  const wanted = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
  county = countyOf(fresh.database, { ...(await provision(fresh.database, wanted)).facts });
  for (const [kind, file] of [
    ['places', '区划.csv'],
    ['offices', '机构目录.csv'],
    ['posts', '岗位名单.xlsx'],
  ] as const)
    await importFile(county, { kind, bytes: readFileSync(path.join(demo, file)) });
  const number = { id: run, person: null, office: null, ground, file: '' };
  const report = await importFile(county, { kind: 'roster', bytes: Buffer.from(odd), within: ground, run: number });
  expect(report.errors).toEqual([]);
  [{ phone } = { phone: '' }] = await rows<{ phone: string }>(
    `select phone from person join post on post.person = person.id where role = 'village-officer' and phone <> '' limit 1`,
  );
}, 60_000);
afterAll(async () => {
  rmSync(place, { recursive: true });
  await fresh.close();
});

const sheetOf = (whole: WholeVillage) =>
  rosterSheet(whole.roster(), { title: whole.name, line: markLine(whole.mark, 'zh') });

async function joined(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

it('HOME-25 HOME-28 what is handed out comes in again as the same homes, from the spreadsheet and from plain text', async () => {
  const files: Record<string, Buffer> = {};
  const { homes } = await handOutVillage(county, asked(), async (whole) => {
    expect(whole.people).toBe(3);
    files['xlsx'] = await joined(workbookPieces(whole.mark, sheetOf(whole)));
    files['csv'] = await joined(plainTextPieces(sheetOf(whole)));
  });
  expect(homes).toBe(2);
  expect(await rows(`select rows::int as rows from let_out where what = 'village'`)).toHaveLength(1);
  const before = await said();
  await undoRun(county, run);
  expect(await said()).toEqual([]);
  for (const [kind, bytes] of Object.entries(files)) {
    const number = { id: newId(), person: null, office: null, ground, file: kind };
    const report = await importFile(county, { kind: 'roster', bytes, within: ground, run: number });
    expect([kind, report.errors, report.leftOut?.map(({ code }) => code)]).toEqual([kind, [], ['row-note']]);
    expect([kind, await said()]).toEqual([kind, before]);
    if (kind === 'xlsx') await undoRun(county, number.id);
  }
}, 60_000);

it('HOME-28 stopped on the way, no file stays, nothing is logged, and no home is told', async () => {
  const before = await wholeDatabase(fresh, true);
  const readings = await rows('select count(*)::int as n from reading');
  const folder = await Folder.beside(path.join(place, 'stick'));
  const handed = handOutVillage(county, asked(), async (whole) => {
    const file = await folder.open('homes.csv');
    for await (const row of whole.sheets[0]?.rows() ?? []) {
      await file.write(String(row[0]));
      throw new Error('stopped');
    }
  });
  await expect(handed).rejects.toThrow('stopped');
  await folder.remove();
  expect(readdirSync(place)).toEqual([]);
  expect(await wholeDatabase(fresh, true)).toEqual(before);
  expect(await rows('select count(*)::int as n from reading')).toEqual(readings);
}, 60_000);
