// The rooms beside the doors: household page, front page, plates, setup; each mounts its own routes.
import type { Hono } from 'hono';
import type { County } from './county.ts';
import type { Env } from './http.ts';
import type { Prepared } from './main.ts';

export const rooms = (_county: County, _prepared: Prepared): Hono<Env>[] => [];
