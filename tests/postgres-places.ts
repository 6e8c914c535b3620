// Places for tests that start a PostgreSQL of their own: directories, small and read-only disks, and a server process to kill.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningPostgres, startPostgres } from '#data/supervisor.ts';
import { livingPostmaster } from '#data/supervisor-process.ts';

export const isRoot = process.getuid?.() === 0;

/** A directory other users can pass through, as a machine's data directories are. */
export function makePlace(): string {
  const place = mkdtempSync(path.join(tmpdir(), 'zd-place-'));
  chmodSync(place, 0o711);
  return place;
}

let ready: Promise<string> | undefined;

/** A data directory as a finished first start leaves it, copied instead of made anew: a fifth of the time. */
export async function copyReady(dataDir: string): Promise<void> {
  ready ??= makeReady();
  const copied = spawnSync('cp', ['-a', await ready, dataDir], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
}

/** Kept beside the servers of this run, so that it is cleared with them. */
async function makeReady(): Promise<string> {
  const dataDir = path.join(process.env['ZD_TEST_POSTGRES'] ?? makePlace(), `ready-${process.pid}`);
  const server = await startPostgres({ dataDir, durable: false });
  await server.stop();
  return dataDir;
}

/** Ends what still runs in a cluster and removes the place. */
export async function clearPlace(place: string, clusters: readonly string[]): Promise<void> {
  for (const cluster of clusters) {
    const living = livingPostmaster(cluster);
    if (living) process.kill(living.pid, 'SIGQUIT');
    while (livingPostmaster(cluster)) await pause(5);
    rmSync(path.dirname(cluster), { recursive: true, force: true, maxRetries: 5 });
  }
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Disk {
  readonly directory: string;
  /** With other options, such as a larger size. */
  grow(options: string): void;
  unmount(): void;
}

/** A disk of its own in memory. Only root can mount one; the sentence says so, and the test that asked counts as failed. */
export function mountDisk(place: string, options: string, directory = path.join(place, 'disk')): Disk {
  if (!isRoot) throw new Error('This test mounts a small disk, which needs root: run the tests as root to count it.');
  mkdirSync(directory, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory], { encoding: 'utf8' });
  if (mounted.status !== 0)
    throw new Error(`This test mounts a small disk, which failed here: ${mounted.stderr.trim()}`);
  return {
    directory,
    grow: (more) => spawnSync('mount', ['-o', `remount,${more}`, directory]),
    unmount: () => spawnSync('umount', ['-l', directory]),
  };
}

export interface OtherServer {
  readonly process: ChildProcess;
  /** Resolves with what startPostgres answered there, or the code of its Problem. */
  readonly started: Promise<Partial<RunningPostgres> & { readonly problem?: string }>;
  /** SIGKILL, as a power key or an out-of-memory killer would. */
  kill(): Promise<void>;
}

/** Runs startPostgres in another process, which then waits to be killed. */
export function otherServer(dataDir: string, more: Record<string, unknown> = {}): OtherServer {
  const supervisor = new URL('../src/data/supervisor.ts', import.meta.url).href;
  const script = `
    const { startPostgres } = await import(${JSON.stringify(supervisor)});
    try {
      const { stop, ...server } = await startPostgres(${JSON.stringify({ dataDir, ...more })});
      console.log(JSON.stringify(server));
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(JSON.stringify({ problem: error.code ?? String(error) }));
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    started: new Promise((resolve) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
      });
      void gone.then(() => resolve({ problem: 'gone' }));
    }),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
