// How a node of a supply network comes to be (SUPPLY rules), and which taps hang below one.
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { SupplyNode } from './model.ts';

export const supplyNodeKind: RecordKind<SupplyNode> = {
  kind: 'supply-node',
  apply(node, fact) {
    if (fact.name === 'supply.placed') return { ...fact.data, id: fact.id, version: 1 };
    if (!node) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** SUPPLY-2: codes of the node and of everything fed through it. */
export function codesBelow(nodes: readonly SupplyNode[], code: string): Set<string> {
  const below = new Set([code]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const node of nodes) {
      if (node.parent !== null && below.has(node.parent) && !below.has(node.code)) {
        below.add(node.code);
        grew = true;
      }
    }
  }
  return below;
}
