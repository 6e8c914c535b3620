// Counties for the benchmarks: a durable PostgreSQL of its own and the real server on loopback.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { type Database, openDatabase } from '#data/database.ts';
import { migrate } from '#data/migrate.ts';
import { startPostgres } from '#data/supervisor.ts';
import { apiRoutes } from '#server/api.ts';
import type { County } from '#server/county.ts';
import { createApp } from '#server/http.ts';
import { startLive } from '#server/live.ts';
import { ensureServerKey } from '#server/provision.ts';
import { loadServerKeys, type ServerKey } from '#server/server-keys.ts';
import { startSealer } from '#server/sealer.ts';
import { sessionRoutes } from '#server/session-routes.ts';
import { withDatabase } from '#tests/postgres.ts';

/** PostgreSQL runs under a user of its own when we are root, and has to come in. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'zd-bench-'));
  chmodSync(folder, 0o711);
  return folder;
}

export interface BenchDatabase {
  readonly database: Database;
  /** Superuser on the county's database. */
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** In a new folder that goes when it stops, or in the one named, which stays. */
export async function startBenchDatabase(at: { folder?: string; durable?: boolean } = {}): Promise<BenchDatabase> {
  const dataDir = at.folder ?? newFolder();
  const postgres = await startPostgres({ dataDir, durable: at.durable ?? true });
  await migrate(postgres.ownerUrl);
  const database = await openDatabase({ appUrl: postgres.appUrl, ownerUrl: postgres.ownerUrl, poolSize: 10 });
  return {
    database,
    adminUrl: withDatabase(postgres.adminUrl, 'zd'),
    appUrl: postgres.appUrl,
    ownerUrl: postgres.ownerUrl,
    stop: async () => {
      await database.close();
      await postgres.stop();
      if (at.folder === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export interface BenchServer {
  readonly url: string;
  readonly key: ServerKey;
  stop(): Promise<void>;
}

const noLimit = { take: () => {}, isSpent: () => false };

/** The server's own doors with sealer and live wake-ups; only the limit per address is lifted, because all phones are one machine. */
export async function serveCounty(county: County): Promise<BenchServer> {
  await ensureServerKey(county.database);
  const keys = await loadServerKeys(county);
  const key = keys.current();
  if (!key) throw new Error('the county has no key to seal to');
  const live = await startLive(county.database);
  const app = createApp(county, { one: noLimit, address: noLimit });
  app.route('/', sessionRoutes(county));
  app.route('/', apiRoutes(county, { live, keys }));
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const one = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(one));
  });
  const sealer = startSealer(county.database, () => {});
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    key,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        (server as { closeAllConnections?: () => void }).closeAllConnections?.();
      });
      await sealer.stop();
      await live.stop();
    },
  };
}
