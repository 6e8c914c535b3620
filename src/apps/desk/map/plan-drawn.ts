// Makes of a plan what the map draws: grids in colours that tell neighbours apart, homes in their grid's colour, the line in hand.
import type { MapHome } from '#modules/household/model-map.ts';
import type { OutlineFault } from '#modules/territory/rules-outline-checks.ts';
import { corners } from '#modules/territory/rules-outlines.ts';
import {
  type AreaTone,
  type MapArea,
  type MapDot,
  type MapDrawing,
  type MapPath,
  type MapPicture,
  tonesOf,
} from '#modules/territory/ui/map-drawing.ts';
import type { Ground } from './map-data.ts';
import { gullyPaths } from './map-drawn.ts';
import type { DraftGrid } from './plan-draft.ts';
import type { PlanState } from './plan-state.ts';

/** Colours by grid, also of grids without an outline, whose homes are coloured by them. */
export function planTones(grids: readonly DraftGrid[]): ReadonlyMap<string, AreaTone> {
  return tonesOf(grids.map(({ id, shape }) => ({ id, rings: shape ?? [] })));
}

function cornersOf(state: PlanState): MapDot[] {
  const shape = state.draft.grids.find((grid) => grid.id === state.grid)?.shape;
  if (state.tool !== 'corners' || !shape) return [];
  return shape.flatMap((ring, place) =>
    corners(ring).map((at, corner): MapDot => ({ id: `corner ${place} ${corner}`, at, kind: 'corner', label: '' })),
  );
}

function bendsOf({ tool, gullies }: PlanState): MapDot[] {
  const chosen = gullies.list.find((one) => one.id === gullies.chosen);
  if (tool !== 'bend' || !chosen) return [];
  return chosen.path.map((at, corner): MapDot => ({ id: `corner ${corner}`, at, kind: 'corner', label: '' }));
}

const spotsOf = ({ line }: PlanState): MapDot[] =>
  line.map((at, place): MapDot => ({ id: `spot ${place}`, at, kind: 'corner', label: '' }));

export function planDrawing(
  ground: Ground,
  homes: readonly MapHome[],
  {
    state,
    faults,
    tones,
    short,
    picture,
  }: {
    state: PlanState;
    faults: readonly OutlineFault[];
    tones: ReadonlyMap<string, AreaTone>;
    short: (grid: DraftGrid) => string;
    picture: MapPicture | undefined;
  },
): MapDrawing {
  const grids = state.draft.grids.flatMap((grid): MapArea[] =>
    grid.shape === null
      ? []
      : [{ id: grid.id, rings: grid.shape, tone: tones.get(grid.id) ?? 'plain', over: false, label: short(grid) }],
  );
  const chosen = state.draft.grids.find((grid) => grid.id === state.grid);
  const edge: MapArea[] = chosen?.shape
    ? [{ id: chosen.id, rings: chosen.shape, tone: 'chosen', over: true, label: '' }]
    : [];
  const groups = ground.groups.flatMap((group): MapArea[] =>
    group.shape === null ? [] : [{ id: group.id, rings: group.shape, tone: 'plain', over: true, label: group.name }],
  );
  const dots = homes.flatMap(({ id, door, lat, lon, vacant }): MapDot[] =>
    lat === null || lon === null
      ? []
      : [
          {
            id,
            at: [lon, lat],
            kind: vacant ? 'vacant' : 'home',
            label: door,
            tone: tones.get(state.draft.gridOf.get(id) ?? ''),
            chosen: state.picked.includes(id),
          },
        ],
  );
  const wrong = faults.map((fault, at): MapDot => ({ id: `fault ${at}`, at: fault.at, kind: 'fault', label: '' }));
  const paths = [
    ...gullyPaths(state.gullies.list, state.gullies.chosen),
    ...(state.line.length > 1
      ? [{ id: 'line', path: state.line, kind: state.tool === 'gully' ? 'gully' : 'cut' } satisfies MapPath]
      : []),
  ];
  return {
    areas: [...grids, ...groups, ...edge],
    paths,
    dots: [...dots, ...wrong, ...cornersOf(state), ...bendsOf(state), ...spotsOf(state)],
    picture,
  };
}
