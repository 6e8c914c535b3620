// What a phone may do is judged within each command: a memory of its rights only saves a look-up, and a change of any kind counts at the next request.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { sealTo } from '#kit/seal.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { sessionScope } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Reply, type Running, run } from '#tests/running.ts';

let cast: Cast;
let server: Running;
let phone: Caller & { device: string };
let key: { id: string; jwk: JsonWebKey };
/** Look-ups of tokens outside of a command's transaction. */
let looks = 0;

beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  phone = await server.phone(cast.worker);
  key = (await server.call(phone, 'GET', '/pull?limit=1')).body.serverKey;
  const database = server.county.database as { -readonly [K in keyof Database]: Database[K] };
  const { single } = database;
  database.single = (text, values) => {
    looks += 1;
    return single(text, values);
  };
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

async function push(to: 'one' | 'elsewhere', more: object = {}): Promise<Reply & { looked: number; id: string }> {
  const id = newId();
  const envelope = {
    v: 1 as const,
    id,
    name: 'visit.record',
    input: { visit: newId(), household: cast.homes[to], parts: [{ kind: 'well' }], ...more },
    at: Date.now(),
    device: null,
    author: cast.worker.person,
  };
  const before = looks;
  const reply = await server.call(phone, 'POST', '/push', { v: 1, commands: [await sealTo(key, envelope)] });
  return { ...reply, id, looked: looks - before };
}

const isKnown = async (command: string): Promise<boolean> =>
  (
    await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
      tx.query('select from command_log where id = $1', [command]),
    )
  ).length > 0;

const asSession = (text: string, values: unknown[]): Promise<number> =>
  inScope(cast.county.database, sessionScope, (tx) => tx.exec(text, values));

test('a phone met before is not looked up by itself again', async () => {
  expect(await push('one')).toMatchObject({ looked: 1, body: { answers: [{ status: 'accepted' }] } });
  expect(await push('one')).toMatchObject({ looked: 0, body: { answers: [{ status: 'accepted' }] } });
  expect(await push('elsewhere')).toMatchObject({ looked: 0, body: { answers: [{ code: 'not-yours' }] } });
  // Refused before anything was asked of the database in its name: only then it is looked up after all.
  expect(await push('one', { parts: 7 })).toMatchObject({ looked: 0, body: { answers: [{ code: 'input-invalid' }] } });
});

test('a post that came or went counts at the next command', async () => {
  const post = newId();
  const office = cast.offices.level2b;
  const term = { fromAt: Date.now() - 1000, toAt: Date.now() + 86_400_000, chosen: 'appointment' };
  await say(cast.county, cast.securityAdmin, 'post.assign', { post, person: cast.worker.person, office, ...term });
  expect(await push('elsewhere')).toMatchObject({ looked: 1, body: { answers: [{ status: 'accepted' }] } });
  await say(cast.county, cast.securityAdmin, 'post.end', { post, reason: '调整' });
  expect(await push('elsewhere')).toMatchObject({ looked: 1, body: { answers: [{ code: 'not-yours' }] } });
  expect(await push('one')).toMatchObject({ looked: 0, body: { answers: [{ status: 'accepted' }] } });
});

test('a home that moved is reported from where it lies now', async () => {
  const receiver = async (): Promise<unknown> => {
    const matter = newId();
    const said = { case: matter, household: cast.homes.four, category: 'P1', title: '灯不亮' };
    await say(cast.county, cast.village, 'case.report', said);
    const rows = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
      tx.query<{ copied: string[]; ground: string }>('select copied, ground::text from matter where id = $1', [matter]),
    );
    return rows[0];
  };
  const { offices, grounds } = cast;
  expect(await receiver()).toEqual({ copied: [offices.level1, offices.liaison], ground: grounds.grid });
  await say(cast.county, cast.village, 'household.move', { household: cast.homes.four, grid: cast.areas.grid2 });
  expect(await receiver()).toEqual({ copied: [offices.level1b], ground: grounds.grid2 });
});

test('whoever is blocked or whose phone is revoked leaves nothing behind, not even a refusal', async () => {
  await asSession('update person set blocked_at = now() where id = $1', [cast.worker.person]);
  const blocked = await push('one');
  expect([blocked.status, await isKnown(blocked.id)]).toEqual([401, false]);
  await asSession('update person set blocked_at = null where id = $1', [cast.worker.person]);
  expect(await push('one')).toMatchObject({ status: 200, looked: 1 });
  expect(await push('one')).toMatchObject({ status: 200, looked: 0 });
  await asSession('update device set revoked_at = now() where id = $1', [phone.device]);
  for (const more of [{}, { parts: 7 }]) {
    const revoked = await push('one', more);
    expect([revoked.status, await isKnown(revoked.id)]).toEqual([401, false]);
  }
});
