// The rooms beside the doors: household page, front page, plates, setup; each mounts its own routes.
import type { Hono } from 'hono';
import type { County } from './county.ts';
import { doorRoutes } from './door/routes.ts';
import { frontRoutes } from './front/routes.ts';
import type { Env } from './http.ts';
import type { Prepared } from './main.ts';
import { plateRoutes } from './print/plates.ts';
import { setupRoutes } from './setup.ts';

export const rooms = (county: County, prepared: Prepared): Hono<Env>[] => [
  frontRoutes(county, prepared.demo),
  doorRoutes(county),
  plateRoutes(county),
  setupRoutes(county),
];
