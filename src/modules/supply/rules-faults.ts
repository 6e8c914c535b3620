// What is wrong with a network as it is drawn (SUPPLY-3 to SUPPLY-6), so that an act may not make it worse.
import { codesIn, type Drawn, type NetworkHome } from './model.ts';
import { fedBy, feedsOf } from './rules.ts';

export interface NetworkFault {
  readonly code:
    | 'supply-code-twice'
    | 'supply-still-feeds'
    | 'supply-feed-unknown'
    | 'supply-ring'
    | 'supply-two-feeds';
  readonly facts: Readonly<Record<string, string | number>>;
  /** The node that is at fault. */
  readonly at: string;
}

/** Codes of the nodes that lie on a ring: what is left when all that is fed from outside, and all that feeds nothing, is taken away. */
export function onRings(nodes: readonly Drawn[]): Set<string> {
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  const left = new Set(byCode.keys());
  const fed = fedBy(nodes);
  const feeds = new Map(nodes.map((node) => [node.code, feedsOf(node).filter((feed) => left.has(feed)).length]));
  const peel = (counts: Map<string, number>, next: (code: string) => readonly string[]): void => {
    const ready = [...left].filter((code) => counts.get(code) === 0);
    for (let code = ready.pop(); code !== undefined; code = ready.pop()) {
      left.delete(code);
      for (const other of next(code)) {
        const count = (counts.get(other) ?? 0) - 1;
        counts.set(other, count);
        if (count === 0 && left.has(other)) ready.push(other);
      }
    }
  };
  peel(feeds, (code) => (fed.get(code) ?? []).map((node) => node.code));
  const outs = new Map(
    [...left].map((code) => [code, (fed.get(code) ?? []).filter((node) => left.has(node.code)).length]),
  );
  peel(outs, (code) => feedsOf(byCode.get(code) ?? { parent: null, also: [] }));
  return left;
}

/** SUPPLY-3, SUPPLY-4, SUPPLY-5: each fault under a key, so that the old ones can be told from the new. */
export function faultsOf(nodes: readonly Drawn[], looped: boolean): Map<string, NetworkFault> {
  const found = new Map<string, NetworkFault>();
  const add = (code: NetworkFault['code'], at: string, more: Record<string, string> = {}): unknown =>
    found.set([code, at, ...Object.values(more)].join('\n'), { code, at, facts: { code: at, ...more } });
  const codes = new Set<string>();
  for (const { code } of nodes) {
    if (codes.has(code)) add('supply-code-twice', code);
    codes.add(code);
  }
  for (const node of nodes) {
    const feeds = feedsOf(node);
    for (const feed of feeds) if (!codes.has(feed)) add('supply-feed-unknown', node.code, { feed });
    if (feeds.includes(node.code)) add('supply-ring', node.code);
    if (!looped && feeds.length > 1) add('supply-two-feeds', node.code);
  }
  if (!looped) for (const code of onRings(nodes)) add('supply-ring', code);
  return found;
}

/** SUPPLY-6: a code that is gone and is still named by nodes or homes. */
export function stillFeeds(
  gone: ReadonlySet<string>,
  nodes: readonly Drawn[],
  homes: readonly NetworkHome[],
  network: string,
): NetworkFault | undefined {
  for (const code of gone) {
    const hanging = nodes.filter((node) => feedsOf(node).includes(code)).length;
    const living = homes.filter((home) => codesIn(home.points, network).includes(code)).length;
    if (hanging + living > 0)
      return { code: 'supply-still-feeds', at: code, facts: { code, nodes: hanging, homes: living } };
  }
  return undefined;
}
