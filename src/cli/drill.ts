// zd drill: puts the last backup back beside the running county, looks whether everything is there, and writes down what was found.
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { countyUrl, readClosingKey } from '#data/backup.ts';
import { backupsIn } from '#data/backup-folder.ts';
import { type PutBack, putBackWithLog, witnessesOf } from '#data/backup-restore.ts';
import { connectDirect, openDatabase } from '#data/database.ts';
import type { Replayed } from '#data/log-replay.ts';
import { fingerprintOf } from '#data/recovery-key.ts';
import { inScope } from '#data/scope.ts';
import { type RunningPostgres, startPostgres } from '#data/supervisor.ts';
import { isAlive, livingPostmaster } from '#data/supervisor-process.ts';
import { verifyJournal } from '#data/verify.ts';
import { startServer } from '#server/main.ts';
import { invite, sessionScope } from '#server/session.ts';
import { readArguments } from './arguments.ts';
import { type Compared, compareCounties, lookAtPictures } from './drill-compare.ts';
import { type DrillCheck, type DrillReport, sayCheck, writeReport } from './drill-page.ts';
import { inCounty } from './open-county.ts';
import { askRecoveryKey } from './recovery-key.ts';
import { print, sayError, sentence } from './sentences.ts';
import { readSettings, type Settings } from './settings.ts';

/** The newest backup of this county. Throws `missing drill-no-backup`, `missing backups-no-key`. */
async function lastBackup(settings: Settings, place: string): Promise<string> {
  const key = await readClosingKey(settings.dataDir);
  if (!key) throw new Problem('missing', 'backups-no-key');
  const kept = await backupsIn(place, fingerprintOf(key.public)).catch(() => {
    throw new Problem('broken', 'backup-place-gone', { directory: place });
  });
  const last = kept.at(-1);
  if (!last) throw new Problem('missing', 'drill-no-backup', { directory: place });
  return last.folder;
}

/** What killed drills left behind. */
async function clearLeft(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir).catch(() => [])) {
    const pid = Number(/^drill-(\d+)$/.exec(name)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid)) await clear(path.join(dataDir, name));
  }
}

async function clear(directory: string, cluster = path.join(directory, 'postgres')): Promise<void> {
  const living = livingPostmaster(cluster);
  if (living) process.kill(living.pid, 'SIGQUIT');
  while (livingPostmaster(cluster)) await new Promise((resolve) => setTimeout(resolve, 20));
  if (path.dirname(cluster) !== directory) await rm(path.dirname(cluster), { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

const check = (name: DrillCheck['name'], good: boolean, facts: DrillCheck['facts'] = {}): DrillCheck => ({
  name,
  good,
  facts,
});

interface Entry {
  readonly phone: string;
  readonly code: string;
}

/** Ground for a sign-in in the copy: a code for its system administrator, who there needs no second factor. */
async function codeInCopy(postgres: RunningPostgres): Promise<Entry> {
  const database = await openDatabase(postgres);
  try {
    return await inScope(database, sessionScope, async (tx) => {
      const { person, phone } = await tx.one<{ person: string; phone: string }>(
        `select post.person, person.phone from post join person on person.id = post.person
         where post.role = 'system-admin' and post.ended_at is null limit 1`,
      );
      await tx.exec('update credential set totp_secret = null, locked_until = null where person = $1', [person]);
      return { phone, code: (await invite(tx, { person, purpose: 'staff', by: null })).code };
    });
  } finally {
    await database.close();
  }
}

/** A whole server on the copy, at a port of its own: it sends no texts and no webhooks. Answers what kept somebody from coming in, or ''. */
async function signInThere(directory: string, { phone, code }: Entry): Promise<string> {
  const server = await startServer({
    dataDir: directory,
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    log: () => {},
    say: () => {},
    prepare: () => Promise.resolve({ demo: null }),
  });
  try {
    const base = `http://127.0.0.1:${server.port}`;
    const post = (at: string, body: object): Promise<Response> =>
      fetch(`${base}${at}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
      });
    const password = randomBytes(18).toString('base64url');
    const set = await post('/session/invitation', { code, password });
    const entered = await post('/session/sign-in', { phone, password });
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = await fetch(`${base}/session`, { headers: { cookie }, signal: AbortSignal.timeout(60_000) });
    await me.text();
    return [set, entered, me].every(({ ok }) => ok) ? '' : `${set.status} ${entered.status} ${me.status}`;
  } finally {
    await server.stop();
  }
}

interface Found {
  readonly checks: DrillCheck[];
  readonly compared: Compared;
  readonly entry: Entry;
}

async function lookInside(directory: string, back: PutBack, runningUrl: string): Promise<Found> {
  const postgres = await startPostgres({ dataDir: directory });
  const [copy, running] = [
    await connectDirect(countyUrl(postgres.adminUrl)),
    await connectDirect(countyUrl(runningUrl)),
  ];
  const database = await openDatabase(postgres);
  try {
    const verified = await verifyJournal(database, { witnesses: witnessesOf(back) });
    const compared = await compareCounties(copy, running, back.sealed?.counts);
    const { records, tables, since, journalDiffers } = compared;
    const pictures = await lookAtPictures(copy, directory);
    const bad = tables.filter((table) => !table.good).map(({ name }) => name);
    const checks = [
      check('journal', verified.findings.length === 0 && journalDiffers === 0, {
        rows: verified.rows,
        n: verified.findings.length + journalDiffers,
      }),
      check('counts', bad.length === 0, { n: tables.length, since, bad: bad.join(', ') }),
      check('records', records.differing.length === 0 && records.same > 0, {
        same: records.same,
        changed: records.changed,
        bad: records.differing.join(', '),
      }),
      check('pictures', pictures.bad === 0, { n: pictures.looked, bad: pictures.bad }),
    ];
    return { checks, compared, entry: await codeInCopy(postgres) };
  } finally {
    await database.close();
    await Promise.all([copy.end(), running.end()]);
    await postgres.stop();
  }
}

async function hold(settings: Settings, from: string, runningUrl: string): Promise<DrillReport> {
  const at = Date.now();
  const directory = path.join(settings.dataDir, `drill-${process.pid}`);
  let cluster: string | undefined;
  try {
    const begun = performance.now();
    const key = await askRecoveryKey();
    const put = await putBackWithLog(from, directory, { key: () => Promise.resolve(key), say: print, log: true });
    const { back, replayed } = put;
    cluster = back.cluster;
    const found = await lookInside(directory, back, runningUrl);
    const kept = await signInThere(directory, found.entry).catch(sayError);
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const checks = [
      check('opened', true, { files: back.files }),
      check('log', replayed?.gap !== true, { n: replayed?.pieces ?? 0 }),
      ...found.checks,
      check('sign-in', kept === '', { reason: kept }),
    ];
    return report({ at, from, back, replayed, seconds, checks, tables: found.compared.tables });
  } finally {
    await clear(directory, cluster);
  }
}

const report = (of: {
  at: number;
  from: string;
  back: PutBack;
  replayed: Replayed | undefined;
  seconds: number;
  checks: DrillCheck[];
  tables: Compared['tables'];
}): DrillReport => ({
  v: 1,
  at: of.at,
  good: of.checks.every(({ good }) => good),
  backup: path.basename(of.from),
  madeAt: of.back.madeAt,
  upTo: of.replayed?.upTo ?? of.back.madeAt,
  seconds: of.seconds,
  checks: of.checks,
  tables: of.tables,
});

/** Exit status 1 when something was not found; a backup that cannot be opened is such a report too. */
export async function drill(args: string[]): Promise<number> {
  const { values } = readArguments(args, { data: { type: 'string' }, from: { type: 'string' } });
  const settings = readSettings(values.data);
  if (settings.databaseUrl !== undefined) throw new Problem('conflict', 'backup-external');
  // The county works on meanwhile: everything here steps back before it.
  setPriority(constants.priority.PRIORITY_LOW);
  await clearLeft(settings.dataDir);
  const place = settings.backups;
  if (values.from === undefined && place === undefined) throw new Problem('invalid', 'drill-needs-place');
  const from = path.resolve(values.from ?? (await lastBackup(settings, place ?? '')));
  const done = await inCounty(settings, async ({ postgres }) => {
    if (!postgres) throw new Problem('conflict', 'backup-external');
    return hold(settings, from, postgres.adminUrl).catch(async (error: unknown) => {
      if (!(error instanceof Problem) || error.code !== 'backup-altered') throw error;
      const checks = [check('opened', false, { file: String(error.facts['file'] ?? '') })];
      const none = { v: 1, good: false, madeAt: 0, upTo: 0, seconds: 0, tables: [] } as const;
      return { ...none, at: Date.now(), backup: path.basename(from), checks };
    });
  });
  for (const one of done.checks) print(sayCheck(one));
  print(sentence('cli.drill.report', { file: await writeReport(settings.dataDir, done), seconds: done.seconds }));
  print(sentence(done.good ? 'cli.drill.good' : 'cli.drill.bad'));
  return done.good ? 0 : 1;
}
