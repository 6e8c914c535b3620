// How a network is redrawn: each act as one drawing that can be said to the county, and the drawing that takes it back.
import { isFirst, isLast } from './kinds/networks.ts';
import { codesIn, type Drawing, type Drawn, type HomeChange, type NetworkHome, type NodeChange } from './model.ts';
import { codesBelow, feedsOf } from './rules.ts';

export type DrawnNode = Drawn & { readonly id: string; readonly version: number };

/** One network as a screen holds it. */
export interface Net {
  readonly network: string;
  readonly nodes: readonly DrawnNode[];
  readonly homes: readonly NetworkHome[];
}

/** What changes; village, network and name are added by whoever says it. */
export type Changes = Pick<Drawing, 'nodes' | 'homes'>;

export const drawnOf = ({ code, name, kind, parent, also, lat, lon }: Drawn): Drawn => ({
  code,
  name,
  kind,
  parent,
  also,
  lat,
  lon,
});

const changed = (node: DrawnNode, next: Partial<Drawn>): NodeChange => ({
  node: node.id,
  version: node.version,
  drawn: { ...drawnOf(node), ...next },
});
const goes = (node: DrawnNode): NodeChange => ({ node: node.id, version: node.version, drawn: null });
const hang = (home: NetworkHome, network: string, to: readonly string[]): HomeChange => ({
  household: home.id,
  was: codesIn(home.points, network),
  to,
  back: false,
});

/** Homes by the code of the node they hang on; what was never drawn has no place here. */
export function homesAt(net: Net): Map<string, NetworkHome[]> {
  const drawn = new Set(net.nodes.map((node) => node.code));
  const at = new Map<string, NetworkHome[]>();
  for (const home of net.homes) {
    for (const code of codesIn(home.points, net.network)) {
      if (!drawn.has(code)) continue;
      const list = at.get(code);
      if (list) list.push(home);
      else at.set(code, [home]);
    }
  }
  return at;
}

/** SUPPLY-7: homes that hang on nothing that is drawn. */
export function homesNowhere<H extends NetworkHome>(net: {
  network: string;
  nodes: readonly Drawn[];
  homes: readonly H[];
}): H[] {
  const drawn = new Set(net.nodes.map((node) => node.code));
  return net.homes.filter((home) => !codesIn(home.points, net.network).some((code) => drawn.has(code)));
}

/** Nodes that nothing feeds though something should: gaps of the drawing. */
export const unfed = <N extends Drawn>(nodes: readonly N[]): N[] =>
  nodes.filter((node) => feedsOf(node).length === 0 && !isFirst(node.kind));

/** Which homes hang on a node or below it, each once. */
export function homesBelow(net: Net, code: string): NetworkHome[] {
  const at = homesAt(net);
  return [...new Set([...codesBelow(net.nodes, code)].flatMap((one) => at.get(one) ?? []))];
}

const swap = (codes: readonly string[], from: string, to: string | null): string[] => [
  ...new Set(codes.flatMap((code) => (code === from ? (to === null ? [] : [to]) : [code]))),
];

/** A node's feeds with one code in place of another. */
function refed(node: Drawn, from: string, to: string | null): Pick<Drawn, 'parent' | 'also'> {
  const [parent = null, ...also] = swap(feedsOf(node), from, to).filter((code) => code !== node.code);
  return { parent, also };
}

/** Another code or name, kind, place, feeds; whoever named the old code names the new one. */
export function redrawing(net: Net, id: string, next: Drawn): Changes {
  const node = net.nodes.find((one) => one.id === id);
  if (!node) return { nodes: [], homes: [] };
  const own = changed(node, next);
  if (node.code === next.code) return { nodes: [own], homes: [] };
  const fed = net.nodes.filter((one) => one.id !== id && feedsOf(one).includes(node.code));
  const homes = net.homes.filter((home) => codesIn(home.points, net.network).includes(node.code));
  return {
    nodes: [own, ...fed.map((one) => changed(one, refed(one, node.code, next.code)))],
    homes: homes.map((home) => hang(home, net.network, swap(codesIn(home.points, net.network), node.code, next.code))),
  };
}

/** SUPPLY-6: takes a node out; what hung on it hangs on `to`, or on nothing when that is null. */
export function removing(net: Net, id: string, to: string | null): Changes {
  const node = net.nodes.find((one) => one.id === id);
  if (!node) return { nodes: [], homes: [] };
  const fed = net.nodes.filter((one) => one.id !== id && feedsOf(one).includes(node.code));
  const homes = net.homes.filter((home) => codesIn(home.points, net.network).includes(node.code));
  return {
    nodes: [goes(node), ...fed.map((one) => changed(one, refed(one, node.code, to)))],
    homes: homes.map((home) => hang(home, net.network, swap(codesIn(home.points, net.network), node.code, to))),
  };
}

/** Homes that hang on a node through its first feed or those below: each node's number, and how many of them are chosen. */
function countBelow(net: Net, at: ReadonlyMap<string, readonly NetworkHome[]>, chosen: ReadonlySet<string>) {
  const below = new Map<string, DrawnNode[]>();
  const codes = new Set(net.nodes.map((node) => node.code));
  const tops: DrawnNode[] = [];
  for (const node of net.nodes) {
    if (node.parent === null || !codes.has(node.parent)) tops.push(node);
    else below.set(node.parent, [...(below.get(node.parent) ?? []), node]);
  }
  const order = [...tops];
  for (const node of order) order.push(...(below.get(node.code) ?? []));
  const all = new Map<string, number>();
  const mine = new Map<string, number>();
  for (const node of order.toReversed()) {
    const own = at.get(node.code) ?? [];
    const children = below.get(node.code) ?? [];
    const sum = (of: ReadonlyMap<string, number>): number =>
      children.reduce((n, one) => n + (of.get(one.code) ?? 0), 0);
    all.set(node.code, own.length + sum(all));
    mine.set(node.code, own.filter((home) => chosen.has(home.id)).length + sum(mine));
  }
  return { tops, below, all, mine };
}

/** A node and everything it is fed through: what may not hang below it. */
function codesAbove(nodes: readonly Drawn[], code: string): Set<string> {
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  const above = new Set([code]);
  for (const one of above) for (const feed of feedsOf(byCode.get(one) ?? { parent: null, also: [] })) above.add(feed);
  return above;
}

/**
 * SUPPLY-7: these homes are fed by `to`. A branch all of whose homes are among them moves with them as it is, so that what
 * was drawn below it stays; the others are taken from where they hang and hung there themselves.
 */
export function attaching(net: Net, households: readonly string[], to: string): Changes {
  const chosen = new Set(households);
  const at = homesAt(net);
  const { tops, below, all, mine } = countBelow(net, at, chosen);
  const above = codesAbove(net.nodes, to);
  const nodes: NodeChange[] = [];
  const homes = new Map<string, HomeChange>();
  const moved = new Set<string>();
  const take = (home: NetworkHome): unknown => homes.set(home.id, hang(home, net.network, [to]));
  const waiting = [...tops];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const mineHere = mine.get(node.code) ?? 0;
    if (mineHere === 0) continue;
    if (mineHere === all.get(node.code) && !above.has(node.code) && !isFirst(node.kind)) {
      const waitingHomes = [node];
      for (const one of waitingHomes) {
        for (const home of at.get(one.code) ?? []) moved.add(home.id);
        waitingHomes.push(...(below.get(one.code) ?? []));
      }
      if (node.parent !== to) nodes.push(changed(node, { parent: to, also: node.also.filter((code) => code !== to) }));
      continue;
    }
    for (const home of at.get(node.code) ?? []) {
      if (node.code === to) moved.add(home.id);
      else if (chosen.has(home.id)) take(home);
    }
    waiting.push(...(below.get(node.code) ?? []));
  }
  for (const home of net.homes) if (chosen.has(home.id) && !moved.has(home.id) && !homes.has(home.id)) take(home);
  return { nodes, homes: [...homes.values()] };
}

/** These homes hang on nothing; a tap that served one of them alone goes with it. */
export function detaching(net: Net, households: readonly string[]): Changes {
  const chosen = new Set(households);
  const at = homesAt(net);
  const feeding = new Set(net.nodes.flatMap(feedsOf));
  const lone = (node: DrawnNode): boolean => {
    const own = at.get(node.code) ?? [];
    return isLast(node.kind) && own.length === 1 && chosen.has(own[0]?.id ?? '') && !feeding.has(node.code);
  };
  const homes = net.homes.filter((home) => chosen.has(home.id) && codesIn(home.points, net.network).length > 0);
  return { nodes: net.nodes.filter(lone).map(goes), homes: homes.map((home) => hang(home, net.network, [])) };
}

/** A new node, and the homes it feeds. */
export function placing(net: Net, id: string, drawn: Drawn, households: readonly string[]): Changes {
  const more = { ...net, nodes: [...net.nodes, { ...drawn, id, version: 0 }] };
  const { nodes, homes } = attaching(more, households, drawn.code);
  return { nodes: [{ node: id, version: 0, drawn }, ...nodes.filter((one) => one.node !== id)], homes };
}

/** SUPPLY-9: the drawing that makes it as it was before these changes. */
export function takingBack(net: Pick<Net, 'nodes'>, changes: Changes): Changes {
  const before = new Map(net.nodes.map((node) => [node.id, node]));
  return {
    nodes: changes.nodes.map(({ node, version }) => {
      const known = before.get(node);
      return { node, version: version + 1, drawn: known ? drawnOf(known) : null };
    }),
    homes: changes.homes.map(({ household, was, to }) => ({ household, was: to, to: was, back: true })),
  };
}
