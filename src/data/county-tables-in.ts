// Puts a county that was written out as tables into an empty database: the tables as they stood, their rows, and then what this program adds.
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { Problem } from '#kit/problem.ts';
import { readBackupHead } from './backup-head.ts';
import { copyIn } from './copy-stream.ts';
import { type Inventory, inventoryName, quoted, tablePlace, type TablesEnd } from './county-tables.ts';
import { connectDirect } from './database.ts';
import { migrate, readMigrations } from './migrate.ts';
import type { OpeningKey } from './recovery-key.ts';
import { readSealed } from './sealed-archive.ts';
import { countTables } from './table-counts.ts';

interface Target {
  readonly ownerUrl: string;
  /** Superuser, on the county's own database. */
  readonly adminUrl: string;
  readonly dataDir: string;
}

/** The tables as the migrations of that time left them, empty; later ones of this program come after the rows. */
async function makeTables(client: pg.Client, { ownerUrl }: Target, { migrations, tables }: Inventory): Promise<void> {
  const wanted = await readMigrations();
  if (migrations.some((name, n) => wanted[n]?.name !== name))
    throw new Problem('conflict', 'data-newer', { name: migrations.at(-1) ?? '' });
  await migrate(ownerUrl, wanted.slice(0, migrations.length));
  // One transaction for all rows, without triggers: they have been judged already.
  await client.query('begin; set local session_replication_role = replica');
  const names = tables.filter(({ name }) => name !== 'zd_migration').map(({ name }) => quoted(name));
  await client.query(`truncate ${names.join(', ')}`);
}

async function finish(client: pg.Client, { sequences }: Inventory): Promise<void> {
  // The seals keep the order; what is not sealed yet comes after all of them, and new rows after that.
  await client.query('update seal_block set upto_xid = pg_current_xact_id()');
  for (const { name, last } of sequences)
    if (last !== null) await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), last]);
  await client.query('commit');
  await client.query('analyze');
}

async function keepFile(file: string, blocks: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const block of blocks) await handle.writeFile(block);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function gathered(blocks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const block of blocks) all.push(block);
  return Buffer.concat(all);
}

export interface BroughtIn {
  readonly madeAt: number;
  readonly witness: string | null;
  readonly postgres: string;
  readonly end: TablesEnd;
}

/**
 * Throws `broken backup-altered`, `refused recovery-key-other`, `conflict data-newer` (made by a newer program), and `broken
 * import-differs` where a table does not hold the rows it should; the database then holds none of them.
 */
export async function importCounty(from: string, target: Target, key: OpeningKey): Promise<BroughtIn> {
  const { head, line, file } = await readBackupHead(from);
  if (head.kind === 'files') throw new Problem('invalid', 'import-no-tables', { directory: from });
  const client = await connectDirect(target.adminUrl);
  try {
    let inventory: Inventory | undefined;
    const put = async (place: string, blocks: AsyncIterable<Buffer>): Promise<void> => {
      if (place === inventoryName) {
        inventory = JSON.parse((await gathered(blocks)).toString('utf8')) as Inventory;
        await makeTables(client, target, inventory);
        return;
      }
      const table = inventory?.tables.find(({ name }) => tablePlace(name) === place);
      if (!table) await keepFile(path.join(target.dataDir, place), blocks);
      else if (table.name === 'zd_migration') await gathered(blocks);
      else
        await copyIn(client, `copy ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) from stdin`, blocks);
    };
    const into = { folder: () => Promise.resolve(), file: put };
    const end = (await readSealed(from, { line, file }, { key, into })) as unknown as TablesEnd;
    if (!inventory) throw new Problem('broken', 'backup-altered', { file: inventoryName });
    const counts = await countTables(client);
    const differing = Object.entries(end.counts).filter(([name, n]) => counts[name] !== n);
    if (differing.length > 0)
      throw new Problem('broken', 'import-differs', { tables: differing.map(([name]) => name).join(', ') });
    await finish(client, inventory);
    await migrate(target.ownerUrl);
    return { madeAt: head.madeAt, witness: head.witness, postgres: head.postgres, end };
  } finally {
    await client.end();
  }
}
