// The first address: a calm page with the ways in; in the demo also one click into every room, and how far its story has come.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { type Env, sameSite } from '../http.ts';
import { startSession } from '../session.ts';
import { giveCookie } from '../session-routes.ts';
import { frontPage } from './page.ts';
import { reached, steps } from './story.ts';

/** A door into the demo: whose phone, desk or home it is. */
export interface Room {
  readonly id: 'worker' | 'head' | 'liaison' | 'village' | 'township' | 'water' | 'county' | 'household';
  readonly kind: 'field' | 'desk' | 'household';
  /** Name of the office, or the door number of the home. */
  readonly place: string;
  readonly name: string;
}

/** What the demo brings; without it there are no rooms. */
export interface DemoHooks {
  readonly rooms: readonly Room[];
  /** Where the browser goes, and who is signed in by a cookie first. Throws `missing demo-room-unknown`. */
  enter(room: string): Promise<{ readonly location: string; readonly signIn: string | null }>;
}

const halfDay = 12 * 3_600_000;
const file = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');

export function frontRoutes(county: County, hooks: DemoHooks | null): Hono<Env> {
  // Rooms without a password belong to a county that is a demo, whatever is handed in.
  const demo = county.facts.demo ? hooks : null;
  const app = new Hono<Env>();
  const css = file('front.css');
  const script = file('front.js');
  const kept = { 'Cache-Control': 'public, max-age=3600' };
  app.get('/front.css', (c) => c.body(css, 200, { ...kept, 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/', async (c) => {
    c.header('Cache-Control', 'no-store');
    return c.html(String(await frontPage(county, c.req.query('lang') === 'en' ? 'en' : 'zh', demo)));
  });
  if (!demo) return app;
  app.get('/front.js', (c) => c.body(script, 200, { ...kept, 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.post('/demo/enter', async (c) => {
    if (!sameSite(c)) throw new Problem('refused', 'csrf');
    const form = await c.req.parseBody();
    const { location, signIn } = await demo.enter(typeof form.room === 'string' ? form.room : '');
    if (signIn) giveCookie(c, (await startSession(county.database, { person: signIn, kind: 'staff' })).token, 1);
    c.header('Cache-Control', 'no-store');
    return c.redirect(form.lang === 'en' ? withEnglish(location) : location, 303);
  });
  app.get('/demo/progress', async (c) => {
    const asked = Number(c.req.query('since'));
    const since = Number.isFinite(asked) && asked > 0 ? Math.min(asked, county.now()) : county.now() - halfDay;
    return c.json({ reached: await reached(county, since), steps: steps.length, now: county.now() });
  });
  return app;
}

/** `/field/#…` → `/field/?lang=en#…`. */
function withEnglish(location: string): string {
  const [address = '', hash] = location.split('#');
  return `${address}${address.includes('?') ? '&' : '?'}lang=en${hash === undefined ? '' : `#${hash}`}`;
}
