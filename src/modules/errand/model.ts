// An errand (代办): what a home asked to have done for it at an office, which papers it lent, who carries it now, and what came of it.
import type { RecordBase } from '#kit/command.ts';

export const errandStates = ['to-ask', 'carried', 'over'] as const;
export type ErrandState = (typeof errandStates)[number];
export const errandOutcomes = ['done', 'refused', 'withdrawn', 'not-wanted'] as const;
export type ErrandOutcome = (typeof errandOutcomes)[number];

/** A paper on the receipt; `lent`: it must come back. */
export interface Paper {
  readonly id: string;
  /** Code of the kind's list, or 'other' with a name in words. */
  readonly code: string;
  readonly name: string;
  readonly lent: boolean;
  readonly takenAt: number;
  readonly takenBy: string;
  readonly backAt: number | null;
  readonly backBy: string | null;
}

/** One line of what happened. */
export interface ErrandLine {
  readonly at: number;
  readonly what: string;
  /** The office that says it; null = the home itself. */
  readonly office: string | null;
  /** The office it was handed to. */
  readonly to: string | null;
  readonly step: string | null;
  readonly text: string;
}

export interface Errand extends RecordBase {
  readonly household: string;
  /** The member it is for; null = the home. */
  readonly member: string | null;
  readonly kind: string;
  readonly words: string;
  readonly state: ErrandState;
  /** The round that offered it, and the office that did. */
  readonly round: string | null;
  readonly offeredBy: string | null;
  readonly askedAt: number | null;
  readonly author: string | null;
  readonly holder: string;
  /** Offered to this office, which has not received it yet. */
  readonly handedTo: string | null;
  /** How many of its kind's steps are behind it. */
  readonly step: number;
  /** The written mandate was signed. */
  readonly mandate: boolean;
  readonly papers: readonly Paper[];
  readonly story: readonly ErrandLine[];
  readonly outcome: ErrandOutcome | null;
  readonly reason: string;
  readonly endedAt: number | null;
  readonly toldAt: number | null;
  readonly changedAt: number;
}

export const errandActs = [
  'ask',
  'step',
  'done',
  'receive',
  'tell',
  'papers',
  'hand-on',
  'refused',
  'withdrawn',
  'not-wanted',
] as const;
export type ErrandAct = (typeof errandActs)[number];

/** One row of `errand.list`: by door, never by name. */
export type ErrandRow = Pick<
  Errand,
  'id' | 'kind' | 'state' | 'outcome' | 'round' | 'step' | 'holder' | 'handedTo' | 'toldAt' | 'papers' | 'changedAt'
> & {
  readonly door: string;
  readonly place: string;
  readonly holderName: string;
  readonly handedToName: string;
  readonly carriedHere: boolean;
  readonly comesHere: boolean;
};

/** One row of `errand.of`. */
export type ErrandOfRow = Pick<
  Errand,
  'id' | 'kind' | 'state' | 'outcome' | 'step' | 'handedTo' | 'toldAt' | 'papers' | 'changedAt'
> & { readonly holderName: string; readonly handedToName: string };

/** Answer of `errand.page`. */
export interface ErrandPage {
  readonly errand: Errand;
  readonly head: string;
  readonly door: string;
  readonly place: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** Names of the offices that stand in it. */
  readonly offices: Readonly<Record<string, string>>;
  /** Where it may be handed on to. */
  readonly next: readonly { readonly id: string; readonly name: string }[];
  readonly acts: readonly ErrandAct[];
}
