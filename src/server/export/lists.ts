// What stands on a list that leaves the county: only columns which the data dictionary lets out, and only rows the reader may see.
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import { homeRoles } from '#modules/people/model.ts';
import type { Found, ListKind } from './let-out.ts';

export type Cell = string | number | Date | null;
type Row = readonly Cell[];

export interface ListShape {
  /** Name of each column, by which its words are found, and where it comes from in the data dictionary. */
  readonly columns: readonly { readonly key: string; readonly from: string }[];
  /** Roles that may take it out, each of its own ground or office. */
  readonly who: readonly string[];
  find(tx: Tx, asked: { readonly actor: Actor; readonly area: string | null }, most: number): Promise<Found<Row>>;
}

const homesText = `select household.id, coalesce(up.name, '') as "group", grid.name as grid, household.door, household.head
  from household join area as grid on grid.id = household.grid left join area as up on up.id = grid.parent
  where household.closed_at is null and household.ground <@ any($1::ltree[])
    and ($2::uuid is null or household.ground <@ (select ground from area where id = $2))
  order by household.ground, household.door limit $3`;

const mattersText = `select matter.number, matter.category, matter.severity, matter.state, office.name as holder, matter.reported_at as "reportedAt", matter.resolve_by as "resolveBy"
  from matter join office on office.id = matter.holder
  where matter.holder = any($1::uuid[]) and matter.state <> 'closed' and not matter.restricted and cardinality(matter.complained_of) = 0
    and ($2::uuid is null or matter.ground <@ (select ground from area where id = $2))
  order by matter.resolve_by nulls last, matter.number limit $3`;

const who = ['village-officer', 'township-officer'];

export const lists: Readonly<Record<ListKind, ListShape>> = {
  homes: {
    who,
    columns: [
      { key: 'group', from: 'area.name' },
      { key: 'grid', from: 'area.name' },
      { key: 'door', from: 'household.door' },
      { key: 'head', from: 'household.head' },
    ],
    async find(tx, { actor, area }, most) {
      const grounds = actor.posts
        .filter(({ role }) => (homeRoles as readonly string[]).includes(role))
        .map((post) => post.ground);
      const found = await tx.query<Record<string, string>>(homesText, [grounds, area, most + 1]);
      return {
        rows: found.map(({ group = '', grid = '', door = '', head = '' }) => [group, grid, door, head]),
        homes: found.map(({ id = '' }) => id),
      };
    },
  },
  matters: {
    who,
    columns: [
      { key: 'number', from: 'matter.number' },
      { key: 'category', from: 'matter.category' },
      { key: 'severity', from: 'matter.severity' },
      { key: 'state', from: 'matter.state' },
      { key: 'holder', from: 'matter.holder' },
      { key: 'reportedAt', from: 'matter.reported_at' },
      { key: 'resolveBy', from: 'matter.resolve_by' },
    ],
    async find(tx, { actor, area }, most) {
      const offices = actor.posts.map((post) => post.office);
      const found = await tx.query<Record<string, Cell>>(mattersText, [offices, area, most + 1]);
      const rows = found.map(
        (one): Row => [
          one.number ?? null,
          one.category ?? null,
          one.severity ?? null,
          one.state ?? null,
          one.holder ?? null,
          one.reportedAt ?? null,
          one.resolveBy ?? null,
        ],
      );
      return { rows, homes: [] };
    },
  },
};
