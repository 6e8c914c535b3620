// The parts of a village that grids are cut from: each group by itself, and where a gully runs through it, each side by itself.
import type { PlanHome, PlanReason } from './model-plan.ts';
import { apart, neighbours, partsOf, type Piece, type Spot, walksOf, type Ways } from './rules-plan-links.ts';

export interface Part extends Piece {
  readonly group: string;
}

export interface Parts {
  readonly parts: readonly Part[];
  readonly reasons: ReadonlyMap<string, readonly PlanReason[]>;
}

/** A group while its sides are tied together. */
interface Group {
  readonly id: string;
  readonly homes: readonly number[];
  readonly links: number[][];
  readonly ties: PlanReason[];
}

const sidesOf = (group: Group): number[][] => {
  const sides: number[][] = [];
  for (const [member, part] of partsOf(group.links).entries()) (sides[part] ??= []).push(member);
  return sides;
};

/** TERR-8: a side too small for a grid of its own hangs on the rest by the shortest way over. */
function tie(
  group: Group,
  side: readonly number[],
  { homes, spots }: { homes: readonly PlanHome[]; spots: readonly Spot[] },
): void {
  const own = new Set(side);
  let best: { from: number; to: number; way: number } | undefined;
  for (const from of side)
    for (let to = 0; to < group.homes.length; to += 1) {
      if (own.has(to)) continue;
      const way = apart(spots[group.homes[from] as number] as Spot, spots[group.homes[to] as number] as Spot);
      if (best === undefined || way < best.way) best = { from, to, way };
    }
  if (best === undefined) return;
  group.links[best.from]?.push(best.to);
  group.links[best.to]?.push(best.from);
  const door = (member: number): string => homes[group.homes[member] as number]?.door ?? '';
  group.ties.push({
    code: 'tied',
    facts: { homes: side.length, door: door(best.from), to: door(best.to), metres: Math.round(best.way) },
  });
}

function groupsOf(homes: readonly PlanHome[], ways: Ways): Group[] {
  const byGroup = new Map<string, number[]>();
  for (const [place, home] of homes.entries()) byGroup.set(home.group, [...(byGroup.get(home.group) ?? []), place]);
  return [...byGroup].map(([id, members]) => {
    const links: number[][] = members.map(() => []);
    for (const [one, two] of neighbours(members, ways)) {
      links[one]?.push(two);
      links[two]?.push(one);
    }
    return { id, homes: members, links, ties: [] };
  });
}

/** The parts of all groups; as many as grids at most, else the smallest sides are tied although they could be grids of their own. */
export function piecesOf(homes: readonly PlanHome[], grids: number, ways: Ways): Parts {
  const { spots } = ways;
  const groups = groupsOf(homes, ways);
  const smallest = (): { group: Group; side: number[] } | undefined =>
    groups
      .flatMap((group) => {
        const sides = sidesOf(group);
        return sides.length < 2 ? [] : sides.map((side) => ({ group, side }));
      })
      .sort((a, b) => a.side.length - b.side.length)[0];
  const count = (): number => groups.reduce((sum, group) => sum + sidesOf(group).length, 0);
  const half = homes.length / grids / 2;
  for (let next = smallest(); next !== undefined; next = smallest()) {
    if (next.side.length >= half && count() <= grids) break;
    tie(next.group, next.side, { homes, spots });
  }
  const parts = groups.flatMap((group) =>
    sidesOf(group).map((side): Part => {
      const place = new Map(side.map((member, at) => [member, at]));
      const links = side.map((member) => (group.links[member] ?? []).map((next) => place.get(next) as number));
      const members = side.map((member) => group.homes[member] as number);
      const own = members.map((member) => spots[member] as Spot);
      return { group: group.id, members, links, walks: walksOf(links, own) };
    }),
  );
  const reasons = new Map(
    groups.map((group) => {
      const sides = sidesOf(group).length;
      const split: PlanReason[] = sides > 1 ? [{ code: 'apart', facts: { sides } }] : [];
      return [group.id, [...split, ...group.ties]];
    }),
  );
  return { parts, reasons };
}
