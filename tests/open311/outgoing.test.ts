// The county files with another system what that system's office holds and follows it there: the other system is a second county of ours, over real HTTP.
import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { jobs } from '#server/execute-as.ts';
import { followPeer, waitFor } from '#server/open311/outgoing.ts';
import type { Peer } from '#server/open311/peer.ts';
import { sealOnce } from '#server/sealer.ts';
import { followTelling } from '#server/telling/follow.ts';
import { noWays, sendAll } from '#server/telling/send.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { startReceiver } from '#tests/receiver.ts';
import { appOf, fieldsOf, makeOutside, type Outside } from './stage.ts';

const minute = 60_000;
const officeName = '邻县供水公司';
let now = Date.parse('2026-11-26T10:00:00+08:00');
let other: Outside;
let server: ServerType;
let peer: Peer;
let cast: Cast;
let body: string;

beforeAll(async () => {
  [other, cast] = await Promise.all([makeOutside(), makeCast({ prefix: '629902', now: () => now })]);
  server = serve({ fetch: appOf(other.cast).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/open311/v2`;
  peer = { url, key: other.hotline.key, jurisdiction: null, office: officeName, services: { W2: 'W1' } };
  body = newId();
  const [person, importer] = [newId(), serviceActor('import')];
  const opened = { office: body, kind: 'outside-body', name: officeName, area: cast.areas.county, duties: ['W2'] };
  await say(cast.county, importer, 'office.open', { ...opened, parent: cast.offices.centre });
  await say(cast.county, importer, 'person.register', { person, name: '联络员', staff: true });
  const post = { post: newId(), person, office: body, fromAt: 0, toAt: now + 400 * 86_400_000, chosen: 'appointment' };
  await say(cast.county, importer, 'post.assign', post);
});
afterAll(async () => {
  await new Promise((resolve) => server?.close(resolve));
  await Promise.all([other?.cast.close(), cast?.close()]);
});

/** A matter of home one that the township sent to the other system's office. */
async function dispatched(text: string): Promise<string> {
  const { county, worker, head, village, township } = cast;
  const id = newId();
  const words = { title: '杜来顺家没水', text: '我电话 19900002000' };
  await say(county, worker, 'case.report', { case: id, household: cast.homes.one, category: 'W2', ...words });
  for (const actor of [head, village]) await say(county, actor, 'case.hand-up', { case: id });
  await say(county, township, 'case.dispatch', { case: id, office: body, text });
  while ((await sealOnce(county.database)).rows > 0);
  await followTelling(county, false, officeName);
  return id;
}
const send = (to: Peer = peer): Promise<number> => sendAll(cast.county, { ...noWays, open311: to }, ['open311']);
const stateOf = (id: string): Promise<{ state: string; fault: string | null }[]> =>
  inScope(cast.county.database, jobs, (tx) =>
    tx.query(`select state, fault from message where matter = $1 and channel = 'open311'`, [id]),
  );
const linesOf = async (id: string): Promise<string[]> =>
  (
    await inScope(cast.county.database, jobs, (tx) =>
      tx.query<{ text: string }>(`select text from step where matter = $1 and name = 'case.noted' order by n`, [id]),
    )
  ).map(({ text }) => text);
const theirsOf = (lines: readonly string[]): string => /[0-9a-f-]{36}/.exec(lines.join(' '))?.[0] ?? '';

test("OPEN-11 what the other system's office holds is filed there once, without a home or its words", async () => {
  const id = await dispatched('请查二号泵');
  expect(await stateOf(id)).toEqual([{ state: 'ready', fault: null }]);
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(await stateOf(id)).toEqual([{ state: 'sent', fault: null }]);
  const theirs = theirsOf(await linesOf(id));
  const { case: there, steps } = await other.pageOf(theirs);
  expect(there.text).toBe('停水、水压低\n请查二号泵');
  for (const word of ['杜来顺', '19900002000', '1-01']) expect(JSON.stringify([there.text, steps])).not.toContain(word);
});

test('OPEN-12 what is heard of it is an inner line and moves nothing; without news it is asked later and later', async () => {
  const id = await dispatched('');
  await send();
  const theirs = theirsOf(await linesOf(id));
  now += minute;
  expect(await followPeer(cast.county, peer)).toBeGreaterThan(0);
  const before = await linesOf(id);
  expect(before.at(-1)).toContain('open');
  now += 10 * minute;
  expect(await followPeer(cast.county, peer)).toBe(0);
  await say(other.cast.county, other.cast.centre, 'case.accept', { case: theirs });
  now += 30 * minute;
  expect(await followPeer(cast.county, peer)).toBe(1);
  expect(await linesOf(id)).toHaveLength(before.length + 1);
  const [matter] = await inScope(cast.county.database, jobs, (tx) =>
    tx.query<{ state: string; holder: string }>('select state, holder from matter where id = $1', [id]),
  );
  expect(matter).toEqual({ state: 'in-progress', holder: body });
  expect(waitFor(0, 1)).toBe(5 * minute);
  expect(waitFor(3, 1)).toBe(40 * minute);
  expect(waitFor(30, 1)).toBe(6 * 60 * minute);
});

test('what fails for a while is tried again, what is refused has failed for all to see', async () => {
  const receiver = await startReceiver();
  const down = { ...peer, url: receiver.url };
  const id = await dispatched('');
  receiver.behave(503, { status: 200, text: '[{"service_request_id":638344}]' });
  await send(down);
  expect(await stateOf(id)).toEqual([{ state: 'ready', fault: 'busy' }]);
  now += 10 * minute;
  await send(down);
  expect(await stateOf(id)).toEqual([{ state: 'sent', fault: null }]);
  expect((await linesOf(id)).at(-1)).toContain('638344');
  const form = new URLSearchParams(receiver.received[0]?.body);
  expect(Object.fromEntries(form)).toMatchObject({ service_code: 'W1', customer_reference: id, api_key: peer.key });
  const refused = await dispatched('');
  receiver.behave(403);
  await send(down);
  expect(await stateOf(refused)).toEqual([{ state: 'failed', fault: 'said-no' }]);
  const odd = await dispatched('');
  receiver.behave({ status: 200, text: '<xml/>' });
  await send(down);
  expect(await stateOf(odd)).toEqual([{ state: 'failed', fault: 'said-no' }]);
  await send({ ...peer, url: 'http://10.0.0.1/open311/v2' });
  await receiver.stop();
});

test('what another system filed is a request there as any other', async () => {
  const text = await other.get(`/requests.xml?api_key=${other.hotline.key}`);
  expect(fieldsOf(text, 'service_code')).toContain('W1');
});
