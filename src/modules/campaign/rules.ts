// How a campaign is opened, approved and ends, whom it is for, who was told, and how a question to it is answered (CAMPAIGN rules).
import { isUnder } from '#kit/actor.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Visit } from '#modules/visit/model.ts';
import type { Campaign, CampaignState, Inquiry } from './model.ts';

export const campaignKind: RecordKind<Campaign> = {
  kind: 'campaign',
  apply(campaign, fact) {
    if (fact.name === 'campaign.opened')
      return { ...fact.data.record, approvedAt: null, endedAt: null, id: fact.id, version: 1 };
    if (!campaign) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = campaign.version + 1;
    if (fact.name === 'campaign.approved') return { ...campaign, version, approvedAt: fact.data.at };
    if (fact.name === 'campaign.ended') return { ...campaign, version, endedAt: fact.data.at };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const inquiryKind: RecordKind<Inquiry> = {
  kind: 'inquiry',
  apply(inquiry, fact) {
    if (fact.name === 'inquiry.asked')
      return { ...fact.data.record, answer: '', answeredAt: null, toldAt: null, id: fact.id, version: 1 };
    if (!inquiry) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = inquiry.version + 1;
    const { at, text, ground } = fact.data;
    if (fact.name === 'inquiry.answered') return { ...inquiry, version, answer: text, answeredAt: at };
    if (fact.name === 'inquiry.told') return { ...inquiry, version, toldAt: at };
    if (fact.name === 'inquiry.moved') return { ...inquiry, version, ground };
    // CAMPAIGN-9
    if (fact.name === 'inquiry.erased') return { ...inquiry, version, text: '', answer: '' };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** CAMPAIGN-2, CAMPAIGN-3 */
export function stateOf(
  { approvedAt, endedAt, until }: Pick<Campaign, 'approvedAt' | 'endedAt' | 'until'>,
  now: number,
): CampaignState {
  if (endedAt !== null || until <= now) return 'over';
  return approvedAt === null ? 'waits' : 'open';
}

interface TargetHome {
  readonly ground: string;
  readonly home: string;
  readonly care: readonly string[];
  readonly closedAt: number | null;
}

/** CAMPAIGN-1: nobody is told in an empty house. */
export const isFor = ({ ground, tags }: Pick<Campaign, 'ground' | 'tags'>, home: TargetHome): boolean =>
  home.closedAt === null &&
  home.home !== 'vacant' &&
  isUnder(home.ground, ground) &&
  (tags.length === 0 || home.care.some((tag) => tags.includes(tag)));

type Told = Pick<Visit, 'parts' | 'claimedAt'>;

/** CAMPAIGN-4: when this home was first told since the campaign began; undefined when it was not. */
export function toldAt(
  { policy, fromAt }: Pick<Campaign, 'policy' | 'fromAt'>,
  visits: readonly Told[],
): number | undefined {
  const times = visits
    .filter((visit) => visit.claimedAt >= fromAt)
    .filter((visit) => visit.parts.some((part) => part.kind === 'policy' && part.topic === policy))
    .map((visit) => visit.claimedAt);
  return times.length === 0 ? undefined : Math.min(...times);
}
