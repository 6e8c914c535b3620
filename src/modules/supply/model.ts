// Supply networks: from the source over mains and valves to the taps that homes hang on, several of them in a village.
import type { RecordBase } from '#kit/command.ts';
import type { NodeKind } from './kinds/networks.ts';

export type { NodeKind } from './kinds/networks.ts';

/** A network by its name. One whose code is a bare letter of a family needs no such record: it is there once a node is. */
export interface SupplyNetwork extends RecordBase {
  /** Family and, from the second on, a number: W, W2. */
  readonly code: string;
  readonly name: string;
  /** Nodes may be fed from several sides, and rings are meant. */
  readonly looped: boolean;
  readonly closedAt: number | null;
}

/** What is drawn of a node. */
export interface Drawn {
  readonly code: string;
  readonly name: string;
  readonly kind: NodeKind;
  /** Code of the node it is fed from; null: from nowhere yet. */
  readonly parent: string | null;
  /** Codes of further nodes that feed it, in a looped network. */
  readonly also: readonly string[];
  readonly lat: number | null;
  readonly lon: number | null;
}

export interface SupplyNode extends RecordBase, Drawn {
  /** Code of its network. */
  readonly network: string;
  readonly removedAt: number | null;
}

/** One node as it shall stand; `drawn` null: it goes. `version` is what the screen showed, 0 for a new one. */
export interface NodeChange {
  readonly node: string;
  readonly version: number;
  readonly drawn: Drawn | null;
}

/** What one home hangs on in this network, before and after; codes of nodes. */
export interface HomeChange {
  readonly household: string;
  readonly was: readonly string[];
  readonly to: readonly string[];
  /** An undo: as it was before, also where that was never drawn. */
  readonly back: boolean;
}

/** Input of `supply.draw`: everything that changes in one network at once. */
export interface Drawing {
  readonly village: string;
  readonly network: string;
  readonly nodes: readonly NodeChange[];
  readonly homes: readonly HomeChange[];
  /** How the network is called and whether it is looped, when that changes; it is opened by this when it is new. */
  readonly called: { readonly id: string; readonly name: string; readonly looped: boolean } | null;
  /** The network itself goes; nothing may be left in it. */
  readonly closes: boolean;
}

/** A home as far as a network asks for it. */
export interface NetworkHome {
  readonly id: string;
  readonly points: readonly string[];
}

/** Answer of `supply.page`. */
export interface SupplyPage {
  readonly villages: readonly { readonly id: string; readonly name: string; readonly code: string }[];
  readonly village: string | null;
  readonly networks: readonly (Pick<SupplyNetwork, 'code' | 'name' | 'looped'> & { readonly id: string | null })[];
  readonly nodes: readonly (Drawn & { readonly id: string; readonly version: number; readonly network: string })[];
  readonly homes: readonly (NetworkHome & { readonly door: string; readonly grid: string })[];
  readonly grids: readonly { readonly id: string; readonly name: string; readonly group: string }[];
}

/** How a home names what it hangs on. Water was there first and is named by the bare code; other networks stand before it: `P:D12`. */
export const pointOf = (network: string, code: string): string => (network === 'W' ? code : `${network}:${code}`);

/** The codes of one network among what a home hangs on. */
export const codesIn = (points: readonly string[], network: string): string[] =>
  network === 'W'
    ? points.filter((point) => !point.includes(':'))
    : points.filter((point) => point.startsWith(`${network}:`)).map((point) => point.slice(network.length + 1));

/** What a home hangs on once it hangs on these codes of one network; what it has of others stays. */
export const withCodes = (points: readonly string[], network: string, codes: readonly string[]): string[] => {
  const own = new Set(codesIn(points, network).map((code) => pointOf(network, code)));
  return [...points.filter((point) => !own.has(point)), ...codes.map((code) => pointOf(network, code))];
};
