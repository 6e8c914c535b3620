// What the audit and security administrators and a verified adult may ask: who read a record, how the journal stands, which invitations are open.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';

interface ReadingRow {
  readonly at: number;
  readonly role: string;
  readonly purpose: string;
  /** Why it was opened, where somebody had to say so (HOME-15); '' otherwise. */
  readonly reason: string;
  readonly office: string | null;
  readonly name: string | null;
}

const readingSelect = `select reading.at, reading.role, reading.purpose, reading.reason, office.name as office, person.name
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
  /** Two hundred at a time, so that the oldest can be reached as well. */
  input: z.object({ skip: z._default(z.int().check(z.gte(0), z.lte(1_000_000)), 0) }),
  who: ['adult'],
  touches: 'none',
  answer: async (tx, { skip }, { actor }): Promise<ReadingRow[]> =>
    (
      await tx.query<Record<string, unknown>>(
        `${readingSelect} where household = $1 order by reading.at desc, reading.purpose, reading.reader, reading.reason limit 200 offset $2`,
        [actor.household, skip],
      )
    ).map(toRow),
});

export interface LetOutRow {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  readonly office: string;
  readonly what: string;
  readonly format: string;
  readonly reason: string;
  readonly words: string;
  readonly rows: number;
}

/** HOME-17 */
const letOutList = defineQuery({
  name: 'export.list',
  input: z.object({}),
  who: ['audit-admin'],
  touches: 'none',
  answer: async (tx): Promise<LetOutRow[]> =>
    (
      await tx.query<Omit<LetOutRow, 'at'> & { at: Date }>(
        `select let_out.id, let_out.at, person.name, office.name as office, what, format, reason, words, rows from let_out
         join person on person.id = let_out.person join office on office.id = let_out.office order by let_out.at desc limit 500`,
      )
    ).map((row) => ({ ...row, at: row.at.getTime() })),
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

export const auditQueries = [readingsOf, myReadings, letOutList, journalStatus];
