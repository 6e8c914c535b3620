// The data directory: made, checked and left alone when it is not ours to open; and where PostgreSQL's own files lie.
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  realpathSync,
  renameSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { reachableBy, type SystemUser, systemUserHome } from './system-user.ts';

/** Counts changes of the layout on disk that an older program cannot read. The tables have their own count (migrations). */
export const dataVersion = 1;

export interface Passwords {
  /** Superuser of the cluster: backups and first set-up only. */
  readonly admin: string;
  readonly owner: string;
  readonly app: string;
}

/** What the file system refused, as a Problem; anything else unchanged. */
export function fileProblem(error: unknown, directory: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (['EROFS', 'EACCES', 'EPERM'].includes(code))
    return new Problem('broken', 'data-directory-read-only', { directory });
  if (['ENOSPC', 'EDQUOT'].includes(code)) return new Problem('broken', 'data-directory-full', { directory });
  if (['ENOTDIR', 'EEXIST'].includes(code)) return new Problem('broken', 'data-directory-no-directory', { directory });
  return error;
}

/**
 * Makes the directory when it is missing and answers its real path. Made by root, it lets the database's user pass through
 * and nobody else in. Throws `conflict data-newer` before anything is written.
 */
export function prepareDirectory(wanted: string, user: SystemUser | undefined): string {
  try {
    const made = makeDirectories(path.resolve(wanted), user ? 0o710 : 0o700);
    if (user) for (const directory of made) chownSync(directory, 0, user.gid);
    const root = realpathSync(wanted);
    const version = readDataVersion(root);
    if (version !== undefined && version > dataVersion) {
      throw new Problem('conflict', 'data-newer', { directory: root, data: version, program: dataVersion });
    }
    return root;
  } catch (error) {
    throw fileProblem(error, wanted);
  }
}

/** The directory and what is missing above it, one by one: Node's own recursive way reports a read-only disk as ENOENT. */
function makeDirectories(directory: string, mode: number): string[] {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return [];
  const made = makeDirectories(path.dirname(directory), mode);
  try {
    mkdirSync(directory, { mode });
  } catch (error) {
    // Another start made it in the same moment.
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return made;
    throw error;
  }
  return [...made, directory];
}

const versionFile = (root: string): string => path.join(root, 'zd-data-version');

/** The number in `zd-data-version`, or undefined before the first start has come to its end. */
export function readDataVersion(root: string): number | undefined {
  const text = readOrUndefined(versionFile(root));
  const version = Number(text ?? 0);
  if (text !== undefined && (!Number.isSafeInteger(version) || version < 1)) {
    throw new Problem('broken', 'data-directory-unknown', { directory: root });
  }
  return text === undefined ? undefined : version;
}

export const writeDataVersion = (root: string): void => writeDurably(versionFile(root), `${dataVersion}\n`, 0o644);

/** The cluster's passwords: random, made once, readable by us alone. */
export function keepPasswords(root: string): Passwords {
  const file = path.join(root, 'database-passwords.json');
  const known = readOrUndefined(file);
  if (known !== undefined) return JSON.parse(known) as Passwords;
  const [admin, owner, app] = Array.from({ length: 3 }, () => randomBytes(24).toString('base64url')) as [
    string,
    string,
    string,
  ];
  const passwords: Passwords = { admin, owner, app };
  writeDurably(file, `${JSON.stringify(passwords)}\n`, 0o600);
  return passwords;
}

/** Free bytes on the disk of a directory, or undefined where the system does not tell. */
export function freeBytes(directory: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/**
 * The directory that holds PostgreSQL's files: the data directory, unless its user cannot come there (a parent closed by
 * root). Then it is /var/lib/zerodistance/<fingerprint>, written down in `postgres-at` and said aloud. What is
 * written down wins over everything; a copy of a data directory that points to another's files is refused.
 */
export function placeCluster(root: string, user: SystemUser | undefined, say: (sentence: string) => void): string {
  const record = path.join(root, 'postgres-at');
  const known = readOrUndefined(record)?.trim();
  if (known !== undefined) return checkBelongs(known, root);
  if (!user || reachableBy(user, root)) return root;
  mkdirSync(systemUserHome, { recursive: true, mode: 0o755 });
  const place = path.join(realpathSync(systemUserHome), createHash('sha256').update(root).digest('hex').slice(0, 16));
  mkdirSync(place, { recursive: true, mode: 0o710 });
  chownSync(place, 0, user.gid);
  if (!reachableBy(user, place))
    throw new Problem('broken', 'data-directory-unreachable', { directory: root, user: user.name });
  writeDurably(path.join(place, 'belongs-to'), `${root}\n`, 0o644);
  writeDurably(record, `${place}\n`, 0o644);
  say(`PostgreSQL's user ${user.name} cannot come into ${root}: the database's files are in ${place}.`);
  return place;
}

function checkBelongs(place: string, root: string): string {
  const owner = readOrUndefined(path.join(place, 'belongs-to'))?.trim();
  if (owner === undefined) throw new Problem('broken', 'database-files-missing', { directory: place });
  if (owner === root) return place;
  const other = readOrUndefined(path.join(owner, 'postgres-at'))?.trim();
  if (other === place) throw new Problem('conflict', 'data-directory-copied', { directory: root, original: owner });
  // Moved as a whole: the files follow the directory.
  writeDurably(path.join(place, 'belongs-to'), `${root}\n`, 0o644);
  return place;
}

/** A socket address holds 107 bytes and the file's name needs up to 20 of them. */
export const fitsSocket = (directory: string): boolean =>
  Buffer.byteLength(path.join(directory, '.s.PGSQL.5432')) < 107;

/** Written beside, forced to disk, then renamed: a power cut leaves the old text or the new one. */
function writeDurably(file: string, text: string, mode: number): void {
  const half = `${file}.${process.pid}`;
  const descriptor = openSync(half, 'w', mode);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(half, file);
}

function readOrUndefined(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return readFileSync(file, 'utf8');
}
