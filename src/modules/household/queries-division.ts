// What the desk asks of divisions: the last ones of a village, and one with its handover lists: who hands which doors to whom, and what is open there.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import {
  type DivisionPage,
  type DivisionRow,
  type HandedHome,
  type HandoverList,
  restorable,
} from './model-division.ts';

const readers = ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

interface Kept {
  id: string;
  at: Date;
  by: string;
  homes: number;
  opened: number;
  closed: number;
  restored_at: Date | null;
}

const rowText = `select division.id, division.at, coalesce(person.name, '') as by, jsonb_array_length(moves) as homes,
    cardinality(opened) as opened, cardinality(closed) as closed, restored_at
  from division left join person on person.id = division.person`;

const rowOf = (row: Kept, now: number): DivisionRow => ({
  id: row.id,
  at: row.at.getTime(),
  by: row.by,
  homes: row.homes,
  opened: row.opened,
  closed: row.closed,
  restoredAt: row.restored_at?.getTime() ?? null,
  restorable: row.restored_at === null && now - row.at.getTime() <= restorable,
});

export const divisions = defineQuery({
  name: 'division.list',
  input: z.object({ village: z.uuid() }),
  who: readers,
  touches: 'none',
  async answer(tx, { village }, { now }): Promise<DivisionRow[]> {
    const rows = await tx.query<Kept>(
      `${rowText} where division.ground = (select ground from area where id = $1) order by division.at desc limit 20`,
      [village],
    );
    return rows.map((row) => rowOf(row, now));
  },
});

/** TERR-11: counts by door, no words of anything; a home that the reader does not see is not in the list. */
const handedText = `select move.from_grid, move.to_grid, household.id as household, household.door,
    (select count(*)::int from promise where promise.household = household.id and kept_at is null) as promises,
    (select count(*)::int from errand where errand.household = household.id and errand.state <> 'over') as errands,
    (select count(*)::int from matter where matter.household = household.id and matter.state <> 'closed' and not matter.restricted and cardinality(matter.complained_of) = 0) as matters,
    (select count(*)::int from matter join office on office.id = matter.holder where matter.household = household.id and matter.state <> 'closed'
      and not matter.restricted and cardinality(matter.complained_of) = 0 and office.area = move.from_grid and office.kind = 'level-2') as held
  from division cross join lateral jsonb_to_recordset(moves) as listed (household uuid, "from" uuid, "to" uuid)
  cross join lateral (select listed."from" as from_grid, listed."to" as to_grid) as move
  join household on household.id = listed.household
  where division.id = $1 order by household.door`;

const gridsText = `select grid.id, case when starts_with(grid.name, up.name) then grid.name else up.name || grid.name end as name,
    coalesce((select string_agg(person.name, '、' order by post.from_at) from office join post on post.office = office.id join person on person.id = post.person
      where office.area = grid.id and office.kind = 'level-2' and post.from_at <= $2 and post.to_at > $2 and post.ended_at is null), '') as worker
  from area as grid join area as up on up.id = grid.parent where grid.id = any($1::uuid[])`;

type Handed = HandedHome & { from_grid: string; to_grid: string };

async function listsOf(tx: Tx, division: string, now: number): Promise<HandoverList[]> {
  const homes = await tx.query<Handed>(handedText, [division]);
  const ids = [...new Set(homes.flatMap((home) => [home.from_grid, home.to_grid]))];
  const grids = new Map(
    (await tx.query<{ id: string; name: string; worker: string }>(gridsText, [ids, new Date(now)])).map((row) => [
      row.id,
      row,
    ]),
  );
  const byPair = new Map<string, Handed[]>();
  for (const home of homes) {
    const pair = `${home.from_grid} ${home.to_grid}`;
    byPair.set(pair, [...(byPair.get(pair) ?? []), home]);
  }
  return [...byPair.values()]
    .map((handed): HandoverList => {
      const { from_grid: from = '', to_grid: to = '' } = handed[0] ?? {};
      return {
        from,
        to,
        fromGrid: grids.get(from)?.name ?? '',
        toGrid: grids.get(to)?.name ?? '',
        fromWorker: grids.get(from)?.worker ?? '',
        toWorker: grids.get(to)?.worker ?? '',
        homes: handed.map(({ from_grid, to_grid, ...home }) => home),
      };
    })
    .sort((a, b) => (`${a.fromGrid} ${a.toGrid}` < `${b.fromGrid} ${b.toGrid}` ? -1 : 1));
}

export const divisionPage = defineQuery({
  name: 'division.page',
  input: z.object({ division: z.uuid() }),
  who: readers,
  touches: 'list',
  async answer(tx, { division }, { now }): Promise<DivisionPage> {
    const [row] = await tx.query<Kept>(`${rowText} where division.id = $1`, [division]);
    if (!row) throw new Problem('refused', 'not-yours');
    return { ...rowOf(row, now), lists: await listsOf(tx, division, now) };
  },
});

export const divisionQueries = [divisions, divisionPage];
