// Outlines that share their borders: cut by a line, moved at a corner, both sides at once. All coordinates are [lon, lat] in degrees.
import type { Shape } from './model.ts';

export type LonLat = readonly [number, number];
type Ring = readonly LonLat[];

/** Outlines by the area they belong to. */
export type Outlines = ReadonlyMap<string, Shape>;

/** A tenth of a metre: finer than anybody draws, and the same number whichever side works a corner out. */
export const rounded = ([lon, lat]: LonLat): LonLat => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];

export const isSame = (a: LonLat, b: LonLat): boolean => a[0] === b[0] && a[1] === b[1];

/** Corners of a ring without the last, which repeats the first. */
export const corners = (ring: Ring): LonLat[] => ring.slice(0, -1);
const closed = (spots: readonly LonLat[]): Ring => (spots[0] === undefined ? [] : [...spots, spots[0]]);

const metresPerDegree = 111_195;
/** Square metres, positive when it turns against the clock; right to well under 1 % for a village. */
export function areaOf(ring: Ring): number {
  const [lon0, lat0] = ring[0] ?? [0, 0];
  let twice = 0;
  for (const [at, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(at + 1) % ring.length] as LonLat;
    twice += (ax - lon0) * (by - lat0) - (bx - lon0) * (ay - lat0);
  }
  return (twice / 2) * metresPerDegree ** 2 * Math.cos((lat0 * Math.PI) / 180);
}

export function isInRing([x, y]: LonLat, ring: Ring): boolean {
  let inside = false;
  for (const [at, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(at + 1) % ring.length] as LonLat;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

export const isInShape = (spot: LonLat, shape: Shape): boolean => shape.some((ring) => isInRing(spot, ring));

interface Crossing {
  /** How far along the line, in its stretches. */
  readonly along: number;
  /** The edge of the ring it lies on, and how far along that. */
  readonly edge: number;
  readonly share: number;
  readonly at: LonLat;
}

function crossingsOf(ring: readonly LonLat[], line: readonly LonLat[]): Crossing[] {
  const found: Crossing[] = [];
  for (let stretch = 0; stretch + 1 < line.length; stretch += 1) {
    const [p, q] = [line[stretch] as LonLat, line[stretch + 1] as LonLat];
    for (let edge = 0; edge < ring.length; edge += 1) {
      const [a, b] = [ring[edge] as LonLat, ring[(edge + 1) % ring.length] as LonLat];
      const [dx, dy, ex, ey] = [q[0] - p[0], q[1] - p[1], b[0] - a[0], b[1] - a[1]];
      const down = dx * ey - dy * ex;
      if (down === 0) continue;
      const t = ((a[0] - p[0]) * ey - (a[1] - p[1]) * ex) / down;
      const u = ((a[0] - p[0]) * dy - (a[1] - p[1]) * dx) / down;
      // An edge owns its beginning and not its end: a line through a corner crosses once.
      if (t >= 0 && t < 1 && u >= 0 && u < 1)
        found.push({ along: stretch + t, edge, share: u, at: rounded([p[0] + dx * t, p[1] + dy * t]) });
    }
  }
  return found.sort((a, b) => a.along - b.along);
}

/** The spots of the line strictly between two crossings. */
const between = (line: readonly LonLat[], from: Crossing, to: Crossing): LonLat[] =>
  line.filter((_, at) => at > from.along && at < to.along).map(rounded);

const middleOf = (line: readonly LonLat[], from: Crossing, to: Crossing): LonLat => {
  const [a, b] = [from.at, between(line, from, to)[0] ?? to.at];
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
};

const tidy = (spots: readonly LonLat[]): LonLat[] =>
  spots.filter((spot, at) => !isSame(spot, spots[(at + 1) % spots.length] as LonLat));

/** Corners of the ring from one crossing on to another, both included. */
function along(ring: readonly LonLat[], from: Crossing, to: Crossing): LonLat[] {
  const wraps = to.edge < from.edge || (to.edge === from.edge && to.share < from.share);
  const last = wraps ? to.edge + ring.length : to.edge;
  const spots: LonLat[] = [from.at];
  for (let at = from.edge + 1; at <= last; at += 1) spots.push(ring[at % ring.length] as LonLat);
  return [...spots, to.at];
}

export interface Split {
  readonly halves: readonly [Shape, Shape];
  /** Where the cut meets the outline: corners that the neighbours there get too. */
  readonly ends: readonly [LonLat, LonLat];
}

/** TERR-14: cuts an outline in two along a line that crosses it; the cut is an edge of both. Undefined when the line does not lead across. */
export function splitBy(shape: Shape, line: readonly LonLat[]): Split | undefined {
  for (const [place, ring] of shape.entries()) {
    const spots = corners(ring);
    const crossings = crossingsOf(spots, line);
    for (const [at, from] of crossings.entries()) {
      const to = crossings[at + 1];
      if (to === undefined || isSame(from.at, to.at) || !isInRing(middleOf(line, from, to), ring)) continue;
      const cut = between(line, from, to);
      const first = closed(tidy([...along(spots, from, to), ...cut.toReversed()]));
      const second = closed(tidy([...along(spots, to, from), ...cut]));
      if (first.length < 4 || second.length < 4) continue;
      const rest = shape.filter((_, other) => other !== place);
      return { halves: [[first, ...rest], [second]], ends: [from.at, to.at] };
    }
  }
  return undefined;
}

/** How far a spot lies from a stretch, in degrees of latitude, about. */
function offFrom(spot: LonLat, a: LonLat, b: LonLat): number {
  const shrink = Math.cos((spot[1] * Math.PI) / 180);
  const [ax, ay, bx, by] = [(a[0] - spot[0]) * shrink, a[1] - spot[1], (b[0] - spot[0]) * shrink, b[1] - spot[1]];
  const [dx, dy] = [bx - ax, by - ay];
  const long = dx * dx + dy * dy;
  const share = long === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / long));
  return Math.hypot(ax + dx * share, ay + dy * share);
}

/** A new corner on a border becomes a corner of every outline that has this border (within 20 cm). */
export function withCorner(shape: Shape, spot: LonLat): Shape {
  return shape.map((ring) => {
    const spots = corners(ring);
    if (spots.some((one) => isSame(one, spot))) return ring;
    const edge = spots.findIndex((one, at) => offFrom(spot, one, spots[(at + 1) % spots.length] as LonLat) < 2e-6);
    return edge === -1 ? ring : closed(spots.toSpliced(edge + 1, 0, spot));
  });
}

/** TERR-14: a corner that moves, moves in every outline that has it. */
export function moveCorner(outlines: Outlines, from: LonLat, to: LonLat): Map<string, Shape> {
  const goal = rounded(to);
  return new Map(
    [...outlines].map(([area, shape]) => [
      area,
      shape.map((ring) =>
        ring.some((one) => isSame(one, from)) ? ring.map((one) => (isSame(one, from) ? goal : one)) : ring,
      ),
    ]),
  );
}

/** The edges that only one of several rings has, as rings again; of rings that tile, that is their outer edge. */
export function joined(rings: readonly Ring[]): Ring[] {
  const key = (spot: LonLat): string => `${spot[0]} ${spot[1]}`;
  const edges = new Map<string, readonly [LonLat, LonLat]>();
  for (const ring of rings) {
    const spots = tidy(corners(areaOf(ring) < 0 ? ring.toReversed() : ring));
    for (const [at, from] of spots.entries()) {
      const to = spots[(at + 1) % spots.length] as LonLat;
      if (!edges.delete(`${key(to)}|${key(from)}`)) edges.set(`${key(from)}|${key(to)}`, [from, to]);
    }
  }
  const from = new Map<string, LonLat[]>();
  for (const [a, b] of edges.values()) from.set(key(a), [...(from.get(key(a)) ?? []), b]);
  const found: Ring[] = [];
  for (const [start] of edges.values()) {
    const ring: LonLat[] = [];
    for (let at: LonLat | undefined = start; at !== undefined; at = from.get(key(at))?.pop()) ring.push(at);
    if (ring.length > 3) found.push(ring);
  }
  return found;
}
