// The inbox of an office in its views, narrowed and searched, and how many wait in each: every view is one indexed range, however large the county.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import { type Inbox, type InboxCounts, type InboxRow, type InboxView, inboxViews } from './model.ts';
import { mostViews } from './model-desk.ts';
import { filterInput, type Filters, rowsOf, valuesOf } from './queries-inbox-parts.ts';

const staff = ['staff'];
/** Views in the order in which matters changed; the others stand in the order in which they are due. */
const byChange: readonly InboxView[] = ['changed', 'asked', 'all'];
/** Past this many a count says no more than "many": nobody reads 1,284 as anything else. */
const countedTo = 100;

const rowSelect = `m.id, m.number, m.title, m.category, m.severity, m.state, m.side, m.restricted, m.holder, holder.name as "holderName",
  coalesce(village.name || up.name, village.name, '') as place, m.respond_by as "respondBy", m.resolve_by as "resolveBy", m.holder_by as "holderBy",
  m.changed_at as "changedAt", m.incident, m.outcome, m.version, m.supervised_at is not null as supervised, nullif(m.due_at, 'infinity') as "dueAt"`;
const rowFrom = `join office as holder on holder.id = m.holder
  left join area as village on village.ground = subpath(m.ground, 0, least(3, nlevel(m.ground)))
  left join area as up on nlevel(m.ground) >= 4 and up.ground = subpath(m.ground, 0, 4)`;

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
    ...filterInput,
    after: z._default(z.nullable(z.string().check(z.maxLength(80))), null),
    limit: z._default(z.int().check(z.gte(1), z.lte(200)), 50),
  }),
  who: staff,
  touches: 'list',
  async answer(tx, input, { actor, now }): Promise<Inbox> {
    const values = valuesOf();
    const { view, after, limit } = input;
    const range = { view, filters: trimmed(input), limit: limit + 1, ...(after ? { after: readAfter(after) } : {}) };
    const { rows: from, order } = await rowsOf(tx, range, { actor, now, values });
    const rows = await tx.query<Record<string, unknown>>(
      `with m as (${from}) select ${rowSelect} from m ${rowFrom} order by ${order}`,
      values.list,
    );
    const shown = rows.slice(0, limit).map(readRow);
    const last = rows[limit - 1];
    const at = last && (byChange.includes(view) ? ms(last.changedAt) : ms(last.dueAt));
    return { rows: shown, next: rows.length > limit && last ? `${at ?? 0}_${String(last.id)}` : null };
  },
});

const trimmed = <F extends Filters>(filters: F): F => ({ ...filters, text: filters.text?.trim() || null });

/** What stands in the menu with its count. */
const plain: readonly InboxView[] = ['mine', 'unassigned', 'overdue', 'changed', 'asked'];
const nothing: Filters = { category: null, area: null, text: null, state: null, due: null, at: null };

export const counts = defineQuery({
  name: 'case.counts',
  input: z.object({
    lists: z._default(
      z.array(z.object({ view: z.enum(inboxViews), ...filterInput })).check(z.maxLength(mostViews)),
      [],
    ),
  }),
  who: staff,
  touches: 'none',
  async answer(tx, { lists }, { actor, now }): Promise<InboxCounts> {
    const values = valuesOf();
    const wanted = [...plain.map((view) => ({ view, ...nothing })), ...lists.map(trimmed)];
    const counted: string[] = [];
    for (const { view, ...filters } of wanted) {
      const { rows } = await rowsOf(tx, { view, filters, limit: countedTo }, { actor, now, values });
      counted.push(`(select count(*)::int from (${rows}) as counted)`);
    }
    const row = await tx.one<{ n: number[]; incidents: number }>(
      `select array[${counted.join(', ')}] as n,
        (select count(*)::int from incident where holder = any(${values.put(actor.posts.map((post) => post.office))}::uuid[])
          and resolved_at is null) as incidents`,
      values.list,
    );
    const [mine = 0, unassigned = 0, overdue = 0, changed = 0, asked = 0, ...rest] = row.n;
    return { mine, unassigned, overdue, changed, asked, incidents: row.incidents, lists: rest };
  },
});
