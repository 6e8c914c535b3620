// The floor of the push benchmark: the same rows a report writes, one transaction each in the worker's own scope, same pool, prepared. It opens no seal, asks no rights, reads nothing and draws no number.
import { randomBytes } from 'node:crypto';
import { newId } from '#kit/id.ts';
import type { Database, Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { scopeOf } from '#server/scope-of.ts';
import type { Actor } from '#kit/actor.ts';

/** Rows that one real command wrote, as they stand in the tables: the floor writes copies of exactly these. */
export interface Sample {
  readonly tables: readonly { readonly name: string; readonly row: Readonly<Record<string, unknown>> }[];
}

const taken = ['matter', 'step', 'journal', 'command_log'] as const;

/** Reads the rows of one accepted report. */
export async function sampleOf(
  owner: { query(text: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }> },
  matter: string,
  command: string,
): Promise<Sample> {
  const where: Record<(typeof taken)[number], [string, string]> = {
    matter: ['id = $1', matter],
    step: ['matter = $1', matter],
    journal: ['command = $1', command],
    command_log: ['id = $1', command],
  };
  const tables: { name: string; row: Record<string, unknown> }[] = [];
  for (const name of taken) {
    const { rows } = await owner.query(`select * from ${name} where ${where[name][0]}`, [where[name][1]]);
    // What PostgreSQL makes out of the others it takes from nobody.
    const { rows: made } = await owner.query(
      `select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'ALWAYS'`,
      [name],
    );
    for (const row of rows) {
      for (const { column_name: name } of made) delete row[String(name)];
      tables.push({ name, row });
    }
  }
  return { tables };
}

interface Statement {
  readonly text: string;
  values(ids: { matter: string; command: string }): unknown[];
}

/** Insert statements with fresh ids where a row must be new. */
function statementsOf(sample: Sample): Statement[] {
  return sample.tables.map(({ name, row }) => {
    const columns = Object.keys(row).filter((column) => !['seq', 'xid', 'number'].includes(column));
    const text = `insert into ${name} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
    const fresh = (column: string, ids: { matter: string; command: string }): unknown => {
      if (name === 'matter' && column === 'secret_hash')
        return row[column] === null ? null : randomBytes(32).toString('hex');
      if ((name === 'matter' && column === 'id') || column === 'matter' || column === 'record') return ids.matter;
      if ((name === 'command_log' && column === 'id') || column === 'command') return ids.command;
      const value = row[column];
      return typeof value === 'object' &&
        value !== null &&
        !(value instanceof Date) &&
        !Buffer.isBuffer(value) &&
        !Array.isArray(value)
        ? JSON.stringify(value)
        : value;
    };
    return { text, values: (ids) => columns.map((column) => fresh(column, ids)) };
  });
}

/** Commands per second with `clients` writers, `count` transactions in all. */
export async function runFloor(
  database: Database,
  actor: Actor,
  how: { sample: Sample; clients: number; count: number },
): Promise<number> {
  const statements = statementsOf(how.sample);
  const one = (tx: Tx): Promise<unknown> => {
    const ids = { matter: newId(), command: newId() };
    return Promise.all(statements.map((statement) => tx.exec(statement.text, statement.values(ids))));
  };
  const scope = scopeOf(actor);
  let left = how.count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: how.clients }, async () => {
      while (left-- > 0) await inScope(database, scope, one);
    }),
  );
  return how.count / ((performance.now() - began) / 1000);
}
