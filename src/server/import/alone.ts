// One import at a time in the whole county, also where another process brings it: a lock that goes by itself with the process that held it.
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';

export const importLock = 7340024;

/**
 * Throws `conflict import-busy` while another holds it, and `broken database-unreachable` where the lock was lost on the way.
 * @param work is told by `lost` that PostgreSQL let go of the lock: from then on it must write nothing
 */
export async function alone<R>(county: County, work: (lost: () => boolean) => Promise<R>): Promise<R> {
  const client = await county.database.direct();
  let isLost = false;
  client.on('end', () => (isLost = true));
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [importLock]);
    if (rows[0]?.mine !== true) throw new Problem('conflict', 'import-busy');
    return await work(() => isLost);
  } finally {
    await client.end().catch(() => {});
  }
}
