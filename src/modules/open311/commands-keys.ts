// Keys of other systems: the security administrator makes one, which is shown once, and revokes it.
import * as z from 'zod/mini';
import { hasRole } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Key, scopes } from './model.ts';

const security = ['security-admin'];

export const makeKey = defineVerb({
  name: 'open311.make-key',
  input: z.object({
    key: z.uuid(),
    name: z.string().check(z.minLength(1), z.maxLength(60)),
    /** OPEN-2: the key itself never comes here. */
    tokenHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    area: z.uuid(),
    scopes: z.array(z.enum(scopes)).check(z.minLength(1), z.maxLength(scopes.length)),
    perMinute: z._default(z.int().check(z.gte(1), z.lte(6000)), 60),
    wordsOut: z._default(z.boolean(), false),
  }),
  who: security,
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.area }],
  decide(input, { actor, loaded, now }) {
    // OPEN-1
    if (!hasRole(actor, security)) throw new Problem('refused', 'not-yours');
    loaded.get('area', input.area);
    const { key, ...said } = input;
    const record = { ...said, scopes: scopes.filter((one) => said.scopes.includes(one)) };
    return [
      { name: 'open311.key-made', kind: 'open311-key', id: key, data: { at: now, person: actor.person, record } },
    ];
  },
});

export const revokeKey = defineVerb({
  name: 'open311.revoke-key',
  input: z.object({ key: z.uuid() }),
  who: security,
  offline: false,
  needs: (input) => [{ kind: 'open311-key', id: input.key }],
  decide(input, { actor, loaded, now }) {
    const key = loaded.get<Key>('open311-key', input.key);
    if (!hasRole(actor, security)) throw new Problem('refused', 'not-yours');
    if (key.revokedAt !== null) throw new Problem('conflict', 'key-revoked');
    return [{ name: 'open311.key-revoked', kind: 'open311-key', id: key.id, data: { at: now, person: actor.person } }];
  },
});
