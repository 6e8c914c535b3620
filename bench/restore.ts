// How long a county's way back takes and what it loses: backup, drill, phones writing at full speed, the end of the machine, restore, open doors.
import { execFileSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { archiveName } from '#data/backup-head.ts';
import { countyUrl } from '#data/backup.ts';
import { readBackupStatus } from '#data/backup-status.ts';
import { connectDirect } from '#data/database.ts';
import { startPostgres } from '#data/supervisor.ts';
import { killDatabase } from '#tests/chaos/chaos-county.ts';
import { enrolPhone, type PushingPhone, type Written } from '#tests/pushing-phones.ts';
import { zdCommand } from '#tests/server-process.ts';
import { backupFigures, backupsAt, seconds, type Stand, start, zd } from './backup.ts';
import { newFolder } from './county.ts';
import { type Figure, figure } from './figure.ts';
import { step } from './made-county.ts';
import { makeWholeCounty, type WholeCounty } from './whole-county.ts';

const phones = 4;
const batch = 20;

/** One bit of one byte in the middle of the archive is another. */
function flipOne(file: string): void {
  const descriptor = openSync(file, 'r+');
  const at = Math.floor(statSync(file).size / 2);
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
}

/** What must not be put back, and where nothing may be put. */
async function refusals(stand: Stand): Promise<Figure[]> {
  const from = path.join(stand.backups, backupsAt(stand).at(-1) ?? '');
  const [altered, to] = [path.join(stand.folder, 'altered'), path.join(stand.folder, 'nothing')];
  cpSync(from, altered, { recursive: true });
  flipOne(path.join(altered, archiveName));
  const flipped = await zd(stand, ['restore', '--data', to, '--from', altered], 1);
  const empty = readdirSync(to).length === 0;
  rmSync(altered, { recursive: true });
  rmSync(to, { recursive: true });
  const running = await zdCommand(['restore', '--data', stand.data, '--from', from], stand.env);
  const health = await fetch(`${stand.server.url}/health`);
  const refused = (of: boolean): number => (of ? 1 : 0);
  return [
    figure(
      'restore: refused with one byte flipped, nothing left',
      refused(empty && /was altered|altered/.test(flipped.said)),
      '',
      ['higher', 1],
    ),
    figure('restore: refused into a running server, which works on', refused(running.status !== 0 && health.ok), '', [
      'higher',
      1,
    ]),
  ];
}

/** Until the server, which looks every minute and has found the key, has made the backup from which its copied log goes on, and copied it once more. */
async function logFollows(stand: Stand): Promise<void> {
  const copiedAt = async (): Promise<number> => (await readBackupStatus(stand.data, stand.backups)).copiedAt ?? 0;
  while (backupsAt(stand).length < 2) await sleep(100);
  const made = Date.now();
  while ((await copiedAt()) < made) await sleep(100);
}

interface Acknowledged extends Written {
  readonly at: number;
}

interface Died {
  readonly at: number;
  readonly writing: number;
  /** By phone. */
  readonly acknowledged: readonly (readonly Acknowledged[])[];
}

/** Every phone sends without a pause; the machine ends when the next copy of the log is nearly due, the worst moment there is. */
async function writeAndDie(stand: Stand, all: readonly PushingPhone[]): Promise<Died> {
  const began = performance.now();
  let ending = false;
  const acknowledged = all.map((): Acknowledged[] => []);
  const write = async (phone: PushingPhone, n: number): Promise<void> => {
    while (!ending) {
      const before = phone.written.length;
      try {
        await phone.pushNew(stand.server.url, batch);
      } catch (error) {
        if (!ending) throw error;
        return;
      }
      const at = Date.now();
      for (const one of phone.written.slice(before))
        if (phone.acknowledged.has(one.id)) acknowledged[n]?.push({ ...one, at });
    }
  };
  const writing = Promise.all(all.map(write));
  writing.catch(() => {});
  const every = Number(stand.env['ZD_LOG_SECONDS']) * 1000;
  const copiedAt = async (): Promise<number> => (await readBackupStatus(stand.data, stand.backups)).copiedAt ?? 0;
  const first = await copiedAt();
  // The next mark says when the last piece was begun; the one after it comes as much later as the setting says.
  while ((await copiedAt()) === first) await Promise.race([sleep(100), writing]);
  const last = await copiedAt();
  await sleep(Math.max(0, last + every * 0.95 - Date.now()));
  ending = true;
  const at = Date.now();
  stand.server.child.kill('SIGKILL');
  await killDatabase(stand.cluster);
  await stand.server.kill();
  await writing;
  return { at, writing: seconds(began), acknowledged };
}

/** What is acknowledged and not there. */
async function lostOf(stand: Stand, { acknowledged }: Died): Promise<Acknowledged[][]> {
  const { adminUrl } = await startPostgres({ dataDir: stand.data, whenHeld: 'join' });
  const admin = await connectDirect(countyUrl(adminUrl));
  try {
    const there = async (ids: string[]): Promise<Set<string>> =>
      new Set(
        (await admin.query<{ id: string }>('select id from visit where id = any($1)', [ids])).rows.map(({ id }) => id),
      );
    const lost: Acknowledged[][] = [];
    for (const all of acknowledged) {
      const known = await there(all.map(({ visit }) => visit));
      lost.push(all.filter(({ visit }) => !known.has(visit)));
    }
    return lost;
  } finally {
    await admin.end();
  }
}

/** The disk is gone; from the command to the first answer that a phone gets. */
async function comeBack(stand: Stand, all: readonly PushingPhone[], died: Died): Promise<Figure[]> {
  rmSync(stand.data, { recursive: true, force: true, maxRetries: 5 });
  const from = path.join(stand.backups, backupsAt(stand).at(-1) ?? '');
  const began = performance.now();
  const restored = await zd(stand, ['restore', '--data', stand.data, '--from', from]);
  stand.server = await start(stand);
  const ready = seconds(began);
  const answers = await all[0]?.pushNew(stand.server.url, batch);
  const rto = seconds(began);
  if (answers?.some((one) => one !== 'accepted'))
    throw new Error(`after the restore a phone was told ${answers.join(' ')}`);
  const lost = await lostOf(stand, died);
  const oldest = Math.min(died.at, ...lost.flat().map(({ at }) => at));
  const again = await Promise.all(all.map((phone, n) => phone.pushAll(stand.server.url, lost[n])));
  const [said, gone] = [died.acknowledged.flat().length, lost.flat().length];
  const { of } = stand;
  return [
    figure(`restore of ${of}: zd restore, log repeated and journal verified`, restored.seconds, 's', ['lower', null]),
    figure(`restore of ${of}: until the server says ready`, ready, 's', ['lower', null]),
    figure(`restore of ${of}: until a phone's writing is accepted (RTO)`, rto / 60, 'min', ['lower', 30]),
    figure(`written while the log was copied every ${stand.env['ZD_LOG_SECONDS']} s`, said / died.writing, '/s', [
      'higher',
      null,
    ]),
    figure(`restore: lost of ${said} acknowledged`, gone, '', ['lower', null]),
    figure('restore: oldest lost before the machine died (RPO)', (died.at - oldest) / 60_000, 'min', ['lower', 5]),
    figure(
      'restore: lost ones not taken when phones send again',
      again.flat().filter((one) => one !== 'accepted').length,
      '',
      ['lower', 0],
    ),
  ];
}

async function enrolled(stand: Stand, { writers }: WholeCounty): Promise<PushingPhone[]> {
  const all: PushingPhone[] = [];
  for (const [n, { code, ...owner }] of writers.entries())
    all.push(await enrolPhone(stand.server.url, code, { ...owner, address: `10.0.0.${n + 1}` }));
  return all;
}

async function measureAll(stand: Stand, whole: WholeCounty): Promise<Figure[]> {
  const all = await enrolled(stand, whole);
  const backup = (await step('backups', () => backupFigures(stand))).done;
  await step("the server's own backup, from which the log goes on", () => logFollows(stand));
  const drill = await zd(stand, ['drill', '--data', stand.data]);
  const refused = (await step('refusals', () => refusals(stand))).done;
  const died = (await step('phones write, and the machine dies', () => writeAndDie(stand, all))).done;
  const back = (await step('restore', () => comeBack(stand, all, died))).done;
  return [
    ...backup,
    figure(`drill of ${stand.of}, everything found`, drill.seconds, 's', ['lower', null]),
    ...refused,
    ...back,
  ];
}

/** Every step is the administrator's own command, in a process of its own. A county that is kept is measured as a copy. */
export async function restoreFigures(records: number, keep: string | undefined): Promise<Figure[]> {
  const folder = newFolder();
  const [data, backups] = [path.join(folder, 'county'), path.join(folder, 'backups')];
  let stand: Stand | undefined;
  try {
    const kept = keep === undefined ? data : path.resolve(keep, `whole-${records}`);
    mkdirSync(path.dirname(kept), { recursive: true });
    const whole = await makeWholeCounty(kept, records, phones);
    // With its owners: PostgreSQL reads no files of somebody else.
    if (kept !== data) execFileSync('cp', ['-a', kept, data]);
    mkdirSync(backups);
    const env = { ZD_TRUST_PROXY: '1', ZD_BACKUPS: backups, ZD_LOG_SECONDS: records < 1_000_000 ? '5' : '60' };
    const server = await start({ data, env });
    const { cluster } = await startPostgres({ dataDir: data, whenHeld: 'join' });
    const of = `${whole.records} records (journal ${whole.journal})`;
    stand = { data, backups, folder, cluster, env, of, server };
    return await measureAll(stand, whole);
  } finally {
    await stand?.server.stop().catch(() => stand?.server.kill());
    if (stand) await killDatabase(stand.cluster);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
