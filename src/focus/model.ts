// The shapes that the focus finder takes and gives: who lives where, what feeds whom, what was heard at which door, and what that points to.

/**
 * Where homes are and what feeds them. A home is a number from 0 to `homes` − 1, a place of every array below.
 * Nothing in here changes while a finder runs; another network means another finder over the same events.
 */
export interface World {
  readonly homes: number;
  /** Metres in any plane; NaN where nobody knows. */
  readonly east: Float64Array;
  readonly north: Float64Array;
  /** The smallest grid each home belongs to, and for each grid the one above it (−1: the top). */
  readonly grid: Int32Array;
  readonly gridParent: Int32Array;
  /** Those that matter for the category that is looked at; none where no network is known. */
  readonly networks: readonly Network[];
}

/** A supply network: a tree, or looped, or with several sources. Edges stand in the direction of flow. */
export interface Network {
  readonly id: string;
  readonly nodes: number;
  /** Edge `e` runs from node `from[e]` to node `to[e]`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The node each home hangs on; −1 where it is not known or the home is not on this network. */
  readonly nodeOf: Int32Array;
  /** How likely a fault begins at each node, in relation to the others (length, age, past faults); all alike when left out. */
  readonly prior?: Float64Array;
  /**
   * Where a model of the flow says more than directions do: the homes that a fault at node `n` reaches are
   * `homes[start[n]] … homes[start[n + 1] − 1]`, each after `after` days.
   */
  readonly reach?: { readonly start: Int32Array; readonly homes: Int32Array; readonly after: Float32Array };
}

/** What was heard or done at one home. `ref` is the caller's number for it, so that every figure can be traced to where it was written down. */
export interface Heard {
  /** report: the home said it has the problem. yes, no: its answer when it was asked. visit: somebody was there, which makes reports likelier. */
  readonly kind: 'report' | 'yes' | 'no' | 'visit';
  readonly home: number;
  /** Days since any fixed moment, with fractions. */
  readonly at: number;
  readonly ref: number;
}

/** Where one cause may sit. Places that no evidence can tell apart are one cause with several nodes. */
export type Cause =
  | { readonly kind: 'node'; readonly network: number; readonly nodes: readonly number[] }
  | { readonly kind: 'grid'; readonly grid: number }
  | { readonly kind: 'circle'; readonly centre: number; readonly homes: number }
  | { readonly kind: 'everywhere' };

export interface Likely {
  readonly cause: Cause;
  /** All homes this cause would reach. */
  readonly homes: readonly number[];
  /** 0 … 1: of all that fits what was heard, and of nothing being wrong at one place. */
  readonly probability: number;
}

/** Figures and references of one sentence; the words stand elsewhere. */
export interface Evidence {
  /** Days that are looked at: from `since` to `until`. */
  readonly since: number;
  readonly until: number;
  readonly inside: Tally;
  readonly outside: Tally;
  /** Homes inside that were asked and have no problem, and homes outside that have it: what speaks against. */
  readonly against: readonly number[];
}

export interface Tally {
  readonly homes: number;
  /** Refs of reports and of "yes", one a home. */
  readonly affected: readonly number[];
  /** Refs of "no". */
  readonly clear: readonly number[];
}

/** hint: worth asking a few homes. proposal: a person should judge it. Nothing goes further by itself. */
export interface Finding {
  readonly tier: 'hint' | 'proposal';
  /** Log of the Bayes factor against the ordinary rate of reports. */
  readonly score: number;
  /** At most three, the likeliest first. */
  readonly causes: readonly Likely[];
  /** False when even the first is below 40 %: the evidence cannot tell. */
  readonly canTell: boolean;
  /** Homes worth asking next, the most telling first; at most six. */
  readonly ask: readonly number[];
  readonly evidence: Evidence;
}

/** One category of problems in one area, kept up as events come. */
export interface Finder {
  /** Takes one event; events may come late and in any order. */
  add(heard: Heard): void;
  /** What stands out at this moment, the strongest first. The same for the same events, in whatever order they came. */
  findings(at: number): readonly Finding[];
  /** Forgets what is too old to matter at this moment. */
  forget(at: number): void;
}
