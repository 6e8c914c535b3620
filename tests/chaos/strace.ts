// Watches the system calls of processes that already run and makes some of them fail, by strace: for broken disks, and for the order of writes.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '#kit/id.ts';
import { pause } from '#tests/postgres-places.ts';

export interface Fault {
  /** Names of system calls, with commas. */
  readonly calls: string;
  readonly error: 'EIO' | 'ENOSPC' | 'EMFILE';
  /** Counted in each thread by itself: `3+5` is the third and every fifth after it, `1+` all. */
  readonly when: string;
}

export interface Trace {
  /** Everything seen so far, in the order in which it happened. */
  lines(): string[];
  /** How many calls were made to fail so far. */
  failed(): number;
  /** Lets go of all processes; they run on unharmed. */
  end(): Promise<string[]>;
}

/** What a phone, a server and its database say to each other, and what they force to the disk. */
const watched = 'recvfrom,sendto,write,writev,fdatasync,fsync';

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const childrenOf = (pid: number): number[] =>
  textOf(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);

/** These processes and all they started that still live. */
export const familyOf = (pids: readonly number[]): number[] =>
  pids.flatMap((pid) => [pid, ...familyOf(childrenOf(pid))]);

const isTracedBy = (pid: number, tracer: number): boolean => {
  const status = textOf(`/proc/${pid}/status`);
  return status === '' || /State:\s+Z/.test(status) || status.includes(`TracerPid:\t${tracer}\n`);
};

/** Why nothing can be traced on this machine, in a sentence; undefined when it can. Tried on a process of our own. */
export function whyNoTrace(): string | undefined {
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (tried.error) return 'strace is not installed (apt-get install strace)';
  const sleeper = spawn('sleep', ['10'], { stdio: 'ignore' });
  const args = ['1', 'strace', '-o', '/dev/null', '-p', String(sleeper.pid)];
  const attached = spawnSync('timeout', args, { encoding: 'utf8' });
  sleeper.kill('SIGKILL');
  return /attached/.test(attached.stderr) ? undefined : `this system lets nobody trace: ${attached.stderr.trim()}`;
}

/** Each call in one line, at the place where it returned. */
export function joined(lines: readonly string[]): string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const [, pid = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (text.endsWith(' <unfinished ...>')) {
      begun.set(pid, text.slice(0, -' <unfinished ...>'.length));
      return [];
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    return [rest === undefined ? text : `${begun.get(pid) ?? ''}${rest}`];
  });
}

async function letGo(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await gone;
}

/** Attaches to these processes and all they start; resolves once nothing of them can slip through. */
export async function trace(pids: readonly number[], fault?: Fault): Promise<Trace> {
  const file = path.join(tmpdir(), `zd-trace-${newId()}`);
  const inject = fault ? ['-e', `inject=${fault.calls}:error=${fault.error}:when=${fault.when}`] : [];
  const calls = fault ? `${watched},${fault.calls}` : watched;
  for (let tries = 0; tries < 5; tries++) {
    const attach = familyOf(pids).flatMap((pid) => ['-p', String(pid)]);
    const args = ['-f', '-y', '-s', '20000', '-o', file, '-e', `trace=${calls}`, ...inject, ...attach];
    const child = spawn('strace', args, { stdio: 'ignore' });
    for (let i = 0; i < 200 && child.exitCode === null; i++) {
      if (familyOf(pids).every((pid) => isTracedBy(pid, child.pid ?? 0))) break;
      await pause(10);
    }
    if (child.exitCode === null && familyOf(pids).every((pid) => isTracedBy(pid, child.pid ?? 0)))
      return traceOf(child, file);
    await letGo(child);
  }
  throw new Error(`strace could not attach: ${whyNoTrace() ?? 'a process was always missing'}`);
}

/** How many calls were made to fail, counted from where it was counted last. */
function counter(file: string): () => number {
  let [read, count] = [0, 0];
  return () => {
    const handle = openSync(file, 'r');
    const part = Buffer.alloc(fstatSync(handle).size - read);
    readSync(handle, part, 0, part.length, read);
    closeSync(handle);
    const whole = part.lastIndexOf(10) + 1;
    read += whole;
    count += part.toString('latin1', 0, whole).split('(INJECTED)\n').length - 1;
    return count;
  };
}

function traceOf(child: ChildProcess, file: string): Trace {
  const lines = (): string[] => textOf(file).split('\n');
  return {
    lines,
    failed: counter(file),
    end: async () => {
      await letGo(child);
      const all = lines();
      rmSync(file, { force: true });
      return all;
    },
  };
}
