// How many grids each part of a village can have so that none is much larger than another.

/** TERR-7: the largest grid has at most this many times the homes of the smallest. */
export const mostRatio = 1.5;

/** Fewest and most homes of a grid. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/** How many grids a part of so many homes can be cut into. */
export const rangeOf = (homes: number, { least, most }: Span): readonly [number, number] => [
  Math.ceil(homes / most),
  Math.floor(homes / least),
];

function fits(parts: readonly number[], grids: number, span: Span): boolean {
  let [fewest, most] = [0, 0];
  for (const homes of parts) {
    const [low, high] = rangeOf(homes, span);
    if (low > high) return false;
    fewest += low;
    most += high;
  }
  return fewest <= grids && grids <= most;
}

/** Every span of sizes with which the parts can be cut into so many grids and the ratio holds. */
export function spansOf(parts: readonly number[], grids: number): readonly Span[] {
  const middle = parts.reduce((sum, one) => sum + one, 0) / grids;
  const spans: Span[] = [];
  for (let least = 1; least <= middle; least += 1) {
    const span = { least, most: Math.floor(least * mostRatio) };
    if (span.most >= middle && fits(parts, grids, span)) spans.push(span);
  }
  return spans;
}

/** Spans beyond the ratio, the least uneven first: for parts that leave no other, whatever else is tried. */
export function unevenSpans(parts: readonly number[], grids: number): readonly Span[] {
  const homes = parts.reduce((sum, one) => sum + one, 0);
  const spans: Span[] = [];
  for (let least = 1; least <= homes / grids; least += 1)
    for (let most = Math.max(Math.floor(least * mostRatio) + 1, Math.ceil(homes / grids)); most <= homes; most += 1)
      if (fits(parts, grids, { least, most })) {
        // A wider one with the same fewest homes is tried only a step further.
        spans.push({ least, most }, { least, most: most + 1 }, { least, most: most + 2 });
        break;
      }
  return spans.sort((a, b) => a.most / a.least - b.most / b.least);
}

/** The cheapest way to give so many grids to the parts; `costs` by part: number of grids → cost. Empty when none adds up. */
export function sharedOut(costs: readonly ReadonlyMap<number, number>[], grids: number): number[] {
  type Way = { readonly cost: number; readonly given: readonly number[] };
  let ways = new Map<number, Way>([[0, { cost: 0, given: [] }]]);
  for (const part of costs) {
    const next = new Map<number, Way>();
    for (const [used, way] of ways)
      for (const [count, cost] of part) {
        const sum = way.cost + cost;
        const known = next.get(used + count);
        if (used + count <= grids && (known === undefined || sum < known.cost))
          next.set(used + count, { cost: sum, given: [...way.given, count] });
      }
    ways = next;
  }
  return [...(ways.get(grids)?.given ?? [])];
}
