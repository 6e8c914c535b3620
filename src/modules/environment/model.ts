// A place that is looked after (人居环境) and the looks at it: what was well, what was not, and the matter that came of it.
import type { RecordBase } from '#kit/command.ts';
import type { AttachmentRow } from '#modules/attachment/model.ts';
import type { CaseState, Outcome } from '#modules/case/model.ts';

export interface Spot extends RecordBase {
  readonly kind: string;
  readonly name: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly closedAt: number | null;
  /** The last look, when it was, and which points were not well then. */
  readonly look: string | null;
  readonly lookedAt: number | null;
  readonly wrong: readonly string[];
  readonly praise: string;
  /** The last matter of this place. */
  readonly matter: string | null;
}

export interface Look extends RecordBase {
  readonly spot: string;
  readonly claimedAt: number;
  readonly receivedAt: number;
  readonly office: string;
  readonly person: string;
  readonly wrong: readonly string[];
  readonly note: string;
  readonly praise: string;
  /** The matter that came of it, or that was open then. */
  readonly matter: string | null;
}

/** One row of `spot.list`. */
export interface SpotRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly place: string;
  readonly lookedAt: number | null;
  readonly wrong: readonly string[];
  readonly praise: string;
  readonly matter: {
    readonly id: string;
    readonly number: number | null;
    readonly state: CaseState;
    readonly outcome: Outcome | null;
    readonly holderName: string;
    readonly resolveBy: number | null;
  } | null;
  /** The pictures of that matter: how it was found, and how it was put right. */
  readonly before: readonly AttachmentRow[];
  readonly after: readonly AttachmentRow[];
}

/** Answer of `spot.page`. */
export interface SpotPage {
  readonly spot: SpotRow;
  readonly looks: readonly (Pick<Look, 'id' | 'claimedAt' | 'wrong' | 'note' | 'praise' | 'matter'> & {
    readonly officeName: string;
  })[];
  readonly mayClose: boolean;
}
