// The SQL on supply networks.
import type { RecordBase } from '#kit/command.ts';
import { type Asking, defineTable } from '#data/table.ts';
import { householdTable } from '#modules/household/store.ts';
import { inGrids } from '#modules/territory/store.ts';
import type { SupplyNetwork, SupplyNode } from './model.ts';

export const supplyNodeTable = defineTable<SupplyNode>('supply-node', 'supply_node', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  network: 'text',
  code: 'text',
  name: 'text',
  kind: 'text',
  parent: 'text',
  also: 'text[]',
  lat: 'float',
  lon: 'float',
  removedAt: 'time',
});

export const supplyNetworkTable = defineTable<SupplyNetwork>('supply-network', 'supply_network', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  code: 'text',
  name: 'text',
  looped: 'bool',
  closedAt: 'time',
});

/** Everything drawn in a village, what was removed included, and its homes: a drawing is judged as a whole. */
export async function loadSupplyOf(
  tx: Asking,
  village: string,
): Promise<{ readonly kind: string; readonly record: RecordBase }[]> {
  const of = 'ground = (select ground from area where id = $1)';
  const [nodes, networks, homes] = await Promise.all([
    tx.query<Record<string, unknown>>(`select ${supplyNodeTable.select} from supply_node where ${of}`, [village]),
    tx.query<Record<string, unknown>>(`select ${supplyNetworkTable.select} from supply_network where ${of}`, [village]),
    tx.query<Record<string, unknown>>(
      `select ${householdTable.select} from household where ground <@ (select ground from area where id = $1)
          and ${inGrids('array(select ground from area where id = $1)')} and closed_at is null`,
      [village],
    ),
  ]);
  return [
    ...nodes.map((row) => ({ kind: 'supply-node', record: supplyNodeTable.read(row) })),
    ...networks.map((row) => ({ kind: 'supply-network', record: supplyNetworkTable.read(row) })),
    ...homes.map((row) => ({ kind: 'household', record: householdTable.read(row) })),
  ];
}
