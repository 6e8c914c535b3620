// Starts PostgreSQL again when it dies under a running server, with growing pauses while it cannot.
import type { ChildProcess } from 'node:child_process';
import { Problem } from '#kit/problem.ts';
import { livingPostmaster, type Postmaster, startPostmaster } from './supervisor-process.ts';

export interface Watch {
  /** No more starts; resolves when a start under way is over. */
  end(): Promise<void>;
}

/** Looks every half second, which also sees the end of an adopted one, whose parent we are not. */
export function keepRunning(postmaster: Postmaster, first: ChildProcess | undefined): Watch {
  let ended = false;
  let busy: Promise<void> | undefined;
  let failures = 0;
  let notBefore = 0;
  const look = (): void => {
    if (ended || busy || Date.now() < notBefore || livingPostmaster(postmaster.cluster)) return;
    busy = again().finally(() => {
      busy = undefined;
    });
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
