// A network as an indented outline: each node once, under the first node that feeds it, with the homes on it and below.
import { isLast } from '../kinds/networks.ts';
import type { NetworkHome } from '../model.ts';
import { type DrawnNode, homesAt, type Net } from '../rules-drawing.ts';

export interface Branch {
  readonly node: DrawnNode;
  readonly depth: number;
  readonly children: readonly Branch[];
  /** Homes that hang on the node itself. */
  readonly own: readonly NetworkHome[];
  /** How many homes hang on it or below. */
  readonly below: number;
  /** Only taps follow: shown when asked for. */
  readonly onlyTaps: boolean;
}

export interface OutlineRow {
  readonly branch: Branch;
  readonly open: boolean;
  readonly place: number;
  readonly of: number;
}

type Growing = { -readonly [K in keyof Branch]: Branch[K] } & { children: Growing[]; up: Growing | undefined };

/** A ring has no top: its first node stands as one, so that nothing is left out. */
export function outlineOf(net: Net): readonly Branch[] {
  const at = homesAt(net);
  const codes = new Set(net.nodes.map((node) => node.code));
  const under = new Map<string, DrawnNode[]>();
  const tops: DrawnNode[] = [];
  for (const node of net.nodes) {
    if (node.parent === null || !codes.has(node.parent)) tops.push(node);
    else under.set(node.parent, [...(under.get(node.parent) ?? []), node]);
  }
  const seen = new Set<string>();
  const roots: Growing[] = [];
  const order: Growing[] = [];
  const grow = (node: DrawnNode, up: Growing | undefined): void => {
    if (seen.has(node.id)) return;
    seen.add(node.id);
    const own = at.get(node.code) ?? [];
    const branch = { node, depth: up ? up.depth + 1 : 0, children: [], own, below: own.length, onlyTaps: false, up };
    (up?.children ?? roots).push(branch);
    order.push(branch);
  };
  let done = 0;
  const flood = (): void => {
    for (; done < order.length; done++) {
      const branch = order[done];
      for (const node of under.get(branch?.node.code ?? '') ?? []) grow(node, branch);
    }
  };
  for (const node of tops) grow(node, undefined);
  flood();
  for (const node of net.nodes) {
    grow(node, undefined);
    flood();
  }
  for (const branch of order.toReversed()) {
    branch.onlyTaps = branch.children.every(({ node }) => isLast(node.kind));
    if (branch.up) branch.up.below += branch.below;
  }
  return roots;
}

/** Open from the start: whatever leads to more than taps. */
export const opensItself = (branch: Branch): boolean => branch.children.length > 0 && !branch.onlyTaps;

/** The rows that are seen; `turned` holds what somebody opened or closed himself. */
export function rowsOf(roots: readonly Branch[], turned: ReadonlyMap<string, boolean>): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const waiting = roots.map((branch, at) => ({ branch, place: at + 1, of: roots.length })).toReversed();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { branch } = one;
    const open = branch.children.length > 0 && (turned.get(branch.node.id) ?? opensItself(branch));
    rows.push({ ...one, open });
    if (!open) continue;
    const children = branch.children.map((child, at) => ({ branch: child, place: at + 1, of: branch.children.length }));
    waiting.push(...children.toReversed());
  }
  return rows;
}

/** Every branch of the outline, from the top. */
export function allBranches(roots: readonly Branch[]): Branch[] {
  const all = [...roots];
  for (const branch of all) all.push(...branch.children);
  return all;
}
