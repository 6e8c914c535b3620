// What a file says of a network, whatever its format: nodes with what feeds them, and the direction of feeds that a file does not tell.
import type { NodeKind } from '#modules/supply/kinds/networks.ts';
import type { RowError } from './plan.ts';
import type { TableSeen } from './read-table.ts';

export interface FileNode {
  /** Line of the text or number of the feature, for the errors. */
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly kind: NodeKind;
  /** Codes that feed it, the main one first. */
  readonly feeds: readonly string[];
  readonly lat: number | null;
  readonly lon: number | null;
  readonly doors: readonly string[];
}

export interface NetworkFile {
  /** What its columns are taken to be, where it is a table. */
  readonly table?: TableSeen;
  readonly nodes: FileNode[];
  readonly errors: RowError[];
}

/** A pipe between two nodes of which nobody said which way it flows. */
export interface Pipe {
  readonly ends: readonly [string, string];
  readonly length: number;
}

/** The smallest first; a binary heap over pairs of distance and code. */
class Nearest {
  readonly #list: [number, string][] = [];

  push(distance: number, code: string): void {
    const list = this.#list;
    let at = list.push([distance, code]) - 1;
    for (let up = (at - 1) >> 1; at > 0 && (list[up]?.[0] ?? 0) > distance; at = up, up = (at - 1) >> 1)
      [list[at], list[up]] = [list[up] as [number, string], list[at] as [number, string]];
  }

  pop(): [number, string] | undefined {
    const list = this.#list;
    const first = list[0];
    const last = list.pop();
    if (list.length === 0 || last === undefined) return first;
    let at = 0;
    for (let down = 1; down < list.length; down = 2 * at + 1) {
      if ((list[down + 1]?.[0] ?? Number.POSITIVE_INFINITY) < (list[down]?.[0] ?? 0)) down += 1;
      if ((list[down]?.[0] ?? 0) >= last[0]) break;
      list[at] = list[down] as [number, string];
      at = down;
    }
    list[at] = last;
    return first;
  }
}

/** How far each node lies from the nearest beginning, along the pipes. What no beginning reaches begins at its first node. */
function distances(codes: readonly string[], pipes: readonly Pipe[], firsts: readonly string[]): Map<string, number> {
  const beside = new Map<string, [string, number][]>(codes.map((code) => [code, []]));
  for (const { ends, length } of pipes) {
    beside.get(ends[0])?.push([ends[1], length]);
    beside.get(ends[1])?.push([ends[0], length]);
  }
  const far = new Map<string, number>();
  const flood = (starts: readonly string[]): void => {
    const next = new Nearest();
    for (const code of starts) next.push(0, code);
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      const [distance, code] = one;
      if (far.has(code)) continue;
      far.set(code, distance);
      // Pipes without a length still lead away from the beginning.
      for (const [other, length] of beside.get(code) ?? []) next.push(distance + Math.max(length, 1e-6), other);
    }
  };
  flood(firsts);
  for (const code of codes) if (!far.has(code)) flood([code]);
  return far;
}

/** Feeds by code: every pipe flows away from where the network begins, the nearest feed first. Rings become second feeds, never circles. */
export function feedsAlong(
  codes: readonly string[],
  pipes: readonly Pipe[],
  firsts: readonly string[],
): Map<string, string[]> {
  const far = distances(codes, pipes, firsts);
  const order = new Map(codes.map((code, place) => [code, place]));
  const begins = new Set(firsts);
  const at = (code: string): number => far.get(code) ?? 0;
  const feeds = new Map<string, Map<string, number>>();
  for (const { ends, length } of pipes) {
    const [a, b] = ends;
    const down = at(a) < at(b) || (at(a) === at(b) && (order.get(a) ?? 0) < (order.get(b) ?? 0));
    const [from, to] = down ? [a, b] : [b, a];
    if (from === to || begins.has(to)) continue;
    const own = feeds.get(to) ?? new Map<string, number>();
    own.set(from, Math.min(own.get(from) ?? Number.POSITIVE_INFINITY, at(from) + length));
    feeds.set(to, own);
  }
  return new Map([...feeds].map(([code, own]) => [code, [...own].sort((a, b) => a[1] - b[1]).map(([from]) => from)]));
}
