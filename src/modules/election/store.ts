// The SQL on elections, and on the members that may vote on a ground.
import { type Asking, defineTable } from '#data/table.ts';
import type { Member } from '#modules/household/model.ts';
import { memberTable } from '#modules/household/store.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { loadOffices } from '#modules/people/store.ts';
import type { Election } from './model.ts';

export const electionTable = defineTable<Election>('election', 'election', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  kind: 'text',
  area: 'uuid',
  contests: 'json',
  vote: 'text',
  places: 'text[]',
  stricter: 'json',
  recall: 'json',
  committee: 'uuid[]',
  state: 'text',
  calledAt: 'time',
  office: 'uuid',
  roll: 'json',
  unsure: 'uuid[]',
  changes: 'json',
  publishedAt: 'time',
  objections: 'json',
  proxies: 'json',
  rounds: 'json',
  signers: 'uuid[]',
  story: 'json',
  changedAt: 'time',
});

/** ELECT-4: everybody who lives in a home of the ground; whether he is 18 the rules say. */
export const loadMembersIn = async (tx: Asking, area: string): Promise<Member[]> =>
  (
    await tx.query<Record<string, unknown>>(
      `select ${memberTable.select} from member where left_at is null and ground <@ (select ground from area where id = $1)
         and household in (select id from household where closed_at is null and ground <@ (select ground from area where id = $1))`,
      [area],
    )
  ).map(memberTable.read);

export async function loadOfficesOf(tx: Asking, election: string): Promise<StaffedOffice[]> {
  const rows = await tx.query<{ office: string }>(
    `select distinct one->>'office' as office from election, jsonb_array_elements(contests) as one where id = $1`,
    [election],
  );
  return loadOffices(
    tx,
    rows.map((row) => row.office),
  );
}
