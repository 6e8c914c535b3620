// What syncing needs of the machine it runs on: network, clock, patience, and a word when somebody is back; tests bring their own.

export interface Around {
  readonly fetch: typeof fetch;
  /** ms since 1970 by this machine. */
  now(): number;
  /** ms to wait after so many failures in a row. */
  wait(failures: number): number;
  /** `fresh` when the network or the person is back, `lost` when the network went. Answers how to stop. */
  listen(fresh: () => void, lost: () => void): () => void;
}

const longest = 5 * 60_000;

/** Doubling from 5 s with jitter, five minutes at most. Pure. */
export function waitAfter(failures: number, chance: number): number {
  const whole = Math.min(longest, 5000 * 2 ** Math.min(failures - 1, 10));
  return Math.round(whole * (0.5 + chance / 2));
}

export const browser: Around = {
  // Called on the window itself, as browsers want it.
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  wait: (failures) => waitAfter(failures, Math.random()),
  listen(fresh, lost) {
    const seen = (): void => {
      if (document.visibilityState === 'visible') fresh();
    };
    addEventListener('online', fresh);
    addEventListener('offline', lost);
    document.addEventListener('visibilitychange', seen);
    return () => {
      removeEventListener('online', fresh);
      removeEventListener('offline', lost);
      document.removeEventListener('visibilitychange', seen);
    };
  },
};
