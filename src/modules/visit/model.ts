// A notebook entry (visit): one entry, many outputs. And the promises made at a door.
import type { RecordBase } from '#kit/command.ts';

export const householdFacts = [
  'harvest',
  'wedding',
  'funeral',
  'birth',
  'hail',
  'flood',
  'drought',
  'illness',
  'away',
  'returned',
] as const;
export type HouseholdFact = (typeof householdFacts)[number];
export const amounts = ['good', 'poor', 'failed'] as const;

/** What was said or done; a visit holds at least one. `illness` says only "wants help", never a diagnosis. */
export type VisitPart =
  /** A topic's code, or a card's id with its title as it was told. */
  | { readonly kind: 'policy'; readonly topic: string; readonly title?: string | undefined }
  /** `staff`: it is about staff, goes into no digest and is a matter of its own. */
  | {
      readonly kind: 'opinion';
      readonly text: string;
      readonly named: boolean;
      readonly staff?: boolean | undefined;
    }
  | { readonly kind: 'comment'; readonly text: string }
  | {
      readonly kind: 'fact';
      readonly fact: HouseholdFact;
      readonly amount: (typeof amounts)[number] | null;
      readonly on: string | null;
    }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'problem'; readonly case: string }
  | { readonly kind: 'promise'; readonly promise: string }
  | { readonly kind: 'well' }
  /** It was brought from a notebook on paper, or typed in from a sheet; who wrote it there, where that is known. */
  | { readonly kind: 'paper'; readonly by: string }
  /** All that is left of an entry that was erased on a lawful request. */
  | { readonly kind: 'erased' };

export interface Visit extends RecordBase {
  readonly household: string;
  readonly author: string;
  readonly office: string;
  readonly claimedAt: number;
  readonly receivedAt: number;
  /** The member it is about; null = the household. */
  readonly subject: string | null;
  readonly confidential: boolean;
  readonly note: string;
  readonly parts: readonly VisitPart[];
}

export interface DoorPromise extends RecordBase {
  readonly household: string;
  readonly office: string;
  readonly visit: string | null;
  readonly text: string;
  /** The day by which it is to be kept. */
  readonly due: string | null;
  readonly keptAt: number | null;
}

/** In whose name an entry is written. */
export interface ActorOffice {
  readonly person: string;
  readonly office: string;
}

/** Answer of `visit.sheet`: the doors of a grid in the order in which they stand on paper. */
export interface VisitSheet {
  readonly name: string;
  readonly place: string;
  readonly homes: readonly { readonly id: string; readonly door: string }[];
}
