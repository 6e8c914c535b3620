// How many rows each table of the county holds: written into a backup and compared after it was put back.
import type pg from 'pg';

export type Counts = Readonly<Record<string, number>>;

/** All tables at one moment. Needs a role that row-level security does not hold. */
export async function countTables(client: pg.Client): Promise<Counts> {
  const { rows: names } = await client.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  if (names.length === 0) return {};
  const { rows } = await client.query<{ name: string; n: number }>(
    names
      .map(({ name }) => `select '${name.replaceAll("'", "''")}' as name, count(*)::int as n from ${name}`)
      .join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}
