// Everything a thief of the whole database has: every row of every table with its hidden columns, in the order of the storage.
import { connectDirect } from '#data/database.ts';

export interface Thief {
  readonly tables: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
}

export async function stolenFrom(ownerUrl: string): Promise<Thief> {
  const owner = await connectDirect(ownerUrl);
  try {
    await owner.query('begin');
    const { rows } = await owner.query<{ name: string; secured: boolean }>(
      `select relname as name, relrowsecurity as secured from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    for (const { name, secured } of rows)
      if (secured) await owner.query(`alter table ${name} no force row level security`);
    const tables = new Map<string, Record<string, unknown>[]>();
    for (const { name } of rows)
      tables.set(
        name,
        (await owner.query(`select ctid::text as ctid, xmin::text::bigint as xmin, * from "${name}" order by ctid`))
          .rows,
      );
    await owner.query('rollback');
    return { tables };
  } finally {
    await owner.end();
  }
}

export const textOf = (value: unknown): string =>
  Buffer.isBuffer(value)
    ? value.toString('hex')
    : value instanceof Date
      ? value.toISOString()
      : (JSON.stringify(value) ?? '');

/** Every way in which stolen rows put a poll's ballots into an order, by table and column; `faults`: what holds some of them and not all. */
export function ordersOf(
  { tables }: Thief,
  { poll, ballots }: { readonly poll: string; readonly ballots: number },
): { orders: Map<string, string[]>; faults: string[] } {
  const orders = new Map<string, string[]>();
  const faults: string[] = [];
  const ballot = new RegExp(`zd-ballot-1\\|${poll}\\|\\d\\d\\|[0-9a-f]{32}`, 'g');
  for (const [table, rows] of tables)
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        const found = textOf(value).match(ballot) ?? [];
        if (found.length === ballots) orders.set(`${table}.${column}`, found);
        else if (found.length > 0) faults.push(`${table}.${column} holds some ballots and not all`);
      }
  return { orders, faults };
}
