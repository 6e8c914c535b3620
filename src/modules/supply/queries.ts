// What the editor of supply networks asks: the villages of the reader's ground, and one village's networks, nodes and homes by door.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import { inGrids } from '#modules/territory/store.ts';
import type { SupplyPage } from './model.ts';

const drawers = ['village-officer', 'township-officer'];

const nodesText = `select id, version, network, code, name, kind, parent, also, lat, lon from supply_node
  where ground = $1::ltree and removed_at is null order by code`;
const networksText = `select id, code, name, looped from supply_network where ground = $1::ltree and closed_at is null order by code`;
const homesText = `select household.id, door, grid, supply_points as points from household
  where ground <@ $1::ltree and ${inGrids('array[$1::ltree]')} and closed_at is null order by ground, door`;
const gridsText = `select grid.id, grid.name, coalesce(up.name, '') as "group" from area as grid left join area as up on up.id = grid.parent
  where grid.kind = 'level-2' and grid.ground <@ $1::ltree and grid.valid_to is null order by grid.ground`;

export const page = defineQuery({
  name: 'supply.page',
  input: z.object({ village: z._default(z.nullable(z.uuid()), null) }),
  who: drawers,
  touches: 'list',
  async answer(tx, input, { actor }): Promise<SupplyPage> {
    const grounds = actor.posts.filter((post) => drawers.includes(post.role)).map((post) => post.ground);
    const villages = await tx.query<SupplyPage['villages'][number] & { ground: string }>(
      `select id, name, code, ground::text as ground from area where kind = 'village' and valid_to is null and ground <@ any($1::ltree[]) order by ground`,
      [grounds],
    );
    const shown = villages.map(({ id, name, code }) => ({ id, name, code }));
    const one = input.village === null ? villages[0] : villages.find(({ id }) => id === input.village);
    if (!one) {
      if (input.village !== null) throw new Problem('refused', 'not-yours');
      return { villages: shown, village: null, networks: [], nodes: [], homes: [], grids: [] };
    }
    const of = <T>(text: string): Promise<T[]> => tx.query<T>(text, [one.ground]);
    const [nodes, named, homes, grids] = await Promise.all([
      of<SupplyPage['nodes'][number]>(nodesText),
      of<SupplyPage['networks'][number]>(networksText),
      of<SupplyPage['homes'][number]>(homesText),
      of<SupplyPage['grids'][number]>(gridsText),
    ]);
    // SUPPLY-10: what was drawn under the bare letter of a family is a network without a name of its own.
    const known = new Set(named.map(({ code }) => code));
    const unnamed = [...new Set(nodes.map(({ network }) => network))].filter((code) => !known.has(code));
    const networks = [...named, ...unnamed.map((code) => ({ id: null, code, name: '', looped: false }))].sort((a, b) =>
      a.code < b.code ? -1 : 1,
    );
    return { villages: shown, village: one.id, networks, nodes, homes, grids };
  },
});

export const supplyQueries = [page];
