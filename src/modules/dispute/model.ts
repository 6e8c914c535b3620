// A mediation (矛盾纠纷调解): parties, mediators, sessions, the agreement and what came of it; it belongs to a matter.
import type { RecordBase } from '#kit/command.ts';

export interface Party {
  readonly id: string;
  /** Its home, and which member of it; both null for an outsider. */
  readonly household: string | null;
  readonly member: string | null;
  readonly name: string;
  readonly phone: string;
  /** As its home has them, for the paper; '' where nobody knows. */
  readonly sex: string;
  readonly born: string;
  /** The door of its home, or where an outsider lives. */
  readonly address: string;
  /** Where its home lies. */
  readonly ground: string | null;
}

export interface Mediator {
  readonly office: string;
  readonly name: string;
  /** Parties that chose him; none when he was named. */
  readonly chosenBy: readonly string[];
  /** The party that refused him. */
  readonly refusedBy: string | null;
}

export interface Session {
  /** When it was held, as claimed (ms). */
  readonly at: number;
  readonly place: string;
  /** Parties that were there. */
  readonly present: readonly string[];
  /** Who else was asked along: relatives, elders, neighbours. */
  readonly invited: string;
  readonly text: string;
  readonly office: string;
  readonly person: string;
}

export const agreementForms = ['oral', 'written'] as const;
export type AgreementForm = (typeof agreementForms)[number];

export interface Duty {
  readonly party: string;
  readonly text: string;
  /** The day until which; null when at once or for good. */
  readonly by: string | null;
}

export interface Agreement {
  readonly form: AgreementForm;
  /** From this day on it binds. */
  readonly on: string;
  readonly place: string;
  /** What happened and what they were at odds about. */
  readonly about: string;
  readonly duties: readonly Duty[];
  readonly office: string;
  readonly person: string;
}

export const followUpDays = [7, 30, 90] as const;
export type FollowUpDay = (typeof followUpDays)[number];
export const fulfilments = ['kept', 'partly', 'not-kept'] as const;
export type Fulfilment = (typeof fulfilments)[number];

export interface FollowUp {
  readonly after: FollowUpDay;
  readonly due: string;
  readonly outcome: Fulfilment | null;
  readonly text: string;
  readonly at: number | null;
}

export const courtSteps = ['asked', 'confirmed', 'turned-down'] as const;
export type CourtStep = (typeof courtSteps)[number];

export const disputeStates = ['open', 'agreed', 'ended'] as const;
export type DisputeState = (typeof disputeStates)[number];
/** How it ended: a party did not want it, no agreement was found, or what came of the agreement. */
export const endings = ['refused', 'no-agreement', ...fulfilments] as const;
export type Ending = (typeof endings)[number];

export interface Dispute extends RecordBase {
  readonly matter: string;
  /** As the matter was called when it was opened, for mediators who do not see the matter itself. */
  readonly title: string;
  readonly category: string;
  readonly number: number | null;
  /** The home that brought the matter, and all homes among the parties. */
  readonly household: string | null;
  readonly homes: readonly string[];
  /** The office that holds the matter. */
  readonly holder: string;
  /** Offices of the mediators: with the holder's the only ones that read this. */
  readonly offices: readonly string[];
  readonly state: DisputeState;
  readonly ending: Ending | null;
  /** Who refused or wanted it ended, and why it ended. */
  readonly endedBy: string | null;
  readonly endText: string;
  readonly endedAt: number | null;
  readonly openedAt: number;
  readonly mediateBy: number;
  readonly parties: readonly Party[];
  readonly mediators: readonly Mediator[];
  readonly sessions: readonly Session[];
  readonly agreement: Agreement | null;
  readonly followUps: readonly FollowUp[];
  /** The last day for asking a court to confirm; null without a written agreement. */
  readonly confirmBy: string | null;
  readonly court: CourtStep | null;
  readonly courtOn: string | null;
  readonly changedAt: number;
}

/** One row of `dispute.list`: what waits for whom and until when, without a word of what was said. */
export interface DisputeRow {
  readonly id: string;
  readonly matter: string;
  readonly number: number | null;
  readonly title: string;
  readonly category: string;
  readonly place: string;
  readonly state: DisputeState;
  readonly ending: Ending | null;
  readonly changedAt: number;
  readonly next: Next | null;
}

/** What comes next of a mediation, and on which day. */
export interface Next {
  readonly what: 'mediate' | 'follow-up' | 'confirm';
  readonly day: string;
  readonly after: FollowUpDay | null;
}

/** Answer of `dispute.page`. */
export interface DisputePage {
  readonly dispute: Dispute;
  /** Offices that mediate or could, and who sits there now. */
  readonly offices: readonly { readonly id: string; readonly name: string; readonly people: readonly string[] }[];
  /** Where each party's home lies, in words, by party. */
  readonly places: Readonly<Record<string, string>>;
  /** Verbs the reader may use on it now. */
  readonly acts: readonly string[];
}

/** Answer of `dispute.of`: the mediation of a matter, as far as the reader may read it. */
export interface DisputeOf {
  readonly dispute: string | null;
  readonly mayOpen: boolean;
  /** Who could mediate, where one may be opened. */
  readonly offices: DisputePage['offices'];
}
