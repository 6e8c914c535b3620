// For the rows of the table about supply networks: a node and a named network in the village.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';

export async function supplyBy(m: Matrix): Promise<{ node: string; network: string }> {
  const [node, network] = [newId(), newId()];
  await say(m.cast.county, m.cast.village, 'supply.draw', {
    village: m.cast.areas.village,
    network: 'P',
    nodes: [{ node, version: 0, drawn: { code: 'D1', name: '一社台区', kind: 'transformer' } }],
    called: { id: network, name: '供电', looped: false },
  });
  return { node, network };
}
