// Compares a county that was put back with the one that is running: counts, the journal's head, records drawn by lot, pictures.
import { createHash, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { type Counts, countTables } from '#data/table-counts.ts';

export interface TableCompared {
  readonly name: string;
  /** When the backup was made; null where the backup does not say it. */
  readonly atBackup: number | null;
  readonly back: number;
  readonly running: number;
  readonly good: boolean;
}

export interface Compared {
  readonly tables: readonly TableCompared[];
  /** Rows of the journal that the running county has beyond the one put back. */
  readonly since: number;
  /** Rows of the journal up to the last one put back that one of the two lacks. */
  readonly journalDiffers: number;
  readonly records: { readonly same: number; readonly changed: number; readonly differing: readonly string[] };
}

/** A row of the journal, or a reading, moves so many rows of one table at the most. */
const rowsPerFact = 200;
/** These are worked on without any row of the journal: queues, figures, sessions, marks. Only their being there is judged. */
const working =
  /^(session|device|reading|message|reminder|reaction|command_log|seal|seal_block|measure.*|measured|holding|day_done|invitation|credential|server_key|let_out|told_how|hand_over_box|matter_words|matter_reach|digest|desk_view|zd_migration|finding|comment_spent)$/;

export function judgeTables(
  atBackup: Counts | undefined,
  back: Counts,
  running: Counts,
  since: number,
): TableCompared[] {
  const names = [...new Set([...Object.keys(back), ...Object.keys(running)])].sort();
  return names.map((name) => {
    const [there, here, then] = [back[name], running[name], atBackup?.[name] ?? null];
    const isThere = there !== undefined && (then === null || then === 0 || there > 0);
    const close = working.test(name) || Math.abs((there ?? 0) - (here ?? 0)) <= rowsPerFact * since;
    return { name, atBackup: then, back: there ?? 0, running: here ?? 0, good: isThere && close };
  });
}

const wantedRecords = 100;

interface Drawn {
  readonly id: string;
  readonly version: string;
  readonly row: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Tables whose rows are the records of the county: each has an id. */
const recordTables = `select table_name as name from information_schema.columns
  where table_schema = 'public' and column_name = 'id' and data_type = 'uuid' order by 1`;

/**
 * Records drawn by lot from what was put back, against the same version of the same row in the running county: PostgreSQL
 * numbers versions, and a copy keeps the numbers. A row that has changed since says nothing and another one is drawn.
 */
async function compareRecords(back: pg.Client, running: pg.Client): Promise<Compared['records']> {
  const tables = (await back.query<{ name: string }>(recordTables)).rows.map(({ name }) => name);
  let [same, changed] = [0, 0];
  const differing: string[] = [];
  const text = (name: string): string =>
    `select id::text, xmin::text as version, to_jsonb(one)::text as row from ${quoted(name)} as one`;
  const drawn: { name: string; rows: Drawn[] }[] = [];
  for (const name of tables)
    drawn.push({
      name,
      rows: (await back.query<Drawn>(`${text(name)} order by random() limit ${wantedRecords}`)).rows,
    });
  // Each table in turn, so that small ones are looked at as well as the great ones.
  while (same + differing.length < wantedRecords && drawn.some(({ rows }) => rows.length > 0)) {
    for (const { name, rows } of drawn) {
      const one = rows.pop();
      if (!one || same + differing.length >= wantedRecords) continue;
      const [now] = (await running.query<Drawn>(`${text(name)} where id = $1`, [one.id])).rows;
      if (now?.version !== one.version) changed += 1;
      else if (now.row === one.row) same += 1;
      else differing.push(`${name} ${one.id}`);
    }
  }
  return { same, changed, differing };
}

/** Both addresses are the superuser's: row-level security hides nothing. The running county is read at one moment. */
export async function compareCounties(
  back: pg.Client,
  running: pg.Client,
  atBackup: Counts | undefined,
): Promise<Compared> {
  const { last } = await one<{ last: string }>(back, 'select coalesce(max(seq), 0)::text as last from journal');
  const journal = 'select count(*)::int as n from journal where seq <= $1';
  const there = await one<{ n: number }>(back, journal, [last]);
  const counted = await countTables(back);
  // It may wait for the copy, which steps back before a busy county, longer than a transaction may usually be idle.
  await running.query(
    'begin isolation level repeatable read, read only; set local idle_in_transaction_session_timeout = 0',
  );
  try {
    const here = await one<{ n: number }>(running, journal, [last]);
    const { n: since } = await one<{ n: number }>(running, 'select count(*)::int as n from journal where seq > $1', [
      last,
    ]);
    const tables = judgeTables(atBackup, counted, await countTables(running), since);
    const records = await compareRecords(back, running);
    return { tables, since, journalDiffers: Math.abs(there.n - here.n), records };
  } finally {
    await running.query('rollback');
  }
}

async function one<T>(client: pg.Client, text: string, values: unknown[] = []): Promise<T> {
  return (await client.query(text, values)).rows[0] as T;
}

export interface Pictures {
  readonly looked: number;
  readonly bad: number;
}

const wantedPictures = 20;

/** Files drawn by lot from what the tables name: each must be there and be what its name says. */
export async function lookAtPictures(back: pg.Client, root: string): Promise<Pictures> {
  const { rows } = await back.query<{ hash: string }>(
    `select kept_hash as hash from attachment where state = 'received' and kept_hash is not null`,
  );
  const drawn = new Set<string>();
  while (drawn.size < Math.min(wantedPictures, new Set(rows.map(({ hash }) => hash)).size))
    drawn.add(rows[randomInt(rows.length)]?.hash ?? '');
  let bad = 0;
  for (const hash of drawn) {
    const file = path.join(root, 'attachments', hash.slice(0, 2), hash.slice(2));
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== hash) bad += 1;
  }
  return { looked: drawn.size, bad };
}
