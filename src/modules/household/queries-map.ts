// What the map asks of homes: doors and places in a village or a part of it.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import { inGrids } from '#modules/territory/store.ts';
import type { MapHome } from './model-map.ts';

/** HOME-26: by door, in a village or below; whose homes they may be, row-level security says. */
const within = `array(select ground from area where id = $1 and kind in ('village', 'level-1', 'level-2'))`;
const text = `select household.id, household.door, household.grid, household.lat, household.lon, household.home = 'vacant' as vacant
  from household where household.closed_at is null
    and household.ground <@ any(${within}) and ${inGrids(within, 'household.grid')}
    and household.ground <@ any($2::ltree[])
  order by household.ground, household.door limit 5000`;

export const mapRoles = ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

export const homesOnMap = defineQuery({
  name: 'household.map',
  input: z.object({ area: z.uuid() }),
  who: mapRoles,
  touches: 'list',
  answer: (tx, { area }, { actor }): Promise<MapHome[]> =>
    tx.query<MapHome>(text, [
      area,
      actor.posts.filter((post) => mapRoles.includes(post.role)).map((post) => post.ground),
    ]),
});
