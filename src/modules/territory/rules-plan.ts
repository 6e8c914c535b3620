// Proposes how a village is cut into level-2 grids: whole, even, near, within its groups, and with its reasons.
import { Problem } from '#kit/problem.ts';
import type { GridPlan, PlanAsked, PlanHome, PlannedGrid } from './model-plan.ts';
import { freeWay, type Spot, spotsOf, stretchesOf } from './rules-plan-links.ts';
import { type Part, piecesOf } from './rules-plan-pieces.ts';
import { borderReasons, groupReasons, planReasons, type Drawn } from './rules-plan-reasons.ts';
import { type Cut, cutInto } from './rules-plan-search.ts';
import { mostRatio, rangeOf, sharedOut, type Span, spansOf, unevenSpans } from './rules-plan-share.ts';

type Placed = PlanHome & { readonly lat: number; readonly lon: number };
const isPlaced = (home: PlanHome): home is Placed => home.lat !== null && home.lon !== null;

/** A home whose place nobody knows stands where its grid's homes stand in the middle, else its group's, else the village's. */
function stoodIn(homes: readonly PlanHome[]): Placed[] {
  const known = homes.filter(isPlaced);
  const middle = (list: readonly Placed[]): { lat: number; lon: number } | undefined => {
    const half = (key: 'lat' | 'lon'): number =>
      list.map((one) => one[key]).sort((a, b) => a - b)[list.length >> 1] ?? 0;
    return list.length === 0 ? undefined : { lat: half('lat'), lon: half('lon') };
  };
  return homes.map((home) => {
    if (isPlaced(home)) return home;
    const near = middle(known.filter((one) => one.grid === home.grid)) ??
      middle(known.filter((one) => one.group === home.group)) ??
      middle(known) ?? { lat: 0, lon: 0 };
    return { ...home, ...near };
  });
}

interface Way {
  readonly span: Span;
  readonly cuts: readonly Cut[];
  readonly cost: number;
  readonly missed: number;
  readonly ratio: number;
}

const dear = 1e7;
const costOf = (cut: Cut): number => cut.walk + cut.missed * dear;

/** The best division with grids of these sizes: every part cut into every number that can add up, then the cheapest sum. */
function waysWith(parts: readonly Part[], grids: number, span: Span): Way | undefined {
  const ranges = parts.map((part) => rangeOf(part.members.length, span));
  const [fewest, most] = [0, 1].map((end) => ranges.reduce((sum, range) => sum + (range[end] as number), 0));
  const cuts = parts.map((part, at) => {
    const [low, high] = ranges[at] as readonly [number, number];
    const [least, all] = [grids - ((most as number) - high), grids - ((fewest as number) - low)];
    const found = new Map<number, Cut>();
    for (let count = Math.max(low, least); count <= Math.min(high, all); count += 1)
      found.set(count, cutInto(part, count, span));
    return found;
  });
  const given = sharedOut(
    cuts.map((found) => new Map([...found].map(([count, cut]) => [count, costOf(cut)]))),
    grids,
  );
  if (given.length === 0) return undefined;
  const taken = given.map((count, at) => cuts[at]?.get(count) as Cut);
  const sizes = taken.flatMap(({ grid }, at) => {
    const counts: number[] = Array.from({ length: given[at] as number }, () => 0);
    for (const one of grid) counts[one] = (counts[one] as number) + 1;
    return counts;
  });
  return {
    span,
    cuts: taken,
    cost: taken.reduce((sum, cut) => sum + costOf(cut), 0),
    missed: taken.reduce((sum, cut) => sum + cut.missed, 0),
    ratio: Math.max(...sizes) / Math.min(...sizes),
  };
}

/** Spans whose middle lies nearest to the average first; the further ones only cost time. */
function likely(spans: readonly Span[], average: number): Span[] {
  const off = ({ least, most }: Span): number => Math.abs(Math.log((least + most) / 2 / average));
  return spans.toSorted((a, b) => off(a) - off(b)).slice(0, 3);
}

/** TERR-7: of the ways that keep the ratio the shortest; where there is none, the least uneven that is found. */
function bestWay(parts: readonly Part[], grids: number, homes: number): Way | undefined {
  const sizes = parts.map((part) => part.members.length);
  const wayOf = (span: Span): Way[] => [waysWith(parts, grids, span)].flatMap((way) => way ?? []);
  const even = likely(spansOf(sizes, grids), homes / grids).flatMap(wayOf);
  const kept = even.filter((way) => way.ratio <= mostRatio).sort((a, b) => a.cost - b.cost)[0];
  if (kept !== undefined) return kept;
  const uneven: Way[] = [...even];
  for (const span of unevenSpans(sizes, grids).slice(0, 16)) {
    const least = Math.min(...uneven.map((way) => way.ratio));
    if (span.most / span.least > least) break;
    uneven.push(...wayOf(span));
  }
  return uneven.sort((a, b) => a.ratio - b.ratio || a.cost - b.cost)[0];
}

/** The grids of the chosen way, numbered in each group west to east, then north to south. */
function drawnOf(parts: readonly Part[], way: Way, spots: readonly Spot[]): Drawn[] {
  const drawn = parts.flatMap((part, at) => {
    const cut = way.cuts[at] as Cut;
    const byGrid = new Map<number, number[]>();
    for (const [member, grid] of cut.grid.entries()) byGrid.set(grid, [...(byGrid.get(grid) ?? []), member]);
    return [...byGrid.values()].map((members): Drawn => {
      const n = part.members.length;
      const sum = (to: number): number => members.reduce((all, one) => all + (part.walks[one * n + to] as number), 0);
      const middle = members.toSorted((a, b) => sum(a) - sum(b))[0] as number;
      return { part, members, middle, walk: sum(middle), number: 0 };
    });
  });
  const spotOf = (one: Drawn): Spot => spots[one.part.members[one.middle] as number] as Spot;
  const counts = new Map<string, number>();
  return drawn
    .toSorted((a, b) => spotOf(a)[0] - spotOf(b)[0] || spotOf(b)[1] - spotOf(a)[1])
    .map((one) => {
      const number = (counts.get(one.part.group) ?? 0) + 1;
      counts.set(one.part.group, number);
      return { ...one, number };
    });
}

/** TERR-5 … TERR-8. The same question always gets the same answer. */
export function planGrids({ homes, grids, barriers }: PlanAsked): GridPlan {
  const groups = [...new Set(homes.map((home) => home.group))];
  if (grids < groups.length) throw new Problem('invalid', 'plan-too-few', { groups: groups.length });
  if (grids > homes.length) throw new Problem('invalid', 'plan-too-many', { homes: homes.length });
  const placed = stoodIn(homes);
  const spot = spotsOf(placed);
  const spots = placed.map(spot);
  const ways = { spots, free: freeWay(stretchesOf(barriers, spot)) };
  const { parts, reasons } = piecesOf(placed, grids, ways);
  const best = bestWay(parts, grids, homes.length);
  if (best === undefined) throw new Problem('invalid', 'plan-too-many', { homes: homes.length });
  const drawn = drawnOf(parts, best, spots).sort(
    (a, b) => groups.indexOf(a.part.group) - groups.indexOf(b.part.group) || a.number - b.number,
  );
  const counts = drawn.map((one) => one.members.length);
  const ratio = Math.max(...counts) / Math.min(...counts);
  const all = { drawn, homes: placed, span: best.span };
  const planned = drawn.map((one): PlannedGrid => {
    const idOf = (member: number): string => placed[one.part.members[member] as number]?.id ?? '';
    const ids = one.members.map(idOf);
    return {
      group: one.part.group,
      number: one.number,
      homes: ids,
      middle: idOf(one.middle),
      walk: one.walk,
      reasons: borderReasons(one, all),
    };
  });
  return {
    grids: planned,
    ratio,
    walk: planned.reduce((sum, one) => sum + one.walk, 0),
    forbidden: ratio > mostRatio,
    reasons: planReasons(all, {
      ratio,
      unplaced: homes.length - homes.filter(isPlaced).length,
      partsAllow:
        spansOf(
          parts.map((part) => part.members.length),
          grids,
        ).length > 0,
    }),
    groups: groups.map((group) => ({ group, reasons: [...groupReasons(group, all), ...(reasons.get(group) ?? [])] })),
  };
}
