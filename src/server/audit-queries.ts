// What the audit and security administrators and a verified adult may ask: who read a record, how the journal stands, which invitations are open.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';

interface ReadingRow {
  readonly at: number;
  readonly role: string;
  readonly purpose: string;
  readonly office: string | null;
  readonly name: string | null;
}

const readingSelect = `select reading.at, reading.role, reading.purpose, office.name as office, person.name
  from reading left join office on office.id = reading.office left join person on person.id = reading.reader and person.staff`;
const toRow = (row: Record<string, unknown>): ReadingRow => ({
  ...(row as unknown as ReadingRow),
  at: (row.at as Date).getTime(),
});

const readingsOf = defineQuery({
  name: 'reading.list',
  input: z.object({ household: z.uuid() }),
  who: ['audit-admin'],
  touches: 'none',
  answer: async (tx, input): Promise<ReadingRow[]> =>
    (
      await tx.query<Record<string, unknown>>(
        `${readingSelect} where household = $1 order by reading.at desc limit 500`,
        [input.household],
      )
    ).map(toRow),
});

const myReadings = defineQuery({
  name: 'reading.mine',
  input: z.object({}),
  who: ['adult'],
  touches: 'none',
  answer: async (tx, _, { actor }): Promise<ReadingRow[]> =>
    (
      await tx.query<Record<string, unknown>>(
        `${readingSelect} where household = $1 order by reading.at desc limit 200`,
        [actor.household],
      )
    ).map(toRow),
});

const journalStatus = defineQuery({
  name: 'journal.status',
  input: z.object({}),
  who: ['audit-admin', 'system-admin'],
  touches: 'none',
  answer: async (tx): Promise<{ block: number; pos: number; root: string; at: number } | null> => {
    const row = await tx.maybe<{ no: number; last_pos: number; root: string; at: Date }>(
      `select no, last_pos, encode(root, 'hex') as root, at from seal_block order by no desc limit 1`,
    );
    return row ? { block: row.no, pos: row.last_pos, root: row.root, at: row.at.getTime() } : null;
  },
});

export const auditQueries = [readingsOf, myReadings, journalStatus];
