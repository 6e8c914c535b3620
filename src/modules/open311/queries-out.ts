// What of matters leaves to other systems: requests and their news, through the key's own row-level security and in no more columns than the rules allow.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import { placeCodes, serviceCodes } from './kinds/offered.ts';
import type { RequestRow, UpdateRow } from './model.ts';
import { newsOf } from './rules.ts';

const codes = z._default(z.nullable(z.array(z.string().check(z.maxLength(4))).check(z.maxLength(100))), null);
const moment = z.int().check(z.gte(0));
const span = { from: z._default(z.nullable(moment), null), to: z._default(z.nullable(moment), null) };

/** OPEN-4, and what was asked for: $2 the codes, $3 one's own key. */
const seen = `from matter as m left join open311_request as filed on filed.id = m.id
  where m.category = any($2::text[]) and not m.restricted and m.complained_of = '{}'`;
/** OPEN-7: who may have the words back. */
const owns = `coalesce(filed.words_out or filed.key = $3::uuid, false)`;
/** OPEN-8: five labels are a grid's, three a village's. */
const placed = `left join lateral (select area.code, (select string_agg(up.name, '' order by nlevel(up.ground)) from area as up
    where up.ground @> area.ground and nlevel(up.ground) > 1 and up.valid_to is null) as name from area
  where area.ground @> picked.ground and nlevel(area.ground) <= case when picked.category = any($1::text[]) then 5 else 3 end
  order by nlevel(area.ground) desc limit 1) as place on true`;

const requestsText = `select picked.id, picked.category, picked.state, picked.side, picked.outcome, picked.reported_at as "requestedAt",
    greatest(picked.reported_at, (select max(step.at) from step where step.matter = picked.id and not step.internal)) as "updatedAt",
    case when picked.state <> 'closed' and picked.stopped_at is null then coalesce(picked.resolve_by, picked.holder_by) end as "expectedAt",
    coalesce(office.name, '') as agency, coalesce(place.name, '') as address, coalesce(place.code, '') as "gridCode",
    case when picked.owns then picked.text else '' end as description,
    case when picked.owns then picked.lat end as lat, case when picked.owns then picked.lon end as lon
  from (select m.*, ${owns} as owns ${seen} and ($4::uuid[] is null or m.id = any($4::uuid[]))
      and ($5::timestamptz is null or m.reported_at >= $5) and ($6::timestamptz is null or m.reported_at <= $6)
      and ($7::text is null or (m.state = 'closed') = ($7 = 'closed'))
    order by m.reported_at desc, m.id limit $8 offset $9) as picked
  left join office on office.id = picked.holder ${placed} order by picked.reported_at desc, picked.id`;

const asTime = (at: number | null): Date | null => (at === null ? null : new Date(at));
const ms = (value: unknown): number | null => (value === null ? null : (value as Date).getTime());
/** Only what is offered, whatever is asked for. */
const offered = (asked: readonly string[] | null): string[] =>
  serviceCodes.filter((code) => asked === null || asked.includes(code));

export const requests = defineQuery({
  name: 'open311.requests',
  input: z.object({
    ids: z._default(z.nullable(z.array(z.uuid()).check(z.maxLength(1000))), null),
    codes,
    ...span,
    status: z._default(z.nullable(z.enum(['open', 'closed'])), null),
    most: z._default(z.int().check(z.gte(1), z.lte(1000)), 1000),
    skip: z._default(z.int().check(z.gte(0), z.lte(1_000_000)), 0),
  }),
  who: ['service:open311'],
  touches: 'list',
  async answer(tx, input, { actor }): Promise<RequestRow[]> {
    const { ids, from, to, status, most, skip } = input;
    const wanted = [
      placeCodes,
      offered(input.codes),
      actor.key ?? null,
      ids,
      asTime(from),
      asTime(to),
      status,
      most,
      skip,
    ];
    const rows = await tx.query<RequestRow & Record<string, unknown>>(requestsText, wanted);
    return rows.map((row) => ({
      ...row,
      requestedAt: ms(row['requestedAt']) ?? 0,
      updatedAt: ms(row['updatedAt']) ?? 0,
      expectedAt: ms(row['expectedAt']),
    }));
  },
});

const updatesText = `select m.id as matter, step.n, step.name, step.at, coalesce(office.name, '') as agency,
    case when filed.key = $3::uuid and step.name in ('case.answered', 'case.referred') then step.text else '' end as text
  from (select m.id ${seen} and m.changed_at >= $4) as m join step on step.matter = m.id left join open311_request as filed on filed.id = m.id
  left join office on office.id = coalesce(step.to_office, step.office)
  where step.at >= $4 and step.at <= $5 and not step.internal and step.name = any($1::text[]) order by step.at, m.id, step.n limit $6`;

export const updates = defineQuery({
  name: 'open311.updates',
  input: z.object({ from: moment, to: moment, most: z._default(z.int().check(z.gte(1), z.lte(1000)), 1000) }),
  who: ['service:open311'],
  touches: 'list',
  async answer(tx, { from, to, most }, { actor }): Promise<UpdateRow[]> {
    const wanted = [Object.keys(newsOf), offered(null), actor.key ?? null, asTime(from), asTime(to), most];
    const rows = await tx.query<UpdateRow & Record<string, unknown>>(updatesText, wanted);
    return rows.map((row) => ({ ...row, at: ms(row['at']) ?? 0 }));
  },
});
