// Where a word still stands: every row of every table of a county as text, looked through by the owner.
import { connectDirect } from '#data/database.ts';

type Owner = Awaited<ReturnType<typeof connectDirect>>;

const tablesText = `select relname as name, relrowsecurity as secured from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`;

/** One table at a time, so that a server may go on working beside it. */
async function holds(owner: Owner, table: { name: string; secured: boolean }, word: string): Promise<boolean> {
  await owner.query('begin');
  try {
    if (table.secured) await owner.query(`alter table "${table.name}" no force row level security`);
    const { rowCount } = await owner.query(`select from "${table.name}" as one where one::text like $1 limit 1`, [
      `%${word}%`,
    ]);
    return rowCount === 1;
  } finally {
    await owner.query('rollback');
  }
}

/** Names of the tables in which it stands. */
export async function tablesHolding(ownerUrl: string, word: string): Promise<string[]> {
  const owner = await connectDirect(ownerUrl);
  try {
    const { rows } = await owner.query<{ name: string; secured: boolean }>(tablesText);
    const found: string[] = [];
    for (const table of rows) if (await holds(owner, table, word)) found.push(table.name);
    return found;
  } finally {
    await owner.end();
  }
}
