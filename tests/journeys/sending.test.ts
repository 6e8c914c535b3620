// Texts and webhooks to a real server outside that fails, hangs and recovers: what arrived, what is tried again, what has failed.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Message } from '#modules/telling/model.ts';
import { stateOfAll } from '#modules/telling/rules.ts';
import { messageTable } from '#modules/telling/store.ts';
import { ask } from '#server/ask.ts';
import { sealOnce } from '#server/sealer.ts';
import { followTelling } from '#server/telling/follow.ts';
import { sendAll, type Ways } from '#server/telling/send.ts';
import { openGateway } from '#server/telling/sms.ts';
import { secretOf, signatureOf } from '#server/telling/webhook.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Receiver, startReceiver } from '#tests/receiver.ts';

const minute = 60_000;
const key = 'a key of the county with forty characters';
const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
let now = Date.parse('2026-11-24T10:00:00+08:00');
let cast: Cast;
let gateway: Receiver;
let other: Receiver;
let ways: Ways;

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
  [gateway, other] = await Promise.all([startReceiver(), startReceiver()]);
  const sms = openGateway({
    url: `${gateway.url}/send`,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer {secret}' },
    body: '{"to":"{phone}","text":"{text}","id":"{id}"}',
    secret: 'own-to-the-gateway',
    says: '"code":0',
    timeoutMs: 300,
  });
  ways = { sms, webhook: { key, inner: true, timeoutMs: 300 } };
});
afterAll(async () => {
  await Promise.all([gateway?.stop(), other?.stop()]);
  await cast?.close();
});
beforeEach(() => {
  // Each begins on a morning of its own: what an earlier one waited for leads into the quiet hours.
  now = Date.parse(`${dayOf(now + 86_400_000)}T10:00:00+08:00`);
  gateway.behave({ status: 200, text: '{"code":0}' });
  gateway.received.length = 0;
  other.behave(200);
  other.received.length = 0;
});

async function follow(): Promise<void> {
  while ((await sealOnce(cast.county.database)).rows > 0);
  await followTelling(cast.county, true);
}
const send = (): Promise<number> => sendAll(cast.county, ways, ['sms', 'webhook']);
const messages = (matter: string, channel: string): Promise<Message[]> =>
  inScope(cast.county.database, jobs, async (tx) =>
    (
      await tx.query<Record<string, unknown>>(
        `select ${messageTable.select} from message where matter = $1 and channel = $2 order by at, id`,
        [matter, channel],
      )
    ).map(messageTable.read),
  );

/** A matter of home one that the head has accepted: one text to the household. */
async function accepted(title = '自来水浑'): Promise<string> {
  const id = newId();
  await say(cast.county, cast.worker, 'case.report', {
    case: id,
    household: cast.homes.one,
    category: 'W1',
    title,
    text: '臭得很',
  });
  await say(cast.county, cast.head, 'case.accept', { case: id });
  await follow();
  return id;
}

test('TELL-4 a text says that there is news, the number and how to look, and goes once', async () => {
  const id = await accepted();
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(gateway.received).toHaveLength(1);
  const [got] = gateway.received;
  const { to, text, id: message } = JSON.parse(got?.body ?? '{}') as Record<string, string>;
  const { number } = await inScope(cast.county.database, jobs, (tx) =>
    tx.one<{ number: number }>('select number from matter where id = $1', [id]),
  );
  expect(got?.headers.authorization).toBe('Bearer own-to-the-gateway');
  expect(to).toBe('19900002000');
  expect(text).toContain(String(number));
  for (const word of ['水', '臭', '杜来顺', '网格长', '1-01']) expect(text, word).not.toContain(word);
  expect(await messages(id, 'sms')).toMatchObject([{ id: message, state: 'sent', attempts: 1, fault: null }]);
});

test('TELL-14 a gateway that fails, hangs and says no in its answer recovers: tried later each time, then sent once', async () => {
  const id = await accepted();
  const waits: number[] = [];
  for (const behaviour of [503, 'hang', { status: 200, text: '{"code":17}' }] as const) {
    gateway.behave(behaviour);
    await send();
    const [one] = await messages(id, 'sms');
    expect(one).toMatchObject({ state: 'ready', settledAt: null });
    waits.push((one?.notBefore ?? 0) - now);
    // Not before its time, however often somebody looks.
    expect(await send()).toBe(0);
    now = (one?.notBefore ?? 0) + 1;
  }
  expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
  gateway.behave({ status: 200, text: '{"code":0}' });
  await send();
  expect(await messages(id, 'sms')).toMatchObject([{ state: 'sent', attempts: 4, fault: null }]);
  const ids = gateway.received.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  expect(new Set(ids).size).toBe(1);
});

test('TELL-14 what can never arrive fails at once, what does not in a day fails then; tried again it goes', async () => {
  gateway.behave(400);
  const id = await accepted();
  await send();
  expect(await messages(id, 'sms')).toMatchObject([{ state: 'failed', fault: 'said-no', attempts: 1 }]);
  gateway.behave(503);
  const late = await accepted();
  for (let n = 0; n < 40; n++) {
    await send();
    const [one] = await messages(late, 'sms');
    if (one?.state === 'failed') break;
    now = (one?.notBefore ?? now) + 1;
  }
  const [failed] = await messages(late, 'sms');
  expect(failed).toMatchObject({ state: 'failed', fault: 'busy' });
  expect(failed?.attempts).toBeGreaterThan(5);
  const shown = (await ask(cast.county, cast.centre, 'message.failed', {})) as { id: string }[];
  expect(shown.map((one) => one.id)).toContain(failed?.id);
  gateway.behave({ status: 200, text: '{"code":0}' });
  await say(cast.county, cast.systemAdmin, 'message.retry', { message: failed?.id });
  await send();
  expect(await messages(late, 'sms')).toMatchObject([{ state: 'sent', fault: null }]);
});

test('TELL-14 after days without a server nobody is texted of what is no news any more, until somebody says so', async () => {
  const id = await accepted();
  now += 3 * 24 * 60 * minute;
  await send();
  expect(gateway.received).toEqual([]);
  const [late] = await messages(id, 'sms');
  expect(late).toMatchObject({ state: 'failed', fault: 'too-late' });
  await say(cast.county, cast.centre, 'message.retry', { message: late?.id });
  await send();
  expect(await messages(id, 'sms')).toMatchObject([{ state: 'sent' }]);
});

test('TELL-14 a process that dies with a message in its hands leaves it to the next, under the same id', async () => {
  const id = await accepted();
  gateway.behave('hang');
  // It took the message and is gone before it wrote down how it went.
  const dying = {
    ...cast.county,
    database: {
      ...cast.county.database,
      transaction: ((fn, options) =>
        cast.county.database.transaction(fn, options).then((answer) => {
          dying.database = { ...cast.county.database, transaction: () => Promise.reject(new Error('gone')) };
          return answer;
        })) as typeof cast.county.database.transaction,
    },
  };
  await expect(sendAll(dying, ways, ['sms'])).rejects.toThrow('gone');
  expect(await send()).toBe(0);
  gateway.behave({ status: 200, text: '{"code":0}' });
  now += 2 * minute;
  expect(await send()).toBe(1);
  expect(await messages(id, 'sms')).toMatchObject([{ state: 'sent', attempts: 2 }]);
});

async function openHook(url: string, office: string | null = null, kinds = ['new']): Promise<string> {
  const webhook = newId();
  await say(cast.county, cast.systemAdmin, 'webhook.open', { webhook, url, kinds, office });
  return webhook;
}

test('TELL-15 a webhook is signed over id, time and body, and holds ids and kinds only', async () => {
  const hook = await openHook(`${other.url}/hook`, null, ['new', 'accepted', 'answered']);
  const id = await accepted('王家的秘密');
  await send();
  expect(other.received.length).toBe(2);
  for (const { headers, body } of other.received) {
    const [message, seconds] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
    expect(headers['webhook-signature']).toBe(signatureOf(secretOf(key, hook), message, seconds, body));
    const { type, data } = JSON.parse(body) as { type: string; data: Record<string, unknown> };
    expect(type).toMatch(/^message\.(new|accepted)$/);
    expect(Object.keys(data).sort()).toEqual(['counts', 'kind', 'level', 'matter', 'message', 'office', 'to']);
    expect(data.matter).toBe(id);
    for (const word of ['秘密', '臭', '杜来顺', '1990000']) expect(body, word).not.toContain(word);
  }
  await say(cast.county, cast.systemAdmin, 'webhook.close', { webhook: hook });
});

test('TELL-3 TELL-15 nothing of what is restricted or about staff leaves by text or webhook', async () => {
  const hook = await openHook(`${other.url}/hook`, null, ['new', 'moved', 'accepted']);
  for (const more of [{ category: 'D6' }, { category: 'W1', mustReport: true }, { category: 'V4' }])
    await say(cast.county, cast.worker, 'case.report', {
      case: newId(),
      household: cast.homes.one,
      title: '金丝雀',
      ...more,
    });
  await follow();
  await send();
  expect([...gateway.received, ...other.received]).toEqual([]);
  await say(cast.county, cast.systemAdmin, 'webhook.close', { webhook: hook });
});

test('TELL-13 hand-over to two offices where one fails shown as sent: each has its own state, and together they are not sent', async () => {
  const broken = await startReceiver();
  broken.behave(410);
  const hooks = [
    await openHook(`${other.url}/level1`, cast.offices.level1, ['help']),
    await openHook(`${broken.url}/liaison`, cast.offices.liaison, ['help']),
  ];
  const id = newId();
  await say(cast.county, cast.village, 'case.report', {
    case: id,
    household: cast.homes.one,
    category: 'W1',
    title: '水',
  });
  await say(cast.county, cast.worker, 'case.ask-help', { case: id, text: '请来一趟' });
  await follow();
  await send();
  const both = (await messages(id, 'webhook')).filter(({ kind }) => kind === 'help');
  const stateFor = (office: string): string | undefined => both.find((one) => one.office === office)?.state;
  expect(stateFor(cast.offices.level1)).toBe('sent');
  expect(stateFor(cast.offices.liaison)).toBe('failed');
  expect(stateOfAll(both.map(({ state }) => state))).toBe('failed');
  const shown = (await ask(cast.county, cast.village, 'message.of-case', { case: id })) as { state: string }[];
  expect(shown.filter(({ state }) => state === 'failed')).toHaveLength(1);
  for (const webhook of hooks) await say(cast.county, cast.systemAdmin, 'webhook.close', { webhook });
  await broken.stop();
});

test('TELL-15 an address of the inner network is called only where the county’s settings say so', async () => {
  const hook = await openHook(`${other.url}/hook`);
  const id = await accepted();
  await sendAll(cast.county, { ...ways, webhook: { key, inner: false } }, ['webhook']);
  expect(other.received).toEqual([]);
  expect(await messages(id, 'webhook')).toMatchObject([{ state: 'failed', fault: 'not-https' }]);
  await say(cast.county, cast.systemAdmin, 'webhook.close', { webhook: hook });
});
