// Brings a database forward to this program's tables: numbered SQL files, each once, each whole or not at all.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { Problem } from '#kit/problem.ts';
import { connectDirect } from './database.ts';
import { databaseProblem } from './database-problem.ts';

export interface Migration {
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
}

/** Any number, the same for every process that migrates. */
const lockKey = 5_119_073;

/** Reads `NNNN-name.sql` in order. Line ends are made equal first, so that a checkout on Windows has the same fingerprint. */
export async function readMigrations(directory = path.join(import.meta.dirname, 'migrations')): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(path.join(directory, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Runs what is missing and answers the names run now. Safe in several processes at once, and when killed at any moment: the
 * lock belongs to each migration's own transaction, and its row in zd_migration is written in that same transaction.
 * Throws `conflict migration-changed`, `conflict data-newer`, `broken migration-failed`.
 */
export async function migrate(ownerUrl: string, migrations?: readonly Migration[]): Promise<string[]> {
  const wanted = migrations ?? (await readMigrations());
  const client = await connectDirect(ownerUrl);
  const ran: string[] = [];
  try {
    for (;;) {
      const name = await runNext(client, wanted);
      if (name === undefined) return ran;
      ran.push(name);
    }
  } finally {
    await client.end().catch(() => {});
  }
}

async function runNext(client: pg.Client, wanted: readonly Migration[]): Promise<string | undefined> {
  let running = '';
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${lockKey})`);
    await client.query(
      `create table if not exists zd_migration (name text primary key, sha256 text not null, at timestamptz not null default now())`,
    );
    const done = (
      await client.query<{ name: string; sha256: string }>('select name, sha256 from zd_migration order by name')
    ).rows;
    const next = nextMigration(done, wanted);
    if (next) {
      running = next.name;
      await client.query(next.sql);
      await client.query('insert into zd_migration (name, sha256) values ($1, $2)', [next.name, next.sha256]);
    }
    await client.query('commit');
    return next?.name;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw asProblem(error, running);
  }
}

/** The first file not yet run. What ran must be a beginning of what this program has, byte for byte. */
export function nextMigration(
  done: readonly { name: string; sha256: string }[],
  wanted: readonly Migration[],
): Migration | undefined {
  for (const [index, row] of done.entries()) {
    const same = wanted.find((migration) => migration.name === row.name);
    if (!same) throw new Problem('conflict', 'data-newer', { name: row.name });
    if (same.sha256 !== row.sha256 || wanted[index]?.name !== row.name) {
      throw new Problem('conflict', 'migration-changed', { name: row.name });
    }
  }
  return wanted[done.length];
}

function asProblem(error: unknown, name: string): unknown {
  const known = databaseProblem(error);
  if (known instanceof Problem || name === '' || !(error instanceof Error)) return known;
  return Object.assign(new Problem('broken', 'migration-failed', { name, message: error.message }), { cause: error });
}
