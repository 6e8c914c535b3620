// The same fact in several homes of a group (MEAS-21): counted from the notebook within the reader's own rights, without naming a home.
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import type { CommonFact, FactHome } from './model.ts';
import { daysBack, homesInCommon, needsHelp, offers } from './kinds/offers.ts';
import { pageOf } from './queries-sums.ts';

/**
 * Each home once, by what it said last. What was told in confidence stays where it was told. "offset 0" has it look home by home
 * into the few visits with a fact: a township costs the same in a county of any size.
 */
const commonText = `with home as (select id, grid from household where grid = any($1::uuid[]) and closed_at is null),
    said as (select distinct on (home.id, part ->> 'fact') home.grid, part ->> 'fact' as fact, part ->> 'amount' as amount, told.received_at as at
      from home cross join lateral (select received_at, parts from visit where household = home.id and received_at > $2
        and not confidential and parts @> '[{"kind": "fact"}]' offset 0) as told cross join lateral jsonb_array_elements(told.parts) as part
      where part ->> 'kind' = 'fact' and part ->> 'fact' = any($3::text[]) order by home.id, part ->> 'fact', told.received_at desc)
  select grid, fact, amount, count(*)::int as homes, max(at) as at from said group by grid, fact, amount order by fact`;
/** Every grid with its group, in the order of the territory. */
const gridsText = `select grid.id as grid, up.id as area, village.name || up.name as place
  from area as grid join area as up on up.id = grid.parent join area as village on village.id = up.parent
  where grid.kind = 'level-2' and grid.valid_to is null and grid.ground <@ $1::ltree order by up.ground`;

interface Grid {
  readonly grid: string;
  readonly area: string;
  readonly place: string;
}

interface Row {
  readonly grid: string;
  readonly fact: string;
  readonly amount: string | null;
  readonly homes: number;
  readonly at: Date;
}

/** By group and fact. Poor and failed harvests are one: what helps is the same. */
function joined(grids: readonly Grid[], rows: readonly Row[]): CommonFact[] {
  const groups = new Map(grids.map(({ area, place }) => [area, { place, found: new Map<string, CommonFact>() }]));
  const groupOf = new Map(grids.map(({ grid, area }) => [grid, area]));
  for (const row of rows.filter(({ fact, amount }) => needsHelp(fact, amount))) {
    const area = groupOf.get(row.grid) ?? '';
    const group = groups.get(area);
    const known = group?.found.get(row.fact);
    group?.found.set(row.fact, {
      area,
      place: group.place,
      fact: row.fact,
      homes: row.homes + (known?.homes ?? 0),
      at: Math.max(row.at.getTime(), known?.at ?? 0),
      offers: offers[row.fact as keyof typeof offers] ?? [],
    });
  }
  return [...groups.values()].flatMap(({ found }) => [...found.values()]).filter(({ homes }) => homes >= homesInCommon);
}

export const facts = defineQuery({
  name: 'measure.facts',
  input: z.object({ area: z._default(z.nullable(z.uuid()), null) }),
  who: ['village-officer', 'township-officer'],
  touches: 'none',
  async answer(tx, input, asked): Promise<CommonFact[]> {
    const page = await pageOf(tx, { area: input.area, office: null }, asked);
    if (page.kind !== 'village' && page.kind !== 'township') return [];
    const grids = await tx.query<Grid>(gridsText, [page.ground]);
    const since = new Date(asked.now - daysBack * 86_400_000);
    const rows = await tx.query<Row>(commonText, [grids.map(({ grid }) => grid), since, Object.keys(offers)]);
    return joined(grids, rows);
  },
});

const homesText = `select household.id as household, household.door, said.amount,
    coalesce((select array_agg(distinct errand.kind) from errand where errand.household = household.id
      and (errand.state <> 'over' or errand.told_at is null or errand.papers @> '[{"lent": true, "backAt": null}]')), '{}') as errands
  from household join area as grid on grid.id = household.grid
  cross join lateral (select part ->> 'amount' as amount from visit cross join lateral jsonb_array_elements(visit.parts) as part
    where visit.household = household.id and visit.received_at > $3 and visit.parts @> '[{"kind": "fact"}]' and not visit.confidential and part ->> 'kind' = 'fact' and part ->> 'fact' = $2
    order by visit.received_at desc limit 1) as said
  where grid.parent = $1 and household.closed_at is null order by household.door`;

/** MEAS-22: by door, for the village that may offer them something. */
export const homes = defineQuery({
  name: 'measure.homes',
  input: z.object({ area: z.uuid(), fact: z.string().check(z.maxLength(20)) }),
  who: ['village-officer'],
  touches: 'household',
  async answer(tx, { area, fact }, { actor, now, reads }): Promise<FactHome[]> {
    const [group] = await tx.query<{ ground: string }>(
      `select ground::text as ground from area where id = $1 and kind = 'level-1'`,
      [area],
    );
    if (!group || !servesGround(actor, group.ground, ['village-officer'])) throw new Problem('refused', 'not-yours');
    const since = new Date(now - daysBack * 86_400_000);
    const rows = await tx.query<FactHome & { amount: string | null }>(homesText, [area, fact, since]);
    const some = rows.filter(({ amount }) => needsHelp(fact, amount)).map(({ amount, ...home }) => home);
    // Fewer are no matter of the group: nothing is said of them here.
    if (some.length < homesInCommon) return [];
    // What happened in a home is content of its record, said by door or not.
    reads(...some.map(({ household }) => household));
    return some;
  },
});
