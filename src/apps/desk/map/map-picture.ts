// A picture of the ground taken from above: opened from this computer, laid under the grids by its edges, kept nowhere and sent nowhere.
import { signal } from '@preact/signals';
import type { MapPicture } from '#modules/territory/ui/map-drawing.ts';

/** By village, for as long as this page is open. */
const open = signal<ReadonlyMap<string, MapPicture>>(new Map());

export interface OpenPicture {
  readonly shown: MapPicture | undefined;
  lay(file: File, edges: MapPicture['edges']): void;
  takeOff(): void;
}

export function usePicture(village: string | undefined): OpenPicture {
  const id = village ?? '';
  const shown = open.value.get(id);
  const keep = (next: MapPicture | undefined): void => {
    if (shown !== undefined) URL.revokeObjectURL(shown.url);
    const others = [...open.value].filter(([key]) => key !== id);
    open.value = new Map(next === undefined ? others : [...others, [id, next]]);
  };
  return {
    shown,
    lay: (file, edges) => keep({ url: URL.createObjectURL(file), edges }),
    takeOff: () => keep(undefined),
  };
}

/** The numbers in what was typed or pasted; undefined unless they are four edges that hold some ground. */
export function readEdges(typed: readonly string[]): MapPicture['edges'] | undefined {
  const [west, south, east, north] = typed.map((one) => Number(one.normalize('NFKC').trim() || 'x'));
  const all = [west, south, east, north];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  if (all.some((one) => !Number.isFinite(one))) return undefined;
  const onEarth = west >= -180 && east <= 180 && south >= -85 && north <= 85;
  return onEarth && west < east && south < north ? [west, south, east, north] : undefined;
}
