// Outlines for planned grids: within the group's outline each spot belongs to the grid of the home nearest to it, so neighbours share their border.
import { Delaunay } from 'd3-delaunay';
import clipping from 'polygon-clipping';
import type { Shape } from './model.ts';
import { areaOf, joined, type LonLat, rounded } from './rules-outlines.ts';

export interface ShapedHome {
  readonly grid: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

const polygons = (shape: Shape): [number, number][][][] => shape.map((ring) => [ring.map(([lon, lat]) => [lon, lat])]);

/** Rings as they are kept: rounded, without corners that fell together, without slivers. */
function kept(found: [number, number][][][]): Shape {
  return found
    .flatMap((polygon) => polygon.slice(0, 1))
    .map((ring) => ring.map(rounded))
    .map((ring) =>
      ring.filter((spot, at) => at === 0 || spot[0] !== ring[at - 1]?.[0] || spot[1] !== ring[at - 1]?.[1]),
    )
    .filter((ring) => ring.length > 3 && Math.abs(areaOf(ring)) > 1);
}

/** TERR-13. By grid; a grid none of whose homes has a place of its own is absent. */
export function shapesIn(outline: Shape, homes: readonly ShapedHome[]): Map<string, Shape> {
  const placed = homes.flatMap(({ grid, lat, lon }) => (lat === null || lon === null ? [] : [{ grid, lon, lat }]));
  const shrink = Math.cos(((placed[0]?.lat ?? 0) * Math.PI) / 180);
  const spots = outline.flat();
  const [lons, lats] = [
    [...spots.map((one) => one[0]), ...placed.map((one) => one.lon)],
    [...spots.map((one) => one[1]), ...placed.map((one) => one.lat)],
  ];
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  // Far around, so that the frame of the cells never shows inside the outline.
  const far = 1 + Math.max(east - west, north - south);
  const frame: [number, number, number, number] = [
    (west - far) * shrink,
    south - far,
    (east + far) * shrink,
    north + far,
  ];
  const cells = Delaunay.from(placed.map(({ lon, lat }): [number, number] => [lon * shrink, lat])).voronoi(frame);
  const byGrid = new Map<string, LonLat[][]>();
  for (const [at, { grid }] of placed.entries()) {
    const cell = cells.cellPolygon(at) as [number, number][] | null;
    if (cell === null) continue;
    byGrid.set(grid, [...(byGrid.get(grid) ?? []), cell.map(([x, y]): LonLat => [x / shrink, y])]);
  }
  return new Map(
    [...byGrid].map(([grid, rings]) => {
      const land = joined(rings).map((ring) => [ring.map(([lon, lat]): [number, number] => [lon, lat])]);
      return [grid, kept(clipping.intersection(land, polygons(outline)))];
    }),
  );
}
