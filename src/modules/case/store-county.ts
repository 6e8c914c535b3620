// The SQL on what the county set for itself.
import { type Asking, defineTable } from '#data/table.ts';
import type { Setting } from './model-county.ts';

export const settingTable = defineTable<Setting>('setting', 'setting', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  what: 'text',
  year: 'int',
  fromDay: 'day',
  rows: 'json',
  office: 'uuid',
  person: 'uuid',
  saidAt: 'time',
  withdrawnAt: 'time',
});

/** All words that were not taken back: a county has few. */
export const loadSettings = async (tx: Asking): Promise<Setting[]> =>
  (
    await tx.query<Record<string, unknown>>(
      `select ${settingTable.select} from setting where withdrawn_at is null order by id`,
    )
  ).map(settingTable.read);
