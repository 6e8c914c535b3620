// Starting, recognising and stopping one postmaster: what its pid file says, what its log says, whether it lives.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '#kit/problem.ts';
import type { Binaries } from './binaries.ts';
import type { SystemUser } from './system-user.ts';

/** Everything needed to start this cluster again in the same way. */
export interface Postmaster {
  readonly binaries: Binaries;
  readonly cluster: string;
  /** null where TCP on loopback is used. */
  readonly socketDir: string | null;
  readonly logFile: string;
  readonly user: SystemUser | undefined;
  readonly say: (sentence: string) => void;
}

export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDir: string;
  /** `starting`, `stopping`, `ready`, `standby`; '' while the file is half written. */
  readonly status: string;
}

/** postmaster.pid has eight lines: pid, data directory, start time, port, socket directory, address, memory key, status. */
export function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
    return { pid, port: Number(lines[3] ?? 0), socketDir: (lines[4] ?? '').trim(), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/** A process we may not signal lives too. */
export const isAlive = (pid: number): boolean => isThere(pid) && !isZombie(pid);

/** Somebody answers to this number: also a dead process that nobody has collected, which PostgreSQL takes for a living one. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A dead process that nobody has collected (our own killed parent's) still takes signals. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** Is a living postmaster of this very cluster named in the pid file? Its number may have gone to another program, in a container very soon. */
export function livingPostmaster(cluster: string): PidFile | undefined {
  const file = readPidFile(cluster);
  return file && isAlive(file.pid) && worksIn(file.pid, cluster) ? file : undefined;
}

/** A postmaster works in its cluster's directory; its name is asked where that may not be read. */
function worksIn(pid: number | string, cluster: string): boolean {
  const directory = readOrUndefined(() => readlinkSync(`/proc/${pid}/cwd`));
  if (directory !== undefined) return directory === cluster;
  const name = readOrUndefined(() => readFileSync(`/proc/${pid}/comm`, 'utf8'));
  return name === undefined || name.startsWith('postgres');
}

function readOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Does somebody write this postmaster's log, or put it in order? PostgreSQL 18 waits for ever for its own workers when the
 * process that repairs it dies of the disk that killed the one before. True where the system does not tell.
 */
export function isAtWork(pid: number): boolean {
  const children = readOrUndefined(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  const titles = (children ?? '')
    .split(' ')
    .filter((one) => one.trim() !== '')
    .map((one) => readOrUndefined(() => readFileSync(`/proc/${one}/cmdline`, 'utf8')) ?? '');
  return titles.length === 0 || titles.some((title) => /^postgres: (walwriter|startup)/.test(title));
}

/** PostgreSQL guards two places, its directory and its socket, each by a file that begins with its number. */
const guards = ({ cluster, socketDir }: Postmaster): string[] => [
  path.join(cluster, 'postmaster.pid'),
  ...(socketDir === null ? [] : [path.join(socketDir, '.s.PGSQL.5432.lock')]),
];

/**
 * PostgreSQL refuses to start when the number in an old guard now belongs to some other program, or to its own killed
 * postmaster that nobody has collected yet. Only that number is made one of a process that has ended: the rest of the file
 * stays, for PostgreSQL's own check that no backend is left. A guard that a power cut left empty says nothing and goes.
 */
function retireGuard(file: string, cluster: string): void {
  const text = readOrUndefined(() => readFileSync(file, 'utf8'));
  if (text === undefined) return;
  const pid = Number(text.split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    if (isEmpty(cluster)) rmSync(file, { force: true });
    return;
  }
  if (!isThere(pid) || (isAlive(pid) && worksIn(pid, cluster))) return;
  const ended = spawnSync(process.execPath, ['--version'], { stdio: 'ignore' }).pid;
  writeFileSync(file, `${ended}${text.slice(text.indexOf('\n'))}`);
}

/** No process at all works in the cluster's directory; false where the system does not tell. */
function isEmpty(cluster: string): boolean {
  const all = readOrUndefined(() => readdirSync('/proc'))?.filter((name) => /^\d+$/.test(name));
  return all?.every((pid) => readOrUndefined(() => readlinkSync(`/proc/${pid}/cwd`)) !== cluster) ?? false;
}

/** The socket outlives nobody: who answers there lives, also in another container whose numbers mean nothing here. */
function somebodyAnswers(socketDir: string | null): Promise<boolean> {
  if (socketDir === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const probe = connect(path.join(socketDir, '.s.PGSQL.5432'), () => resolve(true));
    probe.once('error', () => resolve(false)).once('connect', () => probe.destroy());
  });
}

const inUse = (postmaster: Postmaster): Problem => {
  const pids = guards(postmaster).map((file) =>
    Number(readOrUndefined(() => readFileSync(file, 'utf8'))?.split('\n')[0]),
  );
  return new Problem('conflict', 'data-directory-in-use', {
    directory: postmaster.cluster,
    pid: pids.find((pid) => pid > 0) ?? '?',
  });
};

/** Starts it and waits until it accepts connections, however long its recovery takes. Throws what the log says as a Problem. */
export async function startPostmaster(postmaster: Postmaster): Promise<ChildProcess> {
  for (let round = 0; await somebodyAnswers(postmaster.socketDir); round++) {
    // What a killed postmaster has just forked may hold its socket for a breath.
    if (round === 20) throw inUse(postmaster);
    await sleep(100);
  }
  for (const end = Date.now() + 60_000; ; await sleep(100)) {
    for (const file of guards(postmaster)) retireGuard(file, postmaster.cluster);
    const from = sizeOf(postmaster.logFile);
    const child = launch(postmaster);
    if (await ready(child, postmaster)) return child;
    const said = textFrom(postmaster.logFile, from);
    // Backends of a killed postmaster need a moment to notice; PostgreSQL rightly refuses until they are gone.
    if (!/still in use|is another postmaster/i.test(said) || Date.now() > end) throw startProblem(said, postmaster);
  }
}

function launch(postmaster: Postmaster): ChildProcess {
  const { binaries, cluster, user } = postmaster;
  if (sizeOf(postmaster.logFile) > 5_000_000) renameSync(postmaster.logFile, `${postmaster.logFile}.old`);
  const log = openSync(postmaster.logFile, 'a', 0o600);
  try {
    // A group of its own: Ctrl-C at the terminal reaches us only, and we then stop it in order.
    const child = spawn(path.join(binaries.directory, 'postgres'), ['-D', cluster], {
      ...asUser(user),
      cwd: cluster,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
      env: cleanEnvironment(),
    });
    child.on('error', () => {});
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

export const asUser = (user: SystemUser | undefined): { uid?: number; gid?: number } =>
  user ? { uid: user.uid, gid: user.gid } : {};

/** Without PGDATA, PGPORT, PGOPTIONS, LANG … of whoever started us; messages in English, so that they can be recognised. */
export function cleanEnvironment(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].map((name) => [name, process.env[name] ?? '']);
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== '')), LC_ALL: 'C', TZ: 'UTC' };
}

async function ready(child: ChildProcess, { cluster, say }: Postmaster): Promise<boolean> {
  const begun = Date.now();
  let told = begun;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const file = readPidFile(cluster);
    if (file?.pid === child.pid && file.status === 'ready') return true;
    if (Date.now() - told > 5_000) {
      told = Date.now();
      say(`The database is putting itself in order after a sudden end, ${Math.round((told - begun) / 1000)} s so far.`);
    }
    await sleep(5);
  }
  return false;
}

function startProblem(said: string, postmaster: Postmaster): Problem {
  const { cluster, logFile } = postmaster;
  const line = said.split('\n').find((text) => /FATAL|PANIC/.test(text)) ?? said.trim().split('\n').at(-1) ?? '';
  const message = line.replace(/^.*?(FATAL|PANIC): +/, '');
  if (/No space left|Disk quota/.test(said))
    return new Problem('broken', 'data-directory-full', { directory: cluster });
  if (/Read-only file system/.test(said))
    return new Problem('broken', 'data-directory-read-only', { directory: cluster });
  if (/already exists|still in use/.test(said)) return inUse(postmaster);
  if (/checkpoint record|invalid .* in (control|relation)|checksum|could not (read|locate)/i.test(said)) {
    return new Problem('broken', 'database-damaged', { directory: cluster, message, logFile });
  }
  return new Problem('broken', 'database-start-failed', { message, logFile });
}

/** Asks for a fast end (SIGINT: sessions are cut, everything is written) and waits. False when it still runs after `limitMs`. */
export async function stopPostmaster(postmaster: Postmaster, limitMs = 60_000): Promise<boolean> {
  const file = livingPostmaster(postmaster.cluster);
  if (!file) return true;
  if (process.platform === 'win32') {
    const stopped = spawnSync(
      path.join(postmaster.binaries.directory, 'pg_ctl.exe'),
      ['stop', '-D', postmaster.cluster, '-m', 'fast'],
      { stdio: 'ignore' },
    );
    return stopped.status === 0;
  }
  process.kill(file.pid, 'SIGINT');
  for (const end = Date.now() + limitMs; Date.now() < end; await sleep(3)) {
    // Its own pid file goes last but one; the process itself may wait for its parent to collect it.
    if (!isAlive(file.pid)) return true;
  }
  return false;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

const textFrom = (file: string, from: number): string =>
  readOrUndefined(() => readFileSync(file).subarray(from).toString('utf8')) ?? '';
