// Tells another system over a webhook, signed as the Standard Webhooks specification says (TELL-15).
import { createHmac } from 'node:crypto';
import type { Message, Webhook } from '#modules/telling/model.ts';
import { failed, type Outcome, postOut } from './post-out.ts';

const prefix = 'whsec_';

/** `v1,` and HMAC-SHA256 in base64 over `id.timestamp.body`; the secret is base64 behind `whsec_`. */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/** The secret of one webhook follows from the county's key in the environment: it stands in no table and in no journal. */
export const secretOf = (key: string, webhook: string): string =>
  prefix + createHmac('sha256', key).update(`webhook ${webhook}`).digest('base64');

/** Ids and kinds, and for a digest its counts; nothing else may ever stand here. */
export function bodyOf({ id, kind, matter, office, level, counts, at }: Message): string {
  const data = { message: id, kind, to: office === null ? 'household' : 'office', matter, office, level, counts };
  return JSON.stringify({ type: `message.${kind}`, timestamp: new Date(at).toISOString(), data });
}

export interface WebhookWay {
  readonly key: string | null;
  /** May addresses lead into the inner network? */
  readonly inner: boolean;
  readonly timeoutMs?: number;
  /** Ends what is on its way when the server stops. */
  readonly stop?: AbortSignal;
}

export function sendWebhook(way: WebhookWay, webhook: Webhook, message: Message, now: number): Promise<Outcome> {
  const { key, inner, timeoutMs = 15_000, stop } = way;
  if (key === null) return Promise.resolve(failed('no-key', true));
  if (webhook.closedAt !== null) return Promise.resolve(failed('closed', true));
  const body = bodyOf(message);
  const seconds = Math.floor(now / 1000);
  return postOut({
    url: webhook.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'zero-distance',
      'webhook-id': message.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signatureOf(secretOf(key, webhook.id), message.id, seconds, body),
    },
    body,
    timeoutMs,
    inner,
    ...(stop ? { stop } : {}),
  });
}
