// An empty database becomes a county once, with three administrators who are three persons, and a start cut short goes on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inScope } from '#data/scope.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { importFile } from './import/import-file.ts';
import {
  type AdminInvitation,
  countyOf,
  ensureAdministration,
  ensureCounty,
  ensureServerKey,
  findCounty,
  type NewCounty,
  provision,
} from './provision.ts';
import { loadServerKeys } from './server-keys.ts';
import { sessionScope, useInvitation } from './session.ts';

const wanted: NewCounty = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
let fresh: FreshDatabase;
let made: AdminInvitation[] = [];

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
  made = (await provision(fresh.database, wanted)).invitations;
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
  expect((await loadServerKeys({ database: fresh.database })).current()).toBeDefined();
});

it('gives each administrator a code that works once, and no second one by itself, also when two servers start together', async () => {
  expect(made.map((one) => one.role)).toEqual(['system-admin', 'security-admin', 'audit-admin']);
  const [first] = made;
  const use = (): Promise<unknown> =>
    inScope(fresh.database, sessionScope, (tx) => useInvitation(tx, first?.code.toLowerCase() ?? '', 'staff'));
  await use();
  await expect(use()).rejects.toMatchObject({ code: 'code-not-valid' });
  expect((await provision(fresh.database, wanted)).invitations).toEqual([]);
  const other = await freshDatabase();
  const both = await Promise.all([provision(other.database, wanted), provision(other.database, wanted)]);
  await other.close();
  expect(both.flatMap(({ invitations }) => invitations)).toHaveLength(3);
});

it('a county without a name takes it from its list of areas', async () => {
  const facts = await findCounty(fresh.database);
  if (!facts) throw new Error('no county');
  const bytes = Buffer.from('编码,名称,类型,上级编码\n629902,清水县,county,\n');
  await importFile(countyOf(fresh.database, facts), { kind: 'places', bytes });
  expect((await findCounty(fresh.database))?.name).toBe('清水县');
});
