// An empty database becomes a county once, with three administrators who are three persons, and a start cut short goes on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inScope } from '#data/scope.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { importFile } from './import/import-file.ts';
import {
  countyOf,
  ensureAdministration,
  ensureCounty,
  ensureServerKey,
  findCounty,
  inviteAdministrators,
  type NewCounty,
  provision,
} from './provision.ts';
import { loadServerKeys } from './push.ts';
import { sessionScope, useInvitation } from './session.ts';

const wanted: NewCounty = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
let fresh: FreshDatabase;

const ask = <T>(text: string): Promise<T[]> => inScope(fresh.database, sessionScope, (tx) => tx.query<T>(text));

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

it('a start cut short after the county row goes on with the rest', async () => {
  expect(await findCounty(fresh.database)).toBeUndefined();
  const facts = await ensureCounty(fresh.database, wanted);
  const again = await ensureCounty(fresh.database, wanted);
  expect(again.generation).toBe(facts.generation);
  const { isNew } = await provision(fresh.database, wanted);
  expect(isNew).toBe(false);
  const posts = await ask<{ role: string; person: string }>('select role, person from post order by role');
  expect(posts.map((post) => post.role)).toEqual(['audit-admin', 'security-admin', 'system-admin']);
  expect(new Set(posts.map((post) => post.person)).size).toBe(3);
});

it('repeating it adds nothing', async () => {
  const facts = await findCounty(fresh.database);
  if (!facts) throw new Error('no county');
  await ensureAdministration(countyOf(fresh.database, facts), wanted);
  await ensureServerKey(fresh.database);
  expect(await ask('select id from post')).toHaveLength(3);
  expect(await ask('select id from server_key')).toHaveLength(1);
  expect(await loadServerKeys({ database: fresh.database })).toHaveLength(1);
});

it('gives each administrator a code that works once, and none to who has signed in', async () => {
  const made = await inviteAdministrators(fresh.database);
  expect(made.map((one) => one.role)).toEqual(['system-admin', 'security-admin', 'audit-admin']);
  const [first] = made;
  const use = (): Promise<unknown> =>
    inScope(fresh.database, sessionScope, (tx) => useInvitation(tx, first?.code.toLowerCase() ?? '', 'staff'));
  await use();
  await expect(use()).rejects.toMatchObject({ code: 'code-not-valid' });
  await inScope(fresh.database, sessionScope, (tx) =>
    tx.exec(`insert into credential (person, password_hash) select person, 'x' from post where role = 'audit-admin'`),
  );
  expect((await inviteAdministrators(fresh.database)).map((one) => one.role)).toEqual([
    'system-admin',
    'security-admin',
  ]);
});

it('a county without a name takes it from its list of areas', async () => {
  const facts = await findCounty(fresh.database);
  if (!facts) throw new Error('no county');
  const bytes = Buffer.from('编码,名称,类型,上级编码\n629902,清水县,county,\n');
  await importFile(countyOf(fresh.database, facts), { kind: 'places', bytes });
  expect((await findCounty(fresh.database))?.name).toBe('清水县');
});
