// What leaves by the machine itself: a county from PostgreSQL 15 into the embedded 18 with nothing lost, and a village as files that any machine reads.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { countyUrl } from '#data/backup.ts';
import { connectDirect, openDatabase } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { startPostgres } from '#data/supervisor.ts';
import { countTables } from '#data/table-counts.ts';
import { verifyJournal } from '#data/verify.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { readCountyFacts } from '#server/main.ts';
import { countyOf } from '#server/provision.ts';
import { sealOnce } from '#server/sealer.ts';
import { type CastOn, castOn, say } from '#tests/cast.ts';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';
import { type FreshDatabase, freshDatabase, withDatabase } from '#tests/postgres.ts';
import { zdCommand } from '#tests/server-process.ts';

let fresh: FreshDatabase;
let cast: CastOn;
let place: string;
let fromAdmin: string;
const clusters: string[] = [];
const at = (name: string): string => path.join(place, name);
const [open, confidential] = [newId(), newId()];

const zd = (args: readonly string[], more: Record<string, string> = {}): ReturnType<typeof zdCommand> =>
  zdCommand([...args, '--data', at('old')], { DATABASE_URL: fresh.ownerUrl, APP_DATABASE_URL: fresh.appUrl, ...more });

beforeAll(async () => {
  fresh = await freshDatabase('15');
  fromAdmin = withDatabase(fresh.adminUrl, new URL(fresh.ownerUrl).pathname.slice(1));
  cast = await castOn(fresh.database);
  place = makePlace();
  mkdirSync(at('old'));
  const household = cast.homes.one;
  const parts = [{ kind: 'opinion', text: '=路灯,"不亮"\n𬱖' }];
  await say(cast.county, cast.worker, 'visit.record', { visit: open, household, note: '可以看的话', parts });
  const told = { visit: confidential, household, note: '私下说的话', confidential: true, parts: [{ kind: 'well' }] };
  await say(cast.county, cast.worker, 'visit.record', told);
  while ((await sealOnce(fresh.database)).rows > 0);
  // One fact that is not sealed yet when the county moves.
  await say(cast.county, cast.worker, 'visit.record', { visit: newId(), household, note: '还没封', parts: [] });
  const hash = await openFileStore(at('old/attachments')).put(Buffer.from('a picture'));
  const admin = await connectDirect(fromAdmin);
  await admin.query(
    `insert into attachment (id, ground, version, household, visit, kind, for_home, hidden, author, named_at, sha256, bytes, mime, state, kept_hash)
     select gen_random_uuid(), ground, 1, household, id, 'picture', true, false, author, now(), $1, 9, 'image/webp', 'received', $1 from visit where not confidential limit 1`,
    [hash],
  );
  // AERIAL-7: the picture under the map, and one that was taken away.
  const corners = '[[104, 35.1], [104.1, 35.1], [104, 35]]';
  for (const [n, gone] of [null, new Date()].entries()) {
    const seen = await openFileStore(at('old/attachments')).put(Buffer.from(`from above ${n}`));
    await admin.query(
      `with laid as (insert into aerial (id, ground, version, corners, laid_at, removed_at) values (gen_random_uuid(), $2::ltree, 1, $3::jsonb, now(), $4) returning id, ground)
       insert into attachment (id, ground, version, aerial, kind, for_home, hidden, author, named_at, sha256, bytes, mime, width, height, state, kept_hash)
       select gen_random_uuid(), ground, 1, id, 'aerial', false, true, $5, now(), $1, 9, 'image/jpeg', 1000, 500, 'received', $1 from laid`,
      [seen, cast.grounds.village, corners, gone, cast.village.person],
    );
  }
  await admin.query(`update person set phone = '13900000071' where id = $1`, [cast.village.person]);
  await admin.end();
}, 90_000);
afterAll(async () => {
  await fresh?.close();
  await clearPlace(place, clusters);
});

const env: Record<string, string> = {};
const bring = (to: string, from = at('moving')): ReturnType<typeof zdCommand> =>
  zdCommand(['import-county', '--data', at(to), '--from', from], env);
const why = ['--reason', 'check-roster', '--words', '换电脑前留一份'];
const villageCode = async (): Promise<string> =>
  (
    await inScope(fresh.database, emptyScope, (tx) =>
      tx.one<{ code: string }>('select code from area where id = $1', [cast.areas.village]),
    )
  ).code;

test('HOME-28, AERIAL-7 a village is handed out as files: readable, whole, marked, without what was told in confidence, and told to every home', async () => {
  const args = ['export-village', '--village', await villageCode(), '--to', at('stick'), '--by', '13900000071'];
  const bare = await zd(args);
  expect([bare.status, bare.error]).toEqual([2, expect.stringContaining('--reason')]);
  const done = await zd([...args, ...why]);
  expect([done.status, done.error]).toEqual([0, '']);
  const names = readdirSync(at('stick'));
  expect(names).toEqual(
    expect.arrayContaining(['index.html', 'visits.csv', 'visits.html', 'README.zh.txt', 'README.en.txt']),
  );
  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: at('stick') });
  const csv = readFileSync(at('stick/visits.csv'), 'utf8');
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  // Quoted whole, with the rare sign; a page shows it without running anything.
  expect(csv).toContain('"opinion =路灯,""不亮""\n𬱖"');
  expect(readFileSync(at('stick/visits.html'), 'utf8')).toContain('路灯,&#34;不亮&#34;');
  expect(readFileSync(at('stick/pictures/00001.webp'), 'utf8')).toBe('a picture');
  // The picture under the map lies by its world file: a ten-thousandth of a degree a pixel, from the middle of the first.
  expect(readdirSync(at('stick/pictures')).sort()).toEqual(['00001.webp', '00002.jgw', '00002.jpg']);
  expect(readFileSync(at('stick/pictures/00002.jpg'), 'utf8')).toBe('from above 0');
  expect(readFileSync(at('stick/pictures/00002.jgw'), 'utf8').split('\n').slice(0, 6).map(Number)).toEqual([
    0.0001, 0, 0, -0.0002, 104.00005, 35.0999,
  ]);
  expect(readFileSync(at('stick/pictures.html'), 'utf8')).toContain('pictures/00001.webp');
  const all = names
    .filter((name) => /\.(csv|html)$/.test(name))
    .map((name) => readFileSync(at(`stick/${name}`), 'utf8'));
  expect(all.join('')).not.toContain('私下说的话');
  expect(all.join('')).toContain('可以看的话');
  const admin = await connectDirect(fromAdmin);
  const { rows } = await admin.query(
    `select reason, count(distinct household)::int as homes from reading where purpose = 'export.village' group by 1`,
  );
  const homes = await admin.query<{ n: number }>('select count(*)::int as n from household where ground <@ $1::ltree', [
    cast.grounds.village,
  ]);
  expect(rows).toEqual([{ reason: 'check-roster', homes: homes.rows[0]?.n }]);
  const log = await admin.query(`select person, what, format, words from let_out where what = 'village'`);
  expect(log.rows).toEqual([
    { person: cast.village.person, what: 'village', format: 'folder', words: '换电脑前留一份' },
  ]);
  await admin.end();
  // Not twice into one folder, not by somebody without a post for it, not of a village that is none.
  expect((await zd([...args, ...why])).error).toContain('is not empty');
  const other = ['export-village', '--village', '999999999999', '--to', at('none'), '--by', '13900000071', ...why];
  expect((await zd(other)).error).toContain('no village with the code');
}, 60_000);

test('a county moves from PostgreSQL 15 into the embedded 18: every table counted, the journal unaltered, and it works on', async () => {
  const refused = await zd(['export-county', '--to', at('moving')]);
  expect([refused.status, refused.error]).toEqual([1, expect.stringContaining('EXPORT_DATABASE_URL')]);
  const out = await zd(['export-county', '--to', at('moving')], { EXPORT_DATABASE_URL: fromAdmin });
  expect([out.status, out.error]).toEqual([0, '']);
  env['ZD_RECOVERY_KEY'] = /^ {4}([0-9A-Z-]{41})$/m.exec(out.out)?.[1] ?? '';
  const brought = await bring('new');
  clusters.push(at('new/postgres'));
  expect([brought.status, brought.error]).toEqual([0, '']);
  expect(brought.out).toMatch(/from PostgreSQL 15\.\d+.* to 18\./);
  expect(brought.out).toContain('The journal is unaltered');
  const before = await connectDirect(fromAdmin);
  const counts = await countTables(before);
  const kept = (text: string) => async (client: typeof before) => (await client.query(text)).rows;
  const visits = kept('select to_jsonb(visit)::text as row from visit order by id');
  const seals = kept('select no, encode(root, $$hex$$) as root from seal_block order by no');
  const postgres = await startPostgres({ dataDir: at('new') });
  const after = await connectDirect(countyUrl(postgres.adminUrl));
  expect({ ...(await countTables(after)), session: 0 }).toEqual({ ...counts, session: 0 });
  expect(await visits(after)).toEqual(await visits(before));
  expect(await seals(after)).toEqual(await seals(before));
  expect((await after.query('select generation from county')).rows).not.toEqual(
    (await before.query('select generation from county')).rows,
  );
  // What was not sealed yet is sealed now, and so is what is written from now on.
  const database = await openDatabase(postgres);
  const county = countyOf(database, await readCountyFacts(database));
  await say(county, cast.worker, 'visit.record', {
    visit: newId(),
    household: cast.homes.two,
    note: '搬家以后',
    parts: [],
  });
  let sealed = 0;
  for (let rows = 1; rows > 0; sealed += rows) ({ rows } = await sealOnce(database));
  expect(sealed).toBeGreaterThan(1);
  expect(await verifyJournal(database)).toMatchObject({ findings: [] });
  expect(
    (
      await after.query(
        'select count(*)::int as n from journal where not exists (select from seal where seal.seq = journal.seq)',
      )
    ).rows,
  ).toEqual([{ n: 0 }]);
  await Promise.all([before.end(), after.end(), database.close()]);
  await postgres.stop();
  const files = readdirSync(at('new/attachments'), { recursive: true, withFileTypes: true });
  const lying = files
    .filter((one) => one.isFile())
    .map((one) => readFileSync(path.join(one.parentPath, one.name), 'utf8'));
  expect(lying.sort()).toEqual(['a picture', 'from above 0', 'from above 1']);
}, 120_000);

test('one flipped byte, and nothing is brought in; nor is it a backup to be restored', async () => {
  mkdirSync(at('bad'));
  const bytes = readFileSync(at('moving/county.zdb'));
  bytes[bytes.length - 40] = (bytes.at(-40) ?? 0) ^ 1;
  writeFileSync(at('bad/county.zdb'), bytes);
  writeFileSync(at('bad/SHA256SUMS'), readFileSync(at('moving/SHA256SUMS')));
  const bad = await bring('never', at('bad'));
  expect([bad.status, bad.error]).toEqual([1, expect.stringContaining('was altered')]);
  expect(readdirSync(at('never'))).toEqual([]);
  const restored = await zdCommand(['restore', '--data', at('never'), '--from', at('moving')], env);
  expect([restored.status, restored.error]).toEqual([2, expect.stringContaining('zd import-county')]);
}, 120_000);
