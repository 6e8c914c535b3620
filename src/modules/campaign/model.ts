// A campaign (宣传): which homes are to be told of a policy card during ordinary visits; and what homes asked about it (问).
import type { RecordBase } from '#kit/command.ts';

/** Has the id of the request by which it passed the burden gate. */
export interface Campaign extends RecordBase {
  /** Who asks for it. */
  readonly office: string;
  readonly policy: string;
  /** The card's title when it was asked for. */
  readonly title: string;
  /** Care tags, one of which a home must have; empty = every home. */
  readonly tags: readonly string[];
  readonly fromAt: number;
  readonly until: number;
  readonly approvedAt: number | null;
  readonly endedAt: number | null;
}

export interface Inquiry extends RecordBase {
  readonly household: string;
  readonly campaign: string;
  /** The office that asks for the campaign, and answers. */
  readonly asker: string;
  readonly author: string;
  /** In whose name it was heard. */
  readonly office: string;
  readonly claimedAt: number;
  readonly receivedAt: number;
  readonly text: string;
  readonly answer: string;
  readonly answeredAt: number | null;
  readonly toldAt: number | null;
}

export type CampaignState = 'waits' | 'open' | 'over';

/** One row of `campaign.list`. */
export interface CampaignRow {
  readonly id: string;
  readonly policy: string;
  readonly title: string;
  readonly officeName: string;
  readonly areaName: string;
  readonly tags: readonly string[];
  readonly state: CampaignState;
  readonly until: number;
  /** Homes to be told, and told; bare numbers. */
  readonly homes: number;
  readonly told: number;
  readonly mayAnswer: boolean;
  readonly mayEnd: boolean;
  /** Questions that wait, and those that were answered. */
  readonly questions: readonly { readonly id: string; readonly text: string; readonly answer: string }[];
}

/** One row of `campaign.doors`: a grid, and its doors that were not told yet. */
export interface DoorsRow {
  readonly grid: string;
  readonly gridName: string;
  readonly homes: number;
  readonly told: number;
  readonly left: readonly { readonly id: string; readonly door: string }[];
}
