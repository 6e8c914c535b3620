// For the rows of the table about supply networks: a node and a named network in the village.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

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

let drawn = 0;
const next = (): string => {
  drawn += 1;
  return `V${drawn}`;
};

export const supplies: Readonly<Record<string, Make>> = {
  'supply.place|in the village': async (m) => ({
    node: newId(),
    village: m.cast.areas.village,
    network: 'W',
    code: next(),
    name: '阀',
    kind: 'valve',
  }),
  'supply.draw|in the village': async (m) => ({
    village: m.cast.areas.village,
    network: 'W',
    nodes: [{ node: newId(), version: 0, drawn: { code: next(), name: '阀', kind: 'valve' } }],
  }),
};
