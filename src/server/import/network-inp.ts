// A water network as an EPANET .inp file: junctions, tanks and sources, with its pumps and valves as nodes of their own.
import { readInp } from '#focus/inp.ts';
import { Problem } from '#kit/problem.ts';
import type { NodeKind } from '#modules/supply/kinds/networks.ts';
import { feedsAlong, type FileNode, type NetworkFile, type Pipe } from './network-nodes.ts';
import type { RowError } from './plan.ts';

const kinds = { junction: 'branch', reservoir: 'source', tank: 'tank' } as const satisfies Record<string, NodeKind>;
const codeOf: Readonly<Record<string, string>> = {
  'code-twice': 'twice',
  'node-unknown': 'node-unknown',
  'not-a-number': 'not-a-number',
};

type Place = readonly [lat: number | null, lon: number | null];

/** Degrees only where the file can mean nothing else: the plane of such a file is usually its own. */
function placesOf(nodes: readonly { x: number; y: number }[]): (node: { x: number; y: number }) => Place {
  const known = nodes.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const span = (values: readonly number[]): number =>
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) -
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const degrees =
    known.length > 1 &&
    known.every(({ x, y }) => Math.abs(x) <= 180 && Math.abs(y) <= 90 && Math.abs(x) > 1 && Math.abs(y) > 1) &&
    span(known.map(({ x }) => x)) < 0.5 &&
    span(known.map(({ y }) => y)) < 0.5;
  return ({ x, y }) => (degrees && Number.isFinite(x) && Number.isFinite(y) ? [y, x] : [null, null]);
}

const most = { lines: 60_000, line: 2_000, links: 20_000 } as const;

/** Looked at before anything is taken apart: a line of millions of words, or millions of lines, is no network. */
function mustBeModest(text: string): void {
  let lines = 0;
  for (let at = 0; at < text.length; lines++) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end;
    if (next - at > most.line) throw new Problem('invalid', 'file-line-long', { line: lines + 1, most: most.line });
    if (lines >= most.lines) throw new Problem('invalid', 'file-too-many-rows', { most: most.lines });
    at = next + 1;
  }
}

export function readNetworkInp(text: string): NetworkFile {
  mustBeModest(text);
  const inp = readInp(text);
  if (inp.links.length > most.links) throw new Problem('invalid', 'supply-too-many', { most: most.links });
  const errors = inp.faults.map(
    ({ line, what, named }): RowError => ({
      line,
      column: '',
      code: codeOf[what] ?? `inp-${what}`,
      facts: { value: named.slice(0, 40) },
    }),
  );
  const placeOf = placesOf(inp.nodes);
  const blank = { line: 0, name: '', feeds: [], doors: [] };
  const codes = new Set(inp.nodes.map((node) => node.code));
  const nodes: FileNode[] = inp.nodes.map((node) => {
    const [lat, lon] = placeOf(node);
    return { ...blank, code: node.code, kind: kinds[node.kind], lat, lon };
  });
  const pipes: Pipe[] = [];
  for (const link of inp.links) {
    // What is closed feeds nobody.
    if (!link.open) continue;
    if (link.kind === 'pipe') {
      pipes.push({ ends: [link.from, link.to], length: link.length });
      continue;
    }
    const code = codes.has(link.code) ? `${link.kind}-${link.code}` : link.code;
    codes.add(code);
    nodes.push({ ...blank, code, kind: link.kind === 'valve' ? 'valve' : 'main', lat: null, lon: null });
    pipes.push({ ends: [link.from, code], length: 0 }, { ends: [code, link.to], length: 0 });
  }
  const firsts = nodes.filter((node) => node.kind === 'source').map((node) => node.code);
  const tanks = nodes.filter((node) => node.kind === 'tank').map((node) => node.code);
  const feeds = feedsAlong([...codes], pipes, firsts.length > 0 ? firsts : tanks);
  return { nodes: nodes.map((node) => ({ ...node, feeds: feeds.get(node.code) ?? [] })), errors };
}
