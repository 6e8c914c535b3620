// A household and its members: what the village brings as its roster and what the notebook keeps true.
import type { RecordBase } from '#kit/command.ts';

export const homeStates = ['at-home', 'away', 'vacant'] as const;
export type HomeState = (typeof homeStates)[number];

export interface Household extends RecordBase {
  /** The level-2 grid it belongs to now. */
  readonly grid: string;
  /** Door number as the village writes it, e.g. 3-07. */
  readonly door: string;
  /** Name the home goes by (head of household). */
  readonly head: string;
  /** Sort and search key computed by the server: syllables and initials. */
  readonly pinyin: string;
  readonly phone: string;
  readonly home: HomeState;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Days between visits the household agreed to. */
  readonly visitInterval: number;
  /** Care tags as offers; of those not for phones only the interval and how to come travel. */
  readonly care: readonly string[];
  readonly howToCome: string;
  readonly supplyPoints: readonly string[];
  readonly lastVisit: number | null;
  /** SHA-256 of the QR's random code; the code itself stands only on the plate. */
  readonly plateHash: string | null;
  readonly plateShort: string | null;
  readonly noticedAt: number | null;
  readonly closedAt: number | null;
  /** Words that met another's change of the same thing: kept and shown until somebody settles them. */
  readonly disputed: readonly Disputed[];
  /** Offers of care that the home itself does not want; `everyOffer` for all of them. */
  readonly declined: readonly string[];
}

/** HOME-19: the home took back its agreement to any offer of care. */
export const everyOffer = '*';

/** The things of a home that two people may have changed at once. */
export const disputable = [
  'head',
  'phone',
  'home',
  'lat',
  'lon',
  'visitInterval',
  'howToCome',
  'supplyPoints',
] as const;
export type Disputable = (typeof disputable)[number];

export interface Disputed {
  /** The command that said it. */
  readonly command: string;
  readonly field: Disputable;
  readonly said: unknown;
  readonly person: string | null;
  /** ms, as its author's clock had it. */
  readonly at: number;
}

export interface Member extends RecordBase {
  readonly household: string;
  readonly name: string;
  readonly pinyin: string;
  readonly relation: string;
  readonly sex: string;
  /** Year and month, '1954-03', or ''. */
  readonly born: string;
  readonly phone: string;
  readonly person: string | null;
  readonly verifiedAt: number | null;
  readonly leftAt: number | null;
}

/** What of a home travels to a phone: no plate codes, and of care only what may be named there. */
export type PhoneHousehold = Omit<Household, 'plateHash' | 'plateShort' | 'declined'>;

/** Answer row of `household.find`: enough to pick a home, no phone. */
export interface HouseholdRow {
  readonly id: string;
  readonly door: string;
  readonly head: string;
  readonly ground: string;
  readonly gridName: string;
  readonly groupName: string;
}
