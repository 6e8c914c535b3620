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
