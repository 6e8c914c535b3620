// A liaison officer's page: the grids he goes along with, who called for help there, what he said and what came of it.
import type { CaseState, CaseStep, Outcome, SideState } from '#modules/case/model.ts';

export interface HelpCall {
  /** The matter and the line of its story with the call. */
  readonly key: string;
  readonly matter: string;
  readonly number: number | null;
  readonly title: string;
  readonly place: string;
  readonly asked: { readonly at: number; readonly text: string; readonly officeName: string };
  /** Null while nobody answered. */
  readonly given: { readonly at: number; readonly text: string; readonly officeName: string } | null;
  /** What came of it. */
  readonly state: CaseState;
  readonly side: SideState | null;
  readonly outcome: Outcome | null;
  readonly holderName: string;
}

export interface GuidedGrid {
  readonly id: string;
  readonly name: string;
  readonly workers: readonly { readonly name: string; readonly phone: string }[];
  /** Matters of its homes that are not closed. */
  readonly open: number;
}

export interface Guidance {
  readonly grids: readonly GuidedGrid[];
  readonly calls: readonly HelpCall[];
}

/** What the page needs of a matter. */
export interface Guided {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  readonly state: CaseState;
  readonly side: SideState | null;
  readonly outcome: Outcome | null;
  readonly steps: readonly CaseStep[];
}
