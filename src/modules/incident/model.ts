// An incident: several matters with one cause, handled once, answered to every home.
import type { RecordBase } from '#kit/command.ts';

export interface Incident extends RecordBase {
  readonly title: string;
  readonly category: string;
  readonly holder: string;
  readonly openedAt: number;
  /** The cause in words, once found. */
  readonly cause: string;
  /** Code of the supply node that is at fault, when it is one. */
  readonly causeNode: string | null;
  readonly answer: string;
  readonly resolvedAt: number | null;
  readonly matters: readonly string[];
  /** INC-8: matters below the cause that came after the answer, until the next answer. */
  readonly again: readonly string[];
}

/** Answer row of `incident.list`. */
export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly cause: string;
  readonly holderName: string;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
  readonly cases: number;
  readonly solved: number;
  readonly notSolved: number;
  /** INC-8 */
  readonly again: number;
}

/** Answer of `incident.page`. */
export interface IncidentPage {
  readonly incident: Incident;
  readonly holderName: string;
  readonly mine: boolean;
  readonly cases: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly title: string;
    readonly door: string;
    readonly place: string;
    readonly state: string;
    readonly side: string | null;
    readonly outcome: string | null;
    readonly reportedAt: number;
    readonly toldAt: number | null;
    readonly supplyPoints: readonly string[];
  }[];
  /** INC-8: of the matters that came since the answer those that the reader may see and that do not follow it. */
  readonly again: readonly {
    readonly id: string;
    readonly door: string;
    readonly place: string;
    readonly reportedAt: number;
    readonly supplyPoints: readonly string[];
    readonly mine: boolean;
  }[];
  /** INC-7: where it can be handed on from here, and by which of its matters. */
  readonly handTo: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  /** The supply tree of the ground, when the category's network is known. */
  readonly nodes: readonly {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly parent: string | null;
  }[];
}
