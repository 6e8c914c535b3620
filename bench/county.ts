// A county for the benchmarks: a durable PostgreSQL of its own, the fixed cast, and the real server on loopback.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { type Database, openDatabase } from '#data/database.ts';
import { migrate } from '#data/migrate.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { startPostgres } from '#data/supervisor.ts';
import { makeSealPair } from '#kit/seal.ts';
import { apiRoutes } from '#server/api.ts';
import { createApp } from '#server/http.ts';
import { startLive } from '#server/live.ts';
import { loadServerKeys, type ServerKey } from '#server/push.ts';
import { startSealer } from '#server/sealer.ts';
import { sessionRoutes } from '#server/session-routes.ts';
import { type Cast, castOn } from '#tests/cast.ts';
import { withDatabase } from '#tests/postgres.ts';

export interface BenchCounty {
  readonly url: string;
  readonly adminUrl: string;
  readonly database: Database;
  readonly cast: Omit<Cast, 'ownerUrl' | 'appUrl' | 'close'>;
  readonly key: ServerKey;
  stop(): Promise<void>;
}

export async function startBenchCounty(): Promise<BenchCounty> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zd-bench-'));
  const postgres = await startPostgres({ dataDir });
  await migrate(postgres.ownerUrl);
  const database = await openDatabase({ appUrl: postgres.appUrl, ownerUrl: postgres.ownerUrl, poolSize: 10 });
  const cast = await castOn(database);
  const pair = await makeSealPair();
  await inScope(database, { ...emptyScope, standing: 'service', service: 'session' }, (tx) =>
    tx.exec('insert into server_key (id, public_jwk, private_jwk) values ($1, $2::jsonb, $3::jsonb)', [
      'bench',
      JSON.stringify(pair.publicJwk),
      JSON.stringify(pair.privateJwk),
    ]),
  );
  const keys = await loadServerKeys(cast.county);
  const key = keys[0];
  if (!key) throw new Error('no key');
  const live = await startLive(database);
  const app = createApp(cast.county, { take: () => {}, isSpent: () => false });
  app.route('/', sessionRoutes(cast.county));
  app.route('/', apiRoutes(cast.county, { live, keys }));
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const one = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(one));
  });
  const sealer = startSealer(database, () => {});
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    adminUrl: withDatabase(postgres.adminUrl, 'zd'),
    database,
    cast,
    key,
    stop: async () => {
      server.close();
      await sealer.stop();
      await live.stop();
      await database.close();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
