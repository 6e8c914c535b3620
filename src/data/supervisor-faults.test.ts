// What our PostgreSQL does when the machine fails it: killed while writing, no disk, a closed disk, wrong versions, lost files.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearPlace, copyReady, type Disk, makePlace, mountDisk, pause } from '#tests/postgres-places.ts';
import { connectDirect, type Database, openDatabase } from './database.ts';
import { type RunningPostgres, type StartOptions, startPostgres } from './supervisor.ts';
import { readPidFile } from './supervisor-process.ts';

const system15 = '/usr/lib/postgresql/15/bin';
let place: string;
let dataDir: string;
let disk: Disk | undefined;
const clusters = new Set<string>();
beforeEach(() => {
  place = makePlace();
  dataDir = path.join(place, 'data');
});
afterEach(async () => {
  await clearPlace(place, [...clusters, path.join(dataDir, 'postgres')]).catch(() => {});
  disk?.unmount();
  disk = undefined;
  clusters.clear();
  await clearPlace(place, []);
});

const start = async (more: Partial<StartOptions> = {}): Promise<RunningPostgres> => {
  const server = await startPostgres({ dataDir, durable: false, ...more });
  clusters.add(server.cluster);
  return server;
};

/** After a first start that is not what the test is about. */
const startAgain = async (more: Partial<StartOptions> = {}): Promise<RunningPostgres> => {
  await copyReady(dataDir);
  return start(more);
};

const run = async (server: RunningPostgres, text: string): Promise<unknown[]> => {
  const client = await connectDirect(server.ownerUrl);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

/** Writes numbered rows until told to stop; answers the numbers that were acknowledged and the codes of what failed. */
function writeRows(database: Database, from: number): { acked: number[]; codes: Set<string>; stop(): Promise<void> } {
  const acked: number[] = [];
  const codes = new Set<string>();
  let on = true;
  let next = from;
  const work = async (): Promise<void> => {
    while (on) {
      const n = next++;
      try {
        await database.transaction((tx) => tx.exec('insert into probe values ($1, $2)', [n, 'x'.repeat(200)]));
        acked.push(n);
      } catch (error) {
        codes.add((error as { code?: string }).code ?? String(error));
        await pause(20);
      }
    }
  };
  const workers = [work(), work(), work()];
  return {
    acked,
    codes,
    stop: async () => {
      on = false;
      await Promise.all(workers);
    },
  };
}

const readRows = async (database: Database): Promise<Set<number>> =>
  new Set(
    (await database.transaction((tx) => tx.query<{ n: number }>('select n from probe'), { readOnly: true })).map(
      (row) => row.n,
    ),
  );

const withProbe = async (server: RunningPostgres): Promise<Database> => {
  await run(server, 'create table probe (n int primary key, text text); grant select, insert on probe to zd_app');
  return openDatabase(server);
};

describe('killed', () => {
  test('while writing, five times, it starts again by itself and no acknowledged row is lost', async () => {
    const server = await startAgain({ durable: true });
    const database = await withProbe(server);
    const writer = writeRows(database, 1);
    let killed = 0;
    // A backend may go on for a moment without its postmaster: what it acknowledges does not mean that the next one is there.
    const postmaster = (): number => readPidFile(server.cluster)?.pid ?? killed;
    for (let round = 0; round < 5; round++) {
      const before = writer.acked.length;
      while (writer.acked.length < before + 50 || postmaster() === killed) await pause(5);
      killed = postmaster();
      process.kill(killed, 'SIGKILL');
    }
    const before = writer.acked.length;
    while (writer.acked.length < before + 50) await pause(5);
    await writer.stop();
    const there = await readRows(database);
    expect(writer.acked.filter((n) => !there.has(n))).toEqual([]);
    expect([...writer.codes].filter((code) => code !== 'database-unreachable')).toEqual([]);
    await database.close();
    await server.stop();
  }, 60_000);
});

describe('a disk', () => {
  test('too small for a database is told before anything is written', async () => {
    disk = mountDisk(place, 'size=2m');
    dataDir = path.join(disk.directory, 'data');
    await expect(start()).rejects.toMatchObject({ code: 'data-directory-full' });
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres'))).toEqual([]);
  });

  test('that fills up while writing refuses the write, keeps every acknowledged row, and goes on when there is room', async () => {
    disk = mountDisk(place, 'size=180m,mode=711');
    dataDir = path.join(disk.directory, 'data');
    const server = await startAgain({ durable: true });
    const database = await withProbe(server);
    const writer = writeRows(database, 1);
    while (writer.acked.length < 100) await pause(5);
    const ballast = path.join(disk.directory, 'ballast');
    const full = (): void => {
      try {
        for (let size = 1_000_000; size >= 4_096; size = Math.floor(size / 2)) {
          for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
        }
      } catch {
        // Full now.
      }
    };
    full();
    const large = run(
      server,
      `insert into probe select -n, repeat(md5(n::text), 200) from generate_series(1, 100000) n`,
    );
    await expect(large).rejects.toMatchObject({ code: expect.stringMatching(/^(53100|57P0\d|database-.*)$/) });
    rmSync(ballast);
    const before = writer.acked.length;
    for (let i = 0; i < 1000 && writer.acked.length < before + 20; i++) await pause(10);
    await writer.stop();
    expect(writer.acked.length).toBeGreaterThan(before);
    const there = await readRows(database);
    expect(writer.acked.filter((n) => !there.has(n))).toEqual([]);
    expect([...there].filter((n) => n < 0)).toEqual([]);
    await database.close();
    await server.stop();
  }, 60_000);

  test('that may not be written is told in one word', async () => {
    disk = mountDisk(place, 'size=10m,ro');
    dataDir = path.join(disk.directory, 'data');
    await expect(start()).rejects.toMatchObject({ code: 'data-directory-read-only' });
  });

  test('whose place is a file is told too', async () => {
    writeFileSync(dataDir, 'not a directory');
    await expect(start()).rejects.toMatchObject({ code: 'data-directory-no-directory' });
  });
});

describe('versions', () => {
  test('data of a newer program is refused and not touched', async () => {
    mkdirSync(dataDir, { mode: 0o711 });
    writeFileSync(path.join(dataDir, 'zd-data-version'), '99\n');
    await expect(start()).rejects.toMatchObject({ code: 'data-newer', facts: { data: 99 } });
    expect(readdirSync(dataDir)).toEqual(['zd-data-version']);
  });

  test('a cluster of PostgreSQL 15 is opened by a PostgreSQL 15 found on the machine, and never by another', async () => {
    if (!existsSync(system15)) throw new Error('This test needs PostgreSQL 15: install the package postgresql-15.');
    const first = await start({ binDir: system15 });
    expect(first.version).toMatch(/^15\./);
    await run(first, 'create table kept as select 7 as n');
    await first.stop();
    const again = await start();
    expect(again.version).toMatch(/^15\./);
    expect(await run(again, 'select n from kept')).toEqual([{ n: 7 }]);
    const eighteen = again.binDir;
    await again.stop();
    expect(eighteen).toBe(system15);
    writeFileSync(path.join(again.cluster, 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toMatchObject({ code: 'database-other-major', facts: { data: '14' } });
    await expect(start({ binDir: system15 })).rejects.toMatchObject({ code: 'database-other-major' });
  });

  test('binaries that are not there are named', async () => {
    await expect(start({ binDir: path.join(place, 'nothing') })).rejects.toMatchObject({
      code: 'database-binaries-missing',
      facts: { directory: path.join(place, 'nothing') },
    });
  });
});

describe('files', () => {
  test('that were there once are never replaced by an empty database', async () => {
    const server = await startAgain();
    await server.stop();
    renameSync(server.cluster, `${server.cluster}-away`);
    await expect(start()).rejects.toMatchObject({ code: 'database-files-missing' });
    renameSync(`${server.cluster}-away`, server.cluster);
    await (await start()).stop();
  });

  test('that are damaged keep it from starting, with one Problem', async () => {
    const server = await startAgain();
    await server.stop();
    writeFileSync(path.join(server.cluster, 'global', 'pg_control'), Buffer.alloc(8192, 7));
    await expect(start()).rejects.toMatchObject({ code: expect.stringMatching(/^database-(damaged|start-failed)$/) });
  });

  test('of its log hold nothing that people wrote, not even in errors', async () => {
    const server = await startAgain();
    const canary = '139-CANARY-张三';
    await run(server, 'create table people (phone text primary key, n int)');
    for (const text of [
      `select '${canary}'::int`,
      `insert into people values ('${canary}'), ('${canary}')`,
      `select broken '${canary}'`,
      `do $$ begin raise warning '${canary}'; end $$`,
    ]) {
      await run(server, text).catch(() => {});
    }
    await server.stop();
    expect(readFileSync(path.join(dataDir, 'postgres.log'), 'utf8')).not.toContain('CANARY');
  });
});
