// What goes with a member or a notebook entry when it is erased, and the rows of the journal that still hold its words.
import type { RecordBase } from '#kit/command.ts';
import type { JournalRow } from '#kit/erasing.ts';
import type { Asking, Table } from '#data/table.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import { personTable } from '#modules/people/store.ts';
import { promiseTable } from '#modules/visit/store.ts';

type Found = readonly { readonly kind: string; readonly record: RecordBase }[];

const rowsText = `select seq::text as id, record as "of" from journal
  where record = any($1::uuid[]) and payload is not null and name not like '%.erased' order by seq`;

async function withRows(tx: Asking, id: string, beside: Found): Promise<Found> {
  const ids = [id, ...beside.map(({ record }) => record.id)];
  const rows = await tx.query<Pick<JournalRow, 'id' | 'of'>>(rowsText, [ids]);
  return [...beside, ...rows.map((row) => ({ kind: 'journal-row', record: { ...row, ground: '', version: 0 } }))];
}

async function where<R extends RecordBase>(tx: Asking, table: Table<R>, condition: string, id: string): Promise<Found> {
  const text = `select ${table.select} from ${table.name} where ${condition}`;
  const rows = await tx.query<Record<string, unknown>>(text, [id]);
  return rows.map((row) => ({ kind: table.kind, record: table.read(row) }));
}

export const loadErasableOfMember = async (tx: Asking, id: string): Promise<Found> =>
  withRows(tx, id, await where(tx, personTable, 'member = $1 and not staff', id));

export const loadErasableOfVisit = async (tx: Asking, id: string): Promise<Found> =>
  withRows(tx, id, [
    ...(await where(tx, promiseTable, 'visit = $1', id)),
    ...(await where(tx, attachmentTable, 'visit = $1', id)),
  ]);
