// The inbox of an office in its four views, and how many wait in each: every view is one indexed range, however large the county.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import { type Inbox, type InboxCounts, type InboxRow, type InboxView, inboxViews } from './model.ts';

const staff = ['staff'];
/** Past this many a count says no more than "many": nobody reads 1,284 as anything else. */
const countedTo = 100;

interface View {
  /** Conditions beside the office's own, which come first in the index. */
  readonly where: string;
  readonly order: string;
  /** The row's place in the order, compared with the last one seen ($6, $7). */
  readonly after: string;
  /** Columns that name an office of the reader's. */
  readonly by: readonly ('holder' | 'first_receiver')[];
}

const due = {
  order: 'm.due_at, m.id',
  after: '(m.due_at, m.id) > ($6::timestamptz, $7::uuid)',
  by: ['holder'],
} as const;
const views: Record<InboxView, View> = {
  mine: { ...due, where: `m.state <> 'closed'` },
  unassigned: { ...due, where: `m.state = 'reported'` },
  overdue: { ...due, where: `m.state <> 'closed' and m.due_at < $2` },
  changed: {
    where: `m.changed_at > $2::timestamptz - interval '14 days'`,
    order: 'm.changed_at desc, m.id',
    after: '(m.changed_at < $6::timestamptz or (m.changed_at = $6::timestamptz and m.id > $7::uuid))',
    by: ['holder', 'first_receiver'],
  },
};

const rowSelect = `m.id, m.number, m.title, m.category, m.severity, m.state, m.side, m.restricted, m.holder, holder.name as "holderName",
  coalesce(village.name || up.name, village.name, '') as place, m.respond_by as "respondBy", m.resolve_by as "resolveBy", m.holder_by as "holderBy",
  m.changed_at as "changedAt", m.incident, m.outcome, m.version, nullif(m.due_at, 'infinity') as "dueAt"`;
const rowFrom = `join office as holder on holder.id = m.holder
  left join area as village on village.ground = subpath(m.ground, 0, least(3, nlevel(m.ground)))
  left join area as up on nlevel(m.ground) >= 4 and up.ground = subpath(m.ground, 0, 4)`;

const filters = `($2::timestamptz is not null) and ($3::text is null or m.category = $3 or left(m.category, 1) = $3)
  and ($4::uuid is null or m.ground <@ (select ground from area where id = $4))
  and ($5::text is null or m.title like '%' || $5 || '%' or m.number::text = $5)`;

/** One ordered range per office and column, merged: a plain `= any` would sort everything the office holds. */
function rangesOf(view: View, conditions: string, limit: number): string {
  const range = (column: string): string =>
    `select m.* from unnest($1::uuid[]) as mine (office) cross join lateral (select * from matter as m where m.${column} = mine.office
       and ${view.where} and ${conditions} order by ${view.order} limit ${limit}) as m`;
  return view.by.map((column) => `(${range(column)})`).join(' union ');
}

const ms = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null);

function readRow(row: Record<string, unknown>): InboxRow {
  const { dueAt: _, ...shown } = row;
  return {
    ...(shown as unknown as InboxRow),
    respondBy: ms(row.respondBy),
    resolveBy: ms(row.resolveBy),
    holderBy: ms(row.holderBy),
    changedAt: ms(row.changedAt) ?? 0,
  };
}

/** The place of the row last seen, as the caller carried it: `<ms>_<id>`, 0 for "never due". */
function readAfter(after: string): [string, string] {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(after);
  if (!match) throw new Problem('invalid', 'input-invalid', { field: 'after', reason: 'cursor' });
  return [match[1] === '0' ? 'infinity' : new Date(Number(match[1])).toISOString(), match[2] ?? ''];
}

export const inbox = defineQuery({
  name: 'case.inbox',
  input: z.object({
    view: z.enum(inboxViews),
    category: z._default(z.nullable(z.string().check(z.maxLength(4))), null),
    area: z._default(z.nullable(z.uuid()), null),
    text: z._default(z.nullable(z.string().check(z.maxLength(60))), null),
    after: z._default(z.nullable(z.string().check(z.maxLength(80))), null),
    limit: z._default(z.int().check(z.gte(1), z.lte(200)), 50),
  }),
  who: staff,
  touches: 'list',
  async answer(tx, input, { actor, now }): Promise<Inbox> {
    const view = views[input.view];
    const conditions = input.after === null ? filters : `${filters} and ${view.after}`;
    const offices = [...new Set(actor.posts.map((post) => post.office))];
    const text = input.text?.replaceAll(/[%_\\]/g, '') || null;
    const rows = await tx.query<Record<string, unknown>>(
      `with m as (select * from (${rangesOf(view, conditions, input.limit + 1)}) as m order by ${view.order} limit ${input.limit + 1})
       select ${rowSelect} from m ${rowFrom} order by ${view.order}`,
      [
        offices,
        new Date(now),
        input.category,
        input.area,
        text,
        ...(input.after === null ? [] : readAfter(input.after)),
      ],
    );
    const shown = rows.slice(0, input.limit).map(readRow);
    const last = rows[input.limit - 1];
    const at = last && (input.view === 'changed' ? ms(last.changedAt) : ms(last.dueAt));
    return { rows: shown, next: rows.length > input.limit && last ? `${at ?? 0}_${String(last.id)}` : null };
  },
});

const counted = (view: View): string =>
  `(select count(*)::int from (select from (${rangesOf(view, 'true', countedTo)}) as m limit ${countedTo}) as counted)`;

export const counts = defineQuery({
  name: 'case.counts',
  input: z.object({}),
  who: staff,
  touches: 'none',
  async answer(tx, _, { actor, now }): Promise<InboxCounts> {
    const offices = [...new Set(actor.posts.map((post) => post.office))];
    return tx.one<InboxCounts>(
      `select ${inboxViews.map((view) => `${counted(views[view])} as ${view}`).join(', ')},
        (select count(*)::int from incident where holder = any($1::uuid[]) and resolved_at is null) as incidents
       where $2::timestamptz is not null`,
      [offices, new Date(now)],
    );
  },
});
