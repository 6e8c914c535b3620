// One transaction on one pooled connection: what is asked in one breath travels together, and the last statement travels with its commit.
import { createHash } from 'node:crypto';
import type { Compilable } from 'kysely';
import pg from 'pg';
import { Problem } from '#kit/problem.ts';
import { databaseProblem } from './database-problem.ts';

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
  /**
   * The last statement, sent together with the commit, which saves a round trip. Whatever must undo the transaction has to
   * fail inside PostgreSQL: when this resolves the commit is already on its way, and nothing more can be asked.
   */
  last(text: string, values?: readonly Value[]): Promise<void>;
  /** Rows of a query built with `sqlBuilder`. */
  run<T>(query: Compilable<T>): Promise<T[]>;
}

export interface TransactionOptions {
  /** Settings that live exactly as long as the transaction (`zd.person` …). */
  readonly settings?: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  /** One consistent picture for several reads (repeatable read). */
  readonly snapshot?: boolean;
  /**
   * An expression over `values` that raises when the transaction may not go on; it travels with the settings. A transaction
   * that met it cannot be committed, whatever the program does.
   */
  readonly onlyIf?: { readonly text: string; readonly values: readonly Value[] };
  /** Plans each prepared query once and for all: right for lookups by key, wrong for conditions that may be absent. */
  readonly genericPlans?: boolean;
  /** ms for the whole transaction; 2,000 for writes (the sealer waits for the oldest one), 15,000 for reads. */
  readonly timeoutMs?: number;
}

export interface Handle {
  readonly pool: pg.Pool;
  readonly version: number;
  /** Text → name of its prepared statement; undefined when they are switched off. */
  readonly statements: Map<string, string> | undefined;
}

interface State {
  /** Statements may still be sent. */
  open: boolean;
  /** The clock here cut the connection. */
  expired: boolean;
  /** The connection went back. */
  done: boolean;
  /** Sent with the last statement. */
  commit?: Promise<pg.QueryResult>;
  /** The first statement's error. Those behind it only say that the transaction is aborted. */
  cause?: unknown;
}

/** Runs `fn` between BEGIN and COMMIT, as `Database.transaction` promises. */
export async function runTransaction<R>(
  handle: Handle,
  fn: (tx: Tx) => Promise<R>,
  how: TransactionOptions,
): Promise<R> {
  const limit = how.timeoutMs ?? (how.readOnly ? 15_000 : 2_000);
  let client: pg.PoolClient;
  try {
    client = await handle.pool.connect();
  } catch (error) {
    throw databaseProblem(error);
  }
  const state: State = { open: true, expired: false, done: false };
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
    // BEGIN, the settings and the first queries leave in one write, without waiting for each other's answers.
    together(client);
    const begun = begin(client, handle, { ...how, timeoutMs: limit });
    begun.catch((error: unknown) => note(state, error));
    const result = await fn(makeTx(client, state, handle.statements));
    state.open = false;
    await begun;
    clearTimeout(clock);
    const end = await (state.commit ?? client.query('commit'));
    // COMMIT of a failed transaction answers ROLLBACK: work that swallowed an error must not look saved.
    if (end.command !== 'COMMIT') throw new Problem('broken', 'transaction-failed');
    finish(false);
    return result;
  } catch (error) {
    state.open = false;
    finish(!(state.done || (await isOver(client, state))) || mustLeave(error));
    if (state.expired) throw Object.assign(new Problem('broken', 'database-busy'), { cause: error });
    throw databaseProblem(isAborted(error) ? (state.cause ?? error) : error);
  }
}

const isAborted = (error: unknown): boolean => (error as { code?: string } | null)?.code === '25P02';

function note(state: State, error: unknown): void {
  if (!isAborted(error)) state.cause ??= error;
}

/** Ends what failed; a commit that is on its way already does the same. */
const isOver = (client: pg.PoolClient, state: State): Promise<boolean> =>
  (state.commit ?? client.query('rollback')).then(
    () => true,
    () => false,
  );

/** A cached plan that no longer fits after a migration stays broken on its connection: that connection goes. */
const mustLeave = (error: unknown): boolean => (error as { code?: string } | null)?.code === '0A000';

/** BEGIN and one prepared statement that makes every setting: to parse them anew each time costs more than the write of a row. */
function begin(client: pg.PoolClient, handle: Handle, how: TransactionOptions): Promise<unknown> {
  const mode = `${how.snapshot ? ' isolation level repeatable read' : ''}${how.readOnly ? ' read only' : ''}`;
  const text = settingsText(handle.version, how);
  const name = handle.statements && nameOf(handle.statements, text);
  const values = [...(how.onlyIf?.values ?? []), ...Object.values(how.settings ?? {})];
  return Promise.all([client.query(`begin${mode}`), client.query(name ? { name, text, values } : { text, values })]);
}

const settingsTexts = new Map<string, string>();

/** The names stand in the text, the values come as parameters; without a condition the answer has no columns. */
function settingsText(version: number, how: TransactionOptions): string {
  const names = Object.keys(how.settings ?? {});
  const { text: condition = '', values: given = [] } = how.onlyIf ?? {};
  const key = `${version} ${how.timeoutMs} ${how.genericPlans} ${names.join(' ')} ${condition}`;
  const known = settingsTexts.get(key);
  if (known) return known;
  const limit = how.timeoutMs ?? 0;
  const fixed = {
    statement_timeout: String(limit),
    lock_timeout: String(Math.ceil(limit / 2)),
    idle_in_transaction_session_timeout: String(limit),
    ...(version >= 170_000 ? { transaction_timeout: String(limit) } : {}),
    ...(how.genericPlans ? { plan_cache_mode: 'force_generic_plan' } : {}),
  };
  const calls = [
    ...Object.entries(fixed).map(([name, value]) => `set_config('${name}', '${value}', true)`),
    ...names.map((name, i) => `set_config(${pg.escapeLiteral(name)}, $${given.length + i + 1}, true)`),
  ];
  const text = `select ${condition} from (select ${calls.map((call, i) => `${call} as c${i}`).join(', ')}) as settings`;
  if (settingsTexts.size < 100) settingsTexts.set(key, text);
  return text;
}

function makeTx(client: pg.PoolClient, state: State, statements: Map<string, string> | undefined): Tx {
  const send = async (text: string, values: readonly Value[] = []): Promise<pg.QueryResult> => {
    if (!state.open) throw new Problem('broken', 'transaction-over');
    together(client);
    const name = statements && nameOf(statements, text);
    try {
      return await client.query(name ? { name, text, values: [...values] } : { text, values: [...values] });
    } catch (error) {
      note(state, error);
      throw error;
    }
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
    last: async (text, values) => {
      const sent = send(text, values);
      if (!state.open) return void (await sent);
      state.open = false;
      state.commit = client.query('commit');
      state.commit.catch(() => {});
      await sent;
    },
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
export function nameOf(statements: Map<string, string>, text: string): string | undefined {
  const known = statements.get(text);
  if (known || statements.size >= 1_000) return known;
  const name = `zd_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
  statements.set(text, name);
  return name;
}
