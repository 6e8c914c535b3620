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

const away = `post.away_from <= now() and (post.away_to is null or post.away_to > now())`;
/** Everybody bound to the office now, those away and their deputies among them: a complaint about it is hidden from all of them. */
const seats = `left join lateral (select array_agg(distinct one.person) as sitting, bool_or(post.away_from is null or not (${away}) or post.deputy is not null) as staffed
    from post, unnest(array[post.person, case when ${away} then post.deputy end]) as one (person)
    where post.office = office.id and post.from_at <= now() and post.to_at > now() and post.ended_at is null and one.person is not null) as seats on true`;
const select = `select ${officeTable.select}, coalesce(seats.sitting, '{}') as sitting, coalesce(seats.staffed, false) as staffed from office ${seats}`;

const chainOf = (grounds: string, category: string): string => `${select}
  where ground = any(array(select subpath(g, 0, n) from (${grounds}) as of(g), generate_series(1, nlevel(g)) as n)) and closed_at is null
    and (kind not in ('department', 'outside-body', 'field-office') or ${category} = any(duties))`;

const byGround = chainOf('select $1::ltree', '$2::text');
const byHome = chainOf('select ground from household where id = $1', '$2::text');
const byCase = chainOf(
  'select ground from matter where id = $1',
  'coalesce($2::text, (select category from matter where id = $1))',
);
const byId = `${select} where id = any($1::uuid[])`;

const readStaffed = (rows: readonly Record<string, unknown>[]): StaffedOffice[] =>
  rows.map((row) => ({ ...officeTable.read(row), sitting: row.sitting as string[], staffed: row.staffed as boolean }));

/**
 * The offices of every area from a ground up to the county, with who sits there now.
 * Departments are many: only those whose duties hold the category come along.
 */
export const loadChain = async (tx: Asking, ground: string, category: string | null): Promise<StaffedOffice[]> =>
  readStaffed(await tx.query(byGround, [ground, category]));
export const loadChainOfHome = async (
  tx: Asking,
  household: string,
  category: string | null,
): Promise<StaffedOffice[]> => readStaffed(await tx.query(byHome, [household, category]));
/** As above for a case; without a category its own is meant. */
export const loadChainOfCase = async (tx: Asking, matter: string, category: string | null): Promise<StaffedOffice[]> =>
  readStaffed(await tx.query(byCase, [matter, category]));
export const loadOffices = async (tx: Asking, ids: readonly string[]): Promise<StaffedOffice[]> =>
  ids.length === 0 ? [] : readStaffed(await tx.query(byId, [ids]));
