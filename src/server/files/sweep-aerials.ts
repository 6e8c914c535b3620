// Takes off the disk the bytes of pictures from above that were taken away, or that a newer one stands for, more than seven days ago (AERIAL-6).
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import { aerialBack } from '#modules/aerial/model.ts';
import type { County } from '../county.ts';
import { executeAs } from '../execute-as.ts';
import type { FileStore } from './file-store.ts';

const jobs: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

const text = `select aerial.id as aerial, file.id as attachment, array_remove(array[file.kept_hash, file.small_hash], null) as hashes
  from aerial join attachment as file on file.aerial = aerial.id
  where file.state = 'received' and (aerial.removed_at < $1 or exists (
    select from aerial as newer join attachment as come on come.aerial = newer.id and come.state = 'received'
    where newer.ground = aerial.ground and newer.removed_at is null and newer.laid_at > aerial.laid_at and newer.laid_at < $1))`;

/** Bytes that no other file needs: the same picture may have been laid twice. */
async function drop(county: County, store: FileStore, hashes: readonly string[]): Promise<void> {
  const still = await inScope(county.database, jobs, (tx) =>
    tx.query<{ hash: string }>(
      `select unnest(array[kept_hash, small_hash]) as hash from attachment
       where state = 'received' and (kept_hash = any($1) or small_hash = any($1))`,
      [hashes],
    ),
  );
  const kept = new Set(still.map(({ hash }) => hash));
  for (const hash of hashes) if (!kept.has(hash)) await store.remove(hash);
}

/** Answers how many went. The record says so first, so that nobody asks for bytes that are not there. */
export async function sweepAerials(county: County, store: FileStore): Promise<number> {
  const before = new Date(county.now() - aerialBack);
  const over = await inScope(county.database, jobs, (tx) =>
    tx.query<{ aerial: string; attachment: string; hashes: string[] }>(text, [before]),
  );
  for (const { aerial, attachment, hashes } of over) {
    const input = { aerial, attachment };
    const answer = await executeAs(county, serviceActor('jobs'), { id: newId(), name: 'aerial.forget', input });
    if (answer.status !== 'refused') await drop(county, store, hashes);
  }
  return over.length;
}
