// What the overview pages are told: figures with their wholes, the rows below them, the months before, and what stands behind a figure.
import type { CaseState, Outcome, SideState } from '#modules/case/model.ts';
import type { Spans } from './kinds/figures.ts';

/** Both are null where there are too few to be shown. */
export interface Figure {
  readonly key: string;
  readonly part: number | null;
  readonly whole: number | null;
}

export interface FigureRow {
  readonly id: string;
  readonly name: string;
  readonly figures: readonly Figure[];
}

export const placeKinds = ['village', 'township', 'county', 'office'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export interface TrendMonth {
  /** 2026-11 */
  readonly month: string;
  /** Per cent by figure; null where too few fell due. No counts: months could be subtracted from a quarter. */
  readonly shares: Readonly<Record<string, number | null>>;
}

export interface VisitRow {
  readonly tag: string;
  /** null below five, with the other two. */
  readonly homes: number | null;
  readonly due: number | null;
  readonly overdue: number | null;
}

export interface Anomaly {
  readonly id: string;
  readonly name: string;
  readonly what: string;
  readonly part: number;
  readonly whole: number;
  /** Per cent in the whole county. */
  readonly county: number;
}

/** Answer of `measure.overview`. */
export interface Overview {
  readonly kind: PlaceKind;
  readonly id: string;
  readonly name: string;
  readonly quarter: { readonly name: string; readonly from: string; readonly to: string; readonly running: boolean };
  /** The follower has not yet come to the end of the journal: figures still grow. */
  readonly catchingUp: boolean;
  readonly figures: readonly Figure[];
  readonly spans: { readonly response: Spans; readonly result: Spans };
  /** What lies below: townships, villages, or the townships an office works in. */
  readonly rows: readonly FigureRow[];
  readonly trend: readonly TrendMonth[];
  /** Offices whose results the townships rated; the county's page only. */
  readonly rated: readonly FigureRow[];
  /** Village and township only. */
  readonly visits: readonly VisitRow[];
  /** The county's page only. */
  readonly anomalies: readonly Anomaly[];
  /** Pages the reader may open besides: places above and offices. */
  readonly others: readonly { readonly kind: PlaceKind; readonly id: string; readonly name: string }[];
}

/** One row of `measure.facts`. */
export interface CommonFact {
  /** The group's area. */
  readonly area: string;
  /** Village and group. */
  readonly place: string;
  readonly fact: string;
  readonly homes: number;
  /** When it was last said (ms). */
  readonly at: number;
  /** Codes of the catalogue. */
  readonly offers: readonly string[];
}

/** One row of `measure.homes`: a home of the group that said it. */
export interface FactHome {
  readonly household: string;
  readonly door: string;
  /** Kinds of errands that it was offered or asked for and that are not closed. */
  readonly errands: readonly string[];
}

export interface BehindRow {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  readonly category: string;
  readonly state: CaseState;
  readonly side: SideState | null;
  readonly outcome: Outcome | null;
  readonly place: string;
  /** The day by which it counts. */
  readonly day: string;
}

/** One row of `measure.burden`: what an office asked of the grids in a quarter. */
export interface BurdenRow {
  readonly id: string;
  readonly name: string;
  readonly requests: number;
  readonly minutes: number;
  /** Weeks of the quarter that are over, in sevenths. */
  readonly weeks: number;
  readonly perWeek: number;
}

/** Answer of `measure.cases`. */
export interface Behind {
  readonly name: string;
  readonly rows: readonly BehindRow[];
  /** Sent back as `after` for the next page; null at the end. */
  readonly next: string | null;
}

/** A week or a month of a brief. */
export interface BriefShares {
  readonly from: string;
  readonly to: string;
  /** Per cent by figure; null where too few fell due. */
  readonly shares: Readonly<Record<string, number | null>>;
}

/** Answer of `measure.brief`. */
export interface Brief {
  /** First and last day of the span. */
  readonly from: string;
  readonly to: string;
  /** The quarter whose figures stand beside it. */
  readonly quarter: string;
  /** Twelve, oldest first. */
  readonly spans: readonly BriefShares[];
  /** Of the matters that are open now those beyond their deadline. */
  readonly open: Figure;
}
