// What is wrong with the outlines of a village: land in two grids, land in none, homes that stand outside their grid.
import clipping, { type MultiPolygon } from 'polygon-clipping';
import type { Shape } from './model.ts';
import { areaOf, isInShape, type LonLat } from './rules-outlines.ts';

export interface OutlinedGrid {
  readonly id: string;
  readonly shape: Shape | null;
}
export interface StandingHome {
  readonly id: string;
  readonly grid: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** One fault, with the spot to look at. */
export type OutlineFault =
  | {
      readonly code: 'overlap';
      readonly grids: readonly [string, string];
      readonly metres: number;
      readonly at: LonLat;
    }
  | { readonly code: 'gap'; readonly metres: number; readonly at: LonLat }
  | {
      readonly code: 'outside';
      readonly home: string;
      readonly grid: string;
      readonly lies: string | null;
      readonly at: LonLat;
    };

/** Square metres below which a sliver is nothing but drawing. */
const sliver = 100;

const asPolygons = (shape: Shape): MultiPolygon =>
  shape.map((ring) => [ring.map(([lon, lat]): [number, number] => [lon, lat])]);

function pieces(found: MultiPolygon): { metres: number; at: LonLat }[] {
  return found.flatMap(([outer, ...holes]) => {
    if (outer === undefined) return [];
    const size = (ring: typeof outer): number => Math.abs(areaOf(ring));
    const metres = holes.reduce((sum, hole) => sum - size(hole), size(outer));
    return metres < sliver ? [] : [{ metres: Math.round(metres), at: spotIn(outer) }];
  });
}

/** A spot well inside a ring: halfway between two edges on a level through it. */
function spotIn(ring: readonly LonLat[]): LonLat {
  const lats = ring.map(([, lat]) => lat);
  const level = (Math.min(...lats) + Math.max(...lats)) / 2 + 1e-9;
  const hits = ring
    .flatMap(([ax, ay], at) => {
      const [bx, by] = ring[(at + 1) % ring.length] as LonLat;
      return ay > level === by > level ? [] : [ax + ((bx - ax) * (level - ay)) / (by - ay)];
    })
    .sort((a, b) => a - b);
  let best: readonly [number, number] = [hits[0] ?? ring[0]?.[0] ?? 0, hits[0] ?? ring[0]?.[0] ?? 0];
  for (let at = 0; at + 1 < hits.length; at += 2) {
    const pair = [hits[at] as number, hits[at + 1] as number] as const;
    if (pair[1] - pair[0] > best[1] - best[0]) best = pair;
  }
  return [(best[0] + best[1]) / 2, level];
}

type Box = readonly [number, number, number, number];
const boxOf = (shape: Shape): Box => {
  const spots = shape.flat();
  const [lons, lats] = [spots.map((one) => one[0]), spots.map((one) => one[1])];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
};
const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export function overlapsOf(grids: readonly OutlinedGrid[]): OutlineFault[] {
  const drawn = grids.flatMap(({ id, shape }) =>
    shape === null || shape.length === 0 ? [] : [{ id, box: boxOf(shape), land: asPolygons(shape) }],
  );
  return drawn.flatMap((one, at) =>
    drawn.slice(at + 1).flatMap((other) => {
      if (!meet(one.box, other.box)) return [];
      return pieces(clipping.intersection(one.land, other.land)).map(
        (piece): OutlineFault => ({ code: 'overlap', grids: [one.id, other.id], ...piece }),
      );
    }),
  );
}

/** Land of the whole that lies in none of its grids; nothing while a grid has no outline yet, then it would be all of that. */
export function gapsOf(whole: Shape | null, grids: readonly OutlinedGrid[]): OutlineFault[] {
  if (whole === null || whole.length === 0 || grids.some((grid) => grid.shape === null)) return [];
  const lands = grids.map((grid) => asPolygons(grid.shape ?? []));
  return pieces(clipping.difference(asPolygons(whole), ...lands)).map((piece) => ({ code: 'gap', ...piece }));
}

export function outsideOf(homes: readonly StandingHome[], grids: readonly OutlinedGrid[]): OutlineFault[] {
  const shapes = new Map(grids.map(({ id, shape }) => [id, shape]));
  return homes.flatMap(({ id, grid, lat, lon }): OutlineFault[] => {
    const shape = shapes.get(grid);
    if (lat === null || lon === null || !shape || isInShape([lon, lat], shape)) return [];
    const lies = grids.find((one) => one.shape !== null && isInShape([lon, lat], one.shape))?.id ?? null;
    return [{ code: 'outside', home: id, grid, lies, at: [lon, lat] }];
  });
}

/** TERR-15 */
export const outlineFaults = (
  whole: Shape | null,
  grids: readonly OutlinedGrid[],
  homes: readonly StandingHome[],
): OutlineFault[] => [...overlapsOf(grids), ...gapsOf(whole, grids), ...outsideOf(homes, grids)];
