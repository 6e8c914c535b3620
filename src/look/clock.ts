// The present minute as a signal, so that "40 minutes" on a screen that stays open does not grow old.
import { signal } from '@preact/signals';

/** Milliseconds since 1970, renewed every half minute once the clock runs. */
export const nowMs = signal(Date.now());

/** Call once per app; gives the way to stop it. */
export function startClock(): () => void {
  const timer = setInterval(() => {
    nowMs.value = Date.now();
  }, 30_000);
  return () => clearInterval(timer);
}
