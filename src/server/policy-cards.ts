// The policy cards of a phone's ground, unless it holds them as they are: public words, which travel beside the notebook and not in it.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { defineQuery } from '#data/query.ts';
import type { PolicyCards } from '#modules/policy/model.ts';
import { isShown, shownOf } from '#modules/policy/rules.ts';
import { policiesFor } from '#modules/policy/store.ts';
import { nameKey } from './import/person-names.ts';

/** POLICY-11 */
export const policyCards = defineQuery({
  name: 'policy.cards',
  input: z.object({ held: z.optional(z.string().check(z.maxLength(43))) }),
  who: ['staff'],
  touches: 'none',
  async answer(tx, { held }, { actor, now }): Promise<PolicyCards> {
    const grounds = actor.posts.map((post) => post.ground);
    const cards = (await policiesFor(tx, grounds, dayOf(now)))
      .flatMap((one) => shownOf(one, nameKey(one.shown?.card.zh.title ?? '')) ?? [])
      .filter((one) => isShown(one, now));
    const mark = createHash('sha256').update(JSON.stringify(cards)).digest('base64url');
    return held === mark ? { mark } : { mark, cards };
  },
});
