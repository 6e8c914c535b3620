// What may be asked of other systems' keys at the desk, and what a key itself asks before it files something.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { Tx } from '#data/database.ts';
import type { Shape } from '#modules/territory/model.ts';
import type { KeyRow } from './model.ts';
import { requests, updates } from './queries-out.ts';
import { isInShape } from './rules.ts';

const keysText = `select k.id, k.name, k.scopes, k.per_minute as "perMinute", k.words_out as "wordsOut", k.made_at as "madeAt", k.revoked_at as "revokedAt",
    area.name as "areaName", used.last::text as "lastUsed", coalesce(used.calls, 0)::int as calls, (select count(*)::int from open311_request where key = k.id) as filed
  from open311_key as k join area on area.id = k.area
  left join lateral (select max(hour at time zone 'Asia/Shanghai')::date as last, sum(calls) filter (where hour > $1) as calls from open311_call where key = k.id) as used on true
  order by k.revoked_at is not null, k.made_at desc limit 200`;
const thirtyDays = 30 * 86_400_000;

/** OPEN-2: the day of the last use, and not the hour. */
const keys = defineQuery({
  name: 'open311.keys',
  input: z.object({}),
  who: ['security-admin', 'audit-admin'],
  touches: 'none',
  answer: async (tx, _, { now }): Promise<KeyRow[]> =>
    (
      await tx.query<Omit<KeyRow, 'madeAt' | 'revokedAt'> & { madeAt: Date; revokedAt: Date | null }>(keysText, [
        new Date(now - thirtyDays),
      ])
    ).map((row) => ({
      ...row,
      madeAt: row.madeAt.getTime(),
      revokedAt: row.revokedAt?.getTime() ?? null,
    })),
});

const areaChoices = defineQuery({
  name: 'open311.areas',
  input: z.object({}),
  who: ['security-admin'],
  touches: 'none',
  answer: (tx): Promise<{ id: string; name: string; kind: string }[]> =>
    tx.query(
      `select id, name, kind from area where kind in ('county', 'township') and valid_to is null order by ground limit 200`,
    ),
});

interface Child {
  readonly id: string;
  readonly shape: Shape | null;
}

/** The smallest area below this one whose outline holds the point; areas without an outline are looked through. */
async function deepest(tx: Tx, parent: string, at: { lat: number; lon: number }): Promise<string | undefined> {
  const children = await tx.query<Child>('select id, shape from area where parent = $1 and valid_to is null', [parent]);
  const around = children.find(({ shape }) => shape !== null && isInShape(shape, at.lon, at.lat));
  if (around) return (await deepest(tx, around.id, at)) ?? around.id;
  for (const { id } of children.filter(({ shape }) => shape === null)) {
    const found = await deepest(tx, id, at);
    if (found) return found;
  }
  return undefined;
}

const byCode = `select area.id from area where code = $1 and valid_to is null and ground <@ $2::ltree`;

/** OPEN-3: the area that a code names or an outline holds, on the key's own ground; null where it is not known. */
const place = defineQuery({
  name: 'open311.place',
  input: z.object({
    code: z._default(z.string().check(z.maxLength(20)), ''),
    at: z._default(z.nullable(z.object({ lat: z.number(), lon: z.number() })), null),
    within: z.uuid(),
  }),
  who: ['service:open311'],
  touches: 'none',
  async answer(tx, { code, at, within }, { actor }): Promise<{ area: string | null }> {
    if (code !== '') {
      const [row] = await tx.query<{ id: string }>(byCode, [code, actor.ground]);
      return { area: row?.id ?? null };
    }
    return { area: at === null ? null : ((await deepest(tx, within, at)) ?? null) };
  },
});

const filedText = `select id, said_hash as "saidHash" from open311_request where key = $1 and ref = $2`;

/** OPEN-5: what this system filed under a reference before. */
const filed = defineQuery({
  name: 'open311.filed',
  input: z.object({ ref: z.string().check(z.minLength(1), z.maxLength(100)) }),
  who: ['service:open311'],
  touches: 'none',
  answer: async (tx, { ref }, { actor }): Promise<{ id: string; saidHash: string } | null> =>
    (await tx.maybe<{ id: string; saidHash: string }>(filedText, [actor.key ?? null, ref])) ?? null,
});

export const open311Queries = [keys, areaChoices, place, filed, requests, updates];
