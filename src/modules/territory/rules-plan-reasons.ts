// Why a plan is as it is: so many grids, this border, and what the ground forbids, as sentences a clerk can repeat at the meeting.
import type { PlanHome, PlanReason } from './model-plan.ts';
import type { Part } from './rules-plan-pieces.ts';
import { mostRatio, type Span } from './rules-plan-share.ts';

/** One grid of a plan; members and the middle are places within its part. */
export interface Drawn {
  readonly part: Part;
  readonly members: readonly number[];
  readonly middle: number;
  readonly walk: number;
  readonly number: number;
}

export interface WholePlan {
  readonly drawn: readonly Drawn[];
  readonly homes: readonly PlanHome[];
  readonly span: Span;
}

const sizesOf = (drawn: readonly Drawn[]): { least: number; most: number } => {
  const sizes = drawn.map((one) => one.members.length);
  return { least: Math.min(...sizes), most: Math.max(...sizes) };
};
const walkBetween = (part: Part, a: number, b: number): number => part.walks[a * part.members.length + b] as number;

/** Lengths of the links between neighbours that `wanted` lets through. */
function linkLengths(part: Part, wanted: (one: number, two: number) => boolean): number[] {
  const lengths: number[] = [];
  for (const [one, near] of part.links.entries())
    for (const two of near) if (one < two && wanted(one, two)) lengths.push(walkBetween(part, one, two));
  return lengths.sort((a, b) => a - b);
}

/** At this many times the usual way between neighbours a border lies where hardly anybody would walk anyway. */
const wide = 1.6;

/** TERR-9: why the border between two grids of one part lies where it lies. */
function borderWith(one: Drawn, other: Drawn, { homes, span }: WholePlan): PlanReason {
  const { part } = one;
  const grid = other.number;
  const [own, theirs] = [new Set(one.members), new Set(other.members)];
  const across = linkLengths(part, (a, b) => (own.has(a) && theirs.has(b)) || (own.has(b) && theirs.has(a)));
  const usual = linkLengths(part, () => true);
  const metres = Math.round(across[0] ?? 0);
  const strays = one.members.filter(
    (home) => walkBetween(part, home, other.middle) < walkBetween(part, home, one.middle) - 1,
  );
  const doors = strays
    .slice(0, 3)
    .map((home) => homes[part.members[home] as number]?.door ?? '')
    .join('、');
  if (strays.length > 0) {
    const [theirSize, ownSize] = [other.members.length + strays.length, one.members.length - strays.length];
    if (theirSize > span.most) return { code: 'full', facts: { grid, doors, n: strays.length, size: theirSize } };
    if (ownSize < span.least) return { code: 'small', facts: { grid, doors, n: strays.length, size: ownSize } };
    return { code: 'together', facts: { grid, doors, n: strays.length } };
  }
  const common = usual[usual.length >> 1] ?? 0;
  return metres >= common * wide
    ? { code: 'gap', facts: { grid, metres, usual: Math.round(common) } }
    : { code: 'near', facts: { grid } };
}

export function borderReasons(one: Drawn, all: WholePlan): PlanReason[] {
  const { part } = one;
  const own = new Set(one.members);
  const touches = (other: Drawn): boolean =>
    other.members.some((home) => (part.links[home] ?? []).some((next) => own.has(next)));
  const middle = all.homes[part.members[one.middle] as number]?.door ?? '';
  const mean = Math.round(one.walk / one.members.length);
  return [
    { code: 'grid', facts: { homes: one.members.length, middle, metres: mean } },
    ...all.drawn
      .filter((other) => other !== one && other.part === part && touches(other))
      .map((other) => borderWith(one, other, all)),
    ...all.drawn
      .filter((other) => other.part.group === part.group && other.part !== part)
      .slice(0, 1)
      .map((): PlanReason => ({ code: 'gully', facts: {} })),
  ];
}

/** Why a group has so many grids. */
export function groupReasons(group: string, { drawn }: WholePlan): PlanReason[] {
  const own = drawn.filter((one) => one.part.group === group);
  const homes = own.reduce((sum, one) => sum + one.members.length, 0);
  const { least, most } = sizesOf(own);
  return [{ code: own.length === 1 ? 'group-one' : 'group', facts: { homes, grids: own.length, least, most } }];
}

/** What is true of the whole plan, and what stands in the way of a more even one. */
export function planReasons(
  all: WholePlan,
  { ratio, unplaced, partsAllow }: { ratio: number; unplaced: number; partsAllow: boolean },
): PlanReason[] {
  const { drawn, homes } = all;
  const { least, most } = sizesOf(drawn);
  const walk = drawn.reduce((sum, one) => sum + one.walk, 0);
  const metres = Math.round(walk / homes.length);
  const reasons: PlanReason[] = [
    { code: 'whole', facts: { homes: homes.length, grids: drawn.length, least, most, metres } },
  ];
  if (unplaced > 0) reasons.push({ code: 'unplaced', facts: { n: unplaced } });
  if (ratio <= mostRatio) return reasons;
  const door = (one: Drawn | undefined): string =>
    one === undefined ? '' : (homes[one.part.members[one.middle] as number]?.door ?? '');
  const smallest = drawn.find((one) => one.members.length === least);
  const largest = drawn.find((one) => one.members.length === most);
  const code = partsAllow ? 'forbids-hang' : 'forbids-parts';
  reasons.push({ code, facts: { least, most, small: door(smallest), large: door(largest) } });
  return reasons;
}
