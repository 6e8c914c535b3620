// One server per data directory: a lock file naming its holder, recognised as stale when that very process is gone.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { isAlive } from './supervisor-process.ts';

interface Holder {
  readonly pid: number;
  /** When that process started, in the kernel's own ticks; a number used again by another process differs here. */
  readonly started: string | null;
  readonly boot: string | null;
  readonly nonce: string;
}

export interface Lock {
  release(): void;
}

/** Takes the lock, or answers the pid of the living process that holds it. File errors go through as they are. */
export function takeLock(directory: string): Lock | { readonly heldBy: number } {
  const file = path.join(directory, 'zd.lock');
  const mine = JSON.stringify({
    pid: process.pid,
    started: startOf(process.pid),
    boot: bootId(),
    nonce: randomUUID(),
  } satisfies Holder);
  for (let round = 0; round < 20; round++) {
    if (create(file, mine)) return { release: () => removeIf(file, mine) };
    const text = readOrNull(file);
    if (text === null) continue;
    const pid = living(text);
    if (pid !== undefined) return { heldBy: pid };
    removeIf(file, text);
  }
  throw new Problem('conflict', 'data-directory-busy', { directory });
}

/** Whole or not at all: the text is written beside it, then linked to the name, which fails when the name is taken. */
function create(file: string, text: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, text, { mode: 0o644 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Removes the lock only if it still is the one that was read: it is first renamed away, which takes whatever is there now,
 * and put back when a faster process had already renewed it.
 */
function removeIf(file: string, text: string): void {
  const aside = `${file}.aside-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readOrNull(aside) !== text) {
    try {
      linkSync(aside, file);
    } catch {
      // A third process holds it by now.
    }
  }
  rmSync(aside, { force: true });
}

/** The holder's pid while that process lives; undefined for a text left by a process that is gone, or cut short. */
function living(text: string): number | undefined {
  let holder: Holder;
  try {
    holder = JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
  if (holder.boot !== bootId() || !isAlive(holder.pid)) return undefined;
  return holder.started === startOf(holder.pid) ? holder.pid : undefined;
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces and brackets. Null where there is no /proc. */
function startOf(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

const bootId = (): string | null => readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? null;

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
