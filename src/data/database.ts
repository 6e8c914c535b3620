// Opens a PostgreSQL database as the app's own role and hands out transactions; nothing else in the program speaks to the driver.
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';
import { Problem } from '#kit/problem.ts';
import { databaseProblem } from './database-problem.ts';
import { types } from './database-types.ts';
import { nameOf, runTransaction, type TransactionOptions, type Tx, type Value } from './transaction.ts';

export type { TransactionOptions, Tx } from './transaction.ts';

export interface Database {
  /** server_version_num of PostgreSQL, such as 180004. */
  readonly version: number;
  /** Runs `fn` in one transaction as zd_app. Commits when it resolves, rolls back when it throws. Driver errors become Problems. */
  transaction<R>(fn: (tx: Tx) => Promise<R>, options?: TransactionOptions): Promise<R>;
  /** One prepared statement by itself, without any scope: for functions that bring their own. Row-level security shows it nothing else. */
  single<T>(text: string, values: readonly Value[]): Promise<T[]>;
  /** A connection of its own as the owner, for LISTEN, migrations and COPY. The caller ends it. Never goes through a pooler. */
  direct(): Promise<pg.Client>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly appUrl: string;
  /** Owner's address for `direct()`; must reach PostgreSQL itself, not pgbouncer. */
  readonly ownerUrl: string;
  readonly poolSize?: number;
  /** Set false behind a pgbouncer older than 1.21, which loses named statements. */
  readonly prepare?: boolean;
}

/** Typed SQL that only compiles: run it with `tx.run`. `Tables` is the row type per table. */
export const sqlBuilder = <Tables>(): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });

/** Opens the pool and asks for the version once. Throws `broken database-unreachable` or `database-too-old` (< 15). */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.appUrl,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    pipeline: true,
    application_name: 'zd',
    types,
  });
  // A connection cut while idle or between two queries must not end the process; the next query reports it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    const answer = await pool.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    const version = answer.rows[0]?.version ?? 0;
    if (version < 150_000) throw new Problem('broken', 'database-too-old', { version: String(version) });
    const statements = options.prepare === false ? undefined : new Map<string, string>();
    return {
      version,
      transaction: (fn, how = {}) => runTransaction({ pool, version, statements }, fn, how),
      single: async <T>(text: string, values: readonly Value[]) => {
        const name = statements && nameOf(statements, text);
        try {
          return (await pool.query({ ...(name ? { name } : {}), text, values: [...values] })).rows as T[];
        } catch (error) {
          throw databaseProblem(error);
        }
      },
      direct: () => connectDirect(options.ownerUrl),
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end().catch(() => {});
    throw databaseProblem(error);
  }
}

/** One connection outside the pool with the same types. Throws `broken database-unreachable`. */
export async function connectDirect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'zd-direct',
    types,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw databaseProblem(error);
  }
}
