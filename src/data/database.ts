// Opens a PostgreSQL database as the app's own role and hands out transactions; nothing else in the program speaks to the driver.
import { createHash } from 'node:crypto';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import pg from 'pg';
import { Problem } from '#kit/problem.ts';
import { databaseProblem } from './database-problem.ts';
import { types } from './database-types.ts';

export type Value = unknown;

/** What work inside a transaction can reach: this transaction, and nothing beside it (the pool could deadlock). */
export interface Tx {
  /** All rows. Repeated texts become named prepared statements; write values as `$1`, never into the text. */
  query<T>(text: string, values?: readonly Value[]): Promise<T[]>;
  /** Exactly one row; `broken row-count` otherwise. */
  one<T>(text: string, values?: readonly Value[]): Promise<T>;
  /** The row, or undefined; `broken row-count` when there are two. */
  maybe<T>(text: string, values?: readonly Value[]): Promise<T | undefined>;
  /** Number of rows changed. */
  exec(text: string, values?: readonly Value[]): Promise<number>;
  /** Rows of a query built with `sqlBuilder`. */
  run<T>(query: Compilable<T>): Promise<T[]>;
}

export interface TransactionOptions {
  /** Settings that live exactly as long as the transaction (`zd.person` …). */
  readonly settings?: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  /** One consistent picture for several reads (repeatable read). */
  readonly snapshot?: boolean;
  /** Plans each prepared query once and for all: right for lookups by key, wrong for conditions that may be absent. */
  readonly genericPlans?: boolean;
  /** ms for the whole transaction; 2,000 for writes (the sealer waits for the oldest one), 15,000 for reads. */
  readonly timeoutMs?: number;
}

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

interface Handle {
  readonly pool: pg.Pool;
  readonly version: number;
  /** Text → name of its prepared statement; undefined when they are switched off. */
  readonly statements: Map<string, string> | undefined;
}

async function runTransaction<R>(handle: Handle, fn: (tx: Tx) => Promise<R>, how: TransactionOptions): Promise<R> {
  const limit = how.timeoutMs ?? (how.readOnly ? 15_000 : 2_000);
  let client: pg.PoolClient;
  try {
    client = await handle.pool.connect();
  } catch (error) {
    throw databaseProblem(error);
  }
  const state = { open: true, expired: false, done: false };
  // PostgreSQL 15 cannot limit a whole transaction, so the clock here cuts the connection, which rolls it back.
  const clock = setTimeout(() => {
    state.expired = true;
    finish(true);
  }, limit);
  const finish = (destroy: boolean): void => {
    clearTimeout(clock);
    if (!state.done) client.release(destroy);
    state.done = true;
  };
  try {
    // BEGIN and the settings are one message, and the first query follows without waiting for its answer.
    together(client);
    const begun = client.query(beginText(handle.version, how, limit));
    begun.catch(() => {});
    const result = await fn(makeTx(client, state, handle.statements));
    state.open = false;
    await begun;
    clearTimeout(clock);
    const end = await client.query('commit');
    // COMMIT of a failed transaction answers ROLLBACK: work that swallowed an error must not look saved.
    if (end.command !== 'COMMIT') throw new Problem('broken', 'transaction-failed');
    finish(false);
    return result;
  } catch (error) {
    state.open = false;
    const rolledBack =
      state.done ||
      (await client.query('rollback').then(
        () => true,
        () => false,
      ));
    finish(!rolledBack || mustLeave(error));
    if (state.expired) throw Object.assign(new Problem('broken', 'database-busy'), { cause: error });
    throw databaseProblem(error);
  }
}

/** A cached plan that no longer fits after a migration stays broken on its connection: that connection goes. */
const mustLeave = (error: unknown): boolean => (error as { code?: string } | null)?.code === '0A000';

function beginText(version: number, how: TransactionOptions, limit: number): string {
  const settings: Record<string, string> = {
    statement_timeout: String(limit),
    lock_timeout: String(Math.ceil(limit / 2)),
    idle_in_transaction_session_timeout: String(limit),
    ...(version >= 170_000 ? { transaction_timeout: String(limit) } : {}),
    ...(how.genericPlans ? { plan_cache_mode: 'force_generic_plan' } : {}),
    ...how.settings,
  };
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config(${pg.escapeLiteral(name)},${pg.escapeLiteral(value)},true)`,
  );
  const mode = `${how.snapshot ? ' isolation level repeatable read' : ''}${how.readOnly ? ' read only' : ''}`;
  return `begin${mode}; select ${calls.join(',')}`;
}

function makeTx(
  client: pg.PoolClient,
  state: { readonly open: boolean },
  statements: Map<string, string> | undefined,
): Tx {
  const send = async (text: string, values: readonly Value[] = []): Promise<pg.QueryResult> => {
    if (!state.open) throw new Problem('broken', 'transaction-over');
    together(client);
    const name = statements && nameOf(statements, text);
    return client.query(name ? { name, text, values: [...values] } : { text, values: [...values] });
  };
  const few = async (text: string, values: readonly Value[] | undefined, least: number): Promise<unknown> => {
    const { rows } = await send(text, values);
    if (rows.length > 1 || rows.length < least) throw new Problem('broken', 'row-count', { count: rows.length });
    return rows[0];
  };
  return {
    query: async <T>(text: string, values?: readonly Value[]) => (await send(text, values)).rows as T[],
    one: async <T>(text: string, values?: readonly Value[]) => (await few(text, values, 1)) as T,
    maybe: async <T>(text: string, values?: readonly Value[]) => (await few(text, values, 0)) as T | undefined,
    exec: async (text, values) => (await send(text, values)).rowCount ?? 0,
    run: async <T>(query: Compilable<T>) => {
      const { sql, parameters } = query.compile();
      return (await send(sql, parameters)).rows as T[];
    },
  };
}

interface Corked {
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void; writableCorked?: number } };
}

/** What is asked in one breath goes out in one write: each write by itself wakes PostgreSQL, which costs more than the query. */
function together(client: pg.PoolClient): void {
  const stream = (client as unknown as Corked).connection?.stream;
  if (!stream?.cork || (stream.writableCorked ?? 0) > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork?.());
}

/** Texts are few when values stay out of them; past 1,000 the rest goes unnamed, so that nothing grows for ever. */
function nameOf(statements: Map<string, string>, text: string): string | undefined {
  const known = statements.get(text);
  if (known || statements.size >= 1_000) return known;
  const name = `zd_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
  statements.set(text, name);
  return name;
}
