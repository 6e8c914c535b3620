// What goes with a record when it is erased, what stands in the way, and the rows of the journal that still hold its words.
import type { RecordBase } from '#kit/command.ts';
import type { JournalRow } from '#kit/erasing.ts';
import type { Asking, Table } from '#data/table.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import { viewTable } from '#modules/case/store-views.ts';
import { personTable } from '#modules/people/store.ts';
import { promiseTable } from '#modules/visit/store.ts';

type Found = readonly { readonly kind: string; readonly record: RecordBase }[];

const rowsText = `select seq::text as id, record as "of", case when kind = 'case' then payload end as payload from journal
  where record = any($1::uuid[]) and payload is not null and name not like '%.erased' order by seq`;

async function withRows(tx: Asking, id: string, beside: Found = []): Promise<Found> {
  const ids = [id, ...beside.map(({ record }) => record.id)];
  const rows = await tx.query<Pick<JournalRow, 'id' | 'of' | 'payload'>>(rowsText, [ids]);
  return [...beside, ...rows.map((row) => ({ kind: 'journal-row', record: { ...row, ground: '', version: 0 } }))];
}

async function where<R extends RecordBase>(
  tx: Asking,
  table: Table<R>,
  condition: string,
  value: unknown,
): Promise<Found> {
  const text = `select ${table.select} from ${table.name} where ${condition}`;
  const rows = await tx.query<Record<string, unknown>>(text, [value]);
  return rows.map((row) => ({ kind: table.kind, record: table.read(row) }));
}

/** Lists that somebody at a desk kept under this name or found it by: their addresses are written as in a browser. */
async function viewsOf(tx: Asking, names: readonly string[]): Promise<Found> {
  const words = names.filter((name) => name.length > 1).flatMap((name) => [name, encodeURIComponent(name)]);
  const named = `exists (select from unnest($1::text[]) as word where strpos(name || ' ' || address, word) > 0)`;
  return words.length === 0 ? [] : where(tx, viewTable, named, words);
}

async function namesIn(tx: Asking, text: string, id: string): Promise<string[]> {
  const rows = await tx.query<Record<string, string>>(text, [id]);
  return rows.flatMap((row) => Object.values(row)).filter((word) => word !== '');
}

const open = (rows: readonly { id: string }[]): Found =>
  rows.map(({ id }) => ({ kind: 'open', record: { id, ground: '', version: 0 } }));

/** An errand is closed when the home was told and every lent paper is back (ERRAND-12). */
const openErrand = `(state <> 'over' or told_at is null or papers @> '[{"lent": true, "backAt": null}]')`;

const runningText = `select id from dispute where state <> 'ended' and parties @> jsonb_build_array(jsonb_build_object('member', $1::text))
  union all select id from errand where member = $1::uuid and ${openErrand}`;

export async function loadErasableOfMember(tx: Asking, id: string): Promise<Found> {
  const names = await namesIn(tx, 'select name, phone from member where id = $1', id);
  return withRows(tx, id, [
    ...(await where(tx, personTable, 'member = $1 and not staff', id)),
    ...(await viewsOf(tx, names)),
    ...open(await tx.query(runningText, [id])),
  ]);
}

const openText = `select id from matter where household = $1 and state <> 'closed'
  union all select id from errand where household = $1 and ${openErrand}
  union all select id from dispute where state <> 'ended' and ($1 = any(homes) or household = $1)`;

export async function loadErasableOfHousehold(tx: Asking, id: string): Promise<Found> {
  const names = await namesIn(tx, 'select head, phone from household where id = $1', id);
  return withRows(tx, id, [...(await viewsOf(tx, names)), ...open(await tx.query(openText, [id]))]);
}

export const loadErasableOfVisit = async (tx: Asking, id: string): Promise<Found> =>
  withRows(tx, id, [
    ...(await where(tx, promiseTable, 'visit = $1', id)),
    ...(await where(tx, attachmentTable, 'visit = $1', id)),
  ]);

export const loadErasableOfCase = async (tx: Asking, id: string): Promise<Found> =>
  withRows(tx, id, await where(tx, attachmentTable, 'matter = $1', id));

export const loadErasableOfRecord = (tx: Asking, id: string): Promise<Found> => withRows(tx, id);
