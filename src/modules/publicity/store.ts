// The SQL on public lists, and on the roster where a name on one is somebody's.
import { type Asking, defineTable } from '#data/table.ts';
import { keptDays } from './kinds/windows.ts';
import type { Publicity, RosterMatch } from './model.ts';

export const publicityTable = defineTable<Publicity>('publicity', 'publicity', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  title: 'text',
  basis: 'text',
  office: 'uuid',
  madeBy: 'uuid',
  madeAt: 'time',
  days: 'int',
  fromAt: 'time',
  toAt: 'time',
  rows: 'json',
  rowCount: 'int',
  minors: 'json',
  state: 'text',
  releasedBy: 'uuid',
  releasedAt: 'time',
  objections: 'json',
  result: 'text',
  said: 'text',
  changes: 'json',
  closedAt: 'time',
  erasedAt: 'time',
});

const rosterText = `select member.id, member.ground::text as ground, member.version, member.name, member.born, coalesce(area.name, '') as "group"
  from member left join area on area.kind = 'level-1' and area.valid_to is null and area.ground @> member.ground
  where member.left_at is null and (member.name = any($1) or regexp_replace(member.name, '[·•・\\s]', '', 'g') = any($1)) limit 5000`;

/** Members of homes by these names, as far as the reader opens them. `id` holds the names as a list. */
export function loadRosterNamed(tx: Asking, id: string): Promise<RosterMatch[]> {
  const names = JSON.parse(id) as string[];
  const bare = names.map((name) => name.replaceAll(/[·•・\s]/gu, ''));
  return tx.query<RosterMatch>(rosterText, [[...new Set([...names, ...bare])]]);
}

/** PUBLICITY-14: settled lists whose names have stood long enough, and those taken back. */
export async function listsToEmpty(tx: Asking, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from publicity where erased_at is null and closed_at <= $1::timestamptz - case when state = 'withdrawn' then 0 else $2::int end * interval '1 day' order by closed_at limit 200`,
    [now, keptDays],
  );
  return rows.map((row) => row.id);
}
