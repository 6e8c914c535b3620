// The SQL on lists that people keep for themselves; row-level security leaves each his own.
import type { Asking } from '#data/table.ts';
import { defineTable } from '#data/table.ts';
import type { DeskView } from './model-desk.ts';

export const viewTable = defineTable<DeskView>('view', 'desk_view', {
  id: 'uuid',
  version: 'int',
  person: 'uuid',
  name: 'text',
  address: 'text',
  droppedAt: 'time',
});

export async function loadViews(tx: Asking, person: string): Promise<DeskView[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select ${viewTable.select} from desk_view where person = $1 and dropped_at is null order by id`,
    [person],
  );
  return rows.map(viewTable.read);
}
