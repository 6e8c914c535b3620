// Starts one county's server: its database, the sealer, the doors, and stops them in order.
import { serve, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { Problem } from '#kit/problem.ts';
import { type Database, openDatabase } from '#data/database.ts';
import { migrate } from '#data/migrate.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { startPostgres } from '#data/supervisor.ts';
import { apiRoutes } from './api.ts';
import { backupWord, type BackupView, watchBackups } from './backups.ts';
import type { DemoHooks } from './front/routes.ts';
import type { County, CountyFacts } from './county.ts';
import { startFigures } from './figures.ts';
import { openFileStore } from './files/file-store.ts';
import { startSweep } from './files/rooms.ts';
import { createApp, type Env } from './http.ts';
import { watchBroken } from './import/broken-off.ts';
import { type Live, startLive } from './live.ts';
import { startReactions } from './reactions.ts';
import { answerInWords } from './door/lost-page.ts';
import { keepPollKeys, openPollKeys, pollKeysIn } from './polls/poll-keys.ts';
import { rooms } from './rooms.ts';
import { startSealer } from './sealer.ts';
import { type ServerKeys, startKeys } from './server-keys.ts';
import { sessionRoutes } from './session-routes.ts';
import { startTelling } from './telling/loop.ts';
import { noWays, type Ways } from './telling/send.ts';

export interface ServerOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** Owner's address of an external PostgreSQL; the embedded one otherwise. */
  readonly databaseUrl?: string;
  readonly appDatabaseUrl?: string;
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
  readonly poolSize?: number;
  /** How texts and webhooks leave the county; none of them when absent. */
  readonly ways?: Ways;
  /** Where this server's backups are made. */
  readonly backups?: string | undefined;
  readonly log: County['log'];
  /** Told in a sentence what was done on the machine's behalf. */
  readonly say: (sentence: string) => void;
  /** Fills an empty database (county, demo village …) before the doors open; answers hooks for the demo's front page. */
  readonly prepare: (database: Database, urls: { ownerUrl: string; appUrl: string }) => Promise<Prepared>;
}

export interface Prepared {
  /** Extra rooms of the demo, if this is one. */
  readonly demo: DemoHooks | null;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly county: County;
  readonly app: Hono<Env>;
  /** What this process knows of the keys phones seal to. */
  readonly keys: ServerKeys;
  stop(): Promise<void>;
}

const dist = path.join(import.meta.dirname, '../../dist');

async function openCounty(
  options: ServerOptions,
): Promise<{ database: Database; prepared: Prepared; stop: () => Promise<void> }> {
  const external = options.databaseUrl;
  const postgres = external ? undefined : await startPostgres({ dataDir: options.dataDir, log: options.say });
  const ownerUrl = external ?? postgres?.ownerUrl ?? '';
  const appUrl = options.appDatabaseUrl ?? postgres?.appUrl ?? '';
  let database: Database | undefined;
  try {
    await migrate(ownerUrl);
    database = await openDatabase({ appUrl, ownerUrl, poolSize: options.poolSize ?? 10 });
    const opened = database;
    const prepared = await options.prepare(opened, { ownerUrl, appUrl });
    return {
      database: opened,
      prepared,
      stop: async () => {
        await opened.close();
        await postgres?.stop();
      },
    };
  } catch (error) {
    await database?.close();
    await postgres?.stop();
    throw error;
  }
}

export const readCountyFacts = (database: Database): Promise<CountyFacts> =>
  inScope(database, emptyScope, (tx) =>
    tx.one<CountyFacts>(
      `select name, filing_number as "filingNumber", complaint_phone as "complaintPhone", demo, generation from county`,
    ),
  );

/** What another server of the county was told about it (name, filing number), a few seconds later; a lost connection waits for the next round. */
function keepFacts(county: County): { stop(): void } {
  const clock = setInterval(() => {
    readCountyFacts(county.database).then(
      (facts) => Object.assign(county.facts, facts),
      () => {},
    );
  }, 5000);
  return { stop: () => clearInterval(clock) };
}

/** Static files of the two apps; hashed names may be kept for ever, pages never. */
function staticRoutes(app: Hono<Env>): void {
  for (const name of ['field', 'desk']) {
    const root = path.join(dist, name);
    if (!existsSync(root)) continue;
    // The service worker is looked at with every start of the app: unchanged it is two lines, not 36 KiB.
    app.use(`/${name}/*`, compress(), etag());
    app.get(`/${name}`, (c) => c.redirect(`/${name}/`));
    app.get(`/${name}/*`, async (c, next) => {
      await next();
      if (c.res.status === 200)
        c.header('cache-control', c.req.path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    });
    app.get(`/${name}/*`, serveStatic({ root, rewriteRequestPath: (one) => one.slice(name.length + 1) || '/' }));
  }
}

function healthRoute(app: Hono<Env>, county: County, options: ServerOptions): () => Promise<BackupView> {
  const backups = watchBackups(county, options);
  app.get('/health', async (c) => {
    const [row] = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'seal' }, (tx) =>
      tx.query<{ oldest: number; behind: number }>(
        `select coalesce((select extract(epoch from max(now() - xact_start)) from pg_stat_activity where backend_xid is not null), 0)::float as oldest,
           (select count(*)::int from (select from journal where xid >= (select coalesce(max(upto_xid), '0'::xid8) from seal_block) and not exists (select from seal where seal.seq = journal.seq) limit 1000) as waiting) as behind`,
      ),
    );
    const { oldest = 0, behind = 0 } = row ?? {};
    const backup = backupWord(county, await backups());
    return c.json({ ok: true, watermarkAgeSeconds: Math.round(oldest), unsealed: behind, backup });
  });
  return backups;
}

async function listen(app: Hono<Env>, options: ServerOptions): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: options.port, hostname: options.host }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Problem('conflict', 'port-taken', { port: options.port }) : error),
    );
  });
}

/** Everything that follows the sealed journal, each with its own place in it, and who looks for imports that were broken off. */
function startFollowers(county: County, live: Live, { ways }: ServerOptions): { stop(): Promise<void> } {
  const all = [
    startReactions(county, live),
    startTelling(county, live, ways ?? noWays),
    startFigures(county, live),
    watchBroken(county),
  ];
  return {
    stop: async () => {
      for (const one of all) await one.stop();
    },
  };
}

/** Throws one Problem for whatever keeps it from starting; nothing is left running then. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const opened = await openCounty(options);
  const { database } = opened;
  let live: Live | undefined;
  let ring: Awaited<ReturnType<typeof startKeys>> | undefined;
  try {
    const county: County = {
      database,
      facts: await readCountyFacts(database),
      publicUrl: options.publicUrl,
      trustProxy: options.trustProxy,
      now: () => Date.now(),
      log: options.log,
    };
    keepPollKeys(county, openPollKeys(pollKeysIn(options.dataDir)));
    live = await startLive(database);
    const app = createApp(county);
    staticRoutes(app);
    const backups = healthRoute(app, county, options);
    app.route('/', sessionRoutes(county));
    const { keys, stop: stopKeys } = (ring = await startKeys(county));
    const files = openFileStore(path.join(options.dataDir, 'attachments'));
    app.route('/', apiRoutes(county, { live, keys }));
    const beside = { prepared: opened.prepared, files, keys, backups, ways: options.ways ?? noWays };
    for (const room of rooms(county, beside)) app.route('/', room);
    answerInWords(app, county);
    const server = await listen(app, options);
    const sealer = startSealer(database, () => county.log('sealer-failed'));
    const followers = startFollowers(county, live, options);
    const sweep = startSweep(county, files);
    const facts = keepFacts(county);
    const { port } = server.address() as { port: number };
    const stopLive = live.stop;
    return {
      url: `http://localhost:${port}`,
      port,
      county,
      app,
      keys,
      stop: async () => {
        facts.stop();
        await stopKeys();
        await new Promise<void>((resolve) => {
          server.close(() => resolve());
          (server as { closeAllConnections?: () => void }).closeAllConnections?.();
        });
        await sweep.stop();
        await followers.stop();
        await sealer.stop();
        await stopLive();
        await opened.stop();
      },
    };
  } catch (error) {
    await ring?.stop();
    await live?.stop();
    await opened.stop();
    throw error;
  }
}
