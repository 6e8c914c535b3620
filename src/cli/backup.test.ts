// A backup taken in the middle of writes comes back whole: nothing from before it is missing, phones bring the rest, and what was altered is not put back.
import { cpSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backup, restore } from '#cli/backup.ts';
import { eraseCommand } from '#cli/erase.ts';
import { notesIn, readNotes } from '#cli/erasure-notes.ts';
import { verify } from '#cli/verify.ts';
import { readManifest } from '#data/backup.ts';
import { startPostgres } from '#data/supervisor.ts';
import { livingPostmaster } from '#data/supervisor-process.ts';
import { type CountyIn, countyIn } from '#tests/county-in.ts';
import { tablesHolding } from '#tests/holding.ts';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';
import { enrolPhone, type PushingPhone } from '#tests/pushing-phones.ts';
import { type ServerProcess, startProcess } from '#tests/server-process.ts';

let place: string;
let county: CountyIn;
let server: ServerProcess;
let phone: PushingPhone;
let kept: string;
const said: string[] = [];
const at = (name: string): string => path.join(place, name);
const clusters: string[] = [];

beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('DIRECT_URL', '');
  vi.stubEnv('LANG', 'C');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  place = makePlace();
  county = await countyIn(at('county'), 1);
  server = await startProcess({ data: at('county'), env: { ZD_TRUST_PROXY: '1' } });
  const { person } = county.cast.worker;
  const household = county.cast.homes.one;
  phone = await enrolPhone(server.url, county.codes[0] ?? '', { person, household, address: '10.0.0.1' });
  clusters.push(county.cluster);
}, 90_000);
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await server?.stop().catch(() => server.kill());
  await clearPlace(place, clusters);
});

/** Ids of the visits that a phone's whole ground brings. */
const visitsAt = async (url: string): Promise<Set<string>> => {
  const { records } = await phone.pull(url);
  return new Set(records.filter((one) => one.kind === 'visit').map((one) => one.id));
};

test('is taken while phones write, and names a hash for every file', async () => {
  await phone.pushNew(server.url, 20);
  mkdirSync(at('county/attachments/ab'), { recursive: true });
  writeFileSync(at('county/attachments/ab/picture'), 'a picture');
  let copying = true;
  const writing = (async () => {
    while (copying) await phone.pushNew(server.url, 5);
  })();
  expect(await backup(['--data', at('county'), '--to', at('backups')])).toBe(0);
  copying = false;
  await writing;
  const [name = '', ...others] = readdirSync(at('backups'));
  expect(others).toEqual([]);
  kept = at(`backups/${name}`);
  const manifest = await readManifest(kept);
  expect(manifest.files.map((one) => one.path)).toEqual(
    expect.arrayContaining(['postgres/PG_VERSION', 'postgres/backup_label', 'attachments/ab/picture']),
  );
  expect(manifest.witness).toMatch(/^\d+:[0-9a-f]{64}$/);
}, 60_000);

test('HOME-14 what is erased after it was taken is noted beside it at once', async () => {
  const { two } = county.cast.homes;
  const words = ['--reason', '本户依法要求删除', '--decision', '云溪县处9号', '--yes'];
  expect(await eraseCommand(['household', two, ...words, '--data', at('county')])).toBe(0);
  for (const directory of ['county', 'backups'])
    expect(readNotes(notesIn(at(directory)))).toMatchObject([{ kind: 'household', id: two }]);
});

test('comes back as one moment with another generation; phones bring what came after it', async () => {
  await phone.pushNew(server.url, 20);
  const before = await phone.pull(server.url);
  await server.stop();
  said.length = 0;
  expect(await restore(['--data', at('back'), '--from', kept])).toBe(0);
  expect(said.join('')).toContain('is unaltered');
  clusters.push(at('back/postgres'));
  // The name of a home that was still on the backup, and was erased in the meantime.
  expect(said.join('')).toContain('1 erasings done again');
  const postgres = await startPostgres({ dataDir: at('back') });
  expect(await tablesHolding(postgres.ownerUrl, '马玉林')).toEqual([]);
  expect(await tablesHolding(postgres.ownerUrl, '杜来顺')).toContain('household');
  await postgres.stop();
  server = await startProcess({ data: at('back'), env: { ZD_TRUST_PROXY: '1' } });
  const after = await phone.pull(server.url);
  expect(after.cursor.generation).not.toBe(before.cursor.generation);
  const there = await visitsAt(server.url);
  const first = phone.written.slice(0, 20).map((one) => one.visit);
  expect(first.filter((id) => !there.has(id))).toEqual([]);
  expect(there.size).toBeLessThan(phone.written.length);
  expect(new Set(await phone.pushAll(server.url))).toEqual(new Set(['accepted']));
  const whole = await visitsAt(server.url);
  expect(phone.written.filter((one) => !whole.has(one.visit))).toEqual([]);
  expect(livingPostmaster(at('back/postgres'))).toBeDefined();
  said.length = 0;
  expect(await verify(['--data', at('back')])).toBe(0);
  expect(said.join('')).toMatch(/rows erased by fact \d+/);
}, 60_000);

test('refuses what is not empty, what is not there, and what was altered', async () => {
  await expect(restore(['--data', at('county'), '--from', kept])).rejects.toMatchObject({
    code: 'data-directory-not-empty',
  });
  await expect(restore(['--data', at('x'), '--from', at('nothing')])).rejects.toMatchObject({ code: 'backup-missing' });
  await expect(backup(['--data', at('back')])).rejects.toMatchObject({ code: 'backup-needs-place' });
  cpSync(kept, at('bad'), { recursive: true });
  truncateSync(at('bad/attachments/ab/picture'), 3);
  await expect(restore(['--data', at('y'), '--from', at('bad')])).rejects.toMatchObject({ code: 'backup-altered' });
  rmSync(at('bad/attachments/ab/picture'));
  await expect(restore(['--data', at('z'), '--from', at('bad')])).rejects.toMatchObject({ code: 'backup-altered' });
});
