// Puts a backup into a data directory that holds nothing yet; what is not what was sealed never gets there.
import { chmod, chown, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import type { BackupEnd } from './backup.ts';
import { type BackupHead, readBackupHead } from './backup-head.ts';
import { copyHashed, plainManifestName, readPlainManifest } from './backup-plain.ts';
import { fileProblem, placeCluster, prepareDirectory, writeDataVersion } from './data-directory.ts';
import { layLog, type Replayed } from './log-replay.ts';
import type { OpeningKey } from './recovery-key.ts';
import { readSealed } from './sealed-archive.ts';
import { databaseUser, type SystemUser } from './system-user.ts';

export interface PutBack {
  readonly madeAt: number;
  readonly witness: string | null;
  readonly files: number;
  /** Undefined where the backup was made before backups were sealed. */
  readonly sealed: (BackupEnd & { readonly head: BackupHead }) | undefined;
  /** Where PostgreSQL's own files are. */
  readonly cluster: string;
}

interface Target {
  readonly root: string;
  /** Holds `postgres`. */
  readonly parent: string;
  readonly user: SystemUser | undefined;
}

/** A backup made before they were sealed needs no key. */
const isPlain = async (from: string): Promise<boolean> =>
  (await stat(path.join(from, plainManifestName)).catch(() => undefined)) !== undefined;

interface How {
  /** Asked for when the backup is sealed. */
  readonly key: () => Promise<OpeningKey>;
  readonly say: (sentence: string) => void;
  /** More to put there before the directory counts as a county. */
  readonly then?: (back: PutBack) => Promise<void>;
}

/**
 * Throws `conflict data-directory-not-empty`, `refused recovery-key-other`, and `broken backup-altered` with the place of
 * what is not as it was; the directory is then as empty as before.
 */
async function putBack(from: string, dataDir: string, how: How): Promise<PutBack> {
  const plain = await isPlain(from);
  const kind = plain ? 'files' : (await readBackupHead(from)).head.kind;
  if (kind === 'tables') throw new Problem('invalid', 'restore-tables', { directory: from });
  const user = databaseUser(how.say);
  const root = prepareDirectory(dataDir, user);
  if ((await readdir(root)).length > 0) throw new Problem('conflict', 'data-directory-not-empty', { directory: root });
  const parent = placeCluster(root, user, how.say);
  const target = { root, parent, user };
  try {
    const back = plain ? await putPlain(from, target) : await putSealed(from, target, await how.key());
    await how.then?.(back);
    // Last: without it the directory is not taken for a county.
    writeDataVersion(root);
    return back;
  } catch (error) {
    for (const name of await readdir(root)) await rm(path.join(root, name), { recursive: true, force: true });
    if (parent !== root) await rm(parent, { recursive: true, force: true });
    throw fileProblem(error, root);
  }
}

/** `putBack`, and behind the backup what the log of changes beside it holds, as far as it hangs together. */
export async function putBackWithLog(
  from: string,
  dataDir: string,
  { key, say, log }: Pick<How, 'key' | 'say'> & { readonly log: boolean },
): Promise<{ back: PutBack; replayed: Replayed | undefined }> {
  let opening: OpeningKey | undefined;
  let replayed: Replayed | undefined;
  const back = await putBack(from, dataDir, {
    key: async () => (opening = await key()),
    say,
    then: async ({ sealed, cluster }) => {
      if (log && sealed && opening)
        replayed = await layLog(path.dirname(from), { head: sealed.head, end: sealed, key: opening, cluster });
    },
  });
  return { back, replayed };
}

/** What the journal is compared with. */
export function witnessesOf({ witness }: Pick<PutBack, 'witness'>): { block: number; root: string }[] {
  const [block = '', root = ''] = witness?.split(':') ?? [];
  return witness === null ? [] : [{ block: Number(block), root }];
}

const isDatabase = (place: string): boolean => place === 'postgres' || place.startsWith('postgres/');
const inTarget = ({ root, parent }: Target, place: string): string =>
  path.join(isDatabase(place) ? parent : root, place);

async function putSealed(from: string, target: Target, key: OpeningKey): Promise<PutBack> {
  const { head, line, file } = await readBackupHead(from);
  const into = {
    folder: (place: string) => own(inTarget(target, place), target.user),
    file: (place: string, blocks: AsyncIterable<Buffer>) => putFile(target, place, blocks),
  };
  const end = (await readSealed(from, { line, file }, { key, into })) as unknown as BackupEnd;
  const { madeAt, witness } = head;
  return { madeAt, witness, files: end.files, sealed: { ...end, head }, cluster: path.join(target.parent, 'postgres') };
}

/** PostgreSQL forces its own files to the disk when it recovers; the others are forced here. */
async function putFile(target: Target, place: string, blocks: AsyncIterable<Buffer>): Promise<void> {
  const to = inTarget(target, place);
  if (!isDatabase(place)) await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const handle = await open(to, 'wx', 0o600);
  try {
    for await (const block of blocks) await handle.writeFile(block);
    if (!isDatabase(place)) await handle.sync();
    if (isDatabase(place) && target.user) await handle.chown(target.user.uid, target.user.gid);
  } finally {
    await handle.close();
  }
}

async function putPlain(from: string, target: Target): Promise<PutBack> {
  const manifest = await readPlainManifest(from);
  await own(inTarget(target, 'postgres'), target.user);
  for (const folder of manifest.folders) await own(inTarget(target, folder), target.user);
  for (const name of ['archive_status', 'summaries'])
    await own(inTarget(target, `postgres/pg_wal/${name}`), target.user);
  for (const file of manifest.files) {
    const to = inTarget(target, file.path);
    const sha256 = await copyHashed(path.join(from, file.path), to).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new Problem('broken', 'backup-altered', { file: file.path });
    });
    if (sha256 !== file.sha256) throw new Problem('broken', 'backup-altered', { file: file.path });
    if (target.user && isDatabase(file.path)) await chown(to, target.user.uid, target.user.gid);
  }
  const { madeAt, witness, files } = manifest;
  return { madeAt, witness, files: files.length, sealed: undefined, cluster: path.join(target.parent, 'postgres') };
}

async function own(folder: string, user: SystemUser | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
}
