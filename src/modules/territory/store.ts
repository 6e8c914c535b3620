// The SQL on the tables of areas and gullies.
import { defineTable } from '#data/table.ts';
import type { Area } from './model.ts';
import type { Gully } from './model-gully.ts';

export const areaTable = defineTable<Area>('area', 'area', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  kind: 'text',
  code: 'text',
  name: 'text',
  parent: 'uuid',
  validFrom: 'day',
  validTo: 'day',
  predecessors: 'uuid[]',
  shape: 'json',
});

export const gullyTable = defineTable<Gully>('gully', 'gully', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  path: 'json',
  drawnAt: 'time',
  removedAt: 'time',
});

/**
 * By what an index finds the homes of these grounds (SQL of an ltree[]), as a condition beside the one on their ground: `<@` is
 * not leakproof, so that under row-level security no index serves it, and the rights of every row of the county would be weighed.
 */
export const inGrids = (grounds: string, grid = 'grid'): string =>
  `${grid} = any(array(select part.id from area as part where part.ground <@ any(${grounds})))`;

/** The same for what belongs to a home. */
export const ofHomes = (grounds: string, household = 'household'): string =>
  `${household} = any(array(select near.id from household as near where ${inGrids(grounds, 'near.grid')}))`;
