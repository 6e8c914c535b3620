// Forward migrations: once each, whole or not at all, the same for many processes, never over a changed or newer database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { connectDirect } from './database.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';

const made = (name: string, sql: string): Migration => ({ name, sql, sha256: `sha of ${sql}` });
const one = made('0001-one.sql', 'create table probe_one (n int); insert into probe_one values (1)');
const two = made('0002-two.sql', 'create table probe_two (n int)');

describe('migrate', () => {
  let fresh: FreshDatabase;
  const count = async (table: string): Promise<number | null> => {
    const client = await connectDirect(fresh.ownerUrl);
    try {
      const there = await client.query<{ there: string | null }>('select to_regclass($1)::text as there', [table]);
      if (there.rows[0]?.there === null) return null;
      return (await client.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]?.n ?? 0;
    } finally {
      await client.end();
    }
  };
  beforeAll(async () => {
    fresh = await freshDatabase();
    const client = await connectDirect(fresh.ownerUrl);
    await client.query('delete from zd_migration');
    await client.end();
  });
  afterAll(() => fresh.close());

  test('runs each file once, also when eight processes start at the same moment', async () => {
    const ran = await Promise.all(Array.from({ length: 8 }, () => migrate(fresh.ownerUrl, [one, two])));
    expect(ran.flat().sort()).toEqual([one.name, two.name]);
    expect(await count('probe_one')).toBe(1);
    expect(await migrate(fresh.ownerUrl, [one, two])).toEqual([]);
  });

  test('a file that fails in the middle leaves nothing behind and names itself', async () => {
    const bad = made('0003-bad.sql', 'create table probe_three (n int); select * from nowhere');
    const after = made('0004-after.sql', 'create table probe_four (n int)');
    await expect(migrate(fresh.ownerUrl, [one, two, bad, after])).rejects.toMatchObject({
      code: 'migration-failed',
      facts: { name: bad.name },
    });
    expect(await count('probe_three')).toBeNull();
    expect(await count('probe_four')).toBeNull();
    expect(await count('zd_migration')).toBe(2);
  });

  test('a changed file, a file slipped in between, and a newer database are refused', async () => {
    await expect(migrate(fresh.ownerUrl, [made(one.name, 'select 1'), two])).rejects.toMatchObject({
      code: 'migration-changed',
    });
    await expect(migrate(fresh.ownerUrl, [one, made('0001-zwischen.sql', 'select 1'), two])).rejects.toMatchObject({
      code: 'migration-changed',
    });
    await expect(migrate(fresh.ownerUrl, [one])).rejects.toMatchObject({
      code: 'data-newer',
      facts: { name: two.name },
    });
    expect(await count('zd_migration')).toBe(2);
  });
});

test('the files of this program are numbered without a gap', async () => {
  const numbers = (await readMigrations()).map((migration) => Number(migration.name.slice(0, 4)));
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
