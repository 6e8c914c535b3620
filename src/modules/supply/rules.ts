// How nodes and networks of supply come to be and change (SUPPLY rules), and what hangs below a node.
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Drawn, SupplyNetwork, SupplyNode } from './model.ts';

export const supplyNodeKind: RecordKind<SupplyNode> = {
  kind: 'supply-node',
  apply(node, fact) {
    const version = (node?.version ?? 0) + 1;
    // SUPPLY-9: what was removed comes back as the record it was.
    if (fact.name === 'supply.placed') return { also: [], ...fact.data, removedAt: null, id: fact.id, version };
    if (!node) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'supply.drawn') return { ...node, ...fact.data, version };
    if (fact.name === 'supply.removed') return { ...node, removedAt: fact.data.at, version };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const supplyNetworkKind: RecordKind<SupplyNetwork> = {
  kind: 'supply-network',
  apply(network, fact) {
    const version = (network?.version ?? 0) + 1;
    if (fact.name === 'supply.opened') return { ...fact.data, closedAt: null, id: fact.id, version };
    if (!network) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'supply.called') return { ...network, ...fact.data, version };
    if (fact.name === 'supply.closed') return { ...network, closedAt: fact.data.at, version };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** Everything a node is fed from. */
export const feedsOf = ({ parent, also }: Pick<Drawn, 'parent' | 'also'>): readonly string[] =>
  parent === null ? also : [parent, ...also];

/** Code → the nodes it feeds, in the order of the list. */
export function fedBy<N extends Pick<Drawn, 'parent' | 'also'>>(nodes: readonly N[]): Map<string, N[]> {
  const fed = new Map<string, N[]>();
  for (const node of nodes) {
    for (const feed of feedsOf(node)) {
      const list = fed.get(feed);
      if (list) list.push(node);
      else fed.set(feed, [node]);
    }
  }
  return fed;
}

/** SUPPLY-2: codes of the node and of everything fed through it. */
export function codesBelow(nodes: readonly Pick<Drawn, 'code' | 'parent' | 'also'>[], code: string): Set<string> {
  const fed = fedBy(nodes);
  const below = new Set([code]);
  for (const one of below) for (const node of fed.get(one) ?? []) below.add(node.code);
  return below;
}
