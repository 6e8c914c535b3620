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

const away = `away_from <= now() and (away_to is null or away_to > now())`;
/** Everybody bound to an office now, those away and their deputies among them: a complaint about it is hidden from all of them. */
const seats = `left join (select office as sat_in, person as sits, case when ${away} then deputy end as stands, away_from is null or not (${away}) or deputy is not null as staffed
    from post where from_at <= now() and to_at > now() and ended_at is null) as seat on seat.sat_in = office.id`;
/** One row per seat: to gather them here costs a fraction of what it costs PostgreSQL in a query this small. */
const select = `select ${officeTable.select}, seat.sits, seat.stands, seat.staffed from office ${seats}`;

const chainOf = (paths: string, category: string): string => `${select}
  where ground = any(${paths}) and closed_at is null and (kind not in ('department', 'outside-body', 'field-office') or ${category} = any(duties))`;
const pathsOf = (ground: string): string =>
  `array(select subpath(g, 0, n) from (${ground}) as of(g), generate_series(1, nlevel(g)) as n)`;

const byPaths = chainOf('$1::ltree[]', '$2::text');
const byHome = chainOf(pathsOf('select ground from household where id = $1'), '$2::text');
const byCase = chainOf(
  pathsOf('select ground from matter where id = $1'),
  'coalesce($2::text, (select category from matter where id = $1))',
);
const byId = `${select} where id = any($1::uuid[])`;

interface SeatRow extends Record<string, unknown> {
  readonly id: string;
  readonly sits: string | null;
  readonly stands: string | null;
  readonly staffed: boolean | null;
}

function readStaffed(rows: readonly SeatRow[]): StaffedOffice[] {
  const offices = new Map<string, StaffedOffice>();
  for (const row of rows) {
    const office = offices.get(row.id) ?? { ...officeTable.read(row), sitting: [], staffed: false };
    const bound = [...office.sitting, row.sits, row.stands].filter((one) => one !== null);
    const sitting = [...new Set(bound)].sort();
    offices.set(row.id, { ...office, sitting, staffed: office.staffed || row.staffed === true });
  }
  return [...offices.values()];
}

/**
 * The offices of every area from a ground up to the county, with who sits there now.
 * Departments are many: only those whose duties hold the category come along.
 */
export async function loadChain(tx: Asking, ground: string, category: string | null): Promise<StaffedOffice[]> {
  const labels = ground.split('.');
  const paths = labels.map((_, i) => labels.slice(0, i + 1).join('.'));
  return readStaffed(await tx.query(byPaths, [paths, category]));
}
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
