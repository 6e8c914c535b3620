// A database of its own for each test file, copied in milliseconds from a migrated template on one running PostgreSQL.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type Database, connectDirect, openDatabase } from '#data/database.ts';
import { migrate } from '#data/migrate.ts';
import { type RunningPostgres, startPostgres } from '#data/supervisor.ts';

/** 18 is the embedded one; 15 the oldest supported, from the system's packages. */
export type TestVersion = '15' | '18';

/** `ZD_TEST_PG` chooses the version for the whole run. */
export const chosenVersion = (): TestVersion => (process.env['ZD_TEST_PG'] === '15' ? '15' : '18');

export interface FreshDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly adminUrl: string;
  /** Opened as the app's role; closed by `close`. */
  readonly database: Database;
  /** Drops it. */
  close(): Promise<void>;
}

/** Where tests/global-setup.ts put the servers of this run. */
const placeOf = (version: TestVersion): string => {
  const root = process.env['ZD_TEST_POSTGRES'];
  if (root === undefined) throw new Error('tests/global-setup.ts has not run: list it as globalSetup of the runner');
  return path.join(root, version);
};

/** Starts the server of this run, or joins the one another test process has started. */
export const testPostgres = (version: TestVersion, root?: string): Promise<RunningPostgres> =>
  startPostgres({
    dataDir: root === undefined ? placeOf(version) : path.join(root, version),
    binDir: version === '15' ? '/usr/lib/postgresql/15/bin' : undefined,
    whenHeld: 'join',
    durable: false,
  });

const running = new Map<TestVersion, Promise<RunningPostgres>>();

/** A migrated, otherwise empty database. Call it once per file in `beforeAll`, `close` it in `afterAll`. */
export async function freshDatabase(version: TestVersion = chosenVersion(), poolSize = 5): Promise<FreshDatabase> {
  const server = running.get(version) ?? testPostgres(version);
  running.set(version, server);
  const { adminUrl, ownerUrl, appUrl } = await server;
  const name = `t_${randomBytes(8).toString('hex')}`;
  const admin = await connectDirect(adminUrl);
  try {
    await ensureTemplate(admin, ownerUrl);
    await admin.query(`create database ${name} template zd_template owner zd_owner`);
  } finally {
    await admin.end();
  }
  const urls = { ownerUrl: withDatabase(ownerUrl, name), appUrl: withDatabase(appUrl, name), adminUrl };
  const database = await openDatabase({ ...urls, poolSize });
  return {
    ...urls,
    database,
    close: async () => {
      await database.close();
      const last = await connectDirect(adminUrl);
      await last.query(`drop database ${name} with (force)`);
      await last.end();
    },
  };
}

/** Past every row's own security into the database of that owner's address: for a test that plants or counts. */
export async function adminUrlOf(ownerUrl: string): Promise<string> {
  const server = await running.get(chosenVersion());
  if (!server) throw new Error('no database of this file is on the chosen PostgreSQL');
  return withDatabase(server.adminUrl, new URL(ownerUrl).pathname.slice(1));
}

type Direct = Awaited<ReturnType<typeof connectDirect>>;

/** The template is made by whoever comes first and renamed when whole; the others wait for the lock. */
async function ensureTemplate(admin: Direct, ownerUrl: string): Promise<void> {
  const known = async (): Promise<boolean> =>
    Boolean((await admin.query(`select 1 from pg_database where datname = 'zd_template'`)).rowCount);
  if (await known()) return;
  await admin.query('select pg_advisory_lock(1)');
  try {
    if (await known()) return;
    await admin.query('drop database if exists zd_template_new');
    await admin.query('create database zd_template_new owner zd_owner template template0');
    await migrate(withDatabase(ownerUrl, 'zd_template_new'));
    await admin.query('alter database zd_template_new rename to zd_template');
  } finally {
    await admin.query('select pg_advisory_unlock(1)');
  }
}

/** The same server and role, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
