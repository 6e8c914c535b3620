// Puts rows made on paper into the database by COPY, all of them or none.
import type pg from 'pg';
import { copyInto } from '#data/copy.ts';
import type { PaperTable } from './paper.ts';

/** Those of the tables whose row-level security holds the owner too; COPY does not go through it. */
async function forcedAmong(owner: pg.Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity and relname = any($1)`,
    [names],
  );
  return rows.map(({ name }) => name);
}

/** `lastNumber` is the last one given to a matter on this paper. Answers how many journal rows were written. */
export async function writePaper(
  owner: pg.Client,
  tables: ReadonlyMap<string, PaperTable>,
  lastNumber: number,
): Promise<number> {
  await owner.query('begin');
  try {
    const forced = await forcedAmong(owner, [...tables.keys()]);
    for (const table of forced) await owner.query(`alter table ${table} no force row level security`);
    for (const [name, { columns, rows }] of tables) await copyInto(owner, name, columns, rows);
    for (const table of forced) await owner.query(`alter table ${table} force row level security`);
    if (lastNumber >= 2601) await owner.query(`select setval('matter_number', $1)`, [lastNumber]);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    throw error;
  }
  return tables.get('journal')?.rows.length ?? 0;
}
