// Every row of every table, for a test that says "nothing has changed": compared as text, by a role that no rule holds back.
import { connectDirect } from '#data/database.ts';
import type { FreshDatabase } from '#tests/postgres.ts';

/** What grows with every fact, and what is kept of who looked and who brought: not what the county knows of its homes (decision 38). */
const apart = [
  'journal',
  'seal',
  'seal_block',
  'command_log',
  'reading',
  'holding',
  'reaction',
  'session',
  'zd_migration',
  'import_run',
  'import_step',
  'import_mapping',
];

/** Table → its rows as sorted texts; the count of facts of a record (`version`) is left out where `counts` is false. */
export async function wholeDatabase(
  { ownerUrl, adminUrl }: Pick<FreshDatabase, 'ownerUrl' | 'adminUrl'>,
  counts = false,
): Promise<Record<string, string[]>> {
  const url = new URL(adminUrl);
  url.pathname = new URL(ownerUrl).pathname;
  const admin = await connectDirect(url.toString());
  try {
    const { rows: tables } = await admin.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all ($1) order by 1`,
      [apart],
    );
    const whole: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(
        `select (to_jsonb(t)${counts ? '' : " - 'version'"})::text as row from ${name} as t order by 1`,
      );
      whole[name] = rows.map(({ row }) => row);
    }
    return whole;
  } finally {
    await admin.end();
  }
}
