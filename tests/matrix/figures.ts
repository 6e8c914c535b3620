// Waits for the figures of the access matrix, which follow the journal a moment later.
import { emptyScope, inScope } from '#data/scope.ts';
import { until } from '#tests/until.ts';
import type { Matrix } from './county.ts';
import type { Targets } from './targets.ts';

/** Waits until the follower of the journal has counted the level-1 head's matter. */
export async function figuresKept(m: Matrix, t: Targets): Promise<void> {
  const kept = (): Promise<unknown[]> =>
    inScope(m.cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
      tx.query('select 1 from measured where record = $1', [t.head]),
    );
  await until(async () => (await kept()).length > 0);
}
