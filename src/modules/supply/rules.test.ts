// The rules of supply networks: who draws them, and what hangs below a node.
import { expect, test } from 'vitest';
import { actorOf, applied, areaOf, decide, idOf, type Loose } from '#tests/loaded.ts';
import { placeNode } from './commands.ts';
import type { SupplyNode } from './model.ts';
import { codesBelow, supplyNodeKind } from './rules.ts';

const village = areaOf('village', 'village', '629901101203');
const records: Loose[] = [['area', village]];
const input = {
  node: idOf('valve'),
  village: village.id,
  network: 'W',
  code: 'V3',
  name: '三号阀',
  kind: 'valve',
  parent: 'M1',
};

test('SUPPLY-1 the village or township office draws the network', () => {
  const placed = applied(supplyNodeKind, undefined, decide(placeNode, input, { actor: actorOf('village'), records }));
  expect(placed).toMatchObject({ code: 'V3', ground: village.ground });
  expect(decide(placeNode, input, { actor: actorOf('township'), records })).toHaveLength(1);
  for (const name of ['level2', 'level1', 'keeper', 'water', 'centre'] as const)
    expect(() => decide(placeNode, input, { actor: actorOf(name), records }), name).toThrow('not-yours');
});

test('SUPPLY-2 below a node is everything fed through it, in whatever order the list stands', () => {
  const node = (code: string, parent: string | null): SupplyNode => ({
    id: idOf(code),
    ground: village.ground,
    version: 1,
    network: 'W',
    code,
    name: '',
    kind: 'branch',
    parent,
    lat: null,
    lon: null,
  });
  const nodes = [
    node('T2', 'B1'),
    node('T1', 'B1'),
    node('B1', 'V3'),
    node('V3', 'M1'),
    node('M1', null),
    node('V4', 'M1'),
    node('T9', 'V4'),
  ];
  expect([...codesBelow(nodes, 'V3')].sort()).toEqual(['B1', 'T1', 'T2', 'V3']);
});
