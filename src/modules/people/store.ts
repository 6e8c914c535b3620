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

const chainOf = (grounds: string, category: string): string => `select ${officeTable.select}, ${sitting} as sitting from office
  where ground = any(array(select subpath(g, 0, n) from (${grounds}) as of(g), generate_series(1, nlevel(g)) as n)) and closed_at is null
    and (kind not in ('department', 'outside-body', 'field-office') or ${category} = any(duties))`;

const byGround = chainOf('select $1::ltree', '$2::text');
const byHome = chainOf('select ground from household where id = $1', '$2::text');
const byCase = chainOf('select ground from matter where id = $1', 'coalesce($2::text, (select category from matter where id = $1))');
const byId = `select ${officeTable.select}, ${sitting} as sitting from office where id = any($1::uuid[])`;

const readStaffed = (rows: readonly Record<string, unknown>[]): StaffedOffice[] =>
  rows.map((row) => {
    const people = row.sitting as string[];
    return { ...officeTable.read(row), sitting: people, staffed: people.length > 0 };
  });

/**
 * The offices of every area from a ground up to the county, with who sits there now.
 * Departments are many: only those whose duties hold the category come along.
 */
export const loadChain = async (tx: Asking, ground: string, category: string | null): Promise<StaffedOffice[]> =>
  readStaffed(await tx.query(byGround, [ground, category]));
export const loadChainOfHome = async (tx: Asking, household: string, category: string | null): Promise<StaffedOffice[]> =>
  readStaffed(await tx.query(byHome, [household, category]));
/** As above for a case; without a category its own is meant. */
export const loadChainOfCase = async (tx: Asking, matter: string, category: string | null): Promise<StaffedOffice[]> =>
  readStaffed(await tx.query(byCase, [matter, category]));
export const loadOffices = async (tx: Asking, ids: readonly string[]): Promise<StaffedOffice[]> =>
  ids.length === 0 ? [] : readStaffed(await tx.query(byId, [ids]));
