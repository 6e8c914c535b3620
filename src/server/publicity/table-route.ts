// Reads a file (.xlsx or comma-separated) into the lines of a public list for the desk's preview; writes nothing.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '#kit/problem.ts';
import { hasRole } from '#kit/actor.ts';
import { readList } from '#modules/publicity/rules-table.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn } from '../http.ts';
import { readSheet } from '../import/read-table.ts';

const mostBytes = 2 * 1024 * 1024;

export function publicityTableRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  const path = '/api/publicity/table';
  app.use(path, identify(county), mustBeSignedIn, mustBeOurPage, bodyLimit({ maxSize: mostBytes }));
  app.post(path, async (c) => {
    if (!hasRole(actorOf(c), ['village-officer', 'township-officer'])) throw new Problem('refused', 'not-yours');
    return c.json(readList(await readSheet(Buffer.from(await c.req.arrayBuffer()))));
  });
  return app;
}
