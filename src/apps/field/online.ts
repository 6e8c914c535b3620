// Asks the county itself, for what is not kept on the phone: only with signal, and nothing of it stays.
import { Problem } from '#kit/problem.ts';
import { newId } from '#kit/id.ts';
import type { Facts } from '#look/words.ts';
import type { Phone } from '#sync/store.ts';

async function send<T>(phone: Phone, address: string, init: RequestInit = {}): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${phone.identity.token}` };
  const reply = await fetch(address, { ...init, headers, credentials: 'omit', cache: 'no-store' }).catch(() => {
    throw new Problem('broken', 'no-answer');
  });
  const body = (await reply.json().catch(() => ({}))) as { code?: string; facts?: Facts };
  if (!reply.ok) throw new Problem('refused', body.code ?? 'no-answer', body.facts ?? {});
  return body as T;
}

/** Throws a Problem; `no-answer` without signal. */
export const askOnline = <T>(phone: Phone, query: string, input: object = {}): Promise<T> =>
  send(phone, `/api/ask/${query}?input=${encodeURIComponent(JSON.stringify(input))}`);

/** The same for a change: it is done when this resolves, not queued. */
export const sayOnline = (phone: Phone, verb: string, input: object): Promise<unknown> =>
  send(phone, `/api/do/${verb}`, {
    method: 'POST',
    body: JSON.stringify({ id: newId(), input, at: Date.now() }),
  });
