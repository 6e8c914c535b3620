// How the inbox is read: each view as ordered ranges of an index, the filters on it, and matters found by their words.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import { type OfficeKind, groundRoles, homeRoles, officeKinds } from '#modules/people/model.ts';
import { caseStates, type InboxView } from './model.ts';
import { dueFilters, stateFilters } from './model-desk.ts';
import { askedWords } from './store-search.ts';

/** When a matter is an office's: it holds it, received it first, or is asked for something while another holds it. */
const belongs = {
  holder: (office: string) => `m.holder = ${office}`,
  first_receiver: (office: string) => `m.first_receiver = ${office}`,
  called: (office: string) =>
    `m.calls and m.state <> 'closed' and m.called @> array[${office}] and not m.came @> array[${office}]`,
  call_back: (office: string) => `m.call_back = ${office} and m.call_back is not null and m.state = 'household-check'`,
  supervised_by: (office: string) =>
    `m.supervised_by = ${office} and m.supervised_at is not null and m.state <> 'closed'`,
} as const;

interface View {
  /** Conditions beside the office's own, which come first in the index. */
  readonly where: string;
  readonly order: string;
  /** Is the row behind the one last seen, whose moment and id are given? */
  readonly after: (at: string, id: string) => string;
  /** By what it is an office's, each with an index of its own. */
  readonly by: readonly (keyof typeof belongs)[];
  /** Also all on the reader's ground. */
  readonly ground?: boolean;
}

const due = {
  order: 'm.due_at, m.id',
  after: (at: string, id: string) => `(m.due_at, m.id) > (${at}::timestamptz, ${id}::uuid)`,
  by: ['holder'],
} as const;
const changed = {
  order: 'm.changed_at desc, m.id',
  after: (at: string, id: string) =>
    `(m.changed_at < ${at}::timestamptz or (m.changed_at = ${at}::timestamptz and m.id > ${id}::uuid))`,
  by: ['holder', 'first_receiver'],
} as const;
/** A value that no part of the statement names would be one too many: each is put where it is wanted. */
const views: Record<InboxView, (now: () => string) => View> = {
  mine: () => ({ ...due, where: `m.state <> 'closed'` }),
  unassigned: () => ({ ...due, where: `m.state = 'reported'` }),
  overdue: (now) => ({ ...due, where: `m.state <> 'closed' and m.due_at < ${now()}` }),
  changed: (now) => ({ ...changed, where: `m.changed_at > ${now()}::timestamptz - interval '14 days'` }),
  asked: () => ({ ...changed, where: `m.state <> 'closed'`, by: ['called', 'call_back', 'supervised_by'] }),
  all: () => ({ ...changed, where: 'true', ground: true }),
};

export const filterInput = {
  category: z._default(z.nullable(z.string().check(z.maxLength(4))), null),
  area: z._default(z.nullable(z.uuid()), null),
  text: z._default(z.nullable(z.string().check(z.maxLength(60))), null),
  state: z._default(z.nullable(z.enum(stateFilters)), null),
  due: z._default(z.nullable(z.enum(dueFilters)), null),
  /** With which kind of office it is now. */
  at: z._default(z.nullable(z.enum(officeKinds)), null),
};
export interface Filters {
  readonly category: string | null;
  readonly area: string | null;
  readonly text: string | null;
  readonly state: (typeof stateFilters)[number] | null;
  readonly due: (typeof dueFilters)[number] | null;
  readonly at: OfficeKind | null;
}

/** Values of a statement, each named where it is used. */
export interface Values {
  readonly list: unknown[];
  put(value: unknown): string;
}
export function valuesOf(): Values {
  const list: unknown[] = [];
  return { list, put: (value) => `$${list.push(value)}` };
}

const dueEnd = { late: (now: number) => now, today: endOfDay, week: (now: number) => endOfDay(now + 6 * 86_400_000) };
function endOfDay(at: number): number {
  return Date.parse(`${dayOf(at)}T23:59:59.999+08:00`);
}

function conditionsOf(filters: Filters, { put }: Values, now: number): string[] {
  const conditions: string[] = [];
  const { category, area, state, due: by, at } = filters;
  if (category !== null) {
    const slot = put(category);
    conditions.push(`(m.category = ${slot} or left(m.category, 1) = ${slot})`);
  }
  if (area !== null) conditions.push(`m.ground <@ (select ground from area where id = ${put(area)}::uuid)`);
  if (state !== null) {
    const ofState = (caseStates as readonly string[]).includes(state);
    conditions.push(`m.${ofState ? 'state' : 'side'} = ${put(state)}`);
    if (!ofState) conditions.push(`m.state <> 'closed'`);
  }
  if (by !== null) conditions.push(`m.due_at < ${put(new Date(dueEnd[by](now)))}`);
  if (at !== null) conditions.push(`exists (select from office as at where at.id = m.holder and at.kind = ${put(at)})`);
  return conditions;
}

/** As many as this are found first and then looked at; of a word that more matters have, the list is walked instead. */
const rare = 1500;
/** So many on one ground are read and sorted; where there are more, the next one is never far. */
const onOneGround = 1500;
/** As many of the reader's own are looked at whole: they lie close together, and nothing of them is in vain. */
const reached = 4000;
/** A guess this far above is not counted to be sure. */
const manifold = 8;
const seesHome = 'exists (select from household where household.id = m.household)';

const distinct = (list: readonly string[]): string[] => [...new Set(list)];
const officesOf = ({ posts }: Actor): string[] => distinct(posts.map((post) => post.office));

interface Found {
  /** Ids that have the words, when they are few. */
  readonly ids?: readonly string[];
  readonly condition: string;
}
interface FoundRow {
  readonly matter: string;
  readonly own: boolean;
}

const foundText = 'select * from zd_matters_with($1::tsquery, $2::ltree[], $3)';
const heldText = 'select * from zd_matters_held_with($1::tsquery, $2::uuid[], $3)';
const reachedText = 'select * from zd_matters_reached_with($1::tsquery, $2::ltree[], $3::uuid[], $4)';
const likelyText = 'select zd_matters_likely($1::tsquery)::int as n';
const conditionOf = (rows: readonly FoundRow[], { put }: Values): string =>
  rows.every((row) => row.own)
    ? 'true'
    : `(m.id = any(${put(rows.filter((row) => row.own).map((row) => row.matter))}::uuid[]) or ${seesHome})`;
const idsOf = (rows: readonly FoundRow[]): string[] => rows.map((row) => row.matter);

const readers: readonly string[] = homeRoles;
const serving: readonly string[] = groundRoles;
const groundsOf = ({ posts }: Actor): string[] =>
  distinct(posts.filter((post) => serving.includes(post.role)).map((post) => post.ground));
/** The county itself: everything in it is looked through in its order. */
const isWhole = (ground: string): boolean => !ground.includes('.');

interface Search {
  readonly asked: string;
  readonly actor: Actor;
  readonly range: Range;
}

/** In a view of what his offices hold or received first, everything somebody can be shown lies with them or on the ground he serves. */
async function findReached(tx: Tx, { asked, actor, range }: Search): Promise<readonly FoundRow[] | undefined> {
  const grounds = groundsOf(actor);
  const { by } = views[range.view](() => '');
  if (grounds.some(isWhole) || by.some((one) => one !== 'holder' && one !== 'first_receiver')) return undefined;
  const rows = await tx.query<FoundRow>(reachedText, [asked, grounds, officesOf(actor), reached + 1]);
  return rows.length > reached ? undefined : rows;
}

/** Matters of the whole county, where they are few. */
async function findRare(tx: Tx, { asked, actor }: Search): Promise<readonly FoundRow[] | undefined> {
  const { n } = await tx.one<{ n: number }>(likelyText, [asked]);
  if (n > rare * manifold) return undefined;
  const readsHomes = actor.posts.some((post) => readers.includes(post.role));
  const rows = await (readsHomes
    ? tx.query<FoundRow>(foundText, [asked, null, rare + 1])
    : tx.query<FoundRow>(heldText, [asked, officesOf(actor), rare + 1]));
  const own = rows.filter((row) => row.own).length;
  return own <= rare && rows.length - own <= rare ? rows : undefined;
}

/** A home's words count for whoever sees the home: all of a ground, or those of which his office holds an open matter. */
async function findWords(tx: Tx, search: Search, values: Values): Promise<Found> {
  const { asked } = search;
  if (asked === '') return { ids: [], condition: 'false' };
  // Of a ground its own matters are looked at in any case; an office by itself may hold a tenth of the county, and asks the county first.
  const [first, then] = groundsOf(search.actor).length > 0 ? [findReached, findRare] : [findRare, findReached];
  const rows = (await first(tx, search)) ?? (await then(tx, search));
  if (rows !== undefined) return { ids: idsOf(rows), condition: conditionOf(rows, values) };
  const how = `zd_matter_has(m.id, ${values.put(asked)}::tsquery)`;
  return { condition: `(case ${how} when 'own' then true when 'home' then ${seesHome} else false end)` };
}

export interface Range {
  readonly view: InboxView;
  readonly filters: Filters;
  /** Moment and id of the row last seen. */
  readonly after?: readonly [string, string];
  readonly limit: number;
}

/**
 * The rows of a view as a sub-select, and its order. One ordered range per office and column, merged: a plain `= any` would sort
 * everything the office holds.
 */
export async function rowsOf(
  tx: Tx,
  range: Range,
  { actor, now, values }: { actor: Actor; now: number; values: Values },
): Promise<{ rows: string; order: string }> {
  const { put } = values;
  const view = views[range.view](() => put(new Date(now)));
  const offices = officesOf(actor);
  const conditions = [view.where, ...conditionsOf(range.filters, values, now)];
  if (range.after !== undefined) conditions.push(view.after(put(range.after[0]), put(range.after[1])));
  const asked = range.filters.text === null ? undefined : askedWords(range.filters.text);
  const found = asked === undefined ? undefined : await findWords(tx, { asked, actor, range }, values);
  const narrow = conditions.join(' and ');
  const all = [...conditions, found?.condition ?? 'true'].join(' and ');
  const end = `order by ${view.order} limit ${range.limit}`;
  if (found?.ids !== undefined) {
    const mine = view.ground
      ? 'true'
      : `exists (select from unnest(${put(offices)}::uuid[]) as mine (office) where ${view.by.map((one) => `(${belongs[one]('mine.office')})`).join(' or ')})`;
    const rows = `select m.* from matter as m where m.id = any(${put(found.ids)}::uuid[]) and ${mine} and ${all} ${end}`;
    return { rows, order: view.order };
  }
  const ranges = view.by.map(
    (column) => `(select m.* from unnest(${put(offices)}::uuid[]) as mine (office) cross join lateral
      (select * from matter as m where ${belongs[column]('mine.office')} and ${all} ${end}) as m)`,
  );
  const ground = view.ground ? await onGround(tx, actor, { asked: asked ?? null, narrow, all }, values) : undefined;
  if (ground !== undefined) ranges.push(`(${ground} ${end})`);
  return { rows: `select * from (${ranges.join(' union ')}) as m ${end}`, order: view.order };
}

interface Narrowed {
  readonly asked: string | null;
  /** The conditions without the words, and with them. */
  readonly narrow: string;
  readonly all: string;
}

/**
 * What lies on the reader's ground. Whoever serves much of the county walks everything in its order and soon finds enough; of a
 * smaller ground the matters are found first, because nothing of a ground can be looked up under row-level security.
 */
async function onGround(
  tx: Tx,
  actor: Actor,
  { asked, narrow, all }: Narrowed,
  values: Values,
): Promise<string | undefined> {
  const grounds = groundsOf(actor);
  if (grounds.length === 0) return undefined;
  const walk = `select m.* from matter as m where ${all}`;
  if (grounds.some(isWhole)) return walk;
  const rows = await tx.query<FoundRow>(foundText, [asked, grounds, onOneGround + 1]);
  if (rows.length > onOneGround) return walk;
  const ids = values.put(idsOf(rows));
  return `select m.* from matter as m where m.id = any(${ids}::uuid[]) and ${narrow} and ${conditionOf(rows, values)}`;
}
