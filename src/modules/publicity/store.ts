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

/** Longer ago nobody on the roster who was born then is a minor, whatever the county's clock. */
const youngest = 21;
const bareName = String.raw`regexp_replace(member.name, '[·•・\s]', '', 'g')`;
const rosterText = `select member.id, member.ground::text as ground, member.version, member.name, member.born, coalesce(area.name, '') as "group"
  from member left join area on area.kind = 'level-1' and area.valid_to is null and area.ground @> member.ground
  where member.left_at is null and (member.name = any($1) or ${bareName} = any($1)
    or (member.born >= to_char(now() - $3::int * interval '1 year', 'YYYY-MM') and length(${bareName}) > 1
      and position(lower(${bareName}) in $2) > 0)) limit 5000`;

/** Members of homes by these names, and the young whose name stands in these texts, as far as the reader opens them. */
export function loadRosterNamed(tx: Asking, id: string): Promise<RosterMatch[]> {
  const { names, text } = JSON.parse(id) as { names: string[]; text: string };
  const bare = names.map((name) => name.replaceAll(/[·•・\s]/gu, ''));
  return tx.query<RosterMatch>(rosterText, [[...new Set([...names, ...bare])], text, youngest]);
}

/** PUBLICITY-14: settled lists whose names have stood long enough, and those taken back. */
export async function listsToEmpty(tx: Asking, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from publicity where erased_at is null and closed_at <= $1::timestamptz - case when state = 'withdrawn' then 0 else $2::int end * interval '1 day' order by closed_at limit 200`,
    [now, keptDays],
  );
  return rows.map((row) => row.id);
}
