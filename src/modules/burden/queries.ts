// What screens may ask: the requests that concern the reader, and what was said to be a burden.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { BurdenRow, RequestRow } from './model.ts';
import { requestTable } from './store.ts';

const fields = requestTable.select
  .split(', ')
  .map((one) => `request.${one}`)
  .join(', ');
const requestsText = `select ${fields}, office.name as "officeName", coalesce(area.name, '') as "areaName" from request
  join office on office.id = request.office left join area on area.ground = request.ground
  where ($3 or (request.approved and request.ended_at is null and request.until > $1)) and (request.until > $2 or request.decided_at is null)
  order by (request.approved is null and request.ended_at is null) desc, request.asked_at desc limit 200`;

const ninetyDays = 90 * 86_400_000;
/** Offices that ask, decide or look on; everybody else sees what he is to do. */
const above = ['township-officer', 'field-officer', 'department-officer', 'county-officer', 'village-officer'];

export const requests = defineQuery({
  name: 'request.list',
  input: z.object({}),
  who: ['staff'],
  touches: 'none',
  async answer(tx, _, { actor, now }): Promise<RequestRow[]> {
    // BURDEN-1: what waits for the township, or was declined, is nothing for a grid to see.
    const looksOn = actor.posts.some((post) => above.includes(post.role));
    const rows = await tx.query<Record<string, unknown>>(requestsText, [
      new Date(now),
      new Date(now - ninetyDays),
      looksOn,
    ]);
    return rows.map((row) => ({
      ...requestTable.read(row),
      officeName: String(row.officeName),
      areaName: String(row.areaName),
    }));
  },
});

const saidText = `select burden.id, burden.role, coalesce(area.name, '') as "areaName", burden.text, request.title as "requestTitle", burden.at, burden.answer, burden.answered_at as "answeredAt"
  from burden left join area on area.ground = burden.ground left join request on request.id = burden.request
  where burden.at > $1 order by (burden.answered_at is null) desc, burden.at desc limit 200`;

export const said = defineQuery({
  name: 'burden.list',
  input: z.object({}),
  who: ['staff'],
  touches: 'none',
  async answer(tx, _, { now }): Promise<BurdenRow[]> {
    const rows = await tx.query<Record<string, unknown>>(saidText, [new Date(now - 4 * ninetyDays)]);
    return rows.map((row) => ({
      ...(row as unknown as BurdenRow),
      at: (row.at as Date).getTime(),
      answeredAt: row.answeredAt === null ? null : (row.answeredAt as Date).getTime(),
    }));
  },
});

export const burdenQueries = [requests, said];
