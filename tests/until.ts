// Waiting for what follows by itself: a reaction, a text that goes out, a file that is removed.
import { pause } from '#tests/postgres-places.ts';

/** Until it holds; fails after ten seconds. */
export async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !(await check()); await pause(50))
    if (Date.now() > end) throw new Error('it did not come about in time');
}
