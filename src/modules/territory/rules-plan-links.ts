// Which homes are neighbours, which belong together because a gully lies between them and the rest, and how far it is on foot from one to another.
import type { Barrier } from './model-plan.ts';

/** Metres east and north of the first home. */
export type Spot = readonly [number, number];

/** One part of a group: homes that can be walked to from each other, by their place in the list of all. */
export interface Piece {
  readonly members: readonly number[];
  /** Neighbours of each member, as places within `members`. */
  readonly links: readonly (readonly number[])[];
  /** On foot from member to member, row by row, in metres. */
  readonly walks: Float64Array;
}

const metresPerDegree = 111_195;

/** Equal scale both ways at the first home's latitude: well under 1 % off for a village. */
export function spotsOf(
  places: readonly { readonly lon: number; readonly lat: number }[],
): (at: { readonly lon: number; readonly lat: number }) => Spot {
  const { lon = 0, lat = 0 } = places[0] ?? {};
  const shrink = Math.cos((lat * Math.PI) / 180);
  return (at) => [(at.lon - lon) * metresPerDegree * shrink, (at.lat - lat) * metresPerDegree];
}

export const apart = (a: Spot, b: Spot): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

const turn = (a: Spot, b: Spot, c: Spot): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Do the two stretches cross or touch? */
function crosses(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  const [ca, cb, da, db] = [turn(c, d, a), turn(c, d, b), turn(a, b, c), turn(a, b, d)];
  return ca * cb <= 0 && da * db <= 0 && (ca !== cb || da !== db);
}

type Stretch = readonly [Spot, Spot];

/** Is the straight way between two spots free of gullies? */
export function freeWay(stretches: readonly Stretch[]): (a: Spot, b: Spot) => boolean {
  return (a, b) => {
    const [west, east] = a[0] < b[0] ? [a[0], b[0]] : [b[0], a[0]];
    const [south, north] = a[1] < b[1] ? [a[1], b[1]] : [b[1], a[1]];
    for (const [c, d] of stretches) {
      const beside = (c[0] < west && d[0] < west) || (c[0] > east && d[0] > east);
      const beyond = (c[1] < south && d[1] < south) || (c[1] > north && d[1] > north);
      if (!beside && !beyond && crosses(a, b, c, d)) return false;
    }
    return true;
  };
}

export const stretchesOf = (barriers: readonly Barrier[], spot: ReturnType<typeof spotsOf>): Stretch[] =>
  barriers.flatMap((line) => {
    const spots = line.map(([lon, lat]) => spot({ lon, lat }));
    return spots.slice(1).map((to, at): Stretch => [spots[at] as Spot, to]);
  });

export interface Ways {
  readonly spots: readonly Spot[];
  readonly free: (a: Spot, b: Spot) => boolean;
}

/**
 * TERR-6: two homes are neighbours when the straight way between them is free, and no third home that both
 * reach by a free way stands in the circle drawn over it.
 */
export function neighbours(homes: readonly number[], { spots, free }: Ways): [number, number][] {
  const found: [number, number][] = [];
  const at = (one: number): Spot => spots[homes[one] as number] as Spot;
  const stands = (third: number, a: Spot, b: Spot): boolean => {
    const c = at(third);
    return (a[0] - c[0]) * (b[0] - c[0]) + (a[1] - c[1]) * (b[1] - c[1]) < -1e-9 && free(a, c) && free(c, b);
  };
  for (let one = 0; one < homes.length; one += 1) {
    // What stood between last time most likely stands between next time too.
    let last = one;
    for (let two = one + 1; two < homes.length; two += 1) {
      const [a, b] = [at(one), at(two)];
      if (last !== one && last !== two && stands(last, a, b)) continue;
      if (!free(a, b)) continue;
      let between = false;
      for (let third = 0; third < homes.length && !between; third += 1)
        if (third !== one && third !== two && stands(third, a, b)) {
          between = true;
          last = third;
        }
      if (!between) found.push([one, two]);
    }
  }
  return found;
}

/** Numbers of the connected parts, by member. */
export function partsOf(links: readonly (readonly number[])[]): number[] {
  const part = links.map(() => -1);
  let count = 0;
  for (let start = 0; start < links.length; start += 1) {
    if (part[start] !== -1) continue;
    const open = [start];
    part[start] = count;
    for (let one = open.pop(); one !== undefined; one = open.pop())
      for (const next of links[one] ?? [])
        if (part[next] === -1) {
          part[next] = count;
          open.push(next);
        }
    count += 1;
  }
  return part;
}

/** Shortest ways along the links from every member to every other. */
export function walksOf(links: readonly (readonly number[])[], spots: readonly Spot[]): Float64Array {
  const n = links.length;
  const walks = new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
  for (let from = 0; from < n; from += 1) {
    const row = walks.subarray(from * n, (from + 1) * n);
    const done = new Uint8Array(n);
    row[from] = 0;
    for (let round = 0; round < n; round += 1) {
      let near = -1;
      for (let one = 0; one < n; one += 1)
        if (done[one] === 0 && (near === -1 || (row[one] as number) < (row[near] as number))) near = one;
      if (row[near] === Number.POSITIVE_INFINITY) break;
      done[near] = 1;
      for (const next of links[near] ?? []) {
        const way = (row[near] as number) + apart(spots[near] as Spot, spots[next] as Spot);
        if (way < (row[next] as number)) row[next] = way;
      }
    }
  }
  return walks;
}
