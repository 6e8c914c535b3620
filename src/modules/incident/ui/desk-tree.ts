// Turns the supply nodes and the homes that reported into the tree that is drawn, collapsed where nobody reported.
import type { TreeHome, TreeNode } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { IncidentPage } from '../model.ts';

type Node = IncidentPage['nodes'][number];
type Home = Pick<IncidentPage['cases'][number], 'id' | 'door' | 'outcome' | 'supplyPoints'>;
/** What the tree is drawn from: nodes, and homes with what is known of them. */
export type Drawn = { readonly nodes: readonly Node[]; readonly cases: readonly Home[] };
export type Network = {
  byCode: ReadonlyMap<string, Node>;
  children: ReadonlyMap<string, readonly Node[]>;
  roots: readonly Node[];
  homesAt: ReadonlyMap<string, readonly Home[]>;
};

/** Names carry what they feed ("3-02 入户", "V3 阀 三社下庄"): the first word is the short label. */
const [short, rest] = [
  (node: Node): string => node.name.split(' ')[0] || node.code,
  (node: Node): string =>
    node.name
      .split(' ')
      .slice(1)
      .filter((word) => word !== t(`supply.kind.${node.kind}`))
      .join(' '),
];

/** INC-8: a home that told again since the repair counts as one that reported, whatever it said of the repair before. */
export const withAgain = ({ nodes, cases, again }: IncidentPage): Drawn => ({
  nodes,
  cases: [...again.map((one) => ({ ...one, outcome: null })), ...cases],
});

export function networkOf(page: Drawn): Network {
  const byCode = new Map(page.nodes.map((node) => [node.code, node]));
  const children = new Map<string, Node[]>();
  const roots: Node[] = [];
  for (const node of page.nodes) {
    if (node.parent === null || !byCode.has(node.parent)) roots.push(node);
    else children.set(node.parent, [...(children.get(node.parent) ?? []), node]);
  }
  const homesAt = new Map<string, Home[]>();
  for (const home of page.cases) {
    for (const code of home.supplyPoints) if (byCode.has(code)) homesAt.set(code, [...(homesAt.get(code) ?? []), home]);
  }
  return { byCode, children, roots, homesAt };
}

const count = (net: Network, code: string, of: (node: Node) => number): number =>
  (net.children.get(code) ?? []).reduce((sum, child) => sum + of(child) + count(net, child.code, of), 0);

const reportedBelow = (net: Network, code: string): number =>
  (net.homesAt.get(code)?.length ?? 0) + count(net, code, (node) => net.homesAt.get(node.code)?.length ?? 0);

const servedBelow = (net: Network, code: string): number => count(net, code, (node) => (node.kind === 'tap' ? 1 : 0));

/** The lowest section that all homes with a known place on the network hang below; undefined under two homes. */
export function commonNode(net: Network): Node | undefined {
  const total = net.roots.reduce((sum, root) => sum + reportedBelow(net, root.code), 0);
  if (total < 2) return undefined;
  let at = net.roots.find((root) => reportedBelow(net, root.code) === total);
  for (let next = at; next !== undefined; ) {
    at = next;
    next = (net.children.get(next.code) ?? []).find(
      (child) => child.kind !== 'tap' && reportedBelow(net, child.code) === total,
    );
  }
  return at;
}

const stateOf = (home: Home | undefined): TreeHome['state'] =>
  home === undefined ? 'silent' : home.outcome === 'solved' ? 'clear' : 'reported';

function homesOf(net: Network, node: Node): TreeHome[] {
  const taps = (net.children.get(node.code) ?? []).filter((child) => child.kind === 'tap');
  const own = (net.homesAt.get(node.code) ?? []).map((home) => ({
    id: home.id,
    label: home.door,
    state: stateOf(home),
  }));
  return own.concat(
    taps.map((tap) => {
      const home = net.homesAt.get(tap.code)?.[0];
      return { id: tap.code, label: home?.door ?? short(tap), state: stateOf(home) };
    }),
  );
}

const holds = (net: Network, code: string, suspect: string): boolean =>
  code === suspect || (net.children.get(code) ?? []).some((child) => holds(net, child.code, suspect));

/** The way to the suspected place first, then where most was told; else as the network has it. */
function branchesOf(net: Network, code: string, suspect: string | undefined): TreeNode[] {
  const weight = (node: Node): number =>
    (suspect !== undefined && holds(net, node.code, suspect) ? 1_000_000 : 0) + reportedBelow(net, node.code);
  return (net.children.get(code) ?? [])
    .filter((child) => child.kind !== 'tap')
    .toSorted((a, b) => weight(b) - weight(a))
    .map((child) => branchOf(net, child, suspect));
}

function branchOf(net: Network, node: Node, suspect: string | undefined): TreeNode {
  const reported = reportedBelow(net, node.code);
  const served = servedBelow(net, node.code);
  const serves = [rest(node), served > 0 ? t('incident.tree.serves', { n: served }) : ''].filter(Boolean).join(' ');
  const plain = {
    id: node.code,
    label: short(node),
    serves: serves === '' ? undefined : serves,
    suspect: node.code === suspect,
  };
  if (reported === 0) return { ...plain, note: t('incident.tree.none') };
  const branches = branchesOf(net, node.code, suspect);
  const homes = homesOf(net, node);
  return {
    ...plain,
    homes: homes.length === 0 ? undefined : homes,
    branches: branches.length === 0 ? undefined : branches,
  };
}

/** The tree from its source; a chain without branching (source, tank) becomes one line. */
export function treeOf(net: Network, suspect: string | undefined): TreeNode | undefined {
  let root = net.roots.toSorted((a, b) => reportedBelow(net, b.code) - reportedBelow(net, a.code))[0];
  if (root === undefined) return undefined;
  const first = root;
  const chain: string[] = [];
  for (
    let only = net.children.get(root.code);
    only?.length === 1 && only[0]?.kind !== 'tap';
    only = net.children.get(root.code)
  ) {
    root = only[0] ?? root;
    chain.push(root.name);
    if (root.code === suspect) break;
  }
  const branches = branchesOf(net, root.code, suspect);
  return { id: first.code, label: first.name, note: chain.length === 0 ? undefined : chain.join(' · '), branches };
}

/** Sections a cause can be named on, from the source outwards. */
export const sections = (page: Pick<Drawn, 'nodes'>): { value: string; label: string; group: string }[] =>
  page.nodes
    .filter((node) => node.kind !== 'tap')
    .map((node) => ({ value: node.code, label: node.name, group: t(`supply.kind.${node.kind}`) }));
