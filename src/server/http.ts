// Everything that comes in over HTTP: who is asking, limits, headers, errors; the doors themselves stand elsewhere.
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import type { Actor } from '#kit/actor.ts';
import { nobody } from '#kit/actor.ts';
import { Problem, problemToWire } from '#kit/problem.ts';
import type { County } from './county.ts';
import { securityHeaders } from './headers.ts';
import { type Limiter, limiter } from './limits.ts';
import { type SignedIn, signedInBy } from './session.ts';

export const cookieName = '__Host-zd';
export interface Env {
  Variables: { signedIn: SignedIn | undefined };
}

/** The caller's address: the proxy's word only where a proxy was promised. */
export function addressOf(c: Context, county: County): string {
  const forwarded = county.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

export function problemResponse(problem: Problem): Response {
  const retry: Record<string, string> =
    problem.code === 'too-many' ? { 'retry-after': String(problem.facts.seconds ?? 60) } : {};
  const status = problem.code === 'too-many' ? 429 : problem.code === 'database-busy' ? 503 : problem.status;
  return new Response(JSON.stringify({ ...problemToWire(problem), status }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...retry },
  });
}

/** Whatever was thrown, as a Problem; what is not ours says nothing about its inside. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException)
    return error.status === 413
      ? new Problem('invalid', 'body-too-large')
      : new Problem('invalid', 'request-malformed');
  if (error instanceof SyntaxError) return new Problem('invalid', 'json-malformed');
  return new Problem('broken', 'internal');
}

/** A phone's token (or a session's, from a program). */
export const bearerOf = (c: Context): string | undefined =>
  /^Bearer ([A-Za-z0-9_-]{43})$/.exec(c.req.header('authorization') ?? '')?.[1];

/** Who is signed in, by cookie (desk, adult) or bearer token (phone); nobody is not an error here. */
export const identify =
  (county: County): MiddlewareHandler<Env> =>
  async (c, next) => {
    const token = bearerOf(c) ?? getCookie(c, cookieName);
    c.set('signedIn', token ? await signedInBy(county.database, token) : undefined);
    await next();
  };

export const actorOf = (c: Context<Env>): Actor => c.get('signedIn')?.actor ?? nobody;

/** For routes that need somebody; a stranger gets 401, and so does a revoked phone, except where it is told to erase itself. */
export const mustBeSignedIn: MiddlewareHandler<Env> = async (c, next) => {
  const signedIn = c.get('signedIn');
  if (!signedIn || (signedIn.revoked && c.req.path !== '/pull'))
    return c.body(JSON.stringify({ ...problemToWire(new Problem('refused', 'sign-in-needed')), status: 401 }), 401, {
      'content-type': 'application/problem+json',
    });
  return next();
};

/** A change by cookie needs the session's own token in a header and must come from our own pages; phones carry no cookie. */
export const mustBeOurPage: MiddlewareHandler<Env> = async (c, next) => {
  const signedIn = c.get('signedIn');
  const byCookie = signedIn?.actor.device === null;
  if (byCookie && c.req.method !== 'GET' && (c.req.header('x-zd-csrf') !== signedIn?.csrf || !sameSite(c)))
    throw new Problem('refused', 'csrf');
  return next();
};

export const sameSite = (c: Context): boolean =>
  ['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'));

/** JSON of a request, with nothing that reaches into prototypes and no depth that a later walk would fall over. */
export async function readJson(c: Context): Promise<unknown> {
  if (!(c.req.header('content-type') ?? '').startsWith('application/json'))
    throw new Problem('invalid', 'json-expected');
  return cleaned(JSON.parse(await c.req.text()) as unknown, 0);
}

export function cleaned(value: unknown, depth: number): unknown {
  if (depth > 40) throw new Problem('invalid', 'json-too-deep');
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map((one) => cleaned(one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value))
    if (key !== '__proto__' && key !== 'constructor' && key !== 'prototype') out[key] = cleaned(one, depth + 1);
  return out;
}

/** NFC; NUL and halves of characters cannot be stored and are refused, not silently changed. */
export function cleanText(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) throw new Problem('invalid', 'text-unreadable');
  return text.normalize('NFC');
}

/**
 * Bodies past `most` bytes are refused. Where the length is announced Node itself holds the sender to it, so only streams are
 * counted: to look at the body here would build a whole web request for each that comes.
 */
function limitBody(most: number): MiddlewareHandler {
  const counted = bodyLimit({ maxSize: most });
  return (c, next) => {
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    if (Number(length) > most) throw new Problem('invalid', 'body-too-large');
    return next();
  };
}

/** What was thrown as a Problem, and in the log when it is ours to mend. */
export function noted(county: County, error: unknown): Problem {
  const problem = asProblem(error);
  if (problem.kind === 'broken')
    county.log('broken', { code: problem.code, reason: error instanceof Error ? error.name : '' });
  if (problem.code === 'internal' && process.env.ZD_DEBUG) console.error(error);
  return problem;
}

/** How often may be asked: by one session or stranger, and by one address, behind which a whole township office may stand. */
export interface Floods {
  readonly one: Limiter;
  readonly address: Limiter;
}
const floods = (): Floods => ({ one: limiter(600, 1200), address: limiter(6000, 12_000) });

/** The pages' own files are dozens for one page and ask nothing. */
const isFile = (c: Context): boolean => /^\/(desk|field)\/|^\/\w+\.css$/.test(c.req.path);

/** An invented session for every request still uses up the share of the address. */
const limitFlood =
  (county: County, { one, address }: Floods): MiddlewareHandler<Env> =>
  async (c, next) => {
    const from = addressOf(c, county);
    address.take(from);
    if (!isFile(c)) one.take(`${bearerOf(c) ?? getCookie(c, cookieName) ?? ''} ${from}`);
    await next();
  };

export function createApp(county: County, flood: Floods = floods()): Hono<Env> {
  const app = new Hono<Env>();
  app.use(securityHeaders(county));
  app.use(async (c, next) => {
    const began = performance.now();
    await next();
    // No address, no query, no names: the route's pattern, the status and the time are what a log needs.
    county.log('request', {
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Math.round(performance.now() - began),
    });
  });
  app.use(limitFlood(county, flood));
  app.use('/api/do/*', limitBody(1_000_000));
  app.use('/push', limitBody(1_000_000));
  app.use('/open311/*', limitBody(200_000));
  app.use('/enrol', limitBody(10_000));
  app.use('/session/*', limitBody(10_000));
  app.onError((error) => problemResponse(noted(county, error)));
  app.notFound(() => problemResponse(new Problem('missing', 'page-unknown')));
  return app;
}
