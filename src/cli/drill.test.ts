// A county whose log is copied away all the time: a drill finds everything or says what is missing, and a machine that dies takes seconds of work with it.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDirect } from '#data/database.ts';
import { countyUrl } from '#data/backup.ts';
import { readBackupStatus } from '#data/backup-status.ts';
import { logFolder, logPieces } from '#data/log-places.ts';
import { startPostgres } from '#data/supervisor.ts';
import { livingPostmaster } from '#data/supervisor-process.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { type CountyIn, countyIn } from '#tests/county-in.ts';
import { tablesHolding } from '#tests/holding.ts';
import { clearPlace, makePlace, pause } from '#tests/postgres-places.ts';
import { enrolPhone, type PushingPhone } from '#tests/pushing-phones.ts';
import { type ServerProcess, startProcess, zdCommand } from '#tests/server-process.ts';
import { judgeTables } from './drill-compare.ts';
import { isDue } from './keep-backups.ts';

let place: string;
let county: CountyIn;
let server: ServerProcess;
let phone: PushingPhone;
const at = (name: string): string => path.join(place, name);
const clusters: string[] = [];
const env: Record<string, string> = {};
const doctor = (): ReturnType<typeof zdCommand> => zdCommand(['doctor', '--data', at('county')], env);
const backupsAt = (): string[] => readdirSync(at('backups')).filter((name) => /^zd-[^.]+$/.test(name));

/** Waits until all that is written now is copied away. */
async function copied(): Promise<void> {
  const since = Date.now();
  const status = async (): Promise<number> => (await readBackupStatus(at('county'), at('backups'))).copiedAt ?? 0;
  while ((await status()) <= since + 1500) await pause(100);
}

/** A picture as a phone would have brought it: a file, and a row that names it. */
async function picture(): Promise<void> {
  const hash = await openFileStore(at('county/attachments')).put(Buffer.from('a picture'));
  const { adminUrl } = await startPostgres({ dataDir: at('county'), whenHeld: 'join' });
  const admin = await connectDirect(countyUrl(adminUrl));
  await admin.query(
    `insert into attachment (id, ground, version, household, visit, kind, for_home, hidden, author, named_at, sha256, bytes, mime, state, kept_hash)
     select gen_random_uuid(), ground, 1, household, id, 'picture', true, false, author, now(), $1, 9, 'image/webp', 'received', $1 from visit limit 1`,
    [hash],
  );
  await admin.end();
}

beforeAll(async () => {
  place = makePlace();
  county = await countyIn(at('county'), 1);
  clusters.push(county.cluster);
  const first = await zdCommand(['backup', '--data', at('county'), '--to', at('backups')], {});
  env['ZD_RECOVERY_KEY'] = /^ {4}([0-9A-Z-]{41})$/m.exec(first.out)?.[1] ?? first.error;
  env['ZD_BACKUPS'] = at('backups');
  const settings = { ZD_TRUST_PROXY: '1', ZD_BACKUPS: at('backups'), ZD_LOG_SECONDS: '1' };
  server = await startProcess({ data: at('county'), env: settings });
  const { person } = county.cast.worker;
  const household = county.cast.homes.one;
  phone = await enrolPhone(server.url, county.codes[0] ?? '', { person, household, address: '10.0.0.1' });
  await phone.pushNew(server.url, 20);
  await picture();
  // The log was not copied from the first backup on, so the server makes another one at once.
  while (backupsAt().length < 2) await pause(100);
  await phone.pushNew(server.url, 5);
  await copied();
}, 120_000);
afterAll(async () => {
  await server?.stop().catch(() => server.kill());
  await clearPlace(place, clusters);
});

test('before the first drill the doctor is red', async () => {
  const { status, out } = await doctor();
  expect([status, out]).toEqual([1, expect.stringContaining('✗ There was no restore drill yet')]);
});

test('a drill puts the last backup back beside the working county, finds everything, and writes it down', async () => {
  const done = await zdCommand(['drill', '--data', at('county')], env);
  expect([done.status, done.error, done.out]).toEqual([0, '', expect.stringContaining('Everything was found')]);
  expect(done.out).toMatch(/1 pictures and notes drawn by lot are there/);
  const reports = readdirSync(at('county/drills'));
  expect(reports.filter((name) => /^\d{13}-good\.(json|html)$/.test(name))).toHaveLength(2);
  const json = reports.find((name) => name.endsWith('.json')) ?? '';
  const report = JSON.parse(readFileSync(at(`county/drills/${json}`), 'utf8'));
  expect(report.checks.map(({ name, good }: { name: string; good: boolean }) => [name, good])).toEqual(
    ['opened', 'log', 'journal', 'counts', 'records', 'pictures', 'sign-in'].map((name) => [name, true]),
  );
  // The log brought what the phone wrote after the backup.
  expect(report.tables).toContainEqual(expect.objectContaining({ name: 'visit', back: 25, running: 25 }));
  expect(readdirSync(at('county')).filter((name) => name.startsWith('drill-'))).toEqual([]);
  expect((await doctor()).out).toMatch(
    /✓ a backup 0 h ago, 2 kept\n✓ a restore drill 0 days ago\n✓ the log of changes was copied away \d s ago/,
  );
  expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ ok: true, backup: 'good' });
}, 120_000);

test('a drill says what it misses: a picture, a record altered behind the journal; and asks for the key', async () => {
  const { adminUrl } = await startPostgres({ dataDir: at('county'), whenHeld: 'join' });
  const admin = await connectDirect(countyUrl(adminUrl));
  await admin.query(
    `set session_replication_role = replica; delete from visit where id in (select id from visit limit 3)`,
  );
  await copied();
  const folder = at('county/attachments');
  const [part = ''] = readdirSync(folder);
  renameSync(path.join(folder, part), at('picture-aside'));
  expect((await zdCommand(['backup', '--data', at('county'), '--to', at('backups')], {})).status).toBe(0);
  const done = await zdCommand(['drill', '--data', at('county')], env);
  expect([done.status, done.out]).toEqual([1, expect.stringContaining('1 of 1 pictures are missing or damaged')]);
  expect(done.out).toContain('do not rely on this backup');
  renameSync(at('picture-aside'), path.join(folder, part));
  const without = await zdCommand(['drill', '--data', at('county')], { ...env, ZD_RECOVERY_KEY: '' });
  expect([without.status, without.error]).toEqual([2, expect.stringContaining('The recovery key is needed')]);
  expect(judgeTables({ visit: 20 }, { visit: 17 }, { visit: 20 }, 0)).toMatchObject([{ good: false }]);
  expect(judgeTables({ visit: 20 }, { visit: 20 }, { visit: 25 }, 1)).toMatchObject([{ good: true }]);
  expect(judgeTables({ reading: 9 }, { reading: 0 }, { reading: 12 }, 0)).toMatchObject([{ good: false }]);
  expect(judgeTables({}, { visit: 1 }, { visit: 1, spot: 0 }, 5)).toMatchObject([
    { name: 'spot', good: false },
    { good: true },
  ]);
  await admin.end();
}, 120_000);

test('a machine that dies in the middle of work loses seconds: backup and log bring the rest, and what was erased stays erased', async () => {
  const { two } = county.cast.homes;
  const words = ['--reason', '本户依法要求删除', '--decision', '云溪县处9号', '--yes'];
  expect((await zdCommand(['erase', 'household', two, ...words, '--data', at('county')], {})).status).toBe(0);
  const acknowledged: { visit: string; at: number }[] = [];
  let died = Number.POSITIVE_INFINITY;
  const until = Date.now() + 8000;
  while (Date.now() < until) {
    const before = phone.written.length;
    await phone.pushNew(server.url, 3);
    for (const { visit } of phone.written.slice(before)) acknowledged.push({ visit, at: Date.now() });
  }
  died = Date.now();
  // Server and database at once, without a chance to write anything more; then the disk is gone too.
  process.kill(server.child.pid ?? 0, 'SIGKILL');
  const postmaster = livingPostmaster(county.cluster);
  if (postmaster) process.kill(postmaster.pid, 'SIGKILL');
  await server.kill();
  while (livingPostmaster(county.cluster)) await pause(10);
  await pause(300);
  rmSync(at('county'), { recursive: true, maxRetries: 20, retryDelay: 100 });
  const from = at(`backups/${backupsAt().at(-1)}`);
  const restored = await zdCommand(['restore', '--data', at('county'), '--from', from], env);
  expect([restored.status, restored.error]).toEqual([0, '']);
  expect(restored.out).toMatch(/repeated from \d+ pieces of the log/);
  const postgres = await startPostgres({ dataDir: at('county') });
  expect(await tablesHolding(postgres.ownerUrl, '马玉林')).toEqual([]);
  const admin = await connectDirect(countyUrl(postgres.adminUrl));
  const there = new Set((await admin.query<{ id: string }>('select id from visit')).rows.map(({ id }) => id));
  await admin.end();
  await postgres.stop();
  const lost = acknowledged.filter(({ visit }) => !there.has(visit));
  const seconds = lost.length === 0 ? 0 : (died - Math.min(...lost.map((one) => one.at))) / 1000;
  console.log(
    `RPO: ${lost.length} of ${acknowledged.length} acknowledged writes lost, the oldest ${seconds.toFixed(1)} s before the end, with a log copied every second`,
  );
  // The log goes away every second here and every minute by default; what a slow machine adds to it stays far below five minutes.
  expect(acknowledged.length - lost.length).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(60);
}, 120_000);

test('a piece of the log that was altered is refused, one that is missing ends the way there', async () => {
  const from = at(`backups/${backupsAt().at(-1)}`);
  const generation =
    readdirSync(at('backups'))
      .find((name) => name.startsWith('log-'))
      ?.slice(4) ?? '';
  const pieces = await logPieces(logFolder(at('backups'), generation));
  const piece = pieces.at(-3)?.file ?? '';
  const bytes = readFileSync(piece);
  const wrong = Buffer.from(bytes);
  wrong[wrong.length - 20] = (wrong.at(-20) ?? 0) ^ 1;
  writeFileSync(piece, wrong);
  const refused = await zdCommand(['restore', '--data', at('other'), '--from', from], env);
  expect([refused.status, refused.error]).toEqual([1, expect.stringContaining(path.basename(piece))]);
  rmSync(piece);
  mkdirSync(at('gap'));
  const gap = await zdCommand(['restore', '--data', at('gap'), '--from', from], env);
  expect([gap.status, gap.out]).toEqual([0, expect.stringContaining('has a hole')]);
  clusters.push(at('gap/postgres'));
  writeFileSync(piece, bytes);
}, 120_000);

test('a backup that closes a hole in the log, and was cut short by a stop, is made at the next start', async () => {
  const settings = { ZD_TRUST_PROXY: '1', ZD_BACKUPS: at('backups'), ZD_LOG_SECONDS: '1' };
  const startAnew = async (): Promise<string> => {
    const before = backupsAt().length;
    server = await startProcess({ data: at('county'), env: settings });
    while (backupsAt().length === before) await pause(100);
    await copied();
    await server.stop();
    return at(`backups/${backupsAt().at(-1)}`);
  };
  // The restored county is a new generation: its log begins behind all backups there are.
  rmSync(await startAnew(), { recursive: true });
  const made = await startAnew();
  const { status, out } = await zdCommand(['restore', '--data', at('joined'), '--from', made], env);
  expect([status, out]).toEqual([0, expect.not.stringContaining('has a hole')]);
  clusters.push(at('joined/postgres'));
}, 120_000);

test('a backup is due a day after the last one, never without a key, and an hour after a failure', () => {
  const [hour, now] = [3_600_000, 1_800_000_000_000];
  expect(isDue({ key: true, lastAt: null }, now, 0)).toBe(true);
  expect(isDue({ key: false, lastAt: null }, now, 0)).toBe(false);
  expect(isDue({ key: true, lastAt: now - 23 * hour }, now, 0)).toBe(false);
  expect(isDue({ key: true, lastAt: now - 24 * hour }, now, 0)).toBe(true);
  expect(isDue({ key: true, lastAt: null }, now, now - hour / 2)).toBe(false);
});
