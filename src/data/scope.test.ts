// The scope a transaction runs under: it reaches the policies, ends with the transaction, and nothing means nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { connectDirect } from './database.ts';
import { emptyScope, inScope, type Scope, scopeSettings } from './scope.ts';

const office = '01890000-0000-7000-8000-000000000001';
const other = '01890000-0000-7000-8000-000000000002';
let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
  const owner = await connectDirect(fresh.ownerUrl);
  await owner.query(`
    create extension if not exists ltree;
    create table probe (id int, ground ltree, office uuid);
    alter table probe enable row level security;
    alter table probe force row level security;
    create policy seen on probe using (
      ground <@ any (nullif(current_setting('zd.grounds', true), '')::ltree[])
      or office = any (nullif(current_setting('zd.offices', true), '')::uuid[]));
    create policy put on probe for insert with check (nullif(current_setting('zd.service', true), '') = 'importer');
    grant select, insert on probe to zd_app`);
  await owner.end();
  await inScope(fresh.database, { ...emptyScope, service: 'importer' }, (tx) =>
    tx.exec(`insert into probe values (1, 'c.t1.v1', $1), (2, 'c.t1.v2', null), (3, 'c.t2', $2), (4, null, null)`, [
      office,
      other,
    ]),
  );
});
afterAll(() => fresh.close());

const seen = async (scope: Partial<Scope>): Promise<number[]> => {
  const rows = await inScope(fresh.database, { ...emptyScope, ...scope }, (tx) =>
    tx.query<{ id: number }>('select id from probe order by id'),
  );
  return rows.map((row) => row.id);
};

describe('inScope', () => {
  test('sees what lies under one of its grounds or belongs to one of its offices', async () => {
    expect(await seen({ grounds: ['c.t1'] })).toEqual([1, 2]);
    expect(await seen({ grounds: ['c.t1.v2', 'c.t2'] })).toEqual([2, 3]);
    expect(await seen({ offices: [office, other] })).toEqual([1, 3]);
  });

  test('an empty scope and no scope at all see nothing, also right after a wide one on the same connection', async () => {
    expect(await seen({ grounds: ['c'] })).toEqual([1, 2, 3]);
    expect(await seen({})).toEqual([]);
    const bare = await Promise.all(
      Array.from({ length: 20 }, () => fresh.database.transaction((tx) => tx.query('select id from probe'))),
    );
    expect(bare.flat()).toEqual([]);
  });

  test('scopes at the same time do not mix', async () => {
    const grounds = ['c.t1.v1', 'c.t1.v2', 'c.t2'];
    const rounds = await Promise.all(Array.from({ length: 60 }, (_, i) => seen({ grounds: [grounds[i % 3] ?? ''] })));
    expect(rounds).toEqual(rounds.map((_, i) => [(i % 3) + 1]));
  });
});

describe('scopeSettings', () => {
  test('refuses an empty ground, which would be above everything, and whatever could break out of its place', () => {
    for (const bad of [
      { grounds: [''] },
      { grounds: ['c,d'] },
      { grounds: ['c}'] },
      { offices: ["'; drop table probe"] },
      { roles: ['a"b'] },
      { person: 'x' },
    ]) {
      expect(() => scopeSettings({ ...emptyScope, ...bad })).toThrow(
        expect.objectContaining({ code: 'scope-invalid' }),
      );
    }
  });
});
