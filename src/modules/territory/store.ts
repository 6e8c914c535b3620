// The SQL on the table of areas.
import { defineTable } from '#data/table.ts';
import type { Area } from './model.ts';

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
