// False proposals in the demo village: two quiet years with rain waves and visiting rounds, a hundred times over.
import { makeVillage } from '../../demo/make.ts';
import { episodesOf, type Peak } from '../../src/focus/replay.ts';
import { settings } from '../../src/focus/settings.ts';
import { proposalHomes } from '../../src/modules/finding/rules.ts';
import { bootstrap, mean, type Row, row } from './row.ts';
import { quietDays } from './tree-faults.ts';
import type { Tree } from './tree-world.ts';

const metresPerDegree = 111_320;
/** Days that teach the usual rate before anything is counted. */
const learning = 60;

/** For each home its eight nearest, itself left out. */
function nearest(east: Float64Array, north: Float64Array): Int32Array {
  const near = new Int32Array(8 * east.length).fill(-1);
  const far = (a: number, b: number): number =>
    Math.hypot((east[a] ?? 0) - (east[b] ?? 0), (north[a] ?? 0) - (north[b] ?? 0));
  east.forEach((_, home) => {
    const others = [...east.keys()].filter((other) => other !== home).sort((a, b) => far(home, a) - far(home, b));
    near.set(others.slice(0, 8), 8 * home);
  });
  return near;
}

/** The demo village as a tree of the simulator: its own network, its own grids as visiting rounds. */
export function demoTree(): Tree {
  const { households, network: nodes } = makeVillage();
  const place = new Map(nodes.map((node, at) => [node.code, at]));
  const parent = Int32Array.from(nodes, (node) => place.get(node.parent) ?? -1);
  const edges = [...parent.entries()].filter(([, above]) => above >= 0);
  const grids = [...new Set(households.map((home) => home.gridCode))].sort();
  const grid = Int32Array.from(households, (home) => grids.indexOf(home.gridCode));
  const nodeOf = Int32Array.from(households, (home) => place.get(home.tap) ?? -1);
  const lat = households[0]?.lat ?? 0;
  const lon = households[0]?.lon ?? 0;
  const shrink = Math.cos((lat * Math.PI) / 180);
  const east = Float64Array.from(households, (home) => (home.lon - lon) * shrink * metresPerDegree);
  const north = Float64Array.from(households, (home) => (home.lat - lat) * metresPerDegree);
  const sizes = new Int32Array(nodes.length);
  const isBelow = (home: number, node: number): boolean => {
    for (let at = nodeOf[home] ?? -1; at >= 0; at = parent[at] ?? -1) if (at === node) return true;
    return false;
  };
  const below = (node: number): Int32Array =>
    Int32Array.from([...households.keys()].filter((home) => isBelow(home, node)));
  nodes.forEach((_, node) => {
    sizes[node] = below(node).length;
  });
  const known = {
    id: 'tree',
    nodes: nodes.length,
    from: Int32Array.from(edges, ([, above]) => above),
    to: Int32Array.from(edges, ([node]) => node),
    nodeOf,
  };
  const gridParent = new Int32Array(grids.length).fill(-1);
  return {
    world: { homes: households.length, east, north, grid, gridParent, networks: [known] },
    parent,
    trueNodeOf: nodeOf,
    below,
    sizes,
    near: nearest(east, north),
    rounds: grids.map((_, at) => Int32Array.from([...households.keys()].filter((home) => grid[home] === at))),
  };
}

/** FIND-13: as an office gets to see it. */
const isShown = ({ score, affected }: Peak): boolean => score >= settings.proposal && affected >= proposalHomes;

/** Of `seeds` histories of two years each, as the ordinary rate has it. */
export function demoRows({ seeds, seed }: { seeds: number; seed: number }): Row[] {
  const tree = demoTree();
  const days = 730;
  const counts = Array.from({ length: seeds }, (_, at) => {
    const options = { seed: seed + at, from: 0, until: days + learning, times: 1, rain: true, visits: true };
    const peaks = episodesOf(tree.world, quietDays(tree, options), {}, learning);
    return (1000 * peaks.filter(isShown).length) / days;
  });
  const about = {
    name: 'false proposals in the demo village, rain waves and visiting rounds',
    goal: ['≤', 0.3],
    unit: '',
    of: seeds * days,
    note: `per 1,000 days and category; ${seeds} histories of two years`,
  } as const;
  return [row(about, bootstrap(counts, mean))];
}
