// Minutes of the grids' work that each office asked for (MEAS-24): from the requests that a township approved, within the reader's own rights.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { BurdenRow } from './model.ts';
import { officeRoles, pageOf, placeRoles } from './queries-sums.ts';
import { isQuarter, quarterAt, weeksOf } from './rules.ts';

const burdenText = `select office.id, office.name, count(*)::int as requests, sum(request.cost)::int as minutes
  from request join office on office.id = request.office
  where request.approved and request.ground <@ $1::ltree and ($2::uuid is null or request.office = $2)
    and (request.decided_at at time zone 'Asia/Shanghai')::date between $3::date and $4::date
  group by office.id, office.name order by office.name`;

export const burden = defineQuery({
  name: 'measure.burden',
  input: z.object({
    area: z._default(z.nullable(z.uuid()), null),
    office: z._default(z.nullable(z.uuid()), null),
    quarter: z._default(z.nullable(z.string().check(z.refine(isQuarter))), null),
  }),
  who: [...placeRoles, ...officeRoles],
  touches: 'none',
  async answer(tx, input, asked): Promise<BurdenRow[]> {
    const page = await pageOf(tx, input, asked);
    const quarter = quarterAt(input.quarter, asked.now);
    // A request goes to a whole township: a village has none of its own.
    if (page.kind === 'village' || quarter.to < quarter.from) return [];
    const weeks = weeksOf(quarter);
    const office = page.kind === 'office' ? page.office : null;
    const rows = await tx.query<Omit<BurdenRow, 'weeks' | 'perWeek'>>(burdenText, [
      page.ground,
      office,
      quarter.from,
      quarter.to,
    ]);
    return rows.map((row) => ({ ...row, weeks, perWeek: Math.round(row.minutes / weeks) }));
  },
});
