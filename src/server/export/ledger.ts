// What a ledger (台账) is: its columns with where each comes from in the data dictionary, and the question behind it. All are data of this one shape.
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import type { LedgerFacts } from '#modules/household/kinds/ledgers.ts';
import { groundRoles } from '#modules/people/model.ts';
import type { Found } from './let-out.ts';

/** As the database gives it. */
export type Value = string | number | Date | readonly string[] | null;
export type Row = Readonly<Record<string, Value>>;

export interface Column {
  /** Its name in the answer, and of its head among the words. */
  readonly key: string;
  /** Its place in the data dictionary, which says whether it may leave. */
  readonly from: string;
  /** What alone of it may leave, as the dictionary names it. */
  readonly only?: 'kinds' | 'form';
  /** Text where nothing else is said. `points` are what was not well at the place of the same row. */
  readonly is?: 'number' | 'day' | 'moment' | 'category' | 'spot' | 'points';
  /** The family of words that its value belongs to. */
  readonly word?: string;
  /** Millimetres on a sheet of A4 laid across; what has none shares the rest. */
  readonly width?: number;
}

export interface Ledger {
  readonly columns: readonly Column[];
  /** Of the answers, `home` is whose record stands in the row. */
  readonly text: string;
}

/** Which part of it: days as 2026-11-26, both counted. */
export interface Part {
  readonly area: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

const asked = `with asked as (select $1::ltree[] as grounds, $2::uuid[] as offices, $3::uuid is null as anywhere,
  (select ground from area where id = $3::uuid) as area, $4::timestamptz as since, $5::timestamptz as until) `;

/** In the area asked for, wherever that lies. */
export const inArea = (ground: string): string =>
  `((select anywhere from asked) or ${ground} <@ (select area from asked))`;
/** On the ground of whoever asks, and in the area asked for. */
export const inside = (ground: string): string =>
  `${ground} <@ any ((select grounds from asked)::ltree[]) and ${inArea(ground)}`;
export const byOffice = (office: string): string => `${office} = any ((select offices from asked)::uuid[])`;
export const during = (at: string): string =>
  `((select since from asked) is null or ${at} >= (select since from asked)) and ((select until from asked) is null or ${at} < (select until from asked))`;

const oneDay = 86_400_000;
const startOf = (day: string | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00+08:00`));
const endOf = (day: string | null): Date | null =>
  day === null ? null : new Date(Date.parse(`${day}T00:00:00+08:00`) + oneDay);

/** The rows of a ledger that this reader may take out, one more than `most` where there are more. */
export async function findRows(
  tx: Tx,
  ledger: Ledger & LedgerFacts,
  { actor, area, from, to }: Part & { readonly actor: Actor },
  most: number,
): Promise<Found<Row>> {
  const posts = actor.posts.filter((post) => (ledger.who as readonly string[]).includes(post.role));
  const rows = await tx.query<Record<string, Value>>(`${asked}${ledger.text} limit $6`, [
    posts.filter(({ role }) => (groundRoles as readonly string[]).includes(role)).map((post) => post.ground),
    posts.map((post) => post.office),
    area,
    ledger.timed ? startOf(from) : null,
    ledger.timed ? endOf(to) : null,
    most + 1,
  ]);
  return { rows, homes: [...new Set(rows.flatMap(({ home }) => (typeof home === 'string' ? [home] : [])))] };
}
