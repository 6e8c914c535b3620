// The routes of the two doors and of phones: /api/do, /api/ask, /push, /pull, /enrol, /live, and the API's own description.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Envelope } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { EnrolResponse } from '#kit/wire.ts';
import { inScope } from '#data/scope.ts';
import { ask } from './ask.ts';
import type { County } from './county.ts';
import { execute } from './execute.ts';
import {
  actorOf,
  addressOf,
  bearerOf,
  cleaned,
  type Env,
  identify,
  mustBeOurPage,
  mustBeSignedIn,
  readJson,
} from './http.ts';
import { limiter } from './limits.ts';
import type { Live } from './live.ts';
import { openApi } from './open-api.ts';
import { phoneLeases } from './phone-lease.ts';
import { phoneRights } from './phone-rights.ts';
import { pull } from './pull.ts';
import { pullStream, type StreamAnswer, type StreamAsked } from './pull-stream.ts';
import { push, pushAsGuessed } from './push.ts';
import type { ServerKey, ServerKeys } from './server-keys.ts';
import { enrolPhone } from './session.ts';
import { scopeOf } from './scope-of.ts';
import { squeezed } from './squeezed.ts';

export interface ApiParts {
  readonly live: Live;
  readonly keys: ServerKeys;
}

const json = (c: Context, value: unknown): Response => c.json(value as object);

/** The command of a desk: its id is made there, so that a repeated request is the same command. */
function envelopeOf(c: Context<Env>, name: string, body: unknown): Envelope {
  const { id, input, at, basedOn } = (body ?? {}) as Partial<Envelope>;
  const { person, device } = actorOf(c);
  return {
    v: 1,
    id: String(id ?? ''),
    name,
    input,
    at: typeof at === 'number' ? at : Date.now(),
    device,
    author: person,
    ...(typeof basedOn === 'number' ? { basedOn } : {}),
  };
}

export function apiRoutes(county: County, parts: ApiParts): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/api/*', identify(county), mustBeSignedIn, mustBeOurPage);
  app.get('/api', (c) => json(c, openApi()));
  app.post('/api/do/:verb', async (c) => {
    const body = await readJson(c);
    const answer = await execute(county, actorOf(c), envelopeOf(c, c.req.param('verb'), body));
    if (answer.status === 'refused') throw new Problem(answer.kind as 'refused', answer.code, answer.facts);
    return json(c, answer);
  });
  app.get('/api/ask/:query', async (c) => {
    const text = c.req.query('input');
    const input = text ? cleaned(JSON.parse(text) as unknown, 0) : {};
    return json(c, await ask(county, actorOf(c), c.req.param('query'), input));
  });
  app.route('/', hereRoute(county, parts.live));
  app.route('/', phoneRoutes(county, parts));
  app.route('/', liveRoutes(county, parts.live));
  return app;
}

function phoneRoutes(county: County, { keys }: ApiParts): Hono<Env> {
  const app = new Hono<Env>();
  const enrolLimit = limiter(10, 5);
  const contact = phoneLeases(county);
  app.post('/enrol', async (c) => {
    enrolLimit.take(addressOf(c, county));
    const { code, name } = (await readJson(c)) as { code?: unknown; name?: unknown };
    const typed = { code: typeof code === 'string' ? code : '', name: typeof name === 'string' ? name : '' };
    const enrolled = await enrolPhone(county, typed.code, typed.name);
    await contact(enrolled.device);
    const { generation, ...facts } = county.facts;
    const key = currentOf(keys);
    const serverKey = { id: key.id, jwk: key.publicJwk };
    return json(c, { ...enrolled, county: facts, serverKey, generation } satisfies EnrolResponse);
  });
  app.route('/', pushRoutes(county, keys, contact));
  app.use('/pull', identify(county), mustBeSignedIn);
  app.get('/pull', async (c) => {
    if (c.get('signedIn')?.revoked) return json(c, { wipe: true });
    mustBePhone(c);
    await contact(actorOf(c).device);
    const key = currentOf(keys);
    if (c.req.query('v') === '2') return streamed(c, await pullStream(county, actorOf(c), readStream(c), key));
    return json(c, await pull(county, actorOf(c), readPull(c), key));
  });
  return app;
}

function pushRoutes(county: County, keys: ServerKeys, contact: ReturnType<typeof phoneLeases>): Hono<Env> {
  const app = new Hono<Env>();
  const rights = phoneRights();
  const asGuessed: MiddlewareHandler<Env> = async (c, next) => {
    const token = bearerOf(c) ?? '';
    const guess = rights.guess(token);
    const answers = guess && (await pushAsGuessed(county, guess, await readJson(c).catch(() => undefined), keys));
    if (answers) {
      await contact(guess.actor.device);
      return json(c, { answers });
    }
    rights.forget(token);
    return next();
  };
  app.post('/push', asGuessed, identify(county), mustBeSignedIn, async (c) => {
    mustBePhone(c);
    await contact(actorOf(c).device);
    const signedIn = c.get('signedIn');
    if (signedIn) rights.learn(bearerOf(c) ?? '', signedIn);
    return json(c, { answers: await push(county, actorOf(c), await readJson(c), keys) });
  });
  return app;
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

/** The name of the reader's office, for a matter that he may see; a restricted one is nobody's to be seen at. */
const officeAt = `select coalesce((select name from office where id = $2), '') as office from matter where id = $1 and not restricted`;

/** What a desk has open; only whoever may see a matter is seen at it. */
function hereRoute(county: County, { presence }: Live): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/api/here', async (c) => {
    const { tab, case: matter } = (await readJson(c)) as { tab?: unknown; case?: unknown };
    const actor = actorOf(c);
    if (actor.posts.length === 0 || actor.person === null) throw new Problem('refused', 'not-yours');
    if (!isId(tab) || !(matter === null || isId(matter)))
      throw new Problem('invalid', 'input-invalid', { field: 'tab', reason: 'id' });
    const [row] =
      matter === null
        ? [{ office: '' }]
        : await inScope(
            county.database,
            scopeOf(actor),
            (tx) => tx.query<{ office: string }>(officeAt, [matter, actor.posts[0]?.office]),
            { readOnly: true },
          );
    if (!row) throw new Problem('refused', 'not-yours');
    const name = c.get('signedIn')?.name ?? '';
    await presence.tell({ tab, matter, person: actor.person, name, office: row.office });
    return json(c, {});
  });
  return app;
}

function liveRoutes(county: County, live: Live): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/live', identify(county), mustBeSignedIn);
  app.get('/live', (c) => {
    // The wake-ups are for desks: how often something moves is nobody else's to know.
    if (actorOf(c).posts.length === 0) throw new Problem('refused', 'not-yours');
    return streamSSE(c, async (stream) => {
      const stop = live.subscribe((sealed) => void stream.writeSSE({ data: JSON.stringify(sealed) }));
      const tab = c.req.query('tab');
      const here = (told: unknown): unknown => stream.writeSSE({ event: 'here', data: JSON.stringify(told) });
      const leave = isId(tab) ? live.presence.hear(tab, here) : (): void => undefined;
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      gone.signal.addEventListener('abort', () => {
        stop();
        leave();
      });
      // What moved since the desk asked last and before it could hear.
      const deaf = numberIn(c.req.query('deaf'));
      const kinds = deaf === null ? [] : live.movedWithin(deaf);
      if (kinds.length > 0) await stream.writeSSE({ data: JSON.stringify({ pos: 0, kinds }) });
      // A session that ended elsewhere must not go on hearing: the desk comes back with its cookie every few minutes.
      for (let beat = 0; beat < 20 && !stream.aborted; beat++) {
        await stream.writeSSE({ event: 'beat', data: '' });
        // Neither a desk that left nor a server that was asked to stop waits for the next beat.
        await sleep(15_000, undefined, { ref: false, signal: gone.signal }).catch(() => undefined);
      }
      stop();
      leave();
    });
  });
  return app;
}

function currentOf(keys: ServerKeys): ServerKey {
  const key = keys.current();
  if (!key) throw new Problem('broken', 'server-key-missing');
  return key;
}

function mustBePhone(c: Context<Env>): void {
  const signedIn = c.get('signedIn');
  if (!signedIn || signedIn.actor.device === null || signedIn.revoked) throw new Problem('refused', 'not-yours');
}

/** A ground of so few homes is sent with the greatest care. */
const fewHomes = 30;

function streamed(c: Context, answer: StreamAnswer): Response {
  if ('wipe' in answer) return json(c, answer);
  if ('root' in answer) return c.body(null, 204, { 'zd-seal': answer.root });
  const accepts = c.req.header('accept-encoding') ?? '';
  return squeezed(answer.lines, { accepts, contentType: 'application/x-ndjson', small: answer.homes <= fewHomes });
}

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;

function readStream(c: Context): StreamAsked {
  const { generation, pos, after, seal, key } = c.req.query();
  return {
    generation: generation ?? null,
    pos: numberIn(pos),
    after: after ?? null,
    seal: numberIn(seal),
    key: key ?? null,
  };
}

function readPull(c: Context): Parameters<typeof pull>[2] {
  const { generation, pos, after, limit, witness } = c.req.query();
  const at = numberIn(pos);
  return {
    cursor: generation && at !== null ? { generation, pos: at } : null,
    after: after ?? null,
    limit: Math.max(1, Math.min(numberIn(limit) ?? 500, 2000)),
    witness: numberIn(witness),
  };
}
