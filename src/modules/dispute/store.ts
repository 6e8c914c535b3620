// The SQL on mediations.
import { type Asking, defineTable } from '#data/table.ts';
import type { Dispute } from './model.ts';

export const disputeTable = defineTable<Dispute>('dispute', 'dispute', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  matter: 'uuid',
  title: 'text',
  category: 'text',
  number: 'bigint',
  household: 'uuid',
  homes: 'uuid[]',
  holder: 'uuid',
  offices: 'uuid[]',
  state: 'text',
  ending: 'text',
  endedBy: 'uuid',
  endText: 'text',
  endedAt: 'time',
  openedAt: 'time',
  mediateBy: 'time',
  parties: 'json',
  mediators: 'json',
  sessions: 'json',
  agreement: 'json',
  followUps: 'json',
  confirmBy: 'day',
  court: 'text',
  courtOn: 'day',
  changedAt: 'time',
});

/** The mediation of a matter; one at most. */
export const loadDisputeOf = async (tx: Asking, matter: string): Promise<Dispute[]> =>
  (
    await tx.query<Record<string, unknown>>(`select ${disputeTable.select} from dispute where matter = $1`, [matter])
  ).map(disputeTable.read);
