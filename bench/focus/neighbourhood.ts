// How well the homes that are found match those that are hit, where no network is known.
import { createFinder } from '../../src/focus/finder.ts';
import { neighbourhoodOf } from '../../src/focus/neighbourhood.ts';
import { scanner } from './baseline-kulldorff.ts';
import { bootstrap, mean, type Row, row } from './row.ts';
import { buildVillage, drawArea, type HitArea, type Village } from './village.ts';

/** Homes in both, of homes in either. */
export function jaccard(a: readonly number[], b: readonly number[]): number {
  const other = new Set(b);
  const both = a.filter((one) => other.has(one)).length;
  const either = a.length + b.length - both;
  return either === 0 ? 0 : both / either;
}

type Found = (village: Village, area: HitArea) => readonly number[];

const methods: Record<string, Found> = {
  finder: ({ world }, { events, at }) => neighbourhoodOf(world, events, at)?.homes ?? [],
  'finder, best single round or grid': ({ world }, { events, at }) => {
    const fresh = createFinder(world);
    for (const one of events) fresh.add(one);
    return fresh.findings(at)[0]?.causes[0]?.homes ?? [];
  },
  Kulldorff: ({ world }, { events, at }) => scanner(world)(events, at)[0]?.homes ?? [],
};

export interface AreasWanted {
  readonly villages: number;
  readonly areas: number;
  readonly seed: number;
}

/** Over all areas, also those of which nothing was found (0). */
export function neighbourhoodRows({ villages, areas, seed }: AreasWanted): Row[] {
  const drawn = Array.from({ length: villages }, (_, place) => {
    const village = buildVillage(260, seed + place);
    const each = Math.ceil(areas / villages);
    return Array.from({ length: each }, (_, at) => ({ village, area: drawArea(village, (seed + place) * 1000 + at) }));
  }).flat();
  return Object.entries(methods).map(([name, found]) => {
    const values = drawn.map(({ village, area }) => jaccard(found(village, area), area.homes));
    const goal = name === 'finder' ? ({ goal: ['≥', 0.7] } as const) : {};
    return row(
      { name: `no network, overlap (Jaccard): ${name}`, unit: '', of: values.length, ...goal },
      bootstrap(values, mean),
    );
  });
}
