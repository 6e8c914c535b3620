// The SQL on pictures from above.
import { type Asking, defineTable } from '#data/table.ts';
import type { Aerial } from './model.ts';

export const aerialTable = defineTable<Aerial>('aerial', 'aerial', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  corners: 'json',
  laidAt: 'time',
  removedAt: 'time',
});

/** All of the same village, those that were taken away included. */
export async function loadBeside(tx: Asking, aerial: string): Promise<Aerial[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select ${aerialTable.select} from aerial where ground = (select ground from aerial where id = $1) limit 500`,
    [aerial],
  );
  return rows.map(aerialTable.read);
}
