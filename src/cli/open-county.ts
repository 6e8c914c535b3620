// Opens an existing county for one command, beside a running server or without one.
import { Problem } from '#kit/problem.ts';
import { readDataVersion } from '#data/data-directory.ts';
import { type Database, openDatabase } from '#data/database.ts';
import { migrate, nextMigration, readMigrations } from '#data/migrate.ts';
import { type RunningPostgres, startPostgres } from '#data/supervisor.ts';
import { ensureExternal } from '#data/supervisor-external.ts';
import type { CountyFacts } from '#server/county.ts';
import { findCounty } from '#server/provision.ts';
import { print } from './sentences.ts';
import type { Settings } from './settings.ts';

export interface OpenDatabase {
  readonly database: Database;
  readonly urls: { readonly ownerUrl: string; readonly appUrl: string };
  /** Our own PostgreSQL with its superuser's address; undefined for somebody else's. */
  readonly postgres: Pick<RunningPostgres, 'adminUrl' | 'cluster' | 'version'> | undefined;
  /** A server of ours is running on it. */
  readonly joined: boolean;
  close(): Promise<void>;
}

async function reach(settings: Settings): Promise<Omit<OpenDatabase, 'database'>> {
  if (settings.databaseUrl !== undefined) {
    const external = await ensureExternal({
      databaseUrl: settings.databaseUrl,
      appDatabaseUrl: settings.appDatabaseUrl,
    });
    return { urls: external, postgres: undefined, joined: false, close: async () => {} };
  }
  const postgres = await startPostgres({ dataDir: settings.dataDir, whenHeld: 'join', log: print });
  return { urls: postgres, postgres, joined: postgres.joined, close: postgres.stop };
}

/** A server that runs beside us holds the tables as it knows them: they are not changed under it. */
async function bringForward(reached: Omit<OpenDatabase, 'database'>, database: Database): Promise<void> {
  if (!reached.joined) {
    await migrate(reached.urls.ownerUrl);
    return;
  }
  const owner = await database.direct();
  try {
    const { rows } = await owner.query<{ name: string; sha256: string }>(
      'select name, sha256 from zd_migration order by name',
    );
    if (nextMigration(rows, await readMigrations())) throw new Problem('conflict', 'data-older-in-use');
  } finally {
    await owner.end();
  }
}

/** The database of the settings, made when it is not there. The caller closes it. */
export async function openAnyDatabase(settings: Settings): Promise<OpenDatabase> {
  const reached = await reach(settings);
  let database: Database | undefined;
  try {
    database = await openDatabase({ ...reached.urls });
    await bringForward(reached, database);
    const opened = database;
    return {
      ...reached,
      database,
      close: async () => {
        await opened.close();
        await reached.close();
      },
    };
  } catch (error) {
    await database?.close();
    await reached.close();
    throw error;
  }
}

/** Throws `missing county-missing` where nothing has been started yet; nothing is made then. */
export async function openCounty(settings: Settings): Promise<OpenDatabase & { readonly facts: CountyFacts }> {
  const missing = new Problem('missing', 'county-missing', { directory: settings.dataDir });
  if (settings.databaseUrl === undefined && readDataVersion(settings.dataDir) === undefined) throw missing;
  const opened = await openAnyDatabase(settings);
  const facts = await findCounty(opened.database).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  if (facts) return { ...opened, facts };
  await opened.close();
  throw missing;
}

/** Runs `work` in the county and always closes it. */
export async function inCounty<R>(
  settings: Settings,
  work: (county: OpenDatabase & { readonly facts: CountyFacts }) => Promise<R>,
): Promise<R> {
  const county = await openCounty(settings);
  try {
    return await work(county);
  } finally {
    await county.close();
  }
}
