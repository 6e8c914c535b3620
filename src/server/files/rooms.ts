// The room of pictures and audio notes: how they come, how they are handed out, and the daily sweep of what nobody went on sending.
import { Hono } from 'hono';
import { carriedRoutes } from '../carried.ts';
import type { County } from '../county.ts';
import type { Env } from '../http.ts';
import type { ServerKeys } from '../server-keys.ts';
import { fileRoutes } from './file-routes.ts';
import { type FileStore, sweepHalves } from './file-store.ts';
import { Parts } from './parts.ts';
import { sweepAerials } from './sweep-aerials.ts';
import { uploadRoutes } from './upload-routes.ts';

const oneDay = 86_400_000;

export function attachmentRoutes(county: County, store: FileStore, keys: ServerKeys): Hono<Env> {
  const app = new Hono<Env>();
  // One receiver for both ways: a file that comes twice at once is written by one of them at a time.
  const receiver = { county, store, keys, parts: new Parts(store) };
  app.route('/', uploadRoutes(receiver));
  app.route('/', carriedRoutes(receiver));
  app.route('/', fileRoutes(county, store));
  return app;
}

/** Drops what was left lying. Answers how many files went. */
export async function sweepFiles(county: Pick<County, 'now'>, store: FileStore): Promise<number> {
  const now = county.now();
  return (await new Parts(store).sweep(now)) + (await sweepHalves(store.directory, now));
}

/** Sweeps now and every day. */
export function startSweep(county: County, store: FileStore): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const sweep = (): void => {
    const both = async (): Promise<number> => (await sweepAerials(county, store)) + (await sweepFiles(county, store));
    running = both().then(
      (gone) => gone > 0 && county.log('files-swept', { gone }),
      () => county.log('sweep-failed'),
    );
  };
  sweep();
  const days = setInterval(sweep, oneDay);
  days.unref();
  return {
    stop: async () => {
      clearInterval(days);
      await running;
    },
  };
}
