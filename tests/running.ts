// A county that really runs: the server of src/server/main.ts on a loopback port over a test's own database, and people who speak to it by HTTP.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Actor } from '#kit/actor.ts';
import { makeSealPair } from '#kit/seal.ts';
import { inScope } from '#data/scope.ts';
import type { FactData } from '#kit/command.ts';
import { type RunningServer, startServer } from '#server/main.ts';
import { invite, sessionScope, startSession } from '#server/session.ts';
import type { Ways } from '#server/telling/send.ts';
import type { Cast } from '#tests/cast.ts';

export interface Reply {
  readonly status: number;
  /** What came over the wire is looked at by the test that asked. */
  readonly body: FactData;
  readonly text: string;
}

/** Somebody with a session, a phone, or nothing. */
export interface Caller {
  readonly cookie?: string;
  readonly csrf?: string;
  readonly bearer?: string;
}

export interface Running extends RunningServer {
  /** Where its files lie; gone when it stops. */
  readonly dataDir: string;
  /** Everything the server logged, as one text. */
  logged(): string;
  call(caller: Caller, method: string, path: string, body?: unknown): Promise<Reply>;
  do(caller: Caller, verb: string, input: unknown, more?: { id?: string; basedOn?: number }): Promise<Reply>;
  ask(caller: Caller, query: string, input?: unknown): Promise<Reply>;
  session(person: string, adultOf?: string): Promise<Caller>;
  phone(actor: Actor & { person: string }): Promise<Caller & { device: string }>;
}

/** The key phones seal to, for a county that was made without provisioning and has none yet. */
export async function giveServerKey(cast: Pick<Cast, 'county'>): Promise<void> {
  const pair = await makeSealPair();
  await inScope(cast.county.database, sessionScope, (tx) =>
    tx.exec(
      'insert into server_key (id, public_jwk, private_jwk) select $1, $2::jsonb, $3::jsonb where not exists (select from server_key)',
      ['k1', JSON.stringify(pair.publicJwk), JSON.stringify(pair.privateJwk)],
    ),
  );
}

/** Signed in as staff, or as a verified adult of a household; any server of the county knows it. */
export async function sessionIn(cast: Pick<Cast, 'county'>, person: string, adultOf?: string): Promise<Caller> {
  const kind = adultOf === undefined ? 'staff' : 'adult';
  const { token, csrf } = await startSession(cast.county.database, { person, kind, household: adultOf ?? null });
  return { cookie: token, csrf };
}

let callers = 0;

/** No texts; webhooks have a key. */
const keyed: Ways = { sms: null, webhook: { key: 'the key of a county in the tests', inner: false } };

/** Starts it; stop it before the cast is closed. Every request comes from an address of its own, so that limits meet no test. */
export async function run(cast: Cast, ways: Ways = keyed): Promise<Running> {
  await giveServerKey(cast);
  const lines: string[] = [];
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zd-running-'));
  const server = await startServer({
    dataDir,
    port: 0,
    host: '127.0.0.1',
    databaseUrl: cast.ownerUrl,
    appDatabaseUrl: cast.appUrl,
    publicUrl: 'https://county.example',
    trustProxy: true,
    poolSize: 6,
    ways,
    log: (event, facts) => void lines.push(JSON.stringify([event, facts])),
    say: () => {},
    prepare: async () => ({ demo: null }),
  });
  const base = `http://127.0.0.1:${server.port}`;
  const call: Running['call'] = async (caller, method, path, body) => {
    callers += 1;
    const address = `10.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`;
    const headers: Record<string, string> = { 'x-forwarded-for': address };
    if (caller.cookie) headers.cookie = `__Host-zd=${caller.cookie}`;
    if (caller.csrf) headers['x-zd-csrf'] = caller.csrf;
    if (caller.bearer) headers.authorization = `Bearer ${caller.bearer}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const reply = await fetch(base + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const json = (reply.headers.get('content-type') ?? '').includes('json');
    return { status: reply.status, body: json ? (JSON.parse(text) as unknown) : undefined, text };
  };
  return {
    ...server,
    dataDir,
    stop: () => server.stop().then(() => rmSync(dataDir, { recursive: true, force: true })),
    logged: () => lines.join('\n'),
    call,
    do: (caller, verb, input, { id = crypto.randomUUID(), basedOn } = {}) =>
      call(caller, 'POST', `/api/do/${verb}`, { id, input, ...(basedOn === undefined ? {} : { basedOn }) }),
    ask: (caller, query, input = {}) =>
      call(caller, 'GET', `/api/ask/${query}?input=${encodeURIComponent(JSON.stringify(input))}`),
    session: (person, adultOf) => sessionIn(cast, person, adultOf),
    phone: async ({ person }) => {
      const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
        invite(tx, { person, purpose: 'phone', by: null }),
      );
      const { body } = await call({}, 'POST', '/enrol', { code, name: '测试手机' });
      return { bearer: body.token, device: body.device };
    },
  };
}
