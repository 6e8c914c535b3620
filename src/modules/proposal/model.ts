// A proposal of a home: what it wants, what meetings said of it, what was decided by whom, and the steps that follow.
import type { RecordBase } from '#kit/command.ts';
import type { ElectionAtDoor } from '#modules/election/model.ts';

/** Who decides: all villagers, one of each home, or the villagers' representatives. */
export const deciders = ['villagers', 'homes', 'representatives'] as const;
export type Decider = (typeof deciders)[number];
/** Who meets: beside those who decide, the council that talks things over and decides nothing by law. */
export const bodies = ['council', ...deciders] as const;
export type Body = (typeof bodies)[number];

export interface Minute {
  readonly id: string;
  readonly body: Body;
  /** 'YYYY-MM-DD' */
  readonly on: string;
  readonly present: number;
  readonly text: string;
}

export interface Decision {
  readonly body: Decider;
  readonly on: string;
  /** Adults, homes or representatives that there are. */
  readonly entitled: number;
  readonly present: number;
  readonly agreed: number;
  readonly text: string;
}

export interface Step {
  readonly id: string;
  readonly text: string;
  /** 'YYYY-MM-DD' */
  readonly due: string;
  /** The day that was set when it was decided. */
  readonly firstDue: string;
  readonly doneAt: number | null;
  /** How it went, or why its day moved. */
  readonly note: string;
}

export const proposalStates = ['raised', 'taken-up', 'decided', 'done', 'declined', 'withdrawn'] as const;
export type ProposalState = (typeof proposalStates)[number];

export interface Proposal extends RecordBase {
  readonly title: string;
  readonly text: string;
  /** The home agrees to be named. */
  readonly named: boolean;
  readonly raisedAt: number;
  readonly state: ProposalState;
  /** Why it is not taken up. */
  readonly because: string;
  /** Its words are shown to nobody but the village office and the home: they speak of a single person or home, or were taken back. */
  readonly covered: boolean;
  readonly poll: string | null;
  readonly minutes: readonly Minute[];
  readonly decision: Decision | null;
  readonly steps: readonly Step[];
  readonly changedAt: number;
}

/** Whose a proposal is. */
export interface ProposalHome extends RecordBase {
  readonly proposal: string;
  readonly household: string;
  readonly author: string | null;
  /** The office that wrote it down at the door; null when the home did so itself. */
  readonly office: string | null;
}

/** What another home says to a proposal. */
export interface Voice extends RecordBase {
  readonly proposal: string;
  readonly household: string;
  readonly seconds: boolean;
  readonly words: string;
}

/** How many proposals of a home wait or are talked over. */
export interface OpenProposals extends RecordBase {
  readonly n: number;
}

export type ProposalRow = Pick<Proposal, 'id' | 'title' | 'state' | 'raisedAt' | 'changedAt'> & {
  readonly seconds: number;
  readonly villageName: string;
  /** Steps done, and steps there are. */
  readonly done: number;
  readonly steps: number;
};

/** PROPOSAL-15: what of a proposal may be said at a door; never whose it is. */
export interface TalkAtDoor
  extends Pick<Proposal, 'id' | 'title' | 'text' | 'state' | 'because' | 'raisedAt' | 'decision' | 'steps'> {
  readonly place: string;
  readonly seconds: number;
  /** What the last meeting said. */
  readonly minute: Minute | null;
}

/** Answer of `village.affairs`. */
export interface VillageAffairs {
  readonly elections: readonly ElectionAtDoor[];
  readonly talks: readonly TalkAtDoor[];
}

/** How many there are in the village, as meetings count them. */
export interface Headcount {
  readonly adults: number;
  readonly homes: number;
  /** As the last decision of representatives counted them; null before there was one. */
  readonly representatives: number | null;
}

/** Answer of `proposal.page`: what everybody sees, and to the village office whose it is. */
export interface ProposalPage extends Headcount {
  readonly proposal: Proposal;
  readonly villageName: string;
  readonly seconds: number;
  /** The home, where the reader may know it or it agreed. */
  readonly home: string | null;
  /** What homes say to it; for the village office alone. */
  readonly words: readonly string[];
  readonly pollTitle: string | null;
  readonly mayRun: boolean;
}
