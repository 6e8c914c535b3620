// A town on a water network: homes hang on its junctions by what these take, and the finder knows the nominal flow only.
import { alike, type FlowModel } from '../../src/focus/flow.ts';
import type { Network, World } from '../../src/focus/model.ts';
import { readInp } from '../../src/focus/inp.ts';
import type { Chance } from './chance.ts';
import { groupsOf } from './places.ts';
import { median } from './row.ts';
import type { Flow } from './water-flow.ts';

export interface Town {
  readonly world: World;
  readonly network: Network;
  readonly model: FlowModel;
  /** Nodes of the network that are junctions. */
  readonly junctions: readonly number[];
  /** Nodes that reach the very same homes at every hour have the same number. */
  readonly classOf: Int32Array;
}

/** Nominal days until water from node `n` is at node `m` when it leaves in a part of the day: at `(part · nodes + n) · nodes + m`; NaN: never. */
export interface Nominal {
  readonly parts: number;
  readonly arrival: Float32Array;
}

/** Parts of the day whose flow is asked for. Large networks are asked less often: a run takes the longer the more pipes there are. */
export const partsFor = (nodes: number): number => (nodes > 300 ? 6 : 12);

export function nominalOf(flow: Flow): Nominal {
  const nodes = flow.all.length;
  const parts = partsFor(nodes);
  const arrival = new Float32Array(parts * nodes * nodes);
  for (let part = 0; part < parts; part += 1) {
    flow.settle((part * 24) / parts);
    for (let node = 0; node < nodes; node += 1)
      arrival.set(
        flow.spread(node).map((hours) => hours / 24),
        (part * nodes + node) * nodes,
      );
  }
  return { parts, arrival };
}

/** What a network says that knows one reach a node: what half of the parts of the day reach, after their mean. */
function evened({ parts, arrival }: Nominal, nodes: number): Float32Array {
  return Float32Array.from({ length: nodes * nodes }, (_, at) => {
    const days = Array.from({ length: parts }, (_, part) => arrival[part * nodes * nodes + at]!).filter(
      (one) => !Number.isNaN(one),
    );
    return days.length * 2 >= parts ? days.reduce((sum, one) => sum + one, 0) / days.length : Number.NaN;
  });
}

/** A street of ten homes where the middle junction is; one that takes forty times as much is no street but a factory or another town. */
const street = { homes: 10, least: 2, most: 40 };

function homesOn(flow: Flow): number[] {
  const places = new Map(flow.all.map((code, at) => [code, at]));
  const takers = flow.junctions.map((code) => places.get(code)!).filter((at) => flow.demands[at]! > 0);
  const usual = median(takers.map((at) => flow.demands[at]!));
  return takers.flatMap((at) => {
    const homes = Math.round((street.homes * flow.demands[at]!) / usual);
    return Array(Math.min(street.most, Math.max(street.least, homes))).fill(at) as number[];
  });
}

function reachOf(reach: Float32Array, nodeOf: Int32Array, nodes: number): NonNullable<Network['reach']> {
  const start = new Int32Array(nodes + 1);
  const [homes, after]: [number[], number[]] = [[], []];
  for (let node = 0; node < nodes; node += 1) {
    for (const [home, at] of nodeOf.entries()) {
      const days = reach[node * nodes + at]!;
      if (Number.isNaN(days)) continue;
      homes.push(home);
      after.push(days);
    }
    start[node + 1] = homes.length;
  }
  return { start, homes: Int32Array.from(homes), after: Float32Array.from(after) };
}

/** Nodes that nothing tells apart have one number; what reaches nobody has −1. */
function classes(model: FlowModel): Int32Array {
  const classOf = new Int32Array(model.nodes).fill(-1);
  for (const [at, one] of alike(model).entries()) for (const node of one.nodes) classOf[node] = at;
  return classOf;
}

export function townOf(text: string, flow: Flow, nominal: Nominal, chance: Chance): Town {
  const nodes = flow.all.length;
  const known = new Map(readInp(text).nodes.map((node) => [node.code, node]));
  const nodeOf = Int32Array.from(homesOn(flow));
  const along = (way: 'x' | 'y'): Float64Array => {
    const of = flow.all.map((code) => known.get(code)?.[way] ?? Number.NaN);
    const size = Math.max(...of) - Math.min(...of) || 1;
    // Homes of one junction stand around it, not on it.
    return Float64Array.from(nodeOf, (at) => of[at]! + (chance.next() - 0.5) * size * 0.01);
  };
  const [east, north] = [along('x'), along('y')];
  const { grid, parent } = groupsOf(east, north);
  const reach = reachOf(evened(nominal, nodes), nodeOf, nodes);
  const network: Network = { id: 'water', nodes, ...flow.edges, nodeOf, reach };
  const world: World = { homes: nodeOf.length, east, north, grid, gridParent: parent, networks: [network] };
  const junctions = flow.junctions.map((code) => flow.all.indexOf(code));
  const model: FlowModel = { nodes, ...nominal, nodeOf };
  return { world, network, model, junctions, classOf: classes(model) };
}
