// What can be done about telling: try again what failed, set how the county tells, open and close a webhook.
import * as z from 'zod/mini';
import { hasRole } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { homeKinds, type Message, officeKinds, type Telling, tellingId, type Webhook } from './model.ts';
import { switches } from './rules.ts';

const menders = ['system-admin', 'county-officer'];
const system = ['system-admin'];
const minute = z.int().check(z.gte(0), z.lte(1439));
const kinds = [...homeKinds, ...officeKinds] as const;

export const retryMessage = defineVerb({
  name: 'message.retry',
  input: z.object({ message: z.uuid() }),
  who: menders,
  offline: false,
  needs: (input) => [{ kind: 'message', id: input.message }],
  decide(input, { actor, loaded, now }) {
    const message = loaded.get<Message>('message', input.message);
    if (!hasRole(actor, menders)) throw new Problem('refused', 'not-yours');
    // TELL-13: only what failed is tried again, so that nobody is told twice.
    if (message.state !== 'failed') throw new Problem('conflict', 'message-not-failed');
    return [{ name: 'message.retried', kind: 'message', id: message.id, data: { at: now, person: actor.person } }];
  },
});

export const configureTelling = defineVerb({
  name: 'telling.configure',
  input: z.object({
    quietFrom: minute,
    quietTo: minute,
    digestAt: minute,
    muted: z.array(z.enum(switches(officeKinds) as [string, ...string[]])).check(z.maxLength(40)),
    language: z._default(z.enum(['zh', 'en']), 'zh'),
  }),
  who: system,
  offline: false,
  needs: () => [{ kind: 'telling', id: tellingId }],
  decide(input, { actor, loaded, now }) {
    const telling = loaded.get<Telling>('telling', tellingId);
    if (!hasRole(actor, system)) throw new Problem('refused', 'not-yours');
    const data = { ...input, muted: [...new Set(input.muted)].sort(), at: now, person: actor.person };
    return [{ name: 'telling.configured', kind: 'telling', id: telling.id, data }];
  },
});

export const chooseTold = defineVerb({
  name: 'telling.choose',
  input: z.object({ household: z.uuid(), texts: z.boolean(), language: z.enum(['zh', 'en']) }),
  who: ['adult'],
  offline: false,
  needs: (input) => [{ kind: 'told-how', id: input.household }],
  decide(input, { actor, now }) {
    // TELL-18: the household itself, by a verified adult of it.
    if (actor.standing !== 'adult' || actor.household !== input.household) throw new Problem('refused', 'not-yours');
    const { household, ...chosen } = input;
    return [{ name: 'telling.chosen', kind: 'told-how', id: household, data: { ...chosen, at: now } }];
  },
});

/** Only https, and no name and password in the address; where it really leads is looked at when it is called. */
function mustBeWebAddress(text: string): void {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // Said below.
  }
  if (
    !url ||
    !['https:', 'http:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.hash !== ''
  )
    throw new Problem('invalid', 'webhook-address');
}

export const openWebhook = defineVerb({
  name: 'webhook.open',
  input: z.object({
    webhook: z.uuid(),
    office: z._default(z.nullable(z.uuid()), null),
    url: z.string().check(z.minLength(8), z.maxLength(500)),
    kinds: z.array(z.enum(kinds)).check(z.minLength(1), z.maxLength(kinds.length)),
  }),
  who: system,
  offline: false,
  needs: (input) => (input.office === null ? [] : [{ kind: 'office', id: input.office }]),
  decide(input, { actor, loaded, now }) {
    if (!hasRole(actor, system)) throw new Problem('refused', 'not-yours');
    if (input.office !== null) loaded.get('office', input.office);
    mustBeWebAddress(input.url);
    const { webhook, ...data } = input;
    return [{ name: 'webhook.opened', kind: 'webhook', id: webhook, data: { ...data, at: now } }];
  },
});

export const closeWebhook = defineVerb({
  name: 'webhook.close',
  input: z.object({ webhook: z.uuid() }),
  who: system,
  offline: false,
  needs: (input) => [{ kind: 'webhook', id: input.webhook }],
  decide(input, { actor, loaded, now }) {
    const webhook = loaded.get<Webhook>('webhook', input.webhook);
    if (!hasRole(actor, system)) throw new Problem('refused', 'not-yours');
    if (webhook.closedAt !== null) throw new Problem('conflict', 'webhook-closed');
    return [{ name: 'webhook.closed', kind: 'webhook', id: webhook.id, data: { at: now } }];
  },
});

export const tellingVerbs = [chooseTold, retryMessage, configureTelling, openWebhook, closeWebhook];
