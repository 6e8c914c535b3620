// A county as its tables instead of PostgreSQL's own files: out of any PostgreSQL from 15 on, and into an empty one of any later major version.
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { Problem } from '#kit/problem.ts';
import { packBytes, packEnd, packFile, packStream, packTree } from './backup-archive.ts';
import { copyOut } from './copy-stream.ts';
import { connectDirect } from './database.ts';
import { type ClosingKey, closeHead } from './recovery-key.ts';
import { writeSealed } from './sealed-archive.ts';
import { type Counts, countTables } from './table-counts.ts';

export interface TableOut {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What is needed before the first row goes in: the tables as they stood, and where the numberings are. */
export interface Inventory {
  /** The migrations that made them, in order. */
  readonly migrations: readonly string[];
  readonly tables: readonly TableOut[];
  readonly sequences: readonly { readonly name: string; readonly last: string | null }[];
}

export interface TablesEnd {
  readonly files: number;
  readonly bytes: number;
  readonly counts: Counts;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const inventoryName = 'tables.json';
export const tablePlace = (name: string): string => `tables/${name}.copy`;

/** A transaction number means something in its own PostgreSQL only: the order it gave is kept by the seals. */
const left = new Set(['journal.xid']);

async function inventoryOf(client: pg.Client): Promise<Inventory> {
  const columns = await client.query<{ table: string; columns: string[] }>(
    `select relname as table, array_agg(attname::text order by attnum) as columns from pg_class join pg_attribute on attrelid = pg_class.oid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped and attgenerated = ''
     group by relname order by relname`,
  );
  const migrations = await client.query<{ name: string }>('select name from zd_migration order by name');
  const sequences = await client.query<{ name: string; last: string | null }>(
    `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`,
  );
  return {
    migrations: migrations.rows.map(({ name }) => name),
    tables: columns.rows.map(({ table, columns: all }) => ({
      name: table,
      columns: all.filter((column) => !left.has(`${table}.${column}`)),
    })),
    sequences: sequences.rows,
  };
}

interface Source {
  /** Of a role that row-level security does not hold: the superuser of our own PostgreSQL, or one made for this. */
  readonly url: string;
  readonly dataDir: string;
}

type Ended = { -readonly [K in keyof TablesEnd]: TablesEnd[K] };

async function* content(client: pg.Client, { dataDir }: Source, end: Ended): AsyncGenerator<Buffer> {
  const inventory = await inventoryOf(client);
  yield* packBytes(inventoryName, Buffer.from(JSON.stringify(inventory)), end);
  for (const { name, columns } of inventory.tables) {
    const rows = copyOut(client, `copy (select ${columns.map(quoted).join(', ')} from ${quoted(name)}) to stdout`);
    yield* packStream(tablePlace(name), rows, end);
  }
  end.counts = await countTables(client);
  for (const name of ['backup-key.json', 'erasures.jsonl']) yield* packFile(name, path.join(dataDir, name), end);
  yield* packTree(path.join(dataDir, 'attachments'), { under: 'attachments', skip: () => false, tally: end });
  yield packEnd({ ...end });
}

/**
 * Writes all tables as they are at one moment, and the files beside them, into the folder `to`, sealed as a backup is.
 * Throws `conflict backup-exists`, `refused export-role` where row-level security holds the role.
 */
export async function exportCounty(
  source: Source,
  to: string,
  how: { key: ClosingKey; now: number },
): Promise<TablesEnd> {
  if (await stat(to).catch(() => undefined)) throw new Problem('conflict', 'backup-exists', { directory: to });
  const half = `${to}.half-${process.pid}`;
  const client = await connectDirect(source.url);
  try {
    await client.query(`begin isolation level repeatable read, read only; set local row_security = off`);
    const facts = await client
      .query<{ generation: string; witness: string | null; version: string }>(
        `select generation::text, current_setting('server_version') as version,
           (select no || ':' || encode(root, 'hex') from seal_block order by no desc limit 1) as witness from county`,
      )
      .catch(() => {
        throw new Problem('refused', 'export-role');
      });
    const { generation = '', witness = null, version = '' } = facts.rows[0] ?? {};
    await mkdir(half, { recursive: true, mode: 0o700 });
    const said = { kind: 'tables', madeAt: how.now, generation, postgres: version, witness };
    const end: Ended = { files: 0, bytes: 0, counts: {} };
    await writeSealed(half, closeHead(how.key, said), content(client, source, end));
    await rename(half, to);
    return end;
  } catch (error) {
    await rm(half, { recursive: true, force: true }).catch(() => {});
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}
