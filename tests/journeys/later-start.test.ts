// A county that has data meets a bad place at a later start: one sentence, an exit status, nothing damaged, and it starts when the place is good again.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDirect, openDatabase } from '#data/database.ts';
import { migrate, readMigrations } from '#data/migrate.ts';
import { type RunningPostgres, startPostgres } from '#data/supervisor.ts';
import { verifyJournal } from '#data/verify.ts';
import { clearPlace, type Disk, makePlace, mountDisk } from '#tests/postgres-places.ts';
import { refusedStart, startProcess } from '#tests/server-process.ts';

let place: string;
let disk: Disk;
let data: string;

beforeAll(async () => {
  place = makePlace();
  disk = mountDisk(place, 'size=300m,mode=711');
  data = path.join(disk.directory, 'county');
  await (await startProcess({ data })).stop();
}, 60_000);
afterAll(async () => {
  await clearPlace(place, [path.join(data, 'postgres'), path.join(place, 'older', 'postgres')]).catch(() => {});
  disk?.unmount();
  await clearPlace(place, []);
});

async function refuses(sentence: RegExp): Promise<void> {
  const { status, out, error } = await refusedStart({ data });
  expect(error).toMatch(sentence);
  expect([status, error.trim().split('\n').length]).toEqual([1, 1]);
  expect(out).not.toContain('ready');
}

async function inside<T>(directory: string, work: (postgres: RunningPostgres) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ dataDir: directory });
  try {
    return await work(postgres);
  } finally {
    await postgres.stop();
  }
}

/** It starts as if nothing had been, with the same county and an unbroken journal. */
async function startsWhole(): Promise<void> {
  const server = await startProcess({ data });
  expect(server.printed()).not.toMatch(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
  await server.stop();
  const verified = await inside(data, async (postgres) => {
    const database = await openDatabase(postgres);
    const result = await verifyJournal(database);
    await database.close();
    return result;
  });
  expect(verified.rows).toBeGreaterThan(5);
  expect(verified.findings).toEqual([]);
}

test('a full disk', async () => {
  const ballast = path.join(disk.directory, 'ballast');
  for (let size = 4_000_000; size >= 512; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full for this size.
    }
  }
  await refuses(/full/);
  rmSync(ballast);
  await startsWhole();
}, 60_000);

test('a disk that has become read-only', async () => {
  const remount = (how: string): void => {
    const done = spawnSync('mount', ['-o', `remount,${how}`, disk.directory], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  remount('ro');
  await refuses(/cannot be written/);
  remount('rw');
  await startsWhole();
}, 60_000);

test('tables of a newer program', async () => {
  const say = (text: string): Promise<void> =>
    inside(data, async ({ ownerUrl }) => {
      const owner = await connectDirect(ownerUrl);
      await owner.query(text);
      await owner.end();
    });
  await say(`insert into zd_migration (name, sha256) values ('9999-later.sql', 'x')`);
  await refuses(/newer than this program/);
  await say(`delete from zd_migration where name = '9999-later.sql'`);
  await startsWhole();
}, 60_000);

test('tables of an older program are brought forward, and what was in them stays', async () => {
  const older = path.join(place, 'older');
  const all = await readMigrations();
  await inside(older, async ({ ownerUrl }) => {
    await migrate(ownerUrl, all.slice(0, 3));
    const owner = await connectDirect(ownerUrl);
    await owner.query(`insert into county (generation, name) values (gen_random_uuid(), '老溪县')`);
    await owner.end();
  });
  const server = await startProcess({ data: older });
  await server.stop();
  const row = await inside(older, async ({ ownerUrl }) => {
    const owner = await connectDirect(ownerUrl);
    const { rows } = await owner.query(
      'select (select name from county) as name, (select count(*)::int from zd_migration) as migrations',
    );
    await owner.end();
    return rows[0];
  });
  expect(row).toEqual({ name: '老溪县', migrations: all.length });
}, 60_000);
