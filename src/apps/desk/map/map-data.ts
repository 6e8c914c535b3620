// What the map's screens ask for one village, and whose desk may see which layer.
import { useAsk } from '#look/door.ts';
import type { MapMatter } from '#modules/case/model-map.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import type { MapIncident } from '#modules/incident/model-map.ts';
import type { SupplyPage } from '#modules/supply/model.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import { hasRole } from '../session.ts';

export const layers = ['homes', 'matters', 'incidents', 'supply', 'aerial'] as const;
export type Layer = (typeof layers)[number];

export const seesHomes = (): boolean =>
  hasRole('level-1-head', 'liaison-officer', 'village-officer', 'township-officer');
export const mayDivide = (): boolean => hasRole('village-officer');

/** Layers that this desk may see at all; a picture only where one is kept. */
export const layersHere = (pictured = false): Layer[] => {
  const may = (layer: Layer): boolean =>
    layer === 'aerial' ? pictured : layer !== 'supply' || hasRole('village-officer', 'township-officer');
  return seesHomes() ? layers.filter(may) : [];
};

export interface Ground {
  readonly villages: readonly AreaRow[];
  readonly village: AreaRow | undefined;
  /** Groups and grids of the village, by path. */
  readonly groups: readonly AreaRow[];
  readonly grids: readonly AreaRow[];
}

/** The village of the address, else the first. */
export function useGround(wanted: string): Ground | undefined {
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data;
  if (tree === undefined) return undefined;
  const villages = tree.filter((area) => area.kind === 'village');
  const village = villages.find((area) => area.id === wanted) ?? villages[0];
  const inside = (kind: AreaRow['kind']): AreaRow[] =>
    village === undefined
      ? []
      : tree.filter((area) => area.kind === kind && area.ground.startsWith(`${village.ground}.`));
  return { villages, village, groups: inside('level-1'), grids: inside('level-2') };
}

export interface Layers {
  readonly homes: readonly MapHome[];
  readonly matters: readonly MapMatter[];
  readonly incidents: readonly MapIncident[];
  readonly nodes: SupplyPage['nodes'];
}

const none: readonly never[] = [];

/** A layer that is off is not asked for. */
export function useLayers(village: string | undefined, on: ReadonlySet<Layer>): Layers {
  const may = layersHere();
  const asks = (layer: Layer): boolean => village !== undefined && on.has(layer) && may.includes(layer);
  const homes = useAsk<MapHome[]>(asks('homes') ? 'household.map' : undefined, { area: village }, ['household']);
  const matters = useAsk<MapMatter[]>(asks('matters') ? 'case.map' : undefined, { area: village }, ['case']);
  const incidents = useAsk<MapIncident[]>(asks('incidents') ? 'incident.map' : undefined, { area: village }, [
    'incident',
    'case',
  ]);
  const supply = useAsk<SupplyPage>(asks('supply') ? 'supply.page' : undefined, { village }, ['supply-node']);
  return {
    homes: asks('homes') ? (homes.data ?? none) : none,
    matters: asks('matters') ? (matters.data ?? none) : none,
    incidents: asks('incidents') ? (incidents.data ?? none) : none,
    nodes: asks('supply') ? (supply.data?.nodes ?? none) : none,
  };
}

/** 一社 and 一社2网格 are one name. */
export const gridName = (grid: AreaRow, groups: readonly AreaRow[]): string => {
  const group = groups.find((one) => one.id === grid.parent)?.name ?? '';
  return grid.name.startsWith(group) ? grid.name : `${group}${grid.name}`;
};

/** Some three hundred metres, so that what is around it can be told. */
export const aroundSpot = (spot: LonLat | undefined): readonly LonLat[] | undefined => {
  const around = 0.0015;
  return (
    spot && [
      [spot[0] - around, spot[1] - around],
      [spot[0] + around, spot[1] + around],
    ]
  );
};
export const doorOf =
  (homes: readonly MapHome[]) =>
  (id: string): string =>
    homes.find((home) => home.id === id)?.door ?? '';
