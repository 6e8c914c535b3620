// The policy cards shown around a ground, and their papers; and those of a phone's, unless it holds them as they are: public words, which travel beside the notebook and not in it.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { defineQuery } from '#data/query.ts';
import type { Asking } from '#data/table.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import type { PolicyCards, ShownPolicy } from '#modules/policy/model.ts';
import { isShown, isShownPaper, mayWrite, shownOf } from '#modules/policy/rules.ts';
import { policiesFor, policyTable } from '#modules/policy/store.ts';
import { nameKey } from './import/person-names.ts';

/** POLICY-3 by this moment (ms); each with the pinyin of its title, no person among them. */
export async function shownAround(tx: Asking, grounds: readonly string[], now: number): Promise<ShownPolicy[]> {
  const found = await policiesFor(tx, grounds, dayOf(now));
  return found
    .flatMap((one) => shownOf(one, nameKey(one.shown?.card.zh.title ?? '')) ?? [])
    .filter((one) => isShown(one, now));
}

/** POLICY-12: whoever writes cards sees all papers of his ground; other staff those of a card that is shown there. */
export async function maySeePaper(tx: Asking, actor: Actor, paper: Attachment, now: number): Promise<boolean> {
  const [policy] = await policyTable.load(tx, paper.policy === null ? [] : [paper.policy]);
  if (!policy) return false;
  const { ground } = policy;
  const near = actor.posts.some((post) => isUnder(post.ground, ground) || isUnder(ground, post.ground));
  return mayWrite(actor, ground) || (near && isShownPaper(policy, paper.id, now));
}

/** POLICY-11 */
export const policyCards = defineQuery({
  name: 'policy.cards',
  input: z.object({ held: z.optional(z.string().check(z.maxLength(43))) }),
  who: ['staff'],
  touches: 'none',
  async answer(tx, { held }, { actor, now }): Promise<PolicyCards> {
    const cards = await shownAround(
      tx,
      actor.posts.map((post) => post.ground),
      now,
    );
    const mark = createHash('sha256').update(JSON.stringify(cards)).digest('base64url');
    return held === mark ? { mark } : { mark, cards };
  },
});
