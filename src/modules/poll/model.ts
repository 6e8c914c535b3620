// A poll: its question, its ballots as everybody can read them, the rights to one ballot each, and what the desk is shown.
import type { RecordBase } from '#kit/command.ts';

export const pollKinds = ['opinion', 'recommendation', 'pre-vote'] as const;
export type PollKind = (typeof pollKinds)[number];
export const voterUnits = ['household', 'adult'] as const;
export type VoterUnit = (typeof voterUnits)[number];
/** `opening`: the keys are being made; `closed`: the count is still to come. */
export type PollState = 'draft' | 'opening' | 'open' | 'closed' | 'counted' | 'cancelled';

/** The public half of the key that signs this poll's ballots, as a JWK has it. */
export interface PollKey {
  readonly n: string;
  readonly e: string;
}

/** What one person counted of the paper ballots: one figure for each answer, and those that say nothing clear. */
export interface PaperSheet {
  readonly person: string;
  readonly figures: readonly number[];
  readonly blank: number;
}

export interface PollCount {
  /** Ballots of the urn for each answer. */
  readonly urn: readonly number[];
  /** Paper ballots for each answer. */
  readonly paper: readonly number[];
  readonly blank: number;
  /** How many ballots were given out by each way. */
  readonly given: Readonly<Record<Way, number>>;
  /** SHA-256 over the board's lines: whoever kept it can tell whether the board is still the same. */
  readonly digest: string;
}

export interface Poll extends RecordBase {
  readonly office: string;
  readonly kind: PollKind;
  readonly unit: VoterUnit;
  readonly title: string;
  readonly text: string;
  readonly choices: readonly string[];
  readonly closesAt: number;
  readonly state: PollState;
  readonly openedAt: number | null;
  readonly key: PollKey | null;
  readonly notice: string | null;
  readonly closedAt: number | null;
  /** Why it was ended before its hour, or called off; '' when it was not. */
  readonly because: string;
  /** Counted by one person and not yet by a second. */
  readonly sheets: readonly PaperSheet[];
  /** The figures on which two persons agreed. */
  readonly paper: PaperSheet | null;
  /** How often two sheets differed. */
  readonly differed: number;
  readonly count: PollCount | null;
}

export type Way = 'page' | 'slip' | 'paper';

/** The right of one voter to one ballot. Without `takenOn` it is a slip that nobody has used yet. */
export interface BallotRight extends RecordBase {
  readonly poll: string;
  readonly household: string;
  /** The household, or the member, whose vote it is. */
  readonly voter: string;
  readonly way: Way;
  /** SHA-256 of the slip's code; the code itself stands on the slip alone. */
  readonly codeHash: string | null;
  /** SHA-256 of the blinded ballot: the same one may be signed again when the answer was lost. */
  readonly blindedHash: string | null;
  /** The day in China, 'YYYY-MM-DD'. */
  readonly takenOn: string | null;
}

/** Ballots given out by each way, and slips that nobody has used yet. */
export interface Given extends RecordBase, Readonly<Record<Way, number>> {
  readonly unused: number;
}

/** One line of the board. */
export interface Ballot {
  /** 32 random bytes (base64url) before the words: RFC 9474 randomises what is signed. */
  readonly prefix: string;
  /** `zd-ballot-1|poll|answer|tracker bits` */
  readonly words: string;
  /** base64url */
  readonly signature: string;
}

/** One row of `poll.list`. */
export type PollRow = Pick<Poll, 'id' | 'kind' | 'unit' | 'title' | 'state' | 'closesAt' | 'closedAt' | 'version'> & {
  readonly officeName: string;
  readonly areaName: string;
  /** Ballots given out. */
  readonly given: number;
};

/** Answer of `poll.page`. */
export interface PollPage {
  readonly poll: Omit<Poll, 'sheets' | 'key'>;
  readonly officeName: string;
  readonly areaName: string;
  /** Homes or adults that have a vote. */
  readonly voters: number;
  readonly given: Readonly<Record<Way, number>>;
  /** Slips that nobody has used yet. */
  readonly slipsOut: number;
  /** One of the two has counted the paper ballots. */
  readonly counting: boolean;
  readonly mayRun: boolean;
  readonly mayCount: boolean;
}

/** One row of `poll.roll`: a voter, and whether a ballot was given. */
export interface RollRow {
  readonly household: string;
  readonly member: string | null;
  readonly door: string;
  readonly name: string;
  readonly place: string;
  readonly way: Way | null;
  readonly takenOn: string | null;
}
