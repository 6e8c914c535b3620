// The SQL on digests, and on what was said since the last one.
import type { RecordBase } from '#kit/command.ts';
import { type Asking, defineTable } from '#data/table.ts';
import { officeTable } from '#modules/people/store.ts';
import { ofHomes } from '#modules/territory/store.ts';
import type { Digest } from './model.ts';

export const digestTable = defineTable<Digest>('digest', 'digest', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  office: 'uuid',
  fromAt: 'time',
  toAt: 'time',
  visits: 'uuid[]',
  upAt: 'time',
  answer: 'text',
  answeredAt: 'time',
  answeredBy: 'uuid',
  notice: 'uuid',
});

/** OPINION-2: what an entry says for a digest, as a condition on `part`. */
export const forDigest = `part ->> 'kind' in ('opinion', 'comment') and not coalesce((part ->> 'staff')::boolean, false)`;
/** Entries that came since the last digest of their village; nothing is looked for further back than this. */
const since = `greatest(coalesce((select max(to_at) from digest where digest.ground = area.ground), '-infinity'), now() - interval '90 days')`;
const isSaid = `not visit.confidential and exists (select from jsonb_array_elements(visit.parts) as part where ${forDigest})`;

/** What was said on `$1` since `$2`: known before it is looked for, so that it is found by its homes. */
const saidText = `select id, received_at as at from visit
  where ground <@ $1::ltree and ${ofHomes('array[$1::ltree]')} and received_at >= $2 and ${isSaid} order by md5(id::text)`;

const officeText = `select ${officeTable.select} from office where area = $1 and kind = 'village' and closed_at is null order by id limit 1`;

/** What was said in this village since its last digest, and the office it goes to. */
export async function loadSaid(tx: Asking, village: string): Promise<{ kind: string; record: RecordBase }[]> {
  const [last] = await tx.query<{ ground: string; since: Date }>(
    `select ground::text as ground, ${since} as since from area where id = $1`,
    [village],
  );
  const rows = last ? await tx.query<{ id: string; at: Date }>(saidText, [last.ground, last.since]) : [];
  const offices = await tx.query<Record<string, unknown>>(officeText, [village]);
  return [
    ...rows.map(({ id, at }) => ({ kind: 'said', record: { id, ground: '', version: 0, receivedAt: at.getTime() } })),
    ...offices.map((row) => ({ kind: 'office', record: officeTable.read(row) })),
  ];
}

/** Villages in which something was said so long ago that a digest is due. */
export async function villagesDue(tx: Asking, before: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from area where kind = 'village' and valid_to is null
      and exists (select from visit where visit.ground <@ area.ground and visit.received_at >= ${since} and visit.received_at < $1 and ${isSaid})
      order by id`,
    [before],
  );
  return rows.map((row) => row.id);
}
