// An election from its call to the posts it fills: the roll, objections, candidates, proxies, rounds with their count sheets. Names stay with the members; here are ids only.
import type { RecordBase } from '#kit/command.ts';
import type { AttachmentRow } from '#modules/attachment/model.ts';
import type { ElectionKind, FigureName, Title } from './kinds/laws.ts';

export const electionStates = [
  'called',
  'drawn',
  'published',
  'nominated',
  'counted',
  'signed',
  'over',
  'void',
] as const;
export type ElectionState = (typeof electionStates)[number];

export const putReasons = ['lives-here', 'comes-to-vote', 'of-age', 'forgotten'] as const;
export const takeReasons = ['died', 'moved-away', 'votes-elsewhere', 'twice', 'not-of-age', 'law'] as const;
export type RollReason = (typeof putReasons)[number] | (typeof takeReasons)[number];
export const voidReasons = ['too-many-ballots', 'too-few', 'disturbed', 'mistake'] as const;
export const objections = ['missing', 'extra', 'particulars'] as const;

/** What is voted on for one office. In a recall: whether its holder stays. */
export interface Contest {
  readonly id: string;
  readonly office: string;
  readonly title: Title;
  readonly seats: number;
}

export interface Voter {
  readonly member: string;
  readonly home: string;
}

export interface RollChange {
  readonly member: string;
  readonly on: boolean;
  readonly reason: RollReason;
  readonly at: number;
}

export interface Objection {
  readonly id: string;
  readonly at: number;
  readonly member: string;
  readonly what: (typeof objections)[number];
  /** By the home's own page, else it was told at the desk. */
  readonly byHome: boolean;
  readonly answer: { readonly at: number; readonly agreed: boolean; readonly reason: RollReason | null } | null;
}

export interface Proxy {
  readonly voter: string;
  readonly proxy: string;
}

/** Of one contest on one sheet. `votes`: member → marks; in a recall `yes` and `no`. */
export interface ContestFigures {
  readonly contest: string;
  readonly valid: number;
  readonly spoiled: number;
  /** Marks a ballot could have had and has not. */
  readonly blank: number;
  /** Marks for names that stand on no list. */
  readonly others: number;
  readonly votes: Readonly<Record<string, number>>;
}

/** One count sheet as somebody typed it. */
export interface Figures {
  /** Voters that came, and homes among them. */
  readonly came: number;
  readonly homes: number;
  /** Ballots taken for others. */
  readonly proxied: number;
  readonly issued: number;
  readonly cast: number;
  readonly contests: readonly ContestFigures[];
}

export interface Entry {
  readonly place: number;
  readonly person: string;
  readonly at: number;
  readonly figures: Figures;
}

export interface Tally {
  readonly member: string;
  readonly votes: number;
}

export interface ContestResult {
  readonly contest: string;
  readonly seats: number;
  /** Most votes first. */
  readonly tally: readonly Tally[];
  readonly elected: readonly string[];
  /** Equal for what is left. */
  readonly tied: readonly string[];
  readonly left: number;
  /** Who stands in the next round. */
  readonly next: readonly string[];
  readonly why: 'filled' | 'too-few' | 'tie' | 'bar' | 'kept' | 'recalled';
  readonly byLot: boolean;
}

export interface Round {
  readonly no: number;
  readonly day: string;
  /** Contest → members that stand. */
  readonly candidates: Readonly<Record<string, readonly string[]>>;
  readonly open: readonly { readonly contest: string; readonly seats: number }[];
  readonly entries: readonly Entry[];
  readonly results: readonly ContestResult[];
}

export interface Recall {
  readonly post: string;
  readonly by: 'voters' | 'representatives';
  readonly signed: number;
  readonly of: number;
}

export interface Election extends RecordBase {
  readonly kind: ElectionKind;
  readonly area: string;
  readonly contests: readonly Contest[];
  readonly vote: 'secret' | 'slip' | 'show';
  readonly places: readonly string[];
  readonly stricter: Readonly<Partial<Record<FigureName, number>>>;
  readonly recall: Recall | null;
  /** Members that run it, or sign for the meeting. */
  readonly committee: readonly string[];
  readonly state: ElectionState;
  readonly calledAt: number;
  readonly office: string;
  readonly roll: readonly Voter[];
  /** Of whom the roster cannot tell whether they are 18. */
  readonly unsure: readonly string[];
  readonly changes: readonly RollChange[];
  readonly publishedAt: number | null;
  readonly objections: readonly Objection[];
  readonly proxies: readonly Proxy[];
  readonly rounds: readonly Round[];
  readonly signers: readonly string[];
  readonly story: readonly StoryLine[];
  readonly changedAt: number;
}

export interface StoryLine {
  readonly what: string;
  readonly at: number;
  readonly office: string | null;
}

export type Named = Readonly<Record<string, string>>;

/** Answer row of `election.list`. */
export interface ElectionRow extends Pick<Election, 'id' | 'kind' | 'state' | 'contests' | 'recall' | 'changedAt'> {
  readonly day: string;
  readonly place: string;
  readonly next: string;
}

/** ELECT-22: what of an election may be said at a door; no names. */
export interface ElectionAtDoor extends Pick<Election, 'id' | 'kind' | 'state' | 'places' | 'office'> {
  readonly recall: boolean;
  readonly place: string;
  readonly day: string;
  readonly next: string;
  /** The last day on which the roll may be objected to. */
  readonly objectUntil: string | null;
  readonly seats: readonly { readonly title: Title; readonly seats: number }[];
}

/** Answer of `election.page`. */
export interface ElectionPage {
  readonly election: Election;
  readonly place: string;
  /** Candidates, committee, signers and whoever got votes. */
  readonly names: Named;
  readonly doors: Named;
  readonly offices: Named;
  readonly persons: Named;
  readonly pictures: readonly AttachmentRow[];
  /** Posts of the offices that end when it is over, or the one that is voted on. */
  readonly posts: readonly {
    readonly id: string;
    readonly office: string;
    readonly name: string;
    readonly toAt: number;
  }[];
  readonly me: string | null;
}

/** Answer row of `election.roll`. */
export interface RollRow {
  readonly member: string;
  readonly home: string;
  readonly name: string;
  readonly door: string;
  readonly sex: string;
  readonly on: boolean;
  readonly unsure: boolean;
}

/** Answer row of `election.mine`: what a verified adult sees of an election on his ground. */
export interface MyElection {
  readonly id: string;
  readonly kind: ElectionKind;
  readonly state: ElectionState;
  readonly recall: boolean;
  readonly place: string;
  readonly day: string;
  readonly places: readonly string[];
  /** Does the reader stand on the roll? Null before it was drawn. */
  readonly on: boolean | null;
  readonly objectUntil: number | null;
  readonly objected: { readonly what: Objection['what']; readonly agreed: boolean | null } | null;
  readonly standing: readonly { readonly title: Title; readonly names: readonly string[] }[];
  readonly results: readonly {
    readonly title: Title;
    readonly elected: readonly string[];
    readonly tally: readonly { readonly name: string; readonly votes: number }[];
  }[];
}
