// Sends what is ready: takes a few messages for a minute, hands each to its channel, and writes down whether it arrived (TELL-14).
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { Channel, Message, Webhook } from '#modules/telling/model.ts';
import { newsFor, triedFor, waitAfter } from '#modules/telling/rules.ts';
import { messageTable, tellingTable, webhookTable } from '#modules/telling/store.ts';
import { tellingId } from '#modules/telling/model.ts';
import { jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { type Reach, reachOf } from './follow.ts';
import { arrived, failed, type Outcome } from './post-out.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import { fileWithPeer } from '../open311/outgoing.ts';
import type { Peer } from '../open311/peer.ts';
import type { SmsWay } from './sms.ts';
import { sendWebhook, type WebhookWay } from './webhook.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

export interface Ways {
  readonly sms: SmsWay | null;
  readonly webhook: WebhookWay;
  /** The other system that the county files matters with. */
  readonly open311?: Peer;
}
export const noWays: Ways = { sms: null, webhook: { key: null, inner: false } };

const batch = 20;
/** So long (ms) a message belongs to the process that took it; longer than any channel takes. */
const lease = 60_000;

const takeText = `update message set attempts = attempts + 1, not_before = $2, version = version + 1
  where id in (select id from message where state = 'ready' and not_before <= $1 and channel = any($3::text[]) order by not_before limit ${batch} for update skip locked)
  returning ${messageTable.select}`;
const settleText = `update message set state = $3, not_before = $4, settled_at = $5, fault = $6, version = version + 1
  where id = $1 and attempts = $2 and state = 'ready'`;

/** What has to be known to send them; read when they are sent, so that a changed phone counts and an erased one is gone. */
interface Beside {
  readonly reach: ReadonlyMap<string, Reach>;
  readonly numbers: ReadonlyMap<string, number | null>;
  readonly webhooks: ReadonlyMap<string, Webhook>;
  readonly language: 'zh' | 'en';
}

async function takeSome(tx: Tx, now: number, channels: readonly Channel[]): Promise<Message[]> {
  const rows = await tx.query<Record<string, unknown>>(takeText, [new Date(now), new Date(now + lease), channels]);
  return rows.map(messageTable.read);
}

async function besideOf(tx: Tx, messages: readonly Message[]): Promise<Beside> {
  const texted = messages.flatMap(({ channel, matter }) => (channel === 'sms' && matter !== null ? [matter] : []));
  const hooks = messages.flatMap(({ webhook }) => (webhook === null ? [] : [webhook]));
  const [reach, numbers, webhooks, [telling]] = await Promise.all([
    reachOf(tx, texted),
    tx.query<{ id: string; number: number | null }>('select id, number from matter where id = any($1::uuid[])', [
      texted,
    ]),
    webhookTable.load(tx, hooks),
    tellingTable.load(tx, [tellingId]),
  ]);
  return {
    reach,
    numbers: new Map(numbers.map((row) => [row.id, row.number])),
    webhooks: new Map(webhooks.map((one) => [one.id, one])),
    language: telling?.language ?? 'zh',
  };
}

/** TELL-4: that there is news, about which number, and how to look. */
export function textOf(county: County, number: number, language: 'zh' | 'en'): string {
  const words = language === 'en' ? en : zh;
  const facts: Readonly<Record<string, string>> = {
    county: county.facts.name,
    number: String(number),
    address: `${county.publicUrl}/follow`,
  };
  const word = words[county.publicUrl === null ? 'telling.smsPlain' : 'telling.sms'];
  return word.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '');
}

async function sendText(
  county: County,
  { sms: way, webhook: { stop } }: Ways,
  message: Message,
  beside: Beside,
): Promise<Outcome> {
  const { phone = '', language = null } = beside.reach.get(message.matter ?? '') ?? {};
  const number = beside.numbers.get(message.matter ?? '') ?? null;
  if (phone === '' || number === null) return failed('no-phone', true);
  if (way === null) return failed('no-way', false);
  return way.send({ phone, text: textOf(county, number, language ?? beside.language), id: message.id }, stop);
}

function sendOne(county: County, ways: Ways, message: Message, beside: Beside): Promise<Outcome> {
  const leaves = !['inbox', 'page'].includes(message.channel);
  if (leaves && county.now() - message.at > newsFor) return Promise.resolve(failed('too-late', true));
  if (message.channel === 'sms') return sendText(county, ways, message, beside);
  if (message.channel === 'open311')
    return fileWithPeer(
      county,
      ways.open311,
      { ...message, nameOf: (code) => findCategory(code)?.zh ?? code },
      ways.webhook.stop,
    );
  if (message.channel !== 'webhook') return Promise.resolve(arrived);
  const webhook = beside.webhooks.get(message.webhook ?? '');
  return webhook ? sendWebhook(ways.webhook, webhook, message, county.now()) : Promise.resolve(failed('closed', true));
}

function settle(tx: Tx, message: Message, outcome: Outcome, now: number): Promise<number> {
  const { id, attempts, at } = message;
  const row = (state: string, notBefore: number, settledAt: number | null, fault: string | null): Promise<number> =>
    tx.exec(settleText, [
      id,
      attempts,
      state,
      new Date(notBefore),
      settledAt === null ? null : new Date(settledAt),
      fault,
    ]);
  if (outcome.arrived) return row('sent', now, now, null);
  const next = now + Math.max(outcome.waitMs ?? 0, waitAfter(attempts, Math.random()));
  if (outcome.forGood || next > at + triedFor) return row('failed', now, now, outcome.fault);
  return row('ready', next, null, outcome.fault);
}

/** Sends what is ready on these channels, up to a batch; answers how many were taken. */
export async function sendSome(county: County, ways: Ways, channels: readonly Channel[]): Promise<number> {
  const taken = await inScope(county.database, jobs, (tx) => takeSome(tx, county.now(), channels));
  if (taken.length === 0) return 0;
  const beside = await inScope(county.database, jobs, (tx) => besideOf(tx, taken), { readOnly: true });
  await Promise.all(
    taken.map(async (message) => {
      const outcome = await sendOne(county, ways, message, beside);
      await inScope(county.database, jobs, (tx) => settle(tx, message, outcome, county.now()));
      if (!outcome.arrived && outcome.forGood)
        county.log('message-failed', { channel: message.channel, fault: outcome.fault });
    }),
  );
  return taken.length;
}

/** Until nothing is ready now. */
export async function sendAll(county: County, ways: Ways, channels: readonly Channel[]): Promise<number> {
  let sent = 0;
  for (;;) {
    const taken = await sendSome(county, ways, channels);
    sent += taken;
    if (taken < batch) return sent;
  }
}
