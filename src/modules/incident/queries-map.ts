// What the map asks of incidents: where the homes of an open one stand, as far as the reader sees them.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { MapIncident } from './model-map.ts';

const roles = ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

const text = `select incident.id, incident.title, incident.category,
    coalesce((select jsonb_agg(jsonb_build_array(coalesce(matter.lon, household.lon), coalesce(matter.lat, household.lat)) order by matter.id)
      from matter left join household on household.id = matter.household
      where matter.incident = incident.id and coalesce(matter.lat, household.lat) is not null and coalesce(matter.lon, household.lon) is not null), '[]') as spots
  from incident where incident.resolved_at is null
    and incident.ground <@ (select ground from area where id = $1 and kind in ('village', 'level-1', 'level-2'))
    and incident.ground <@ any($2::ltree[])
  order by incident.opened_at desc limit 100`;

export const incidentsOnMap = defineQuery({
  name: 'incident.map',
  input: z.object({ area: z.uuid() }),
  who: roles,
  touches: 'list',
  answer: (tx, { area }, { actor }): Promise<MapIncident[]> =>
    tx.query<MapIncident>(text, [
      area,
      actor.posts.filter((post) => roles.includes(post.role)).map((post) => post.ground),
    ]),
});
