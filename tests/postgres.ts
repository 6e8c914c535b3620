// A database of its own for each test file, copied in milliseconds from one that is migrated, or filled as well, on one running PostgreSQL.
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

/** What a new database is a copy of. */
export interface Ground {
  readonly name: string;
  /** Fills a migrated database, once for the whole run; what it answers is kept with the ground and goes to every copy. */
  fill(urls: Pick<FreshDatabase, 'ownerUrl' | 'appUrl'>): Promise<string>;
}

const bare: Ground = { name: 'zd_template', fill: () => Promise.resolve('') };

/** A migrated, otherwise empty database. Call it once per file in `beforeAll`, `close` it in `afterAll`. */
export const freshDatabase = async (version?: TestVersion, poolSize?: number): Promise<FreshDatabase> =>
  (await copyOf(bare, version, poolSize)).fresh;

/** A database as the ground is, and what its filling answered. */
export async function copyOf(
  ground: Ground,
  version: TestVersion = chosenVersion(),
  poolSize = 5,
): Promise<{ fresh: FreshDatabase; kept: string }> {
  const server = running.get(version) ?? testPostgres(version);
  running.set(version, server);
  const { adminUrl, ownerUrl, appUrl } = await server;
  const name = `t_${randomBytes(8).toString('hex')}`;
  const admin = await connectDirect(adminUrl);
  let kept: string;
  try {
    kept = await groundThere({ admin, ownerUrl, appUrl }, ground);
    await admin.query(`create database ${name} template ${ground.name} owner zd_owner`);
  } finally {
    await admin.end();
  }
  const urls = { ownerUrl: withDatabase(ownerUrl, name), appUrl: withDatabase(appUrl, name), adminUrl };
  const database = await openDatabase({ ...urls, poolSize });
  const close = async (): Promise<void> => {
    await database.close();
    const last = await connectDirect(adminUrl);
    await last.query(`drop database ${name} with (force)`);
    await last.end();
  };
  return { fresh: { ...urls, database, close }, kept };
}

/** Past every row's own security into the database of that owner's address: for a test that plants or counts. */
export async function adminUrlOf(ownerUrl: string): Promise<string> {
  const server = await running.get(chosenVersion());
  if (!server) throw new Error('no database of this file is on the chosen PostgreSQL');
  return withDatabase(server.adminUrl, new URL(ownerUrl).pathname.slice(1));
}

interface Place extends Pick<FreshDatabase, 'ownerUrl' | 'appUrl'> {
  readonly admin: Awaited<ReturnType<typeof connectDirect>>;
}

/** A ground is made by whoever comes first and renamed when whole; the others wait for the lock. */
async function groundThere(place: Place, { name, fill }: Ground): Promise<string> {
  const { admin } = place;
  const known = async (): Promise<string | undefined> => {
    const text = `select coalesce(shobj_description(oid, 'pg_database'), '') as kept from pg_database where datname = $1`;
    return (await admin.query<{ kept: string }>(text, [name])).rows[0]?.kept;
  };
  const there = await known();
  if (there !== undefined) return there;
  if (name !== bare.name) await groundThere(place, bare);
  await admin.query('select pg_advisory_lock(1)');
  try {
    const meanwhile = await known();
    if (meanwhile !== undefined) return meanwhile;
    const raw = `${name}_new`;
    const ownerUrl = withDatabase(place.ownerUrl, raw);
    await admin.query(`drop database if exists ${raw}`);
    await admin.query(`create database ${raw} owner zd_owner template ${name === bare.name ? 'template0' : bare.name}`);
    if (name === bare.name) await migrate(ownerUrl);
    const kept = await fill({ ownerUrl, appUrl: withDatabase(place.appUrl, raw) });
    await admin.query(`comment on database ${raw} is ${admin.escapeLiteral(kept)}`);
    await admin.query(`alter database ${raw} rename to ${name}`);
    return kept;
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
