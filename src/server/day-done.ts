// What the clock does once a day: the first process that comes on a day does it, in the transaction that says so.
import type { Tx } from '#data/database.ts';

/** True for the one who is to do it now. `day` as 'YYYY-MM-DD'; a clock that was turned back does nothing twice. */
export async function isFirstOn(tx: Tx, what: string, day: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into day_done (what, day) values ($1, $2) on conflict (what) do update set day = excluded.day
      where day_done.day < excluded.day returning what`,
    [what, day],
  );
  return rows.length > 0;
}
