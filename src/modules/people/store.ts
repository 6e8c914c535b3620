// The SQL on offices, persons and posts.
import type { Asking } from '#data/table.ts';
import { defineTable } from '#data/table.ts';
import type { Office, Person, Post, StaffedOffice } from './model.ts';

export const officeTable = defineTable<Office>('office', 'office', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  kind: 'text',
  name: 'text',
  area: 'uuid',
  parent: 'uuid',
  phone: 'text',
  supervisionPhone: 'text',
  duties: 'text[]',
  deputy: 'uuid',
  closedAt: 'time',
});

export const personTable = defineTable<Person>('person', 'person', {
  id: 'uuid',
  version: 'int',
  name: 'text',
  phone: 'text',
  pinyin: 'text',
  staff: 'bool',
  member: 'uuid',
  blockedAt: 'time',
});

export const postTable = defineTable<Post>('post', 'post', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  person: 'uuid',
  office: 'uuid',
  role: 'text',
  fromAt: 'time',
  toAt: 'time',
  chosen: 'text',
  endedAt: 'time',
  endReason: 'text',
  awayFrom: 'time',
  awayTo: 'time',
  deputy: 'uuid',
});

const sitting = `coalesce((select array_agg(coalesce(case when post.away_from <= now() and (post.away_to is null or post.away_to > now()) then post.deputy else post.person end, post.person))
  from post where post.office = office.id and post.from_at <= now() and post.to_at > now() and post.ended_at is null
    and (post.away_from is null or post.away_from > now() or post.away_to <= now() or post.deputy is not null)), '{}')`;

/**
 * The offices of every area from `ground` up to the county, with who sits there now.
 * County departments are many: only those of the category, when one is named.
 */
export async function loadChain(tx: Asking, ground: string, category: string | null): Promise<StaffedOffice[]> {
  const labels = ground.split('.');
  const above = labels.map((_, i) => labels.slice(0, i + 1).join('.'));
  const rows = await tx.query<Record<string, unknown>>(
    `select ${officeTable.select}, ${sitting} as sitting from office
     where ground = any($1::ltree[]) and closed_at is null and (kind not in ('department', 'outside-body', 'field-office') or $2::text = any(duties))`,
    [above, category],
  );
  return rows.map((row) => {
    const people = row.sitting as string[];
    return { ...officeTable.read(row), sitting: people, staffed: people.length > 0 };
  });
}
