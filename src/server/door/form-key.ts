// Keys of the doors' forms: made from the county's one secret, one for each purpose, the same in all its processes.
import { createHmac } from 'node:crypto';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { sessionScope } from '../session.ts';

const keys = new WeakMap<County, Map<string, Promise<Buffer>>>();

const make = (county: County, purpose: string): Promise<Buffer> =>
  inScope(county.database, sessionScope, (tx) =>
    tx.one<{ secret: string }>(`select secret from county_secret where name = 'door-form'`),
  ).then(({ secret }) => createHmac('sha256', purpose).update(secret).digest());

/** `purpose` as it was named once for ever: another name is another key. */
export function formKey(county: County, purpose: string): Promise<Buffer> {
  const known = keys.get(county) ?? new Map<string, Promise<Buffer>>();
  keys.set(county, known);
  const had = known.get(purpose);
  if (had !== undefined) return had;
  const key = make(county, purpose);
  known.set(purpose, key);
  // A database that was away for a moment must not shut the doors until the next start.
  key.catch(() => known.delete(purpose));
  return key;
}
