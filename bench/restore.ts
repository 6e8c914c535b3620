// How long a county's way back takes and what it loses: backup, the log copied after it, the end of the machine, restore, open doors.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { beginGeneration } from '#cli/backup.ts';
import { countyUrl, makeBackup } from '#data/backup.ts';
import { copyHashed } from '#data/backup-plain.ts';
import { putBackWithLog, witnessesOf } from '#data/backup-restore.ts';
import { connectDirect, openDatabase } from '#data/database.ts';
import { endLogCopy, startLogCopy } from '#data/log-copy.ts';
import { logFolder } from '#data/log-places.ts';
import { closingKeyOf, makeRecoveryKey, openingKeyOf } from '#data/recovery-key.ts';
import { startPostgres } from '#data/supervisor.ts';
import { verifyJournal } from '#data/verify.ts';
import { startServer } from '#server/main.ts';
import { newFolder } from './county.ts';
import { type Figure, figure } from './figure.ts';
import type { Side } from './made-county.ts';

const seconds = (from: number): number => (performance.now() - from) / 1000;

/** As backups were made before they were sealed: every file copied and hashed by itself. */
async function plainCopy(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  for await (const one of await opendir(from)) {
    const [source, target] = [path.join(from, one.name), path.join(to, one.name)];
    if (one.isDirectory()) await plainCopy(source, target);
    else if (one.isFile()) await copyHashed(source, target).catch(() => {});
  }
}

interface Facts {
  readonly cluster: string;
  readonly version: string;
  readonly generation: string;
  readonly records: number;
}

const recordsText = ['household', 'member', 'visit', 'promise', 'matter', 'step']
  .map((table) => `(select count(*) from ${table})`)
  .join(' + ');

async function factsOf(admin: pg.Client): Promise<Facts> {
  const { rows } = await admin.query<Facts>(
    `select current_setting('data_directory') as cluster, current_setting('server_version') as version, generation::text as generation,
       (${recordsText})::int as records from county`,
  );
  if (!rows[0]) throw new Error('there is no county');
  return rows[0];
}

/**
 * Writes the time of day durably twenty times a second, and takes one moment for the end of the machine: what is copied away
 * after it counts as never copied.
 */
async function writeAndDie(
  admin: pg.Client,
  log: string,
  forMs: number,
): Promise<{ died: number; there: Set<string> }> {
  await admin.query('drop table if exists bench_beat; create table bench_beat (at timestamptz not null)');
  const end = Date.now() + forMs;
  while (Date.now() < end) {
    await admin.query('insert into bench_beat values (clock_timestamp())');
    await sleep(50);
  }
  return { died: Date.now(), there: new Set(readdirSync(log)) };
}

interface Back {
  readonly rto: number;
  readonly putBack: number;
  readonly rpo: number;
}

/** Everything `zd restore` does, and then the doors. */
async function comeBack(from: string, dataDir: string, paper: string, died: number): Promise<Back> {
  const began = performance.now();
  const key = openingKeyOf(paper);
  const { back } = await putBackWithLog(from, dataDir, { key: () => Promise.resolve(key), say: () => {}, log: true });
  const putBack = seconds(began);
  await beginGeneration(dataDir);
  const postgres = await startPostgres({ dataDir });
  const database = await openDatabase(postgres);
  const { findings } = await verifyJournal(database, { witnesses: witnessesOf(back) });
  const client = await connectDirect(countyUrl(postgres.adminUrl));
  const { rows } = await client.query<{ at: Date }>('select max(at) as at from bench_beat');
  await client.end();
  await database.close();
  await postgres.stop();
  if (findings.length > 0) throw new Error(`the journal came back with ${findings.length} findings`);
  const options = { port: 0, host: '127.0.0.1', publicUrl: null, trustProxy: false, log: () => {}, say: () => {} };
  const server = await startServer({ ...options, dataDir, prepare: () => Promise.resolve({ demo: null }) });
  const rto = seconds(began);
  await server.stop();
  return { rto, putBack, rpo: (died - (rows[0]?.at?.getTime() ?? 0)) / 1000 };
}

/** The county stays as it was, but for a table of its own that goes again. */
export async function restoreFigures({ postgres }: Side, quick: boolean): Promise<Figure[]> {
  const folder = newFolder();
  const admin = await connectDirect(postgres.adminUrl);
  try {
    const { cluster, version, generation, records } = await factsOf(admin);
    const paper = makeRecoveryKey();
    const key = closingKeyOf(paper, 0);
    const place = path.join(folder, 'backups');
    let copied = 0;
    const { adminUrl } = postgres;
    const copy = startLogCopy({
      adminUrl,
      place,
      generation,
      key,
      ...(quick ? { everyMs: 5000 } : {}),
      copied: (at) => (copied = at),
      failed: () => {},
      gap: () => {},
    });
    while (copied === 0) await sleep(50);
    const plainFrom = performance.now();
    await plainCopy(cluster, path.join(folder, 'plain'));
    const plain = seconds(plainFrom);
    rmSync(path.join(folder, 'plain'), { recursive: true });
    const sealedFrom = performance.now();
    const to = path.join(place, 'zd-bench');
    const source = { root: path.dirname(cluster), cluster, adminUrl, version };
    const made = await makeBackup(source, to, { key, now: Date.now(), onlyAfter: 0 });
    const sealed = seconds(sealedFrom);
    const log = logFolder(place, generation);
    mkdirSync(log, { recursive: true });
    const { died, there } = await writeAndDie(admin, log, quick ? 12_000 : 100_000);
    await copy.stop();
    for (const name of readdirSync(log)) if (!there.has(name)) rmSync(path.join(log, name));
    const { rto, putBack, rpo } = await comeBack(to, path.join(folder, 'back'), paper, died);
    const of = `${records} records`;
    return [
      figure(`backup of ${of}: time ÷ a plain copy with hashes`, sealed / plain, '×', ['lower', 2]),
      figure(`backup of ${of}`, sealed, 's', ['lower', null]),
      figure(`backup of ${of}: PostgreSQL's files`, (made?.bytes ?? 0) / 1e6, 'MB', ['lower', null]),
      figure(`backup of ${of}: sealed`, (made?.sealedBytes ?? 0) / 1e6, 'MB', ['lower', null]),
      figure(`restore of ${of}: files and log put back`, putBack, 's', ['lower', null]),
      figure(`restore of ${of}: until the doors are open (RTO)`, rto / 60, 'min', ['lower', 30]),
      figure('restore: written before the machine died and lost (RPO)', rpo / 60, 'min', ['lower', 5]),
    ];
  } finally {
    await admin.query('drop table if exists bench_beat');
    await admin.end();
    await endLogCopy(postgres.adminUrl).catch(() => {});
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
