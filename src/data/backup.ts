// A whole data directory as files with a hash for each: taken while the county works, and put back into an empty place.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '#kit/problem.ts';
import { placeCluster, prepareDirectory, readDataVersion, writeDataVersion } from './data-directory.ts';
import { connectDirect } from './database.ts';
import { databaseUser, type SystemUser } from './system-user.ts';

export interface BackupFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly v: 1;
  /** ms since 1970. */
  readonly madeAt: number;
  readonly generation: string;
  readonly dataVersion: number;
  readonly postgres: string;
  /** The last seal, `block:root`: a witness against a journal that is sealed anew later. */
  readonly witness: string | null;
  /** Directories that hold no file; PostgreSQL needs them to be there. */
  readonly folders: readonly string[];
  readonly files: readonly BackupFile[];
}

/** What lives only as long as a running PostgreSQL, or is made anew by recovery. */
const leftOut =
  /^postgres\/(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.*|(.*\/)?pgsql_tmp.*|(.*\/)?pg_internal\.init.*)$/;
const manifestName = 'manifest.json';

interface Source {
  readonly root: string;
  /** PostgreSQL's own files. */
  readonly cluster: string;
  readonly adminUrl: string;
  readonly version: string;
}

/** Hashes what passes through. */
async function copyHashed(from: string, to: string, place: string): Promise<BackupFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  await pipeline(createReadStream(from), through, createWriteStream(to, { mode: 0o600, flush: true }));
  return { path: place, bytes, sha256: hash.digest('hex') };
}

/** Files and empty folders below a directory, as places relative to it. */
async function listed(directory: string, under: string): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((): Dirent[] => []);
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    const place = `${under}/${entry.name}`;
    if (entry.isDirectory()) {
      const inside = await listed(path.join(directory, entry.name), place);
      files.push(...inside.files);
      folders.push(place, ...inside.folders);
    } else if (entry.isFile()) files.push(place);
  }
  return { files, folders };
}

/** A file that PostgreSQL removed while we read is no loss: the log of changes that comes along knows of it. */
async function copyIfThere(from: string, to: string, place: string): Promise<BackupFile[]> {
  try {
    return [await copyHashed(from, to, place)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await rm(to, { force: true });
    return [];
  }
}

/**
 * Copies a running county into `to`, which must not exist yet; `to` appears only when it is whole. PostgreSQL goes on
 * writing meanwhile. Throws `conflict backup-exists`, and whatever PostgreSQL or the disk refused.
 */
export async function makeBackup(source: Source, to: string, now: number): Promise<Manifest> {
  if (await stat(to).catch(() => undefined)) throw new Problem('conflict', 'backup-exists', { directory: to });
  const half = `${to}.half-${process.pid}`;
  const client = await connectDirect(source.adminUrl.replace(/\/[^/?]*(\?|$)/, '/zd$1'));
  try {
    await mkdir(half, { recursive: true, mode: 0o700 });
    const facts = await client.query<{ generation: string; witness: string | null }>(
      `select generation::text, (select no || ':' || encode(root, 'hex') from seal_block order by no desc limit 1) as witness from county`,
    );
    // Keeps the log of changes on disk until it is copied; it ends with this connection.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [`zd_backup_${process.pid}`]);
    await client.query(`select pg_backup_start('zd', true)`);
    const { files: inCluster, folders } = await listed(source.cluster, 'postgres');
    const files: BackupFile[] = [];
    for (const place of inCluster)
      if (!leftOut.test(place))
        files.push(...(await copyIfThere(path.join(source.cluster, place.slice(9)), path.join(half, place), place)));
    files.push(...(await endBackup(client, source.cluster, half)));
    files.push(...(await copyBeside(source.root, half)));
    const manifest: Manifest = {
      v: 1,
      madeAt: now,
      generation: facts.rows[0]?.generation ?? '',
      dataVersion: readDataVersion(source.root) ?? 0,
      postgres: source.version,
      witness: facts.rows[0]?.witness ?? null,
      folders: folders.filter((one) => !leftOut.test(one)),
      files,
    };
    await writeFile(path.join(half, manifestName), `${JSON.stringify(manifest)}\n`, { mode: 0o600, flush: true });
    await rename(half, to);
    await syncDirectory(path.dirname(path.resolve(to)));
    return manifest;
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

type Client = Awaited<ReturnType<typeof connectDirect>>;

/** Ends the backup in PostgreSQL, then takes the part of its log that makes the copied files one moment. */
async function endBackup(client: Client, cluster: string, half: string): Promise<BackupFile[]> {
  const { rows } = await client.query<{ label: string; map: string; last: string }>(
    `select labelfile as label, spcmapfile as map, pg_walfile_name(lsn) as last from pg_backup_stop(false)`,
  );
  const { label = '', map = '', last = '' } = rows[0] ?? {};
  const first = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1] ?? '';
  const files: BackupFile[] = [];
  for (const name of (await readdir(path.join(cluster, 'pg_wal'))).sort()) {
    const needed = /^[0-9A-F]{24}$/.test(name)
      ? name.slice(8) >= first.slice(8) && name.slice(8) <= last.slice(8)
      : name.endsWith('.history');
    const place = `postgres/pg_wal/${name}`;
    if (needed) files.push(await copyHashed(path.join(cluster, 'pg_wal', name), path.join(half, place), place));
  }
  for (const [name, text] of [
    ['backup_label', label],
    ['tablespace_map', map],
  ] as const) {
    if (text === '') continue;
    const place = `postgres/${name}`;
    await writeFile(path.join(half, place), text, { mode: 0o600, flush: true });
    const sha256 = createHash('sha256').update(text).digest('hex');
    files.push({ path: place, bytes: Buffer.byteLength(text), sha256 });
  }
  return files;
}

/** What stands beside PostgreSQL: passwords of its roles, pictures (named by their hash, written before any row names them). */
async function copyBeside(root: string, half: string): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const name of ['database-passwords.json', 'demo.json', 'erasures.jsonl'])
    files.push(...(await copyIfThere(path.join(root, name), path.join(half, name), name)));
  const { files: attached } = await listed(path.join(root, 'attachments'), 'attachments');
  for (const place of attached)
    files.push(...(await copyIfThere(path.join(root, place), path.join(half, place), place)));
  return files;
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Reads the manifest of a backup. Throws `missing backup-missing` and `invalid backup-unreadable`. */
export async function readManifest(from: string): Promise<Manifest> {
  const text = await readFile(path.join(from, manifestName), 'utf8').catch(() => {
    throw new Problem('missing', 'backup-missing', { directory: from });
  });
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.v === 1 && Array.isArray(manifest.files) && Array.isArray(manifest.folders)) return manifest;
  } catch {
    // Said below.
  }
  throw new Problem('invalid', 'backup-unreadable', { directory: from });
}

/**
 * Puts a backup into a data directory that holds nothing yet, comparing every file's hash on the way. Throws
 * `conflict data-directory-not-empty` and `broken backup-altered` with the file's place; the directory then stays unusable.
 */
export async function putBack(from: string, dataDir: string, say: (sentence: string) => void): Promise<Manifest> {
  const manifest = await readManifest(from);
  const user = databaseUser(say);
  const root = prepareDirectory(dataDir, user);
  if ((await readdir(root)).length > 0) throw new Problem('conflict', 'data-directory-not-empty', { directory: root });
  const parent = placeCluster(root, user, say);
  const placeOf = (place: string): string => path.join(place.startsWith('postgres/') ? parent : root, place);
  await own(path.join(parent, 'postgres'), user);
  for (const folder of manifest.folders) await own(placeOf(folder), user);
  for (const name of ['archive_status', 'summaries']) await own(path.join(parent, 'postgres/pg_wal', name), user);
  for (const file of manifest.files) {
    const to = placeOf(file.path);
    const copied = await copyHashed(path.join(from, file.path), to, file.path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new Problem('broken', 'backup-altered', { file: file.path });
    });
    if (copied.sha256 !== file.sha256) throw new Problem('broken', 'backup-altered', { file: file.path });
    if (user && file.path.startsWith('postgres/')) await chown(to, user.uid, user.gid);
  }
  // Last: without it the directory is not taken for a county.
  writeDataVersion(root);
  return manifest;
}

async function own(folder: string, user: SystemUser | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
}
