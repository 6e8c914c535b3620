// The SQL on supply networks.
import { defineTable } from '#data/table.ts';
import type { SupplyNode } from './model.ts';

export const supplyNodeTable = defineTable<SupplyNode>('supply-node', 'supply_node', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  network: 'text',
  code: 'text',
  name: 'text',
  kind: 'text',
  parent: 'text',
  lat: 'float',
  lon: 'float',
});
