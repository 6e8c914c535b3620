// The area tree: county, townships, villages, level-1 and level-2 grids.
import type { RecordBase } from '#kit/command.ts';

export const areaKinds = ['county', 'township', 'village', 'level-1', 'level-2'] as const;
export type AreaKind = (typeof areaKinds)[number];

/** An outline: outer rings of [lon, lat] pairs in degrees, closed. */
export type Shape = readonly (readonly (readonly [number, number])[])[];

export interface Area extends RecordBase {
  readonly kind: AreaKind;
  /** Statistical division code: 6 county, +3 township, +3 village, +3 level-1, +2 level-2. An attribute, not a key. */
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly predecessors: readonly string[];
  readonly shape: Shape | null;
}

/** Answer of `territory.coverage`: how many homes have somebody in post, and where nobody is. */
export interface Coverage {
  readonly area: { readonly id: string; readonly name: string; readonly kind: AreaKind };
  readonly homes: number;
  readonly served: number;
  readonly grids: readonly {
    readonly id: string;
    readonly name: string;
    readonly group: string;
    readonly homes: number;
    readonly served: boolean;
    readonly shape: Shape | null;
  }[];
  readonly groups: readonly { readonly id: string; readonly name: string; readonly shape: Shape | null }[];
  readonly gaps: readonly {
    readonly grid: string;
    readonly name: string;
    readonly homes: number;
    readonly since: number | null;
    readonly coveredBy: string | null;
  }[];
  readonly ending: readonly {
    readonly post: string;
    readonly name: string;
    readonly person: string;
    readonly toAt: number;
  }[];
}

/** Answer of `territory.tree`. */
export type AreaRow = Pick<Area, 'id' | 'ground' | 'kind' | 'code' | 'name' | 'parent' | 'shape'>;
