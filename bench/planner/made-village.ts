// Villages on loess hills for the planner: groups of hamlets along the slopes, gullies between some of them, from a seed.
import type { Barrier, PlanHome } from '#modules/territory/model-plan.ts';
import { type Random, seeded } from '#demo/random.ts';

export interface MadeVillage {
  readonly homes: readonly PlanHome[];
  readonly barriers: readonly Barrier[];
  readonly grids: number;
}

/** Metres east and north of the south-west corner. */
type Spot = readonly [number, number];

const corner = { lon: 104.57, lat: 35.61 };
const toPoint = ([east, north]: Spot): readonly [number, number] => [
  corner.lon + east / 90_420,
  corner.lat + north / 111_195,
];

/** A gully winds from one spot to another. */
function winding(random: Random, from: Spot, to: Spot): Spot[] {
  const steps = 14;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  let off = 0;
  return Array.from({ length: steps + 1 }, (_, step): Spot => {
    off += (random.next() - 0.5) * 90;
    const share = step / steps;
    return [from[0] + dx * share - (dy / length) * off, from[1] + dy * share + (dx / length) * off];
  });
}

/** Homes of a hamlet stand in a bent row along the slope, some above it. */
function hamlet(random: Random, heart: Spot, count: number): Spot[] {
  const [turn, bend] = [(random.next() - 0.5) * 2.2, (random.next() - 0.5) * 0.004];
  const long = count * (14 + random.next() * 14);
  const found: Spot[] = [];
  while (found.length < count) {
    const along = (random.next() - 0.5) * long;
    const off = (random.next() - 0.5) * 90 + bend * along * along;
    const spot: Spot = [
      heart[0] + along * Math.cos(turn) - off * Math.sin(turn),
      heart[1] + along * Math.sin(turn) + off * Math.cos(turn),
    ];
    if (found.every((other) => Math.hypot(other[0] - spot[0], other[1] - spot[1]) > 14)) found.push(spot);
  }
  return found;
}

/** Groups lie in cells of a rough board; each has one to three hamlets. */
export function madeVillage(seed: number): MadeVillage {
  const random = seeded(seed);
  const columns = random.whole(2, 3);
  const rows = random.whole(2, 3);
  const cell = 1400;
  const homes: PlanHome[] = [];
  const barriers: Barrier[] = [];
  for (let column = 0; column < columns; column += 1)
    for (let row = 0; row < rows; row += 1) {
      const group = `g${column * rows + row + 1}`;
      const hamlets = random.whole(1, 3);
      const west = column * cell + 350;
      const south = row * cell + 350;
      const hearts = Array.from(
        { length: hamlets },
        (): Spot => [west + random.next() * 700, south + random.next() * 700],
      );
      const spots = hearts.flatMap((heart) =>
        hamlet(random, heart, hamlets === 1 ? random.whole(24, 52) : random.whole(12, 28)),
      );
      const ordered = spots.sort((a, b) => a[0] - b[0]);
      for (const [at, spot] of ordered.entries()) {
        const [lon, lat] = toPoint(spot);
        const door = `${column * rows + row + 1}-${String(at + 1).padStart(2, '0')}`;
        homes.push({ id: `${seed}/${door}`, door, group, grid: `${group}/1`, lon, lat });
      }
      // A gully between the first two hamlets, or through a single one now and then.
      if (hamlets > 1 ? random.chance(0.4) : random.chance(0.15)) {
        const [a, b] = [hearts[0] as Spot, hearts[1] ?? ([west + 350, south + 350] as Spot)];
        const middle: Spot = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const length = Math.max(1, Math.hypot(dx, dy));
        const reach = random.whole(300, 900);
        const end = (sign: number): Spot => [
          middle[0] - (sign * dy * reach) / length,
          middle[1] + (sign * dx * reach) / length,
        ];
        barriers.push(winding(random, end(1), end(-1)).map(toPoint));
      }
    }
  const most = random.whole(10, 14);
  return { homes, barriers, grids: Math.max(columns * rows, Math.round(homes.length / most)) };
}
