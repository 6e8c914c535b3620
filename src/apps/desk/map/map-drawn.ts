// Makes of areas, homes, matters, incidents and pipes what the map draws.
import type { AreaRow } from '#modules/territory/model.ts';
import type { GullyRow } from '#modules/territory/model-gully.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import type { MapArea, MapDot, MapDrawing, MapPath, MapPicture } from '#modules/territory/ui/map-drawing.ts';
import type { Ground, Layers } from './map-data.ts';

const isPlaced = <T extends { lat: number | null; lon: number | null }>(
  one: T,
): one is T & { lat: number; lon: number } => one.lat !== null && one.lon !== null;

function areasOf(ground: Ground, chosen: string): MapArea[] {
  const areaOf = (area: AreaRow, over: boolean): MapArea[] =>
    area.shape === null
      ? []
      : [
          {
            id: area.id,
            rings: area.shape,
            tone: area.id === chosen ? 'chosen' : 'plain',
            over,
            label: over ? area.name : shortName(area, ground),
          },
        ];
  return [
    ...ground.grids.flatMap((area) => areaOf(area, false)),
    ...ground.groups.flatMap((area) => areaOf(area, true)),
  ];
}

/** Within its group a grid is called by its number alone. */
function shortName(grid: AreaRow, ground: Ground): string {
  const group = ground.groups.find((one) => one.id === grid.parent)?.name ?? '';
  return grid.name.startsWith(group) ? grid.name.slice(group.length) : grid.name;
}

function pipesOf(nodes: Layers['nodes']): { paths: MapPath[]; dots: MapDot[] } {
  const placed = nodes.filter(isPlaced);
  const byCode = new Map(placed.map((node) => [`${node.network} ${node.code}`, node]));
  const paths = placed.flatMap((node) =>
    [node.parent, ...node.also].flatMap((feed): MapPath[] => {
      const from = byCode.get(`${node.network} ${feed ?? ''}`);
      return from === undefined
        ? []
        : [
            {
              id: `${node.id} ${from.id}`,
              path: [
                [from.lon, from.lat],
                [node.lon, node.lat],
              ],
              kind: 'pipe',
            },
          ];
    }),
  );
  // Taps stand at the doors: their homes are a layer of their own.
  const dots = placed.flatMap((node): MapDot[] =>
    node.kind === 'tap' ? [] : [{ id: node.id, at: [node.lon, node.lat], kind: 'node', label: node.name || node.code }],
  );
  return { paths, dots };
}

/** The same on the map and on the planner's. */
export const gullyPaths = (list: readonly GullyRow[], chosen = ''): MapPath[] =>
  list.map(({ id, path }) => ({ id, path, kind: 'gully', chosen: id === chosen }));

/** An incident stands in the middle of its homes. */
const middle = (spots: readonly LonLat[]): LonLat => [
  spots.reduce((sum, [lon]) => sum + lon, 0) / spots.length,
  spots.reduce((sum, [, lat]) => sum + lat, 0) / spots.length,
];

export function drawingOf(
  ground: Ground,
  shown: Layers,
  {
    chosen,
    picture,
    gullies,
    category,
  }: {
    chosen: string;
    gullies: readonly GullyRow[];
    picture: MapPicture | undefined;
    category: (code: string) => string;
  },
): MapDrawing {
  const pipes = pipesOf(shown.nodes);
  const homes = shown.homes.filter(isPlaced).map(
    (home): MapDot => ({
      id: home.id,
      at: [home.lon, home.lat],
      kind: home.vacant ? 'vacant' : 'home',
      label: home.door,
      chosen: home.id === chosen,
    }),
  );
  const matters = shown.matters.map(
    (one): MapDot => ({
      id: one.id,
      at: [one.lon, one.lat],
      kind: 'matter',
      label: category(one.category),
      chosen: one.id === chosen,
    }),
  );
  const incidents = shown.incidents.flatMap((one): MapDot[] =>
    one.spots.length === 0
      ? []
      : [{ id: one.id, at: middle(one.spots), kind: 'incident', label: one.title, chosen: one.id === chosen }],
  );
  return {
    areas: areasOf(ground, chosen),
    paths: [...gullyPaths(gullies), ...pipes.paths],
    dots: [...pipes.dots, ...homes, ...matters, ...incidents],
    picture,
  };
}
