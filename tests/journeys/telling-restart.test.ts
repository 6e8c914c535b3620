// The whole way on a running server: a matter is accepted, the gateway hangs, the server is stopped and started, the text arrives once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Ways } from '#server/telling/send.ts';
import { openGateway } from '#server/telling/sms.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Receiver, startReceiver } from '#tests/receiver.ts';
import { run } from '#tests/running.ts';
import { until } from '#tests/until.ts';

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
let cast: Cast;
let gateway: Receiver;
let ways: Ways;
beforeAll(async () => {
  [cast, gateway] = await Promise.all([makeCast(), startReceiver()]);
  const sms = openGateway({
    url: gateway.url,
    method: 'POST',
    headers: {},
    body: '{id}',
    secret: '',
    timeoutMs: 600_000,
  });
  ways = { sms, webhook: { key: null, inner: false } };
  // Whatever the hour is at which this runs, nothing waits for the morning.
  const always = { quietFrom: 0, quietTo: 0, digestAt: 510, muted: [] };
  await say(cast.county, cast.systemAdmin, 'telling.configure', always);
});
afterAll(async () => {
  await gateway?.stop();
  await cast?.close();
});

const states = (matter: string): Promise<{ state: string; attempts: number }[]> =>
  inScope(cast.county.database, jobs, (tx) =>
    tx.query(`select state, attempts from message where matter = $1 and channel = 'sms' order by at`, [matter]),
  );

test('TELL-1 TELL-14 a text on its way when the server stops is sent by the next one, once more under the same id', async () => {
  gateway.behave('hang');
  const first = await run(cast, ways);
  const id = newId();
  const { county, worker, head, homes } = cast;
  await say(county, worker, 'case.report', { case: id, household: homes.one, category: 'W1', title: '水浑' });
  await say(county, head, 'case.accept', { case: id });
  await until(() => gateway.received.length === 1);
  // Would it wait for the gateway, which has ten minutes, the test would end before.
  await first.stop();
  expect(await states(id)).toEqual([{ state: 'ready', attempts: 1 }]);
  gateway.behave(200);
  await inScope(county.database, jobs, (tx) => tx.exec(`update message set not_before = now() where state = 'ready'`));
  const second = await run(cast, ways);
  await until(async () => (await states(id))[0]?.state === 'sent');
  await second.stop();
  expect(await states(id)).toEqual([{ state: 'sent', attempts: 2 }]);
  expect(new Set(gateway.received.map(({ body }) => body)).size).toBe(1);
  expect(gateway.received).toHaveLength(2);
}, 60_000);
