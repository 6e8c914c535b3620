// A campaign of the water bureau in the township for the access matrix, approved, with a question of a home.
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import { policyOf } from './policies.ts';
import type { Make } from './verb-inputs.ts';

type Asking = Pick<Matrix, 'cast'>;

const jobs = serviceActor('jobs');

export const opening = async (m: Asking): Promise<Record<string, unknown>> => ({
  campaign: newId(),
  office: m.cast.offices.water,
  policy: await policyOf(m, true),
  township: m.cast.areas.township,
  area: m.cast.areas.township,
  minutes: 2,
  until: m.cast.county.now() + 30 * 86_400_000,
});

/** Asked for by the water bureau and approved by the township; `isFollowed` as the county's service does by itself. */
async function campaignOf(m: Asking, isFollowed = true): Promise<string> {
  const input = await opening(m);
  const campaign = String(input['campaign']);
  await say(m.cast.county, m.cast.department, 'campaign.open', input);
  await say(m.cast.county, m.cast.township, 'request.decide', { request: campaign, approved: true });
  if (isFollowed) await say(m.cast.county, jobs, 'campaign.follow', { campaign });
  return campaign;
}

export async function inquiryOf(
  m: Asking,
  home: 'one' | 'three',
  { isAnswered = false, text = '孙子在外地咋交' } = {},
): Promise<{ campaign: string; inquiry: string }> {
  const campaign = await campaignOf(m);
  const inquiry = newId();
  const household = m.cast.homes[home];
  await say(m.cast.county, m.cast.worker, 'inquiry.ask', { inquiry, campaign, household, text });
  if (isAnswered) await say(m.cast.county, m.cast.department, 'inquiry.answer', answering(campaign, [inquiry]));
  return { campaign, inquiry };
}

const answering = (campaign: string, inquiries: readonly string[]): Record<string, unknown> => ({
  campaign,
  inquiries,
  notice: newId(),
  title: '大家问的',
  text: '手机上就能交',
});

/** What is only looked at. */
export const makeCampaign = (m: Asking): Promise<{ campaign: string; inquiry: string }> => inquiryOf(m, 'one');

export const campaigns: Readonly<Record<string, Make>> = {
  'campaign.open|by the water bureau': opening,
  'campaign.follow|approved by the township': async (m) => ({ campaign: await campaignOf(m, false) }),
  'inquiry.ask|home three': async (m) => ({
    inquiry: newId(),
    campaign: await campaignOf(m),
    household: m.cast.homes.three,
    text: '孙子在外地咋交',
  }),
  'inquiry.tell|answered, of home three': async (m) => ({
    inquiry: (await inquiryOf(m, 'three', { isAnswered: true })).inquiry,
  }),
  'inquiry.answer|asked by home three': async (m) => {
    const { campaign, inquiry } = await inquiryOf(m, 'three');
    return answering(campaign, [inquiry]);
  },
  'inquiry.follow|home three': async (m) => ({ household: m.cast.homes.three }),
  'inquiry.erase|asked by home three': async (m) => ({
    inquiry: (await inquiryOf(m, 'three')).inquiry,
    reason: '本人依法要求',
    decision: '云溪县处7号',
  }),
};
