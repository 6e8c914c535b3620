// Keeps one PostgreSQL of our own running for a data directory: makes it, starts or adopts it, mends it, stops it.
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '#kit/problem.ts';
import { findBinaries } from './binaries.ts';
import {
  fileProblem,
  fitsSocket,
  keepPasswords,
  type Passwords,
  placeCluster,
  prepareDirectory,
  readDataVersion,
  writeDataVersion,
} from './data-directory.ts';
import { connectDirect } from './database.ts';
import { pgHbaConf, postgresqlConf } from './supervisor-config.ts';
import { type Lock, takeLock } from './supervisor-lock.ts';
import {
  livingPostmaster,
  type PidFile,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
} from './supervisor-process.ts';
import { clusterMajor, makeCluster, makeRoles, writeSetting } from './supervisor-setup.ts';
import { keepRunning } from './supervisor-watch.ts';
import { databaseUser, type SystemUser } from './system-user.ts';

export interface StartOptions {
  readonly dataDir: string;
  /** Only these binaries. */
  readonly binDir?: string | undefined;
  /** Told what was done on the machine's behalf, one sentence each. */
  readonly log?: (sentence: string) => void;
  /** When another server of ours holds the directory: refuse (default), or use its database and leave its life to it. */
  readonly whenHeld?: 'refuse' | 'join';
  /** False only in tests. */
  readonly durable?: boolean;
}

export interface RunningPostgres {
  /** Directory of the unix socket; '' where TCP on loopback is used. */
  readonly socketDir: string;
  readonly port: number;
  /** Superuser: backup and nothing else. */
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** `18.4` */
  readonly version: string;
  /** It was running already. */
  readonly adopted: boolean;
  /** Another server of ours holds the directory; `stop` leaves PostgreSQL to it. */
  readonly joined: boolean;
  /** Where PostgreSQL's own files are. */
  readonly cluster: string;
  readonly binDir: string;
  /** Stops PostgreSQL in order and gives the directory back. */
  stop(): Promise<void>;
}

/** Throws one Problem for whatever keeps it from running; nothing on disk is damaged by a refusal. */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const say = options.log ?? (() => {});
  const user = databaseUser(say);
  const root = prepareDirectory(options.dataDir, user);
  let lock: Lock | undefined;
  try {
    const taken = takeLock(root);
    if ('heldBy' in taken) {
      if (options.whenHeld !== 'join')
        throw new Problem('conflict', 'data-directory-in-use', { directory: root, pid: taken.heldBy });
      return await join({ root, options, user, say, heldBy: taken.heldBy });
    }
    lock = taken;
    return await start({ root, options, user, say, lock });
  } catch (error) {
    lock?.release();
    throw fileProblem(error, root);
  }
}

interface Wanted {
  readonly root: string;
  readonly options: StartOptions;
  readonly user: SystemUser | undefined;
  readonly say: (sentence: string) => void;
}

interface Starting extends Wanted {
  readonly lock: Lock;
}

interface Joining extends Wanted {
  readonly heldBy: number;
}

async function start({ root, options, user, say, lock }: Starting): Promise<RunningPostgres> {
  const durable = options.durable ?? true;
  const parent = placeCluster(root, user, say);
  const cluster = path.join(parent, 'postgres');
  const binaries = findBinaries({ binDir: options.binDir, major: clusterMajor(cluster), copyTo: parent, user });
  const passwords = readyPasswords(root, cluster);
  if (!existsSync(cluster)) await makeCluster({ cluster, binaries, user, passwords, durable });
  const living = await settled(cluster);
  const place = living ? placeOf(living) : { socketDir: placeSocket(parent, user), port: await choosePort() };
  const logFile = path.join(root, 'postgres.log');
  const postmaster: Postmaster = { binaries, cluster, socketDir: place.socketDir, logFile, user, say };
  if (!living) {
    writeSetting(path.join(cluster, 'postgresql.conf'), postgresqlConf({ ...place, durable }), user);
    writeSetting(path.join(cluster, 'pg_hba.conf'), pgHbaConf(place.socketDir), user);
  }
  const child = living ? undefined : await startPostmaster(postmaster);
  const urls = urlsOf(place, passwords);
  if (readDataVersion(root) === undefined) await finishSetup(urls.adminUrl, passwords, root);
  await checkAnswers(urls.ownerUrl);
  const watch = keepRunning(postmaster, child);
  const stop = async (): Promise<void> => {
    await watch.end();
    if (await stopPostmaster(postmaster)) removeSocket(place.socketDir, parent);
    else say('PostgreSQL is still writing; it was left to end by itself.');
    lock.release();
  };
  return { ...urls, ...describe(place, binaries), adopted: living !== undefined, joined: false, cluster, stop };
}

/** The database of another server of ours, as soon as that one has it running. */
async function join({ root, options, user, say, heldBy }: Joining): Promise<RunningPostgres> {
  for (let round = 0; round < 600; round++) {
    const known = readDataVersion(root) !== undefined;
    const cluster = known ? path.join(placeCluster(root, user, say), 'postgres') : '';
    const living = known ? livingPostmaster(cluster) : undefined;
    if (living?.status === 'ready') {
      const binaries = findBinaries({
        binDir: options.binDir,
        major: clusterMajor(cluster),
        copyTo: path.dirname(cluster),
        user,
      });
      const place = placeOf(living);
      const urls = urlsOf(place, keepPasswords(root));
      await checkAnswers(urls.ownerUrl);
      return { ...urls, ...describe(place, binaries), adopted: true, joined: true, cluster, stop: async () => {} };
    }
    await sleep(50);
  }
  throw new Problem('conflict', 'data-directory-in-use', { directory: root, pid: heldBy });
}

/** Files that were there once must not be replaced by an empty database. */
function readyPasswords(root: string, cluster: string): Passwords {
  const used = readDataVersion(root) !== undefined;
  if (used && (!existsSync(cluster) || !existsSync(path.join(root, 'database-passwords.json')))) {
    throw new Problem('broken', 'database-files-missing', { directory: cluster });
  }
  return keepPasswords(root);
}

/** A postmaster left by a killed server, once it accepts; one that is just ending is waited for. */
async function settled(cluster: string): Promise<PidFile | undefined> {
  for (;;) {
    const living = livingPostmaster(cluster);
    if (!living || living.status === 'ready') return living;
    await sleep(10);
  }
}

interface Place {
  readonly socketDir: string | null;
  readonly port: number;
}

const placeOf = (file: PidFile): Place => ({
  socketDir: file.socketDir === '' ? null : file.socketDir,
  port: file.port,
});

/** Beside the cluster, or, when that path is too long for a socket, a short directory with a name nobody can take before us. */
function placeSocket(parent: string, user: SystemUser | undefined): string | null {
  if (process.platform !== 'linux') return null;
  const near = path.join(parent, 'postgres-socket');
  const directory = fitsSocket(near) ? near : mkdtempSync(path.join(fitsSocket(tmpdir()) ? tmpdir() : '/tmp', 'zd-'));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (user) chownSync(directory, user.uid, user.gid);
  return directory;
}

function removeSocket(socketDir: string | null, parent: string): void {
  if (socketDir === null || socketDir.startsWith(parent)) return;
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(path.join(socketDir, name), { force: true });
  try {
    rmdirSync(socketDir);
  } catch {
    // Not empty or not there: not ours to remove.
  }
}

/** The socket's name is fixed by the usual port; without sockets a free one is asked of the system. */
async function choosePort(): Promise<number> {
  if (process.platform === 'linux') return 5432;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 5432;
}

function urlsOf(
  { socketDir, port }: Place,
  passwords: Passwords,
): { adminUrl: string; ownerUrl: string; appUrl: string } {
  const host = socketDir === null ? '127.0.0.1' : 'localhost';
  const query = socketDir === null ? '' : `?host=${encodeURIComponent(socketDir)}`;
  const url = (role: string, password: string, database: string): string =>
    `postgres://${role}:${password}@${host}:${port}/${database}${query}`;
  return {
    adminUrl: url('zd_admin', passwords.admin, 'postgres'),
    ownerUrl: url('zd_owner', passwords.owner, 'zd'),
    appUrl: url('zd_app', passwords.app, 'zd'),
  };
}

const describe = ({ socketDir, port }: Place, binaries: { directory: string; version: string }) => ({
  socketDir: socketDir ?? '',
  port,
  version: binaries.version,
  binDir: binaries.directory,
});

async function finishSetup(adminUrl: string, passwords: Passwords, root: string): Promise<void> {
  const admin = await connectDirect(adminUrl);
  try {
    await makeRoles(admin, passwords);
  } finally {
    await admin.end();
  }
  writeDataVersion(root);
}

async function checkAnswers(ownerUrl: string): Promise<void> {
  const owner = await connectDirect(ownerUrl);
  await owner.end();
}
