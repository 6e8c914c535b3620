// Readings: whoever was handed content of a household's record stands here once per purpose, reason and hour, for the household to see.
import type { Asking } from './table.ts';

/** Whoever reads, with all his posts; `standing` says what he is where he has none. */
export interface ReadBy {
  readonly person: string | null;
  readonly standing: string;
  readonly posts: readonly { readonly ground: string; readonly office: string; readonly role: string }[];
}

export interface Reading {
  readonly reader: ReadBy;
  /** Name of the query or delivery, e.g. `case.page` or `phone`. */
  readonly purpose: string;
  /** What the reader said he opened it for, where the work at hand does not say it. */
  readonly reason?: string;
  /** ms */
  readonly at: number;
}

/** HOME-20: of several posts the first that serves the home's ground, else the first. */
const insert = `insert into reading (household, hour, purpose, reader, office, role, at, reason)
  select wanted.id, date_trunc('hour', $2::timestamptz), $3, $4, post.office, coalesce(post.role, $5), $2::timestamptz, $6
  from unnest($1::uuid[]) as wanted (id) left join household as home on home.id = wanted.id
  left join lateral (select held.office, held.role from unnest($7::text[], $8::uuid[], $9::text[]) with ordinality as held (ground, office, role, n)
    order by (home.ground is not null and home.ground <@ held.ground::ltree) desc, n limit 1) as post on true
  on conflict do nothing`;
const nobodyId = '00000000-0000-0000-0000-000000000000';

/** Writes that these households' content was handed out; a repeat within the hour writes nothing. */
export async function writeReadings(tx: Asking, households: readonly string[], reading: Reading): Promise<void> {
  if (households.length === 0) return;
  const { reader, purpose, at, reason = '' } = reading;
  const { person, standing, posts } = reader;
  const held = (['ground', 'office', 'role'] as const).map((part) => posts.map((post) => post[part]));
  await tx.exec(insert, [households, new Date(at), purpose, person ?? nobodyId, standing, reason, ...held]);
}
