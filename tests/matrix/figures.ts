// Waits for the figures of the access matrix, which follow the journal a moment later.
import { emptyScope, inScope } from '#data/scope.ts';
import type { Matrix } from './county.ts';
import type { Targets } from './targets.ts';

/** Waits until the follower of the journal has counted the level-1 head's matter. */
export async function figuresKept(m: Matrix, t: Targets): Promise<void> {
  const isKept = (): Promise<unknown[]> =>
    inScope(m.cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
      tx.query('select 1 from measured where record = $1', [t.head]),
    );
  for (let tries = 0; (await isKept()).length === 0; tries++) {
    if (tries > 200) throw new Error('the figures do not come');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
