// What a map shows, in plain records: areas, lines and dots on the ground, each with what it is called.
import type { Shape } from '../model.ts';
import type { LonLat } from '../rules-outlines.ts';

/** Colours of areas; the numbered ones tell neighbours apart. */
export type AreaTone = 'plain' | 'gap' | 'bare' | 'chosen' | 1 | 2 | 3 | 4 | 5 | 6;
export interface MapArea {
  readonly id: string;
  readonly rings: Shape;
  readonly tone: AreaTone;
  /** A group or a village: its edge is drawn over the grids', and its name in the second voice. */
  readonly over: boolean;
  readonly label: string;
}

export type DotKind = 'home' | 'vacant' | 'matter' | 'incident' | 'node' | 'fault' | 'corner';
export interface MapDot {
  readonly id: string;
  readonly at: LonLat;
  readonly kind: DotKind;
  readonly label: string;
  /** Colour of the grid it shall belong to, in a plan. */
  readonly tone?: AreaTone;
  readonly chosen?: boolean;
}

export interface MapPath {
  readonly id: string;
  readonly path: readonly LonLat[];
  readonly kind: 'pipe' | 'gully' | 'cut';
  readonly chosen?: boolean;
}

/** A picture of the ground taken from above, and where it lies. */
export interface MapPicture {
  readonly url: string;
  /** Top left, top right, bottom left of the picture. */
  readonly corners: readonly [LonLat, LonLat, LonLat];
  /** Seen through while it is being laid; 1 when nothing is said. */
  readonly opacity?: number;
}

export interface MapDrawing {
  readonly areas: readonly MapArea[];
  readonly paths: readonly MapPath[];
  readonly dots: readonly MapDot[];
  readonly picture: MapPicture | undefined;
}

/** What was pressed: a thing that is drawn, or bare ground. */
export interface Pressed {
  readonly kind: 'area' | DotKind | 'gully' | 'ground';
  readonly id: string;
  readonly at: LonLat;
}

const tones = [1, 2, 3, 4, 5, 6] as const;

/** Numbers for areas so that neighbours differ wherever six colours allow; the same areas always get the same ones. */
export function tonesOf(areas: readonly { readonly id: string; readonly rings: Shape }[]): Map<string, AreaTone> {
  const byCorner = new Map<string, string[]>();
  for (const { id, rings } of areas)
    for (const spot of new Set(rings.flat().map((one) => one.join())))
      byCorner.set(spot, [...(byCorner.get(spot) ?? []), id]);
  const beside = new Map<string, Set<string>>(areas.map(({ id }) => [id, new Set<string>()]));
  for (const ids of byCorner.values()) for (const id of ids) for (const other of ids) beside.get(id)?.add(other);
  const given = new Map<string, AreaTone>();
  const used = new Map<AreaTone, number>();
  for (const { id } of areas) {
    const near = new Set([...(beside.get(id) ?? [])].map((other) => given.get(other)));
    const free = tones.filter((tone) => !near.has(tone));
    const tone =
      (free.length > 0 ? free : [...tones]).toSorted((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0))[0] ?? 1;
    given.set(id, tone);
    used.set(tone, (used.get(tone) ?? 0) + 1);
  }
  return given;
}
