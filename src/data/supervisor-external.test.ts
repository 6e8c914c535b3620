// A database run by somebody else: old or wrong servers refused, a sign-in that row-level security holds, counties kept apart.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase, withDatabase } from '#tests/postgres.ts';
import { connectDirect, openDatabase } from './database.ts';
import { ensureExternal } from './supervisor-external.ts';

let one: FreshDatabase;
let two: FreshDatabase;
const made: string[] = [];
beforeAll(async () => {
  one = await freshDatabase();
  two = await freshDatabase();
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  const admin = await connectDirect(one.adminUrl);
  for (const role of made) await admin.query(`drop role if exists ${role}`);
  await admin.end();
});

/** An administrator's address of one database, as DATABASE_URL would have it. */
const ownerOf = (fresh: FreshDatabase): string =>
  withDatabase(fresh.adminUrl, new URL(fresh.ownerUrl).pathname.slice(1));
const signIn = async (fresh: FreshDatabase): Promise<string> => {
  const { appUrl } = await ensureExternal({ databaseUrl: ownerOf(fresh) });
  made.push(new URL(appUrl).username);
  return appUrl;
};

describe('an external database', () => {
  test('gets a sign-in that owns nothing and has what zd_app was granted; every server computes the same one', async () => {
    const appUrl = await signIn(one);
    const [again, third] = await Promise.all([signIn(one), signIn(one)]);
    expect([again, third]).toEqual([appUrl, appUrl]);
    const database = await openDatabase({ appUrl, ownerUrl: ownerOf(one) });
    const role = await database.transaction((tx) =>
      tx.one(
        `select rolsuper as super, rolbypassrls as bypass, pg_has_role('zd_app', 'usage') as member from pg_roles where rolname = current_user`,
      ),
    );
    expect(role).toEqual({ super: false, bypass: false, member: true });
    await database.close();
  });

  test('of one county cannot be entered with the sign-in of another', async () => {
    const [first] = await Promise.all([signIn(one), signIn(two)]);
    await expect(connectDirect(withDatabase(first, new URL(two.ownerUrl).pathname.slice(1)))).rejects.toMatchObject({
      code: 'database-refused',
    });
  });

  test('is refused a role that row-level security does not hold', async () => {
    await expect(ensureExternal({ databaseUrl: ownerOf(one), appDatabaseUrl: ownerOf(one) })).rejects.toMatchObject({
      code: 'database-role-too-strong',
    });
    await expect(ensureExternal({ databaseUrl: ownerOf(one), appDatabaseUrl: one.ownerUrl })).rejects.toMatchObject({
      code: 'database-role-too-strong',
    });
    const third = await freshDatabase();
    expect(await ensureExternal({ databaseUrl: third.ownerUrl, appDatabaseUrl: third.appUrl })).toMatchObject({
      appUrl: third.appUrl,
    });
    await third.close();
  });

  test('whose owner may make no roles is told what to set', async () => {
    await expect(ensureExternal({ databaseUrl: one.ownerUrl })).rejects.toMatchObject({
      code: 'database-role-missing',
      facts: { reason: expect.stringContaining('permission denied') },
    });
  });

  test('whose owner was not granted the settings of our functions names the sentence to run', async () => {
    const plain = new URL(one.ownerUrl);
    plain.username = 'zd_test_plain';
    made.push(plain.username);
    const admin = await connectDirect(ownerOf(one));
    const database = admin.escapeIdentifier(plain.pathname.slice(1));
    await admin.query(
      `create role zd_test_plain login password ${admin.escapeLiteral(plain.password)}; grant connect on database ${database} to zd_test_plain`,
    );
    await admin.end();
    const grant = 'grant set on parameter zd.standing, zd.service to zd_test_plain';
    await expect(ensureExternal({ databaseUrl: plain.href })).rejects.toMatchObject({
      code: 'database-grant-missing',
      facts: { grant },
    });
  });

  test('that is not there, or refuses the password, is one Problem', async () => {
    await expect(ensureExternal({ databaseUrl: 'postgres://a:b@127.0.0.1:9/zd' })).rejects.toMatchObject({
      code: 'database-unreachable',
    });
    const wrong = new URL(one.ownerUrl);
    wrong.password = 'guess';
    await expect(ensureExternal({ databaseUrl: wrong.href })).rejects.toMatchObject({ code: 'database-refused' });
  });
});
