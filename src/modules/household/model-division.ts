// A division: one act by which homes of a village came into other grids, with all that is needed to see it and to take it back.
import type { RecordBase } from '#kit/command.ts';
import type { Shape } from '#modules/territory/model.ts';

export interface HomeMove {
  readonly household: string;
  readonly from: string;
  readonly to: string;
}
export interface Redrawn {
  readonly area: string;
  readonly was: Shape | null;
  readonly to: Shape | null;
}

/** `ground` is the village's. */
export interface Division extends RecordBase {
  readonly at: number;
  readonly person: string | null;
  readonly moves: readonly HomeMove[];
  /** Grids that it opened, and those it closed. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly drawn: readonly Redrawn[];
  readonly restoredAt: number | null;
}

/** TERR-12: so long a division can be taken back, in ms. */
export const restorable = 7 * 24 * 3_600_000;

/** Input of `grids.divide`: what changes, and nothing else. */
export interface Dividing {
  readonly division: string;
  readonly village: string;
  readonly open: readonly {
    readonly area: string;
    readonly office: string;
    readonly group: string;
    readonly name: string;
    readonly shape: Shape | null;
  }[];
  readonly draw: readonly { readonly area: string; readonly shape: Shape }[];
  readonly close: readonly string[];
  readonly move: readonly { readonly household: string; readonly was: string; readonly to: string }[];
}

/** One line of a handover list: a home by its door and what is open there. */
export interface HandedHome {
  readonly household: string;
  readonly door: string;
  readonly promises: number;
  readonly errands: number;
  /** Open matters of the home, and those among them that the grid it leaves still holds. */
  readonly matters: number;
  readonly held: number;
}
export interface HandoverList {
  readonly from: string;
  readonly to: string;
  readonly fromGrid: string;
  readonly toGrid: string;
  /** Who serves the two grids now; '' where nobody does. */
  readonly fromWorker: string;
  readonly toWorker: string;
  readonly homes: readonly HandedHome[];
}
export interface DivisionRow {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly homes: number;
  readonly opened: number;
  readonly closed: number;
  readonly restoredAt: number | null;
  readonly restorable: boolean;
}
export interface DivisionPage extends DivisionRow {
  readonly lists: readonly HandoverList[];
}
