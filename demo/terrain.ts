// Loess hills cut into grids: jagged outlines that tile exactly, and the places where homes stand.
import { gridCode, groupCode, groups, hamlet, village } from './places.ts';
import type { Random } from './random.ts';
import { seeded, seedOf } from './random.ts';
import type { Point, Ring } from './shapes.ts';

/** Kilometres east and north of the south-west corner. */
type Spot = readonly [number, number];

const corner = { lon: 104.5712, lat: 35.6134 };
const kmPerLon = 90.5;
const kmPerLat = 110.95;

/** The village's outline before its edges are roughened; convex. */
const outline: readonly Spot[] = [
  [0.1, 1.0],
  [0.7, 0.22],
  [2.3, 0.02],
  [4.1, 0.12],
  [4.9, 0.8],
  [5.05, 2.2],
  [4.85, 3.6],
  [4.0, 4.12],
  [2.2, 4.16],
  [0.6, 4.0],
  [0.06, 3.1],
];

const degrees = (value: number): number => Math.round(value * 1e6) / 1e6;
const toPoint = ([east, north]: Spot): Point => [
  degrees(corner.lon + east / kmPerLon),
  degrees(corner.lat + north / kmPerLat),
];

export function area(ring: Ring): number {
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [ax, ay] = ring[at] as Point;
    const [bx, by] = ring[at + 1] as Point;
    twice += (ax - corner.lon) * (by - corner.lat) - (bx - corner.lon) * (ay - corner.lat);
  }
  return twice / 2;
}

export function inside([x, y]: Point, ring: Ring): boolean {
  let within = false;
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [ax, ay] = ring[at] as Point;
    const [bx, by] = ring[at + 1] as Point;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

/** What of a convex outline lies nearer to `own` than to `other`. */
function nearer(cell: readonly Spot[], own: Spot, other: Spot): Spot[] {
  const side = ([x, y]: Spot): number =>
    (x - (own[0] + other[0]) / 2) * (other[0] - own[0]) + (y - (own[1] + other[1]) / 2) * (other[1] - own[1]);
  return cell.flatMap((here, at) => {
    const next = cell[(at + 1) % cell.length] as Spot;
    const a = side(here);
    const b = side(next);
    const kept: Spot[] = a <= 0 ? [here] : [];
    if (a < 0 !== b < 0) {
      const share = a / (a - b);
      kept.push([here[0] + (next[0] - here[0]) * share, here[1] + (next[1] - here[1]) * share]);
    }
    return kept;
  });
}

/** Corners worked out from two cells differ in the last digits: the first one found stands for all. */
function oneCorner(): (spot: Spot) => Spot {
  const known: Spot[] = [];
  return (spot) => {
    const same = known.find((other) => Math.hypot(other[0] - spot[0], other[1] - spot[1]) < 1e-6);
    if (same) return same;
    known.push(spot);
    return spot;
  };
}

/** A straight edge as a gully rim: the same line whichever side asks. */
function rim(from: Spot, to: Spot): Spot[] {
  const turned = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1]);
  const [low, high] = turned ? [to, from] : [from, to];
  const random = seeded(seedOf([...low, ...high].map((n) => n.toFixed(3)).join()));
  const bend = (a: Spot, b: Spot, depth: number): Spot[] => {
    if (depth === 0) return [a];
    const shift = (random.next() - 0.5) * 0.26;
    const middle: Spot = [(a[0] + b[0]) / 2 - (b[1] - a[1]) * shift, (a[1] + b[1]) / 2 + (b[0] - a[0]) * shift];
    return [...bend(a, middle, depth - 1), ...bend(middle, b, depth - 1)];
  };
  const length = Math.hypot(high[0] - low[0], high[1] - low[1]);
  const line = [...bend(low, high, length > 0.3 ? 4 : length > 0.1 ? 2 : 0), high];
  return (turned ? line.reverse() : line).slice(0, -1);
}

const key = (point: Point): string => point.join();

/** The outer ring of several rings that tile: the edges that only one of them has. */
export function joined(rings: readonly Ring[]): Ring {
  const edges = new Map<string, readonly [Point, Point]>();
  for (const ring of rings)
    for (let at = 0; at + 1 < ring.length; at += 1) {
      const from = ring[at] as Point;
      const to = ring[at + 1] as Point;
      if (!edges.delete(`${key(to)} ${key(from)}`)) edges.set(`${key(from)} ${key(to)}`, [from, to]);
    }
  const next = new Map([...edges.values()].map(([from, to]) => [key(from), to]));
  const first = [...edges.values()][0]?.[0];
  if (!first || next.size !== edges.size) throw new RangeError('the rings do not tile one piece');
  const ring: Point[] = [first];
  do ring.push(next.get(key(ring.at(-1) as Point)) as Point);
  while (key(ring.at(-1) as Point) !== key(first));
  if (ring.length !== edges.size + 1) throw new RangeError('the joined outline is in several pieces');
  return ring;
}

/** Outlines by code: 22 grids, the 7 groups they tile, and the village the groups tile. */
export function outlines(): Map<string, Ring> {
  const hearts = groups.flatMap((group) => group.grids.map((grid) => grid.heart));
  const corners = oneCorner();
  const rings = new Map<string, Ring>();
  for (const group of groups) {
    const own: Ring[] = group.grids.map((grid, at) => {
      let cell: readonly Spot[] = outline;
      for (const other of hearts) if (other !== grid.heart) cell = nearer(cell, grid.heart, other);
      const exact = cell.map(corners).filter((spot, index, all) => spot !== all[(index + 1) % all.length]);
      const rough = exact.flatMap((spot, index) => rim(spot, exact[(index + 1) % exact.length] as Spot)).map(toPoint);
      const ring = [...rough, rough[0] as Point];
      rings.set(gridCode(group.number, at + 1), ring);
      return ring;
    });
    rings.set(groupCode(group.number), joined(own));
  }
  rings.set(village.code, joined(groups.map((group) => rings.get(groupCode(group.number)) as Ring)));
  return rings;
}

/** Homes stand in rows along the slope below the grid's heart, at least 24 m apart. */
function row(random: Random, start: Spot, ring: Ring, count: number): Spot[] {
  const slope = (random.next() - 0.5) * 1.1;
  const curve = (random.next() - 0.5) * 0.9;
  const found: Spot[] = [];
  for (let tries = 0; found.length < count; tries += 1) {
    const along = (random.next() - 0.5) * (0.5 + tries / 4000);
    const off = (random.next() - 0.5) * 0.09 + curve * along * along;
    const spot: Spot = [
      start[0] + along * Math.cos(slope) - off * Math.sin(slope),
      start[1] + along * Math.sin(slope) + off * Math.cos(slope),
    ];
    const free = found.every((other) => Math.hypot(other[0] - spot[0], other[1] - spot[1]) > 0.024);
    if (free && inside(toPoint(spot), ring)) found.push(spot);
    if (tries > 20000) throw new RangeError('no room for the homes of a grid');
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/** Where the homes of one grid stand, in the order of their door numbers. */
export function standings(random: Random, group: number, number: number, ring: Ring): Point[] {
  const plan = groups[group - 1]?.grids[number - 1];
  if (!plan) throw new RangeError(`no grid ${group}-${number}`);
  const [east, north] = plan.heart;
  if (group !== hamlet.group || number !== hamlet.number) {
    const first = Math.ceil(plan.doors.length * 0.6);
    const upper = row(random, [east, north + 0.08], ring, first);
    const lower = row(random, [east + 0.03, north - 0.13], ring, plan.doors.length - first);
    return [...upper, ...lower].map(toPoint);
  }
  const upper = row(random, [east - 0.05, north - 0.02], ring, hamlet.upper.length);
  const lower = row(random, [east + 0.08, north - 0.17], ring, hamlet.lower.length);
  const apart = row(random, [east - 0.02, north + 0.2], ring, 2);
  return plan.doors.map((door) => {
    const high = (hamlet.upper as readonly number[]).indexOf(door);
    const low = (hamlet.lower as readonly number[]).indexOf(door);
    const spot = high >= 0 ? upper[high] : low >= 0 ? lower[low] : apart[door < 10 ? 0 : 1];
    return toPoint(spot as Spot);
  });
}

/** A place on the map given in kilometres, for the pipes. */
export const placeAt = (east: number, north: number): Point => toPoint([east, north]);
