// The yardstick's own reading of the ground, written from the rules TERR-6 and TERR-8 alone: neighbours, ways on foot, sides of a gully.
import type { MadeVillage } from './made-village.ts';

/** A side of a group: its homes by their place in the village, who is whose neighbour, and the ways between them. */
export interface Side {
  readonly group: string;
  readonly homes: readonly number[];
  readonly near: readonly (readonly boolean[])[];
  readonly way: readonly (readonly number[])[];
}

type XY = { readonly x: number; readonly y: number };

/** Do the stretches p–q and r–s meet? By solving for the point where their lines meet. */
function meet(p: XY, q: XY, r: XY, s: XY): boolean {
  const [ax, ay, bx, by] = [q.x - p.x, q.y - p.y, s.x - r.x, s.y - r.y];
  const down = ax * by - ay * bx;
  if (Math.abs(down) < 1e-12) return false;
  const t = ((r.x - p.x) * by - (r.y - p.y) * bx) / down;
  const u = ((r.x - p.x) * ay - (r.y - p.y) * ax) / down;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1;
}

const metres = (a: XY, b: XY): number => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);

/** All ways at once: through each home in turn (Floyd and Warshall). */
function allWays(near: boolean[][], at: readonly XY[]): number[][] {
  const way = near.map((row, i) =>
    row.map((linked, j) => (i === j ? 0 : linked ? metres(at[i] as XY, at[j] as XY) : Infinity)),
  );
  for (let k = 0; k < at.length; k += 1)
    for (const row of way)
      for (let j = 0; j < at.length; j += 1)
        row[j] = Math.min(row[j] as number, (row[k] as number) + (way[k]?.[j] as number));
  return way;
}

function components(near: readonly (readonly boolean[])[]): number[][] {
  const left = new Set(near.keys());
  const found: number[][] = [];
  for (const start of near.keys()) {
    if (!left.delete(start)) continue;
    const side = [start];
    for (const home of side)
      for (const other of left)
        if (near[home]?.[other]) {
          left.delete(other);
          side.push(other);
        }
    found.push(side);
  }
  return found;
}

interface Group {
  readonly group: string;
  readonly homes: readonly number[];
  readonly near: boolean[][];
}

function tieSmallest(
  groups: readonly Group[],
  at: readonly XY[],
  done: (size: number, sides: number) => boolean,
): void {
  for (;;) {
    const sides = groups.flatMap((group) => {
      const all = components(group.near);
      return all.map((side) => ({ group, side, alone: all.length === 1 }));
    });
    const small = sides.filter((one) => !one.alone).sort((a, b) => a.side.length - b.side.length)[0];
    if (small === undefined || done(small.side.length, sides.length)) return;
    const { group, side } = small;
    const place = (home: number): XY => at[group.homes[home] as number] as XY;
    const others = [...group.homes.keys()].filter((home) => !side.includes(home));
    const pairs = side.flatMap((from) => others.map((to) => ({ from, to, far: metres(place(from), place(to)) })));
    const { from, to } = pairs.reduce((best, one) => (one.far < best.far ? one : best));
    (group.near[from] as boolean[])[to] = true;
    (group.near[to] as boolean[])[from] = true;
  }
}

export function sidesOf({ homes, barriers, grids }: MadeVillage): Side[] {
  const lon0 = homes[0]?.lon ?? 0;
  const lat0 = homes[0]?.lat ?? 0;
  const xy = (lon: number, lat: number): XY => ({
    x: ((lon - lon0) * Math.PI * 6_371_000 * Math.cos((lat0 / 180) * Math.PI)) / 180,
    y: ((lat - lat0) * Math.PI * 6_371_000) / 180,
  });
  const at = homes.map((home) => xy(home.lon ?? 0, home.lat ?? 0));
  const walls = barriers.flatMap((line) =>
    line.slice(1).map(([lon, lat], i) => [xy(line[i]?.[0] ?? 0, line[i]?.[1] ?? 0), xy(lon, lat)] as const),
  );
  const names = [...new Set(homes.map((home) => home.group))];
  const groups = names.map((group): Group => {
    const own = [...homes.keys()].filter((home) => homes[home]?.group === group);
    const spots = own.map((home) => at[home] as XY);
    const open = spots.map((a) => spots.map((b) => !walls.some(([r, s]) => meet(a, b, r, s))));
    const near = spots.map((a, i) =>
      spots.map((b, j) => {
        if (i === j || !open[i]?.[j]) return false;
        const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
        const half = metres(a, b) / 2;
        return !spots.some(
          (c, k) => k !== i && k !== j && metres(c, middle) < half - 1e-6 && open[i]?.[k] && open[k]?.[j],
        );
      }),
    );
    return { group, homes: own, near };
  });
  tieSmallest(groups, at, (size, sides) => size >= homes.length / grids / 2 && sides <= grids);
  return groups.flatMap((group) =>
    components(group.near).map((side) => {
      const near = side.map((i) => side.map((j) => group.near[i]?.[j] ?? false));
      const own = side.map((home) => group.homes[home] as number);
      const way = allWays(
        near,
        own.map((home) => at[home] as XY),
      );
      return { group: group.group, homes: own, near, way };
    }),
  );
}
