// The household's pages: behind a door plate, behind a case's own secret, and for a verified adult. All of them work without JavaScript.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { County } from '../county.ts';
import type { FileStore } from '../files/file-store.ts';
import { type Env, identify } from '../http.ts';
import { caseRoutes } from './case-routes.ts';
import { listRoutes } from './list-routes.ts';
import { adultOf, myRoutes } from './my-routes.ts';
import { plateRoutes } from './plate-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { doorPollRoutes } from './poll-routes.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { reportRoutes } from './report-routes.ts';

const file = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');

/** Every route of the door; the browser needs nothing but the answers of these and `/door.css`. */
export function doorRoutes(county: County, files: FileStore): Hono<Env> {
  const app = new Hono<Env>();
  const css = file('door.css');
  const kept = { 'Cache-Control': 'public, max-age=3600' };
  // The style travels compressed; the pages do not, because they hold secrets beside what others wrote.
  app.use('/door.css', compress());
  app.get('/door.css', (c) => c.body(css, 200, { ...kept, 'Content-Type': 'text/css; charset=utf-8' }));
  for (const name of ['door-read.js', 'door-blind.js', 'door-poll.js', 'recount.mjs']) {
    const script = file(name);
    app.use(`/${name}`, compress());
    app.get(`/${name}`, (c) => c.body(script, 200, { ...kept, 'Content-Type': 'text/javascript; charset=utf-8' }));
  }
  // 2,000 hanzi as a form sends them are 18 KB.
  for (const under of ['/h/*', '/c/*', '/plate', '/follow', '/my', '/my/*', '/list/*'])
    app.use(under, bodyLimit({ maxSize: 40_000 }));
  for (const under of ['/my', '/my/*']) app.use(under, identify(county));
  app.route('/', plateRoutes(county));
  app.route('/', policyRoutes(county, files));
  app.route('/', listRoutes(county));
  app.route('/', reportRoutes(county));
  app.route('/', caseRoutes(county, files));
  app.route('/', myRoutes(county, files));
  app.route('/', doorPollRoutes(county, adultOf));
  app.route('/', proposalRoutes(county, adultOf));
  return app;
}
