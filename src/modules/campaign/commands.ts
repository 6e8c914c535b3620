// What is done with a campaign at a desk and by the county's own service: ask for it, follow its gate, answer what homes asked.
import * as z from 'zod/mini';
import { isUnder, sitsIn } from '#kit/actor.ts';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { askRequest } from '#modules/burden/commands.ts';
import type { Request } from '#modules/burden/model.ts';
import { careOnPhone } from '#modules/household/kinds/care-tags.ts';
import type { Household } from '#modules/household/model.ts';
import type { Policy } from '#modules/policy/model.ts';
import { isShown } from '#modules/policy/rules.ts';
import type { Area } from '#modules/territory/model.ts';
import type { Campaign, Inquiry } from './model.ts';

const oneDay = 86_400_000;

export const openCampaign = defineVerb({
  name: 'campaign.open',
  input: z.object({
    campaign: z.uuid(),
    office: z.uuid(),
    policy: z.uuid(),
    township: z.uuid(),
    /** The township itself, or an area in it. */
    area: z.uuid(),
    tags: z._default(z.array(z.string().check(z.maxLength(30))).check(z.maxLength(8)), []),
    text: z._default(z.string().check(z.maxLength(2000)), ''),
    minutes: z.int().check(z.gte(1), z.lte(60)),
    until: z.int(),
  }),
  who: askRequest.who,
  offline: false,
  needs: (input) => [
    { kind: 'office', id: input.office },
    { kind: 'area', id: input.township },
    { kind: 'area', id: input.area },
    { kind: 'policy', id: input.policy },
    { kind: 'reached', id: input.area },
  ],
  decide(input, context) {
    const { loaded, now } = context;
    const { shown, ...dated } = loaded.get<Policy>('policy', input.policy);
    const area = loaded.get<Area>('area', input.area);
    const township = loaded.get<Area>('area', input.township);
    // CAMPAIGN-1
    if (!shown || !isShown({ ...dated, card: shown.card }, now)) throw new Problem('invalid', 'campaign-card');
    if (!isUnder(area.ground, township.ground) || !isUnder(area.ground, dated.ground))
      throw new Problem('invalid', 'campaign-area');
    if (careOnPhone(input.tags).length < input.tags.length) throw new Problem('invalid', 'campaign-tag');
    // CAMPAIGN-2: its request carries its id, its cost and its end.
    const { campaign, office, policy, tags, text, minutes, until } = input;
    const { title } = shown.card.zh;
    const asked = { request: campaign, office, township: input.township, title, text, asks: ['told'], minutes, until };
    const request = askRequest.decide({ ...asked, per: 'home' }, context);
    const record = { ground: area.ground, office, policy, title, tags, fromAt: now, until };
    return [
      ...request,
      { name: 'campaign.opened', kind: 'campaign', id: campaign, data: { at: now, by: office, record } },
    ];
  },
});

export const followRequest = defineVerb({
  name: 'campaign.follow',
  input: z.object({ campaign: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'campaign', id: input.campaign },
    { kind: 'request', id: input.campaign },
  ],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const campaign = loaded.get<Campaign>('campaign', input.campaign);
    const { approved, endedAt } = loaded.get<Request>('request', input.campaign);
    const said = (name: string): Fact[] => [
      { name, kind: 'campaign', id: campaign.id, data: { at: now, by: campaign.office } },
    ];
    if (campaign.endedAt !== null) return [];
    // CAMPAIGN-2
    if (approved === false || endedAt !== null) return said('campaign.ended');
    return approved && campaign.approvedAt === null ? said('campaign.approved') : [];
  },
});

export const answerInquiries = defineVerb({
  name: 'inquiry.answer',
  input: z.object({
    campaign: z.uuid(),
    inquiries: z.array(z.uuid()).check(z.minLength(1), z.maxLength(200)),
    notice: z.uuid(),
    title: z.string().check(z.minLength(1), z.maxLength(60)),
    text: z.string().check(z.minLength(1), z.maxLength(2000)),
  }),
  who: askRequest.who,
  offline: false,
  needs: (input) => [
    { kind: 'campaign', id: input.campaign },
    ...input.inquiries.map((id) => ({ kind: 'inquiry', id })),
  ],
  decide(input, { actor, loaded, now }) {
    const campaign = loaded.get<Campaign>('campaign', input.campaign);
    if (!sitsIn(actor, campaign.office)) throw new Problem('refused', 'not-yours');
    const { text, title, notice } = input;
    const asked = [...new Set(input.inquiries)].map((id) => loaded.get<Inquiry>('inquiry', id));
    if (asked.some((one) => one.campaign !== campaign.id)) throw new Problem('refused', 'not-yours');
    if (asked.some((one) => one.answeredAt !== null)) throw new Problem('conflict', 'inquiry-answered');
    const { office, ground } = campaign;
    // CAMPAIGN-6, CAMPAIGN-7: one answer for all that asked, told to the whole ground.
    const told = { office, title, text, fromAt: now, toAt: now + 30 * oneDay, ground };
    return [
      ...asked.map(({ id }): Fact => {
        return { name: 'inquiry.answered', kind: 'inquiry', id, data: { at: now, by: office, text } };
      }),
      { name: 'notice.published', kind: 'notice', id: notice, data: told },
    ];
  },
});

export const followHome = defineVerb({
  name: 'inquiry.follow',
  input: z.object({ household: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'inquiries-of', id: input.household },
  ],
  decide(input, { actor, loaded }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    // CAMPAIGN-8
    const { ground } = loaded.get<Household>('household', input.household);
    return loaded
      .list<Inquiry>('inquiry')
      .filter((one) => one.ground !== ground)
      .map((one): Fact => {
        return { name: 'inquiry.moved', kind: 'inquiry', id: one.id, data: { ground, leftGround: one.ground } };
      });
  },
});

export const deskCampaignVerbs = [openCampaign, followRequest, answerInquiries, followHome];
