// What is said at a door about a campaign: a question to pass on, and that its answer was brought back. Runs on the phone too.
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import type { Campaign, Inquiry } from './model.ts';
import { isFor, stateOf } from './rules.ts';

const who = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];

/** The nearest post by which the actor serves this ground. */
function postAt(actor: Actor, ground: string): { readonly office: string; readonly person: string } {
  const [post] = actor.posts
    .filter((one) => who.includes(one.role) && isUnder(ground, one.ground))
    .sort((a, b) => b.ground.length - a.ground.length);
  if (!post || actor.person === null) throw new Problem('refused', 'not-yours');
  return { office: post.office, person: actor.person };
}

export const askInquiry = defineVerb({
  name: 'inquiry.ask',
  input: z.object({
    inquiry: z.uuid(),
    campaign: z.uuid(),
    household: z.uuid(),
    text: z.string().check(z.minLength(1), z.maxLength(500)),
  }),
  who,
  offline: true,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'campaign', id: input.campaign },
  ],
  decide(input, { actor, loaded, now, at }) {
    const home = loaded.get<Household>('household', input.household);
    const campaign = loaded.get<Campaign>('campaign', input.campaign);
    const { office, person } = postAt(actor, home.ground);
    const claimedAt = Math.min(at, now);
    // CAMPAIGN-3, CAMPAIGN-6: as it stood when it was heard, also when that comes in later.
    if (campaign.approvedAt === null || stateOf(campaign, claimedAt) === 'over' || !isFor(campaign, home))
      throw new Problem('invalid', 'inquiry-campaign');
    const record = {
      ground: home.ground,
      household: home.id,
      campaign: campaign.id,
      asker: campaign.office,
      author: person,
      office,
      claimedAt,
      receivedAt: now,
      text: input.text,
    };
    return [{ name: 'inquiry.asked', kind: 'inquiry', id: input.inquiry, data: { at: now, by: office, record } }];
  },
});

export const tellInquiry = defineVerb({
  name: 'inquiry.tell',
  input: z.object({ inquiry: z.uuid() }),
  who,
  offline: true,
  needs: (input) => [{ kind: 'inquiry', id: input.inquiry }],
  decide(input, { actor, loaded, now }) {
    const inquiry = loaded.get<Inquiry>('inquiry', input.inquiry);
    const { office } = postAt(actor, inquiry.ground);
    // CAMPAIGN-7
    if (inquiry.answeredAt === null) throw new Problem('conflict', 'inquiry-unanswered');
    if (inquiry.toldAt !== null) throw new Problem('conflict', 'inquiry-told');
    return [{ name: 'inquiry.told', kind: 'inquiry', id: inquiry.id, data: { at: now, by: office } }];
  },
});

export const doorCampaignVerbs = [askInquiry, tellInquiry];
