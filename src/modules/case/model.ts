// A matter (事项): what was reported at a door, who holds it, and what the household says at the end.
import type { RecordBase } from '#kit/command.ts';
import type { AttachmentRow } from '#modules/attachment/model.ts';

export const caseStates = ['reported', 'accepted', 'in-progress', 'answered', 'household-check', 'closed'] as const;
export type CaseState = (typeof caseStates)[number];
export const sideStates = ['returned', 'merged', 'reopened', 'suspended', 'referred', 'withdrawn'] as const;
export type SideState = (typeof sideStates)[number];
export const outcomes = ['solved', 'partly', 'not-solved', 'no-answer'] as const;
export type Outcome = (typeof outcomes)[number];
/** CASE-20: what counts as the household's word: its own secret, a verified adult, or somebody else's call or visit. */
export const proofs = ['secret', 'adult', 'call', 'visit'] as const;
export type Proof = (typeof proofs)[number];

/** CASE-29: the legal routes a matter may be referred to. */
export const routes = [
  'court',
  'arbitration',
  'administrative-review',
  'petition-office',
  'discipline-inspection',
  'police',
] as const;
export type Route = (typeof routes)[number];

/** CASE-24: what the township thinks of a result. */
export const ratings = ['good', 'fair', 'poor'] as const;
export type Rating = (typeof ratings)[number];

export interface Case extends RecordBase {
  /** Given by the server when it is received; restricted matters have none. */
  readonly number: number | null;
  readonly household: string | null;
  readonly category: string;
  readonly severity: string;
  readonly title: string;
  readonly text: string;
  readonly state: CaseState;
  readonly side: SideState | null;
  readonly restricted: boolean;
  readonly namedOffice: string | null;
  readonly holder: string;
  readonly holderSince: number;
  readonly holderBy: number | null;
  readonly previousHolder: string | null;
  readonly returns: number;
  /** Since when it waits for the county centre's ruling whose it is. */
  readonly disputedAt: number | null;
  readonly ruledAt: number | null;
  /** Whom the ruling binds: the office it named, or the one that sits there for it. */
  readonly ruledFor: string | null;
  readonly firstReceiver: string | null;
  /** Offices that are told and may read, the liaison officer above all. */
  readonly copied: readonly string[];
  /** Offices that the township called to it, and those of them that came. */
  readonly called: readonly string[];
  readonly came: readonly string[];
  /** Since when it is under supervision, and of which office. */
  readonly supervisedAt: number | null;
  readonly supervisedBy: string | null;
  readonly reporter: string | null;
  readonly reporterStanding: string;
  readonly complainedOf: readonly string[];
  readonly visit: string | null;
  readonly sameAs: string | null;
  /** The member it is about; null = the household. */
  readonly subject: string | null;
  readonly incident: string | null;
  readonly secretHash: string | null;
  readonly reportedAt: number;
  readonly claimedAt: number;
  readonly respondBy: number | null;
  readonly resolveBy: number | null;
  /** The first deadline, once it was moved by an extension or a stop; null while it still is `resolveBy`. */
  readonly originalBy: number | null;
  readonly extendedAt: number | null;
  /** Since when the clock stands still: it is suspended, or the household has the word. */
  readonly stoppedAt: number | null;
  /** When a suspended matter is looked at again. */
  readonly reviewAt: number | null;
  readonly respondedAt: number | null;
  readonly answeredAt: number | null;
  readonly answeredBy: string | null;
  readonly answer: string;
  readonly rating: Rating | null;
  /** Whether the household was satisfied with how it was handled; null while it has not said. For the figures alone. */
  readonly satisfied: boolean | null;
  /** The legal route it was referred to. */
  readonly route: Route | null;
  readonly toldAt: number | null;
  readonly toldBy: string | null;
  /** When a silent household was found to be called back, and by which office. */
  readonly callBackAt: number | null;
  readonly callBack: string | null;
  readonly outcome: Outcome | null;
  readonly proof: Proof | null;
  readonly closedAt: number | null;
  readonly help: 'asked' | 'given' | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly changedAt: number;
}

/** The next number, drawn by the server before it decides; a phone has none. */
export interface CaseNumber extends RecordBase {
  readonly number: number;
}

/** One line of a case's story, as the desk and the way show it. */
export interface CaseStep {
  readonly matter: string;
  readonly n: number;
  readonly name: string;
  readonly at: number;
  readonly office: string | null;
  readonly person: string | null;
  readonly toOffice: string | null;
  readonly text: string;
  readonly internal: boolean;
}

/** What of a matter travels to a phone. */
export type PhoneCase = Omit<Case, 'secretHash' | 'complainedOf' | 'reporterStanding' | 'rating' | 'satisfied'> & {
  readonly steps: readonly CaseStep[];
};

/**
 * `asked`: another office has it, and the reader's is called to it, asked to call back, or supervises it; `all`: whatever the
 * reader may see, the last changed first.
 */
export const inboxViews = ['mine', 'unassigned', 'overdue', 'changed', 'asked', 'all'] as const;
export type InboxView = (typeof inboxViews)[number];

/** One row of `case.inbox`: number, category and place, no household content. */
export interface InboxRow {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  readonly category: string;
  readonly severity: string;
  readonly state: CaseState;
  readonly side: SideState | null;
  readonly restricted: boolean;
  readonly holder: string;
  readonly holderName: string;
  /** Village and grid, e.g. 柳湾村三社. */
  readonly place: string;
  readonly respondBy: number | null;
  readonly resolveBy: number | null;
  readonly holderBy: number | null;
  readonly changedAt: number;
  readonly incident: string | null;
  readonly outcome: Outcome | null;
  readonly version: number;
  readonly supervised: boolean;
}
export interface Inbox {
  readonly rows: readonly InboxRow[];
  /** Sent back as `after` for the next page; null at the end. */
  readonly next: string | null;
}
export interface InboxCounts {
  readonly mine: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly changed: number;
  readonly asked: number;
  readonly incidents: number;
  /** Of the lists asked for, in their order. */
  readonly lists: readonly number[];
}

/** Answer of `case.page`. */
export interface CasePage {
  readonly case: Omit<Case, 'secretHash' | 'complainedOf' | 'satisfied'>;
  readonly steps: readonly (CaseStep & {
    readonly officeName: string | null;
    readonly toOfficeName: string | null;
    readonly personName: string | null;
  })[];
  readonly household: {
    readonly id: string;
    readonly door: string;
    readonly head: string;
    readonly phone: string;
    readonly lat: number | null;
    readonly lon: number | null;
    readonly place: string;
  } | null;
  readonly holderName: string;
  readonly holderPhone: string;
  readonly firstReceiverName: string | null;
  /** Offices the matter could be dispatched to from here, by the catalogue. */
  readonly dispatchTo: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  /** By how much its deadline may be moved: the county's clock. */
  readonly extension: { readonly unit: 'hours' | 'working-days'; readonly most: number } | null;
  /** Ready sentences of this county. */
  readonly replies: readonly {
    readonly name: string;
    readonly act: string;
    readonly text?: string;
    readonly groups?: string;
    readonly side?: SideState;
  }[];
  readonly handUpTo: { readonly id: string; readonly name: string } | null;
  readonly returnTo: { readonly id: string; readonly name: string } | null;
  /** Offices that the county centre may name in a dispute of duty. */
  readonly ruleFor: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  /** Offices that were called to it, and whether they came; and those that could be called. */
  readonly called: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly came: boolean;
    /** An office of the reader's. */
    readonly mine: boolean;
  }[];
  readonly callFor: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly supervisedByName: string | null;
  readonly callBackName: string | null;
  /** Verbs the reader may use on it now. */
  readonly acts: readonly string[];
  readonly incident: {
    readonly id: string;
    readonly title: string;
    readonly cause: string;
    readonly cases: number;
  } | null;
  /** Open cases of the same category nearby, for joining. */
  readonly similar: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly title: string;
    readonly place: string;
    readonly reportedAt: number;
    readonly incident: string | null;
    readonly mine: boolean;
  }[];
  readonly attachments: readonly AttachmentRow[];
  readonly readings: readonly {
    readonly office: string | null;
    readonly role: string;
    readonly at: number;
    readonly mine: boolean;
  }[];
}

/** What the household sees of its matter, by the secret or as a verified adult. */
export interface CaseForHousehold {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly state: CaseState;
  readonly side: SideState | null;
  readonly outcome: Outcome | null;
  readonly holderName: string;
  readonly holderPhone: string;
  readonly holderSince: number;
  readonly respondBy: number | null;
  readonly resolveBy: number | null;
  readonly extendedAt: number | null;
  readonly reviewAt: number | null;
  readonly reportedAt: number;
  readonly answer: string;
  readonly route: Route | null;
  readonly answeredAt: number | null;
  /** Its own word on how it was handled. */
  readonly satisfied: boolean | null;
  readonly answeredByName: string | null;
  readonly firstReceiverName: string | null;
  readonly steps: readonly {
    readonly name: string;
    readonly at: number;
    readonly officeName: string | null;
    readonly toOfficeName: string | null;
    readonly text: string;
  }[];
  /** What was said to it, or by it, in pictures and sound. */
  readonly attachments: readonly AttachmentRow[];
}
