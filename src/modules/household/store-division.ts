// The SQL on divisions, and a whole village as a division is judged by it.
import type { RecordBase } from '#kit/command.ts';
import { type Asking, defineTable } from '#data/table.ts';
import { officeTable, postTable } from '#modules/people/store.ts';
import { areaTable } from '#modules/territory/store.ts';
import type { Division } from './model-division.ts';
import { householdTable, memberTable } from './store.ts';

export const divisionTable = defineTable<Division>('division', 'division', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  at: 'time',
  person: 'uuid',
  moves: 'json',
  opened: 'uuid[]',
  closed: 'uuid[]',
  drawn: 'json',
  restoredAt: 'time',
});

/** Areas, those that were closed included, offices and posts of its grids, its homes and who lives there. */
export async function loadVillageWhole(
  tx: Asking,
  village: string,
): Promise<{ readonly kind: string; readonly record: RecordBase }[]> {
  const under = 'ground <@ (select ground from area where id = $1)';
  const of = async (kind: string, text: string, read: (row: Record<string, unknown>) => RecordBase) =>
    (await tx.query<Record<string, unknown>>(text, [village])).map((row) => ({ kind, record: read(row) }));
  const parts = await Promise.all([
    of('area', `select ${areaTable.select} from area where ${under}`, areaTable.read),
    of(
      'office',
      `select ${officeTable.select} from office where ${under} and kind in ('level-1', 'level-2')`,
      officeTable.read,
    ),
    of('post', `select ${postTable.select} from post where ${under} and role = 'level-2-worker'`, postTable.read),
    of(
      'household',
      `select ${householdTable.select} from household where ${under} and closed_at is null`,
      householdTable.read,
    ),
    of('member', `select ${memberTable.select} from member where ${under} and left_at is null`, memberTable.read),
  ]);
  return parts.flat();
}
