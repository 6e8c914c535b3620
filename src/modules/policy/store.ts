// The SQL on policy cards.
import { type Asking, defineTable } from '#data/table.ts';
import type { Policy } from './model.ts';

export const policyTable = defineTable<Policy>('policy', 'policy', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  office: 'uuid',
  code: 'text',
  shown: 'json',
  draft: 'json',
  earlier: 'json',
  validFrom: 'day',
  validTo: 'day',
  checkedAt: 'time',
  withdrawnAt: 'time',
});

/** POLICY-3, a little wider than the rule, which is asked again for each: cards that may be shown. `$2` is a day. */
const fitting = `shown is not null and withdrawn_at is null and (valid_to is null or valid_to >= $2::date) and checked_at > $2::date - interval '367 days'`;

/** Cards for this ground and what lies around it, as far as they may be shown on that day. */
export async function policiesFor(tx: Asking, grounds: readonly string[], day: string): Promise<Policy[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select ${policyTable.select} from policy where ${fitting} and (ground @> any($1::ltree[]) or ground <@ any($1::ltree[])) order by id limit 200`,
    [grounds, day],
  );
  return rows.map(policyTable.read);
}
