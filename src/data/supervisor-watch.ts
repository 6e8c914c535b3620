// Starts PostgreSQL again when it dies under a running server, with growing pauses while it cannot.
import type { ChildProcess } from 'node:child_process';
import { Problem } from '#kit/problem.ts';
import { isAtWork, livingPostmaster, type Postmaster, startPostmaster } from './supervisor-process.ts';

export interface Watch {
  /** No more starts; resolves when a start under way is over. */
  end(): Promise<void>;
}

/** ms that a postmaster may live with nobody at work in it before it is taken for stuck. */
const longestIdle = 10_000;

/** Looks every half second, which also sees the end of an adopted one, whose parent we are not. */
export function keepRunning(postmaster: Postmaster, first: ChildProcess | undefined): Watch {
  let ended = false;
  let busy: Promise<void> | undefined;
  let failures = 0;
  let notBefore = 0;
  let idleSince = 0;
  const look = (): void => {
    if (ended || busy) return;
    const living = livingPostmaster(postmaster.cluster);
    if (living) return free(living.pid);
    if (Date.now() < notBefore) return;
    busy = again().finally(() => {
      busy = undefined;
    });
  };
  /** An end at once leaves what a crash leaves, which the next start puts in order. */
  const free = (pid: number): void => {
    if (isAtWork(pid)) idleSince = 0;
    else if (idleSince === 0) idleSince = Date.now();
    else if (Date.now() - idleSince > longestIdle) {
      idleSince = 0;
      postmaster.say('PostgreSQL is stuck; ending it.');
      try {
        process.kill(pid, 'SIGQUIT');
      } catch {
        // It ended at this moment, or is not ours to end.
      }
    }
  };
  const again = async (): Promise<void> => {
    postmaster.say('PostgreSQL has stopped unexpectedly; starting it again.');
    try {
      const child = await startPostmaster(postmaster);
      child.once('exit', look);
      failures = 0;
    } catch (error) {
      failures += 1;
      notBefore = Date.now() + Math.min(30_000, 500 * 2 ** failures);
      postmaster.say(`PostgreSQL does not start: ${error instanceof Problem ? error.code : String(error)}.`);
    }
  };
  const clock = setInterval(look, 500);
  clock.unref();
  first?.once('exit', look);
  return {
    end: async () => {
      ended = true;
      clearInterval(clock);
      await busy;
    },
  };
}
