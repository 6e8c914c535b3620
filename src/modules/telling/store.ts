// The SQL on messages, on how the county tells, and on webhooks.
import { type Asking, defineTable } from '#data/table.ts';
import { type Message, type Telling, tellingId, type ToldHow, type Webhook } from './model.ts';

export const messageTable = defineTable<Message>('message', 'message', {
  id: 'uuid',
  version: 'int',
  cause: 'text',
  kind: 'text',
  channel: 'text',
  matter: 'uuid',
  record: 'uuid',
  household: 'uuid',
  office: 'uuid',
  webhook: 'uuid',
  level: 'int',
  counts: 'json',
  state: 'text',
  at: 'time',
  notBefore: 'time',
  attempts: 'int',
  settledAt: 'time',
  fault: 'text',
});

export const tellingTable = defineTable<Telling>('telling', 'telling', {
  id: 'uuid',
  version: 'int',
  quietFrom: 'int',
  quietTo: 'int',
  digestAt: 'int',
  muted: 'text[]',
  language: 'text',
});

export const toldHowTable = defineTable<ToldHow>('told-how', 'told_how', {
  id: 'uuid',
  version: 'int',
  texts: 'bool',
  language: 'text',
});

export const webhookTable = defineTable<Webhook>('webhook', 'webhook', {
  id: 'uuid',
  version: 'int',
  office: 'uuid',
  url: 'text',
  kinds: 'text[]',
  openedAt: 'time',
  closedAt: 'time',
});

const insert = `insert into message (id, version, cause, kind, channel, matter, record, household, office, webhook, level, counts, state, at, not_before, settled_at)
  select (one->>'id')::uuid, 1, one->>'cause', one->>'kind', one->>'channel', (one->>'matter')::uuid, (one->>'record')::uuid, (one->>'household')::uuid, (one->>'office')::uuid,
    (one->>'webhook')::uuid, (one->>'level')::int, nullif(one->'counts', 'null'), one->>'state', to_timestamp((one->>'at')::float8 / 1000),
    to_timestamp((one->>'notBefore')::float8 / 1000), to_timestamp((one->>'settledAt')::float8 / 1000)
  from jsonb_array_elements($1::jsonb) as one on conflict (id) do nothing`;

/** TELL-1: a message whose id is there already was told before. Answers how many are new. */
export const addMessages = (tx: Asking, messages: readonly Message[]): Promise<number> =>
  messages.length === 0 ? Promise.resolve(0) : tx.exec(insert, [JSON.stringify(messages)]);

/** How the county tells, and which webhooks hear of it. */
export async function loadTelling(tx: Asking): Promise<{ telling: Telling; webhooks: Webhook[] }> {
  const [[telling], rows] = await Promise.all([
    tellingTable.load(tx, [tellingId]),
    tx.query<Record<string, unknown>>(`select ${webhookTable.select} from webhook where closed_at is null limit 200`),
  ]);
  if (!telling) throw new Error('the county has no row in telling');
  return { telling, webhooks: rows.map(webhookTable.read) };
}
