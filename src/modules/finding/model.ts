// A finding: several matters that point to one place; and a question to a home that would tell more.
import type { RecordBase } from '#kit/command.ts';

export const tiers = ['hint', 'proposal'] as const;
export type Tier = (typeof tiers)[number];

/** One place that would explain what was heard. */
export interface FoundCause {
  readonly kind: 'node' | 'grid' | 'circle' | 'everywhere';
  /** Codes of supply nodes that no evidence can tell apart, or the one grid's id, or the home in the middle. */
  readonly places: readonly string[];
  /** How many homes it would reach. */
  readonly homes: number;
  /** 0 … 1. */
  readonly probability: number;
}

/** FIND-11: a count with what it counts, one for a home. */
export interface FoundTally {
  readonly homes: number;
  readonly matters: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** What is weighed anew with every matter and answer. */
export interface Weight {
  readonly tier: Tier;
  readonly category: string;
  readonly since: number;
  readonly until: number;
  /** Log of the Bayes factor. */
  readonly score: number;
  readonly canTell: boolean;
  readonly causes: readonly FoundCause[];
  readonly inside: FoundTally;
  readonly outside: FoundTally;
}

export interface Finding extends RecordBase, Weight {
  /** Family of the network ("W"), or the category where there is none. */
  readonly topic: string;
  readonly raisedAt: number;
  readonly weighedAt: number;
  readonly state: 'open' | 'waiting' | 'accepted' | 'declined' | 'faded';
  readonly judgedAt: number | null;
  readonly judgedBy: string | null;
  readonly because: string;
  /** FIND-9 */
  readonly againAt: number | null;
  readonly incident: string | null;
}

export const replies = ['yes', 'no', 'not-asked'] as const;
export type Reply = (typeof replies)[number];

/** One question to one home: "is it the same with you?" */
export interface Ask extends RecordBase {
  readonly household: string;
  readonly finding: string;
  readonly category: string;
  /** The matter that was heard first: a home that says yes has the same. */
  readonly sameAs: string | null;
  readonly askedAt: number;
  readonly reply: Reply | null;
  readonly repliedAt: number | null;
  readonly author: string | null;
  readonly office: string | null;
  /** FIND-4 */
  readonly matter: string | null;
  readonly endedAt: number | null;
}

/** A home of the page: what is known there. */
export interface FoundHome {
  readonly household: string;
  readonly door: string;
  readonly place: string;
  readonly points: readonly string[];
  readonly heard: 'matter' | 'yes' | 'no' | 'asked' | 'silent';
  readonly inside: boolean;
  readonly matter: string | null;
}

/** Answer row of `finding.list`. */
export interface FindingRow extends Pick<Finding, 'id' | 'category' | 'state' | 'causes' | 'canTell' | 'againAt'> {
  readonly place: string;
  readonly affected: number;
  readonly names: Readonly<Record<string, string>>;
}

/** Answer of `finding.page`. */
export interface FindingPage {
  readonly finding: Finding;
  readonly place: string;
  /** May the reader's office judge it? */
  readonly mine: boolean;
  readonly homes: readonly FoundHome[];
  readonly nodes: readonly FoundNode[];
  /** Of its matters those that lie with the reader's office and can follow an incident now. */
  readonly here: readonly string[];
  readonly judgedByName: string;
  /** Names of grids among the causes. */
  readonly names: Readonly<Record<string, string>>;
}

export interface FoundNode {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
}
