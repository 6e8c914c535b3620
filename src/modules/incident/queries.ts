// What screens may ask about incidents: the list of one's offices, and one incident with its homes and its supply tree.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { type Asked, defineQuery } from '#data/query.ts';
import { dutyListsAt } from '#modules/case/rules-county-lists.ts';
import { loadSettings } from '#modules/case/store-county.ts';
import { caseTable } from '#modules/case/store.ts';
import { loadChainOfCase } from '#modules/people/store.ts';
import type { Incident, IncidentPage, IncidentRow } from './model.ts';
import { handsTo } from './rules-hand.ts';
import { incidentsOnMap } from './queries-map.ts';
import { incidentTable } from './store.ts';

const staff = ['staff'];

export const list = defineQuery({
  name: 'incident.list',
  input: z.object({}),
  who: staff,
  touches: 'list',
  async answer(tx, _, { actor }): Promise<IncidentRow[]> {
    const rows = await tx.query<Record<string, unknown>>(
      `select incident.id, incident.title, incident.category, incident.cause, office.name as "holderName", opened_at as "openedAt", resolved_at as "resolvedAt",
         cardinality(matters) as cases, (select count(*)::int from unnest(again) as one where one <> all(matters)) as again,
         (select count(*)::int from matter where matter.incident = incident.id and outcome = 'solved') as solved,
         (select count(*)::int from matter where matter.incident = incident.id and outcome in ('partly', 'not-solved')) as "notSolved"
       from incident join office on office.id = incident.holder
       where incident.holder = any($1::uuid[]) or incident.ground <@ any($2::ltree[]) order by resolved_at nulls first, opened_at desc limit 100`,
      [actor.posts.map((post) => post.office), actor.posts.map((post) => post.ground)],
    );
    return rows.map((row) => ({
      ...(row as unknown as IncidentRow),
      openedAt: (row.openedAt as Date).getTime(),
      resolvedAt: row.resolvedAt === null ? null : (row.resolvedAt as Date).getTime(),
    }));
  },
});

/** INC-6: a home that said "solved" is closed to the bureau as a home, and keeps its door on the incident's page. */
const casesText = `select m.id, m.number, m.title, m.household, coalesce(household.door, known.door, '') as door, coalesce(case when starts_with(grid.name, up.name) then grid.name else up.name || grid.name end, '') as place, m.state, m.side, m.outcome,
    m.reported_at as "reportedAt", m.told_at as "toldAt", coalesce(household.supply_points, known.supply_points, '{}') as "supplyPoints"
  from matter as m left join household on household.id = m.household left join zd_incident_homes($1) as known on known.matter = m.id
  left join area as grid on grid.id = coalesce(household.grid, known.grid) left join area as up on up.id = grid.parent
  where m.incident = $1 order by m.reported_at`;

/** INC-8 */
const againText = `select m.id, coalesce(household.door, '') as door, coalesce(case when starts_with(grid.name, up.name) then grid.name else up.name || grid.name end, '') as place,
    m.reported_at as "reportedAt", coalesce(household.supply_points, '{}') as "supplyPoints", m.holder = any($2::uuid[]) as mine, m.household
  from matter as m left join household on household.id = m.household
  left join area as grid on grid.id = household.grid left join area as up on up.id = grid.parent
  where m.id = any($1::uuid[]) and m.incident is null order by m.reported_at`;

/** All networks of the family; a code is written as the homes write it (SUPPLY-10), so that two networks are told apart. */
const nodesText = `select stem.at || node.code as code, node.name, node.kind, stem.at || node.parent as parent
  from supply_node as node cross join lateral (select case when network = 'W' then '' else network || ':' end as at) as stem
  where left(node.network, 1) = $1 and node.removed_at is null and node.ground = subpath($2::ltree, 0, least(3, nlevel($2::ltree)))
  order by node.network, node.code`;

/** INC-7: nothing for whoever does not hold it, and once it was answered. */
async function handToOf(tx: Tx, incident: Incident, { actor, now }: Asked): Promise<IncidentPage['handTo']> {
  if (!sitsIn(actor, incident.holder) || incident.resolvedAt !== null) return [];
  const matters = await caseTable.load(tx, incident.matters);
  const first = matters.find((matter) => matter.incident === incident.id && matter.side === 'merged');
  if (!first) return [];
  const [chain, settings] = await Promise.all([loadChainOfCase(tx, first.id, first.category), loadSettings(tx)]);
  const offices = handsTo(incident, first, { chain, lists: dutyListsAt(settings, dayOf(now)) });
  return offices.map(({ id, name, kind }) => ({ id, name, kind }));
}

export const page = defineQuery({
  name: 'incident.page',
  input: z.object({ incident: z.uuid() }),
  who: staff,
  touches: 'household',
  async answer(tx, input, asked): Promise<IncidentPage> {
    const [incident] = await incidentTable.load(tx, [input.incident]);
    if (!incident) throw new Problem('refused', 'not-yours');
    const family = incident.category.slice(0, 1);
    const posts = asked.actor.posts.map((post) => post.office);
    const [cases, again, nodes, holder, handTo] = await Promise.all([
      tx.query<Record<string, unknown>>(casesText, [incident.id]),
      tx.query<Record<string, unknown>>(againText, [incident.again, posts]),
      tx.query<IncidentPage['nodes'][number]>(nodesText, [family, incident.ground]),
      tx.one<{ name: string }>('select name from office where id = $1', [incident.holder]),
      handToOf(tx, incident, asked),
    ]);
    asked.reads(...[...cases, ...again].map((row) => row.household as string | null));
    return {
      incident,
      holderName: holder.name,
      mine: sitsIn(asked.actor, incident.holder),
      cases: cases.map(({ household, ...row }) => ({
        ...(row as unknown as IncidentPage['cases'][number]),
        reportedAt: (row.reportedAt as Date).getTime(),
        toldAt: row.toldAt === null ? null : (row.toldAt as Date).getTime(),
      })),
      again: again.map(({ household, ...row }) => ({
        ...(row as unknown as IncidentPage['again'][number]),
        reportedAt: (row.reportedAt as Date).getTime(),
      })),
      handTo,
      nodes,
    };
  },
});

export const incidentQueries = [list, page, incidentsOnMap];
