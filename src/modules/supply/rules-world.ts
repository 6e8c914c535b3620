// Turns a village's networks and what its homes hang on into the world that the focus finder looks at (SUPPLY-12).
import type { Network, World } from '#focus/model.ts';
import { codesIn, type Drawn, type NetworkHome } from './model.ts';
import { feedsOf } from './rules.ts';

export interface WorldHome extends NetworkHome {
  readonly lat: number | null;
  readonly lon: number | null;
  /** Id of the smallest grid it belongs to. */
  readonly grid: string;
}

export interface WorldSource {
  readonly homes: readonly WorldHome[];
  /** Every area a home may lie in, and those above them as far as they matter. */
  readonly grids: readonly { readonly id: string; readonly parent: string | null }[];
  /** Codes of the networks that matter for the category looked at. */
  readonly networks: readonly string[];
  readonly nodes: readonly (Drawn & { readonly id: string; readonly network: string })[];
}

/** The world, and whose number is what: a place in `homes` is the home's number, a place in `nodes[n]` the node's in network n. */
export interface Numbered {
  readonly world: World;
  readonly homes: readonly string[];
  readonly grids: readonly string[];
  readonly nodes: readonly (readonly string[])[];
}

const metresPerDegree = 111_320;

/** Metres from the middle of all homes that have a place; flat, which is true to the metre within a county. */
function plane(homes: readonly WorldHome[]): Pick<World, 'east' | 'north'> {
  const placed = homes.filter((home) => home.lat !== null && home.lon !== null);
  const mean = (of: (home: WorldHome) => number | null): number =>
    placed.reduce((sum, home) => sum + (of(home) ?? 0), 0) / Math.max(placed.length, 1);
  const [lat, lon] = [mean((home) => home.lat), mean((home) => home.lon)];
  const shrink = Math.cos((lat * Math.PI) / 180);
  const known = (home: WorldHome): boolean => home.lat !== null && home.lon !== null;
  return {
    east: Float64Array.from(homes, (home) =>
      known(home) ? ((home.lon ?? 0) - lon) * shrink * metresPerDegree : Number.NaN,
    ),
    north: Float64Array.from(homes, (home) => (known(home) ? ((home.lat ?? 0) - lat) * metresPerDegree : Number.NaN)),
  };
}

function networkOf(code: string, source: WorldSource): { network: Network; ids: string[] } {
  const nodes = source.nodes.filter((node) => node.network === code);
  const place = new Map(nodes.map((node, at) => [node.code, at]));
  const from: number[] = [];
  const to: number[] = [];
  for (const [at, node] of nodes.entries()) {
    for (const feed of feedsOf(node)) {
      const above = place.get(feed);
      if (above === undefined) continue;
      from.push(above);
      to.push(at);
    }
  }
  const nodeOf = Int32Array.from(source.homes, (home) => {
    const own = codesIn(home.points, code).find((one) => place.has(one));
    return own === undefined ? -1 : (place.get(own) ?? -1);
  });
  const network = { id: code, nodes: nodes.length, from: Int32Array.from(from), to: Int32Array.from(to), nodeOf };
  return { network, ids: nodes.map((node) => node.id) };
}

/** The same source gives the same numbers: everything keeps the order in which it is handed in. */
export function worldOf(source: WorldSource): Numbered {
  const gridAt = new Map(source.grids.map((grid, at) => [grid.id, at]));
  const numbered = source.networks.map((code) => networkOf(code, source));
  const world: World = {
    homes: source.homes.length,
    ...plane(source.homes),
    grid: Int32Array.from(source.homes, (home) => gridAt.get(home.grid) ?? -1),
    gridParent: Int32Array.from(source.grids, (grid) => gridAt.get(grid.parent ?? '') ?? -1),
    networks: numbered.map(({ network }) => network),
  };
  return {
    world,
    homes: source.homes.map((home) => home.id),
    grids: source.grids.map((grid) => grid.id),
    nodes: numbered.map(({ ids }) => ids),
  };
}
