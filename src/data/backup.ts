// A whole data directory as one sealed file: taken while the county works, and put back into an empty place.
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { packBytes, packEnd, packFile, packFolder, packTree, type Tally } from './backup-archive.ts';
import { archiveName, type BackupHead } from './backup-head.ts';
import { backupsIn, clearHalves } from './backup-folder.ts';
import { fileProblem, readDataVersion } from './data-directory.ts';
import { connectDirect } from './database.ts';
import { type ClosingKey, closeHead, fingerprintOf, readHead } from './recovery-key.ts';
import { writeSealed } from './sealed-archive.ts';
import { type Counts, countTables } from './table-counts.ts';

/** Sealed with the content, at its end. */
export interface BackupEnd {
  readonly files: number;
  readonly bytes: number;
  /** Where the log of changes that comes along ends. */
  readonly upTo: string;
  readonly counts: Counts;
}

/** What lives only as long as a running PostgreSQL, or is made anew by recovery. */
const leftOut =
  /^postgres\/(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.*|(.*\/)?pgsql_tmp.*|(.*\/)?pg_internal\.init.*)$/;

interface Source {
  readonly root: string;
  /** PostgreSQL's own files. */
  readonly cluster: string;
  readonly adminUrl: string;
  readonly version: string;
}

export interface MadeBackup extends BackupEnd {
  readonly head: BackupHead;
  /** Bytes on the disk. */
  readonly sealedBytes: number;
}

type Client = Awaited<ReturnType<typeof connectDirect>>;

export const countyUrl = (adminUrl: string): string => adminUrl.replace(/\/[^/?]*(\?|$)/, '/zd$1');
/** Any number: two backups of one county at once, by whatever processes, are one too many. */
const lockKey = 5_119_075;

/**
 * Copies a running county into the folder `to`, which must not exist yet; it appears only when it is whole. PostgreSQL goes
 * on writing meanwhile. Answers undefined when none is due. Throws `conflict backup-exists`, `conflict backup-running`, and whatever PostgreSQL or the disk refused.
 */
export async function makeBackup(source: Source, to: string, how: How): Promise<MadeBackup | undefined> {
  if (await stat(to).catch(() => undefined)) throw new Problem('conflict', 'backup-exists', { directory: to });
  const half = `${to}.half-${process.pid}`;
  const client = await connectDirect(countyUrl(source.adminUrl));
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${lockKey}) as mine`);
    if (!rows[0]?.mine) throw new Problem('conflict', 'backup-running');
    const place = path.dirname(to);
    const own = fingerprintOf(how.key.public);
    await clearHalves(place, own);
    const last = (await backupsIn(place, own).catch(() => [])).at(-1);
    if (last && how.now - last.head.madeAt < how.onlyAfter) return undefined;
    await mkdir(half, { recursive: true, mode: 0o700 });
    const made = await writeArchive(client, source, half, how);
    await rename(half, to);
    await syncDirectory(path.dirname(path.resolve(to)));
    return made;
  } catch (error) {
    await rm(half, { recursive: true, force: true }).catch(() => {});
    throw backupProblem(error, path.dirname(to));
  } finally {
    await client.end().catch(() => {});
  }
}

/** What the place of the backups refused, told apart from the data's own disk. */
function backupProblem(error: unknown, directory: string): unknown {
  const known = fileProblem(error, directory);
  const code = known instanceof Problem ? placeCodes.get(known.code) : undefined;
  return code === undefined ? known : new Problem('broken', code, { directory });
}

const placeCodes = new Map([
  ['data-directory-full', 'backup-place-full'],
  ['data-directory-read-only', 'backup-place-read-only'],
  ['data-directory-no-directory', 'backup-place-no-directory'],
]);

interface How {
  readonly key: ClosingKey;
  readonly now: number;
  /** Not when the last one in this place is younger (ms): another server may have made it a moment ago. */
  readonly onlyAfter: number;
}

async function writeArchive(client: Client, source: Source, folder: string, { key, now }: How): Promise<MadeBackup> {
  const facts = await client.query<{ generation: string; witness: string | null }>(
    `select generation::text, (select no || ':' || encode(root, 'hex') from seal_block order by no desc limit 1) as witness from county`,
  );
  // Keeps the log of changes on disk until it is copied; it ends with this connection.
  await client.query('select pg_create_physical_replication_slot($1, true, true)', [`zd_backup_${process.pid}`]);
  const begun = await client.query<{ from: string }>(`select pg_backup_start('zd', true)::text as "from"`);
  const closing = closeHead(key, {
    kind: 'files',
    madeAt: now,
    generation: facts.rows[0]?.generation ?? '',
    dataVersion: readDataVersion(source.root) ?? 0,
    postgres: source.version,
    witness: facts.rows[0]?.witness ?? null,
    from: begun.rows[0]?.from ?? '',
  });
  const end = { files: 0, bytes: 0, upTo: '', counts: {} };
  const sealedBytes = await writeSealed(folder, closing, content(client, source, end));
  const head = readHead(closing.line, archiveName) as unknown as BackupHead;
  return { ...end, head, sealedBytes };
}

/** Everything, in the order in which it must be read: PostgreSQL's files, its log, and only then pictures, which are there before any row names them. */
async function* content(
  client: Client,
  { cluster, root }: Source,
  end: { -readonly [K in keyof BackupEnd]: BackupEnd[K] },
): AsyncGenerator<Buffer> {
  const tally: Tally = end;
  yield packFolder('postgres');
  yield* packTree(cluster, { under: 'postgres', skip: (place) => leftOut.test(place), tally });
  for (const folder of ['pg_wal/archive_status', 'pg_wal/summaries']) yield packFolder(`postgres/${folder}`);
  end.counts = await countTables(client);
  yield* endBackup(client, cluster, end);
  for (const name of besides) yield* packFile(name, path.join(root, name), tally);
  yield* packTree(path.join(root, 'attachments'), { under: 'attachments', skip: () => false, tally });
  yield packEnd({ ...end });
}

/** Passwords of PostgreSQL's roles, what closes the next backup, notes of erasings. */
const besides = ['database-passwords.json', 'backup-key.json', 'demo.json', 'erasures.jsonl'];

/** Ends the backup in PostgreSQL, then takes the part of its log that makes the copied files one moment. */
async function* endBackup(client: Client, cluster: string, end: Tally & { upTo: string }): AsyncGenerator<Buffer> {
  const { rows } = await client.query<{ label: string; map: string; last: string; lsn: string }>(
    `select labelfile as label, spcmapfile as map, pg_walfile_name(lsn) as last, lsn::text from pg_backup_stop(false)`,
  );
  const { label = '', map = '', last = '', lsn = '' } = rows[0] ?? {};
  end.upTo = lsn;
  const first = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1] ?? '';
  for (const name of (await readdir(path.join(cluster, 'pg_wal'))).sort()) {
    const needed = /^[0-9A-F]{24}$/.test(name)
      ? name.slice(8) >= first.slice(8) && name.slice(8) <= last.slice(8)
      : name.endsWith('.history');
    if (needed) yield* packFile(`postgres/pg_wal/${name}`, path.join(cluster, 'pg_wal', name), end);
  }
  yield* packBytes('postgres/backup_label', Buffer.from(label), end);
  if (map !== '') yield* packBytes('postgres/tablespace_map', Buffer.from(map), end);
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  await handle.sync().finally(() => handle.close());
}

/** The closing key kept beside the data, or undefined before the first backup. */
export async function readClosingKey(root: string): Promise<ClosingKey | undefined> {
  const text = await readFile(path.join(root, 'backup-key.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ClosingKey);
}

export const writeClosingKey = (root: string, key: ClosingKey): Promise<void> =>
  writeFile(path.join(root, 'backup-key.json'), `${JSON.stringify(key)}\n`, { mode: 0o600, flush: true });
