// A backup taken in the middle of writes comes back whole: nothing from before it is missing, phones bring the rest, and what was altered is not put back.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backup, restore } from '#cli/backup.ts';
import { eraseCommand } from '#cli/erase.ts';
import { notesIn, readNotes } from '#cli/erasure-notes.ts';
import { verify } from '#cli/verify.ts';
import { readBackupHead } from '#data/backup-head.ts';
import { readBackupStatus } from '#data/backup-status.ts';
import { makeRecoveryKey } from '#data/recovery-key.ts';
import { startPostgres } from '#data/supervisor.ts';
import { livingPostmaster } from '#data/supervisor-process.ts';
import { type CountyIn, countyIn } from '#tests/county-in.ts';
import { tablesHolding } from '#tests/holding.ts';
import { clearPlace, makePlace, mountDisk } from '#tests/postgres-places.ts';
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
  const { head } = await readBackupHead(kept);
  expect(head.witness).toMatch(/^\d+:[0-9a-f]{64}$/);
  const paper = /^ {4}([0-9A-Z-]{41})$/m.exec(said.join(''))?.[1] ?? '';
  vi.stubEnv('ZD_RECOVERY_KEY', paper);
  // Whoever takes the medium, or reads what the server keeps, has nothing to open it with.
  const sums = createHash('sha256')
    .update(readFileSync(path.join(kept, 'county.zdb')))
    .digest('hex');
  expect(readFileSync(path.join(kept, 'SHA256SUMS'), 'utf8')).toBe(`${sums}  county.zdb\n`);
  const key = readFileSync(at('county/backup-key.json'), 'utf8');
  expect(paper.split('-').some((group) => key.includes(group))).toBe(false);
  expect(readFileSync(path.join(kept, 'county.zdb')).includes('PG_VERSION')).toBe(false);
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

test('the key is printed once; a second backup opens with the same paper', async () => {
  said.length = 0;
  expect(await backup(['--data', at('back'), '--to', at('backups-2')])).toBe(0);
  expect(said.join('')).not.toMatch(/^ {4}[0-9A-Z-]{41}$/m);
  const [name = ''] = readdirSync(at('backups-2')).filter((one) => one.startsWith('zd-'));
  expect(await restore(['--data', at('back-2'), '--from', at(`backups-2/${name}`)])).toBe(0);
  clusters.push(at('back-2/postgres'));
}, 60_000);

test('refuses what is not empty or runs, what is not there, and what has one flipped byte anywhere', async () => {
  for (const held of ['county', 'back'])
    await expect(restore(['--data', at(held), '--from', kept])).rejects.toMatchObject({
      code: 'data-directory-not-empty',
    });
  await expect(restore(['--data', at('x'), '--from', at('nothing')])).rejects.toMatchObject({ code: 'backup-missing' });
  await expect(backup(['--data', at('back')])).rejects.toMatchObject({ code: 'backup-needs-place' });
  const whole = readFileSync(path.join(kept, 'county.zdb'));
  const head = whole.indexOf(10) + 1;
  mkdirSync(at('bad'));
  const refused = async (code: RegExp): Promise<void> => {
    await expect(restore(['--data', at('y'), '--from', at('bad')])).rejects.toMatchObject({
      code: expect.stringMatching(code),
    });
    // As empty as before: nothing of it can be taken for a county.
    expect(existsSync(at('y')) ? readdirSync(at('y')) : []).toEqual([]);
  };
  for (const flipped of [2, 40, head - 3, head, Math.floor(whole.length / 2), whole.length - 1]) {
    cpSync(kept, at('bad'), { recursive: true });
    const bytes = Buffer.from(whole);
    bytes[flipped] = (bytes[flipped] ?? 0) ^ 4;
    writeFileSync(at('bad/county.zdb'), bytes);
    await refused(/^(backup-altered|recovery-key-other)$/);
  }
  cpSync(kept, at('bad'), { recursive: true });
  writeFileSync(at('bad/SHA256SUMS'), `0${readFileSync(at('bad/SHA256SUMS'), 'utf8').slice(1)}`);
  if (readFileSync(at('bad/SHA256SUMS'), 'utf8') === readFileSync(path.join(kept, 'SHA256SUMS'), 'utf8'))
    truncateSync(at('bad/SHA256SUMS'), 10);
  await refused(/^backup-altered$/);
  cpSync(kept, at('bad'), { recursive: true });
  truncateSync(at('bad/county.zdb'), whole.length - 100);
  await refused(/^backup-altered$/);
  rmSync(at('bad'), { recursive: true });
  vi.stubEnv('ZD_RECOVERY_KEY', makeRecoveryKey());
  await expect(restore(['--data', at('y'), '--from', kept])).rejects.toMatchObject({ code: 'recovery-key-other' });
  vi.stubEnv('ZD_RECOVERY_KEY', '');
  await expect(restore(['--data', at('y'), '--from', kept])).rejects.toMatchObject({ code: 'recovery-key-needed' });
}, 60_000);

test('a full, a missing and a wrong place are one sentence each and leave nothing; of two at once one is made', async () => {
  const small = mountDisk(place, 'size=1m', at('small'));
  await expect(backup(['--data', at('back'), '--to', small.directory])).rejects.toMatchObject({
    code: 'backup-place-full',
  });
  expect(readdirSync(small.directory)).toEqual([]);
  small.unmount();
  writeFileSync(at('a-file'), '');
  await expect(backup(['--data', at('back'), '--to', at('a-file')])).rejects.toMatchObject({
    code: 'backup-place-no-directory',
  });
  said.length = 0;
  await expect(backup(['--daily', '--data', at('back'), '--to', at('a-file')])).rejects.toThrow();
  expect(said.join('')).toContain('failed backup-place-no-directory');
  expect(await readBackupStatus(at('back'), at('gone'))).toMatchObject({ fault: 'backup-place-gone', lastAt: null });
  const two = [at('twice'), at('twice-2')].map((to) => backup(['--data', at('back'), '--to', to]));
  const ended = await Promise.allSettled(two);
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'backup-running' } });
  // The server's own way: none is due an hour after the last one.
  const place2 = [at('twice'), at('twice-2')].find((one) => existsSync(one) && readdirSync(one).length > 0) ?? '';
  expect(await backup(['--daily', '--data', at('back'), '--to', place2])).toBe(0);
  expect(readdirSync(place2).filter((name) => name.startsWith('zd-'))).toHaveLength(1);
}, 60_000);

test('a folder from before backups were sealed is put back without a key, and refused when altered', async () => {
  await server.stop();
  const copy = at('plain');
  for (const part of ['postgres', 'database-passwords.json', 'attachments'])
    cpSync(path.join(at('back'), part), path.join(copy, part), { recursive: true });
  const places = readdirSync(copy, { recursive: true, withFileTypes: true });
  const placeOf = (one: (typeof places)[number]): string => path.relative(copy, path.join(one.parentPath, one.name));
  const files = places
    .filter((one) => one.isFile())
    .map((one) => ({
      path: placeOf(one),
      bytes: 1,
      sha256: createHash('sha256')
        .update(readFileSync(path.join(copy, placeOf(one))))
        .digest('hex'),
    }));
  const folders = places.filter((one) => one.isDirectory()).map(placeOf);
  const manifest = { v: 1, madeAt: 1, generation: '', dataVersion: 1, postgres: '18', witness: null, folders, files };
  writeFileSync(path.join(copy, 'manifest.json'), JSON.stringify(manifest));
  vi.stubEnv('ZD_RECOVERY_KEY', '');
  expect(await restore(['--data', at('from-plain'), '--from', copy])).toBe(0);
  clusters.push(at('from-plain/postgres'));
  truncateSync(path.join(copy, 'attachments/ab/picture'), 3);
  await expect(restore(['--data', at('z'), '--from', copy])).rejects.toMatchObject({ code: 'backup-altered' });
}, 60_000);
