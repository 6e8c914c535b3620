// What a page reads of the kept figures: whole months, and the days of the month that is not over.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { sumsAt, sumsOf } from '#modules/measure/queries-sums.ts';
import { followAll } from '#modules/measure/reactions.ts';
import { allOffices } from '#modules/measure/rules-life.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { randomCounty } from '#tests/random-county.ts';

let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
  await randomCounty(fresh.database, 1000, 5);
  await followAll(fresh.database);
}, 60_000);
afterAll(() => fresh?.close());

test('MEAS-25 what a page reads by months is the sum of its days, wherever in a month it stops', async () => {
  const service = { ...emptyScope, standing: 'service', service: 'jobs' };
  await inScope(fresh.database, service, async (tx) => {
    const [span] = await tx.query<{ place: string; first: string; last: string }>(
      `select place, min(day)::text as first, max(day)::text as last from measure_day where category = '' and office = $1
         group by place order by sum(first_due) desc limit 1`,
      [allOffices],
    );
    if (!span) throw new Error('nothing is kept');
    const from = `${span.first.slice(0, 7)}-01`;
    const stops = await tx.query<{ to: string }>(
      `select to_char(day, 'YYYY-MM-DD') as to from generate_series($1::timestamp, $2::timestamp, interval '9 days') as day
       union select to_char(month - interval '1 day', 'YYYY-MM-DD') from generate_series($1::timestamp, $2::timestamp, interval '1 month') as month`,
      [from, span.last],
    );
    for (const { to } of stops) {
      const read = sumsAt(await sumsOf(tx, [span.place], [allOffices], { from, to }), span.place);
      const [days] = await tx.query<Record<string, number>>(
        `select coalesce(sum(first_due), 0)::int as first_due, coalesce(sum(respond_met), 0)::int as respond_met from measure_day
           where place = $1 and office = $2 and category = '' and day between $3::date and $4::date`,
        [span.place, allOffices, from, to],
      );
      expect({ to, first_due: read.first_due, respond_met: read.respond_met }).toEqual({ to, ...days });
    }
    expect(stops.length).toBeGreaterThan(4);
  });
});
