// What screens may ask of the territory: the tree below the reader, how many homes are served, and the gullies of a village.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { type Asked, defineQuery } from '#data/query.ts';
import type { Area, AreaRow, Coverage } from './model.ts';
import type { GullyRow } from './model-gully.ts';
import { areaTable } from './store.ts';

const staff = ['staff'];

export const tree = defineQuery({
  name: 'territory.tree',
  input: z.object({}),
  who: staff,
  touches: 'none',
  async answer(tx, _, { actor }): Promise<AreaRow[]> {
    const grounds = actor.posts.map((post) => post.ground);
    const rows = await tx.query<Record<string, unknown>>(
      `select ${areaTable.select} from area where valid_to is null
       and (ground <@ any($1::ltree[]) or ground @> any($1::ltree[])) order by ground`,
      [grounds],
    );
    return rows.map((row) => {
      const { id, ground, kind, code, name, parent, shape } = areaTable.read(row);
      return { id, ground, kind, code, name, parent, shape };
    });
  },
});

/** The area asked for, or the one of the reader's first post; only on his own ground. */
async function areaOf(tx: Tx, area: string | null, { actor }: Asked): Promise<Area> {
  const grounds = actor.posts.map((post) => post.ground);
  const rows = await tx.query<Record<string, unknown>>(
    `select ${areaTable.select} from area where case when $1::uuid is null then ground = $2::ltree else id = $1 end`,
    [area, grounds[0] ?? null],
  );
  const found = rows[0] ? areaTable.read(rows[0]) : undefined;
  if (!found || !grounds.some((ground) => isUnder(found.ground, ground))) throw new Problem('refused', 'not-yours');
  return found;
}

interface GridRow {
  id: string;
  name: string;
  group_name: string;
  shape: Coverage['grids'][number]['shape'];
  homes: number;
  served: boolean;
  since: Date | null;
  covered_by: string | null;
}

const gridsText = `select grid.id, grid.name, up.name as group_name, grid.shape,
    (select count(*)::int from household where household.grid = grid.id and household.closed_at is null and household.home <> 'vacant') as homes,
    exists (select from office join post on post.office = office.id where office.area = grid.id and office.kind = 'level-2'
      and post.from_at <= $2 and post.to_at > $2 and post.ended_at is null) as served,
    (select max(least(post.to_at, coalesce(post.ended_at, post.to_at))) from office join post on post.office = office.id
      where office.area = grid.id and office.kind = 'level-2' and (post.to_at <= $2 or post.ended_at is not null)) as since,
    (select above.name from office join office as above on above.id = office.parent where office.area = grid.id and office.kind = 'level-2' limit 1) as covered_by
  from area as grid join area as up on up.id = grid.parent
  where grid.kind = 'level-2' and grid.valid_to is null and grid.ground <@ $1::ltree order by grid.ground`;

export const coverage = defineQuery({
  name: 'territory.coverage',
  input: z.object({ area: z._default(z.nullable(z.uuid()), null) }),
  who: [
    'level-1-head',
    'liaison-officer',
    'village-officer',
    'township-officer',
    'county-officer',
    'supervision-member',
  ],
  touches: 'none',
  async answer(tx, input, asked): Promise<Coverage> {
    const area = await areaOf(tx, input.area, asked);
    const now = new Date(asked.now);
    const [rows, groups, ending] = await Promise.all([
      tx.query<GridRow>(gridsText, [area.ground, now]),
      tx.query<Coverage['groups'][number]>(
        `select id, name, shape from area where kind = 'level-1' and valid_to is null and ground <@ $1::ltree order by ground`,
        [area.ground],
      ),
      tx.query<{ post: string; name: string; person: string; to_at: Date }>(
        `select post.id as post, office.name, person.name as person, post.to_at from post join office on office.id = post.office join person on person.id = post.person
         where post.ground <@ $1::ltree and post.ended_at is null and post.to_at > $2 and post.to_at < $2 + interval '30 days' order by post.to_at limit 20`,
        [area.ground, now],
      ),
    ]);
    const grids = rows.map(({ id, name, group_name, homes, served, shape }) => ({
      id,
      name,
      group: group_name,
      homes,
      served,
      shape,
    }));
    const sum = (list: typeof grids): number => list.reduce((total, grid) => total + grid.homes, 0);
    return {
      area: { id: area.id, name: area.name, kind: area.kind },
      homes: sum(grids),
      served: sum(grids.filter((grid) => grid.served)),
      grids,
      groups,
      gaps: rows
        .filter((row) => !row.served)
        .map((row) => ({
          grid: row.id,
          name: row.name.startsWith(row.group_name) ? row.name : `${row.group_name}${row.name}`,
          homes: row.homes,
          since: row.since?.getTime() ?? null,
          coveredBy: row.covered_by,
        })),
      ending: ending.map((row) => ({ post: row.post, name: row.name, person: row.person, toAt: row.to_at.getTime() })),
    };
  },
});

/** TERR-16 */
export const gullies = defineQuery({
  name: 'gully.list',
  input: z.object({ village: z.uuid() }),
  who: ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'],
  touches: 'none',
  answer: (tx, { village }): Promise<GullyRow[]> =>
    tx.query<GullyRow>(
      `select id, version, path from gully where removed_at is null
       and ground = (select ground from area where id = $1 and kind = 'village') order by drawn_at, id limit 500`,
      [village],
    ),
});

export const territoryQueries = [tree, coverage, gullies];
