// What the grid planner is asked and what it proposes.

/** A home as far as the planner asks for it. */
export interface PlanHome {
  readonly id: string;
  readonly door: string;
  /** The level-1 group it belongs to. */
  readonly group: string;
  /** The grid it belongs to now. */
  readonly grid: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** A line that nobody walks across, a gully or a stream: [lon, lat] pairs. */
export type Barrier = readonly (readonly [number, number])[];

export interface PlanAsked {
  readonly homes: readonly PlanHome[];
  /** How many grids the village shall have. */
  readonly grids: number;
  readonly barriers: readonly Barrier[];
}

/** One sentence of why, by its word and what goes into it. */
export interface PlanReason {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface PlannedGrid {
  readonly group: string;
  /** From 1 in its group, west to east, then north to south. */
  readonly number: number;
  readonly homes: readonly string[];
  /** The home from which the walking to the others is least. */
  readonly middle: string;
  /** Metres on foot from the middle to each home, added up. */
  readonly walk: number;
  readonly reasons: readonly PlanReason[];
}

export interface GridPlan {
  readonly grids: readonly PlannedGrid[];
  /** Homes of the largest ÷ of the smallest grid. */
  readonly ratio: number;
  readonly walk: number;
  /** The ground or the groups themselves leave no division that is more even. */
  readonly forbidden: boolean;
  readonly reasons: readonly PlanReason[];
  readonly groups: readonly { readonly group: string; readonly reasons: readonly PlanReason[] }[];
}
