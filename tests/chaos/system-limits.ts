// Limits that the kernel sets to processes that already run: no more open files, no longer files. Nothing but prlimit is needed, and no rights.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { familyOf } from './strace.ts';

/** `nofile`: a new file or connection answers EMFILE. `fsize`: a write behind so many bytes of a file answers EFBIG. */
type Limit = 'nofile' | 'fsize';

/** As the user the process belongs to: a process may always limit its own like, root not always others'. */
function prlimit(pid: number, args: readonly string[]): { status: number | null; stdout: string } {
  const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false });
  const as = process.getuid?.() === 0 && owner ? { uid: owner.uid, gid: owner.gid } : {};
  return spawnSync('prlimit', ['--pid', String(pid), ...args], { encoding: 'utf8', ...as });
}

const setLimit = (pid: number, limit: Limit, value: string): boolean =>
  prlimit(pid, [`--${limit}=${value}:`]).status === 0;

const usual = (pid: number, limit: Limit): string =>
  prlimit(pid, [`--${limit}`, '--noheadings', '--output', 'SOFT']).stdout.trim();

/** Limits these and all they started and will start; answers how to lift it again from whoever still lives. */
export function limitAll(pids: readonly number[], limit: Limit, value: (pid: number) => number): () => void {
  const before = new Map(pids.map((pid) => [pid, usual(pid, limit)] as const));
  const limited = familyOf(pids).filter((pid) => setLimit(pid, limit, String(value(pid))));
  if (limited.length === 0) throw new Error('prlimit limited nobody: is util-linux installed?');
  return () => {
    for (const [pid, soft] of before) for (const one of familyOf([pid])) setLimit(one, limit, soft);
  };
}

/** How many files and connections it has open. */
export const openFilesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;
