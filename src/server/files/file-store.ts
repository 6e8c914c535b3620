// Files outside the database: kept under the hash of their content, on the disk before anybody is told, and the parts of those still coming.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { fileProblem } from '#data/data-directory.ts';

export interface FileStore {
  readonly directory: string;
  /** Keeps the bytes and answers their SHA-256. Resolves once they and their name are on the disk. */
  put(bytes: Uint8Array): Promise<string>;
  /** Undefined when there is no such file. Throws `broken file-damaged-here` when the disk gives back other bytes. */
  get(hash: string): Promise<Buffer | undefined>;
  /** Takes the file away; one that is not there is gone already. */
  remove(hash: string): Promise<void>;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** 256 folders, so that none grows too long to read. */
const placeOf = (directory: string, hash: string): string => path.join(directory, hash.slice(0, 2), hash.slice(2));

/** A rename is on the disk once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  // Every folder made on the way has its own line in the one above it.
  for (let at = folder; ; at = path.dirname(at)) {
    await syncFolder(path.dirname(at));
    if (at === made) return;
  }
}

/** Written beside, forced to the disk, then named: a power cut leaves the whole file or none. */
export async function writeFileDurably(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  await makeFolder(folder);
  const half = path.join(folder, `.half-${randomBytes(8).toString('hex')}`);
  try {
    const handle = await open(half, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(half, file);
    await syncFolder(folder);
  } catch (error) {
    await rm(half, { force: true });
    throw fileProblem(error, folder);
  }
}

/** Opens the folder; nothing is made before the first file comes. */
export function openFileStore(directory: string): FileStore {
  return {
    directory,
    async put(bytes) {
      const hash = sha256Of(bytes);
      const file = placeOf(directory, hash);
      const there = await stat(file).catch(() => undefined);
      // Written again unless it is there whole: what lies there may come from before a power cut.
      if (there?.size !== bytes.length) await writeFileDurably(file, bytes);
      // It is whole; its name, or its folder's, may be what did not reach the disk the last time.
      else await syncFolder(path.dirname(file));
      await syncFolder(directory);
      return hash;
    },
    async get(hash) {
      const bytes = await readFile(placeOf(directory, hash)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw fileProblem(error, directory);
      });
      if (bytes && sha256Of(bytes) !== hash) throw new Problem('broken', 'file-damaged-here');
      return bytes;
    },
    async remove(hash) {
      const file = placeOf(directory, hash);
      await rm(file, { force: true });
      await syncFolder(path.dirname(file)).catch(() => {});
    },
  };
}

/** Halves that a crash left behind are nobody's any more after a day. Answers how many went. */
export async function sweepHalves(directory: string, now: number): Promise<number> {
  let gone = 0;
  for (const folder of await readdir(directory).catch(() => [])) {
    for (const name of await readdir(path.join(directory, folder)).catch(() => [])) {
      if (!name.startsWith('.half-')) continue;
      const file = path.join(directory, folder, name);
      const made = await stat(file).catch(() => undefined);
      if (!made || now - made.mtimeMs < 86_400_000) continue;
      await rm(file, { force: true });
      gone += 1;
    }
  }
  return gone;
}
