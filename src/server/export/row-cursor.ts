// Rows of a long answer as they are taken, a few hundred at a time: whoever takes them slowly is waited for, and nothing more is held.
import { createHash } from 'node:crypto';
import type { Tx } from '#data/database.ts';

const atOnce = 500;

/** A prepared statement that reads a cursor keeps the shape of its rows: each text has a cursor of its own. */
const nameOf = (text: string): string => `rows_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;

/** Inside one transaction; those of different texts may be open beside each other. */
export async function* rowsFrom<R>(tx: Tx, text: string, values: readonly unknown[]): AsyncGenerator<R> {
  const name = nameOf(text);
  await tx.exec(`declare ${name} no scroll cursor for ${text}`, values);
  try {
    for (;;) {
      const rows = await tx.query<R>(`fetch ${atOnce} from ${name}`);
      yield* rows;
      if (rows.length < atOnce) break;
    }
  } finally {
    await tx.exec(`close ${name}`);
  }
}
