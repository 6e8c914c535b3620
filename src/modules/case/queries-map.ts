// What the map asks of matters: where the open ones of a village are, as far as the reader sees them.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import { ofHomes } from '#modules/territory/store.ts';
import type { MapMatter } from './model-map.ts';

const roles = ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

/** CASE-89: the place that was put on the problem, else its home's; nothing that is restricted or about somebody's conduct. */
const within = `array(select ground from area where id = $1 and kind in ('village', 'level-1', 'level-2'))`;
const text = `select matter.id, matter.number::int as number, matter.category, matter.state, matter.due_at < $3 as late,
    coalesce(matter.lat, household.lat) as lat, coalesce(matter.lon, household.lon) as lon
  from matter left join household on household.id = matter.household
  where matter.state <> 'closed' and not matter.restricted and cardinality(matter.complained_of) = 0 and matter.category not like 'V4%'
    and matter.ground <@ any(${within}) and (matter.household is null or ${ofHomes(within, 'matter.household')})
    and matter.ground <@ any($2::ltree[])
    and coalesce(matter.lat, household.lat) is not null and coalesce(matter.lon, household.lon) is not null
  order by matter.due_at, matter.id limit 1000`;

export const mattersOnMap = defineQuery({
  name: 'case.map',
  input: z.object({ area: z.uuid() }),
  who: roles,
  touches: 'list',
  answer: (tx, { area }, { actor, now }): Promise<MapMatter[]> =>
    tx.query<MapMatter>(text, [
      area,
      actor.posts.filter((post) => roles.includes(post.role)).map((post) => post.ground),
      new Date(now),
    ]),
});
