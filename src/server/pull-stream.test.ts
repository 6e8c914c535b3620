// A phone's pull as one stream: everything once, homes first, from where it was cut, two words when nothing moved, and never more than a phone may hold.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, serviceActor } from '#kit/actor.ts';
import { unpackColumn, unpackMemory } from '#kit/columns.ts';
import { newId } from '#kit/id.ts';
import type { PullHead, PullPart, PullResponse } from '#kit/wire.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';
import { pull } from './pull.ts';
import { pullStream, type StreamAsked } from './pull-stream.ts';
import type { ServerKey } from './server-keys.ts';
import { sealOnce } from './sealer.ts';
import { sessionScope } from './session.ts';

const importer = serviceActor('import');
const key = { id: 'key-0123456789ab', publicJwk: { kty: 'EC' } } as unknown as ServerKey;
const fresh: StreamAsked = { generation: null, pos: null, after: null, seal: null, key: null };
let cast: Cast;
let server: Running;
let phone: Caller & { device: string };

beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  phone = await server.phone(cast.worker);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

interface Taken {
  readonly head: PullHead;
  readonly parts: PullPart[];
  readonly records: { kind: string; id: string; record: object }[];
  readonly ended: boolean;
}

/** Reads a stream as a phone does, as far as `lines` say. */
function readLines(lines: readonly string[]): Taken {
  const [head, ...rest] = lines.map((line) => JSON.parse(line) as PullHead & PullPart & { end?: true });
  const memory = unpackMemory();
  const parts = rest.filter((line) => line.end === undefined);
  const records = parts.flatMap((part) =>
    part.parts.flatMap(({ kind, n, rows }) =>
      (unpackColumn(rows, n, memory) as { id: string }[]).map((record) => ({ kind, id: record.id, record })),
    ),
  );
  return { head: head as PullHead, parts, records, ended: rest.at(-1)?.end === true };
}

async function stream(actor: Actor, asked: StreamAsked = fresh): Promise<Taken> {
  const answer = await pullStream(cast.county, actor, asked, key);
  if (!('lines' in answer)) throw new Error(JSON.stringify(answer));
  const lines: string[] = [];
  for await (const line of answer.lines) lines.push(line);
  return readLines(lines);
}

const one = (actor: Actor): Promise<PullResponse> =>
  pull(cast.county, actor, { cursor: null, after: null, limit: 2000, witness: null }, key);
const sorted = <R extends { kind: string; id: string }>(records: readonly R[]): R[] =>
  [...records].sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));

const unsealed = 'select 1 from journal where not exists (select from seal where seal.seq = journal.seq) limit 1';

/** The server's own sealer is at work too, and waits for whoever writes elsewhere in this PostgreSQL. */
async function sealAll(): Promise<void> {
  const { database } = cast.county;
  const sealer = { ...emptyScope, standing: 'service', service: 'seal' };
  for (;;) {
    await sealOnce(database);
    if ((await inScope(database, sealer, (tx) => tx.query(unsealed))).length === 0) return;
    await wait(20);
  }
}

async function addHomes(count: number, from: number): Promise<void> {
  for (let i = from; i < from + count; i++)
    await say(cast.county, importer, 'household.register', {
      household: newId(),
      grid: cast.areas.grid,
      door: `9-${i}`,
      head: `户${i}`,
      phone: '',
      supplyPoints: [],
    });
}

test('the stream holds what the pages of version 1 hold, homes before what belongs to them', async () => {
  const [whole, pages] = [await stream(cast.village), await one(cast.village)];
  expect(whole.ended).toBe(true);
  expect(sorted(whole.records)).toEqual(sorted(JSON.parse(JSON.stringify(pages.records)) as typeof whole.records));
  expect(whole.head).toMatchObject({ v: 2, snapshot: true, homes: 5, serverKey: { id: key.id } });
  const kinds = [...new Set(whole.records.map(({ kind }) => kind))];
  expect(kinds.indexOf('household')).toBeLessThan(4);
});

test('a stream that was cut goes on behind the last whole line, and what moved meanwhile comes with the delta', async () => {
  await addHomes(1100, 0);
  await sealAll();
  const { worker, county } = cast;
  await inScope(county.database, sessionScope, (tx) =>
    tx.exec('update device set most_homes = 3000 where id = $1', [phone.device]),
  );
  const actor = { ...worker, device: phone.device };
  const whole = await stream(actor);
  expect(whole.parts.length).toBeGreaterThan(2);
  const first = whole.parts[0];
  const rest = await stream(actor, { ...fresh, generation: whole.head.generation, after: first?.after ?? '' });
  expect(rest.head.pos).toBe(whole.head.pos);
  const start = readLines([JSON.stringify(whole.head), JSON.stringify(first)]);
  expect(sorted([...start.records, ...rest.records])).toEqual(sorted(whole.records));
  await addHomes(1, 5000);
  await sealAll();
  const delta = await stream(actor, { ...fresh, generation: whole.head.generation, pos: whole.head.pos });
  expect(delta.records.filter(({ kind }) => kind === 'household').map(({ record }) => record)).toMatchObject([
    { head: '户5000' },
  ]);
  expect(delta.parts.at(-1)?.pos).toBeGreaterThan(whole.head.pos);
});

/** As a phone asks. */
const poll = (query: string, of: Caller = phone): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/pull?v=2${query}`, {
    headers: { authorization: `Bearer ${of.bearer}`, 'accept-encoding': 'br' },
  });

describe('over HTTP', () => {
  test('nothing moved is an empty answer that names the root of the phone’s block, and little else', async () => {
    await sealAll();
    const reply = await poll('');
    const taken = readLines((await reply.text()).trim().split('\n'));
    const { head } = taken;
    expect(reply.headers.get('content-encoding')).toBe('br');
    const kept = head.serverKey?.id.slice(-12) ?? '';
    const cursor = `&generation=${head.generation}&pos=${head.pos}&seal=${head.witness?.block}&key=${kept}`;
    const nothing = await poll(cursor);
    expect(nothing.status).toBe(204);
    expect(nothing.headers.get('zd-seal')).toBe(head.witness?.root.slice(0, 16));
    expect(JSON.stringify([...nothing.headers]).length).toBeLessThan(450);
    // Another key than the phone knows, or a block the server lacks, is told in full.
    expect((await poll(cursor.replace(kept, 'ffffffffffff'))).status).toBe(200);
    const lacks = readLines((await (await poll(cursor.replace(/seal=\d+/, 'seal=999999'))).text()).trim().split('\n'));
    expect(lacks.head).toMatchObject({ witnessed: null });
  });

  test('a revoked phone is told to erase itself', async () => {
    const lost = await server.phone(cast.worker);
    await inScope(cast.county.database, sessionScope, (tx) =>
      tx.exec('update device set revoked_at = now() where id = $1', [lost.device]),
    );
    expect((await server.call(lost, 'GET', '/pull?v=2')).body).toEqual({ wipe: true });
  });
});

describe('HOME-8 what one phone may hold', () => {
  test('more homes than 300 are refused in words until the administrator allows this phone more', async () => {
    const other = await server.phone(cast.worker);
    expect(await server.call(other, 'GET', '/pull?v=2')).toMatchObject({
      status: 403,
      body: { code: 'phone-too-many-homes', facts: { homes: 1105, most: 300 } },
    });
    expect((await server.call(other, 'GET', '/pull')).status).toBe(403);
    await inScope(cast.county.database, sessionScope, (tx) =>
      tx.exec('update device set most_homes = 1105 where id = $1', [other.device]),
    );
    expect((await poll('', other)).status).toBe(200);
  });

  test('what was handed out stands there home by home, and that it went', async () => {
    const held = await inScope(cast.county.database, sessionScope, (tx) =>
      tx.query<{ kinds: string[] }>('select kinds from holding where device = $1', [phone.device]),
    );
    expect(held.length).toBeGreaterThan(1100);
    expect(held.every(({ kinds }) => kinds.includes('household'))).toBe(true);
  });
});

test('PEOPLE-9 the security administrator sees by door what a phone held, without a name, and nobody else does', async () => {
  const admin = await server.session(cast.securityAdmin.person);
  const asked = await server.ask(admin, 'people.phone-held', { device: phone.device });
  const row = (asked.body as { household: string }[]).find(({ household }) => household === cast.homes.one);
  expect(row).toMatchObject({ door: '1-01', place: '一社', grid: '1网格', goneAt: null });
  expect(asked.text).not.toContain('杜来顺');
  const village = await server.session(cast.village.person);
  expect((await server.ask(village, 'people.phone-held', { device: phone.device })).status).toBe(403);
  const more = { device: phone.device, most: 5001 };
  expect((await server.call(admin, 'POST', '/session/phone-homes', more)).status).toBe(400);
  expect((await server.call(admin, 'POST', '/session/phone-homes', { ...more, most: null })).status).toBe(200);
  expect((await poll('')).status).toBe(403);
});

test('HOME-9 a township holds a roster: doors and open matters, nobody’s people, entries, promises or care', async () => {
  const visit = newId();
  await say(cast.county, importer, 'household.change', {
    household: cast.homes.one,
    care: ['受灾户'],
    howToCome: '先打电话',
  });
  await say(cast.county, importer, 'member.add', {
    member: newId(),
    household: cast.homes.one,
    name: '杜来顺',
    born: '1954-03',
  });
  await say(cast.county, cast.worker, 'visit.record', {
    visit,
    household: cast.homes.one,
    parts: [{ kind: 'well' }],
    promises: [{ promise: newId(), text: '带表来' }],
  });
  await say(cast.county, cast.worker, 'case.report', {
    case: newId(),
    household: cast.homes.one,
    category: 'W1',
    title: '水浑',
  });
  await sealAll();
  const { records, head } = await stream(cast.township);
  const kinds = new Set(records.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['area', 'case', 'household', 'me', 'office']);
  const home = records.find(({ id }) => id === cast.homes.one)?.record;
  expect(home).toMatchObject({ door: '1-01', care: [], howToCome: '', lastVisit: null });
  await say(cast.county, cast.worker, 'visit.record', {
    visit: newId(),
    household: cast.homes.one,
    parts: [{ kind: 'well' }],
  });
  await sealAll();
  const delta = await stream(cast.township, { ...fresh, generation: head.generation, pos: head.pos });
  expect(new Set(delta.records.map(({ kind }) => kind))).not.toContain('visit');
  expect(delta.parts.flatMap(({ gone }) => gone ?? [])).toEqual([]);
});
