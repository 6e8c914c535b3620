// A village of which nobody knows what feeds what: homes along lanes, and areas of no regular shape that are hit.
import type { Heard, World } from '../../src/focus/model.ts';
import { type Chance, chanceOf } from './chance.ts';
import { groupsOf } from './places.ts';

export interface Village {
  readonly world: World;
  /** The six nearest of each home. */
  readonly near: readonly (readonly number[])[];
}

export interface HitArea {
  readonly homes: readonly number[];
  readonly events: readonly Heard[];
  readonly at: number;
}

/** Lanes of a dozen homes that start anywhere, as hamlets on a slope do. */
export function buildVillage(homes: number, seed: number): Village {
  const chance = chanceOf(seed * 131 + 7);
  const [east, north] = [new Float64Array(homes), new Float64Array(homes)];
  for (let home = 0; home < homes; ) {
    let [x, y] = [chance.between(0, 1200), chance.between(0, 900)];
    let turn = chance.between(0, 2 * Math.PI);
    for (let left = 5 + chance.whole(15); left > 0 && home < homes; left -= 1, home += 1) {
      [east[home], north[home]] = [x + 12 * chance.normal(), y + 12 * chance.normal()];
      turn += 0.3 * chance.normal();
      x += 28 * Math.cos(turn);
      y += 28 * Math.sin(turn);
    }
  }
  const { grid, parent } = groupsOf(east, north, 16);
  const near = Array.from({ length: homes }, (_, home) => {
    const away = Float64Array.from(east, (x, other) => Math.hypot(x - east[home]!, north[other]! - north[home]!));
    const order = [...away.keys()].sort((a, b) => away[a]! - away[b]!);
    return order.slice(1, 7);
  });
  return { world: { homes, east, north, grid, gridParent: parent, networks: [] }, near };
}

/** Creeps from home to neighbouring home, rather into one direction than into the others. */
function creep({ world, near }: Village, homes: number, chance: Chance): number[] {
  const turn = chance.between(0, 2 * Math.PI);
  const will = chance.between(0, 1);
  const start = chance.whole(world.homes);
  const hit = new Set([start]);
  const edge = new Map<number, number>();
  const reach = (from: number): void => {
    for (const other of near[from]!) {
      if (hit.has(other) || edge.has(other)) continue;
      const [x, y] = [world.east[other]! - world.east[start]!, world.north[other]! - world.north[start]!];
      const off = Math.abs(y * Math.cos(turn) - x * Math.sin(turn));
      edge.set(other, chance.wait(1) * Math.exp((will * off) / 60));
    }
  };
  reach(start);
  while (hit.size < homes && edge.size > 0) {
    const next = [...edge].reduce((best, one) => (one[1] < best[1] ? one : best))[0];
    edge.delete(next);
    hit.add(next);
    reach(next);
  }
  return [...hit];
}

/** Sixty ordinary days, then an area of 12 to 100 homes; what is heard until the third day. */
export function drawArea(village: Village, seed: number): HitArea {
  const chance = chanceOf(seed * 7817 + 11);
  const { homes } = village.world;
  const hit = creep(village, Math.round(Math.exp(chance.between(Math.log(12), Math.log(100)))), chance);
  const onset = 60 + chance.next();
  const at = onset + 3;
  const told: Omit<Heard, 'ref'>[] = [];
  for (let left = chance.poisson(0.0003 * chance.between(0.5, 3) * homes * at); left > 0; left -= 1)
    told.push({ kind: 'report', home: chance.whole(homes), at: chance.between(0, at) });
  const telling = chance.between(0.15, 0.6);
  for (const home of hit) {
    const when = onset + chance.wait(chance.next() < 0.75 ? 1.2 : 5);
    if (chance.next() < telling && when <= at) told.push({ kind: 'report', home, at: when });
  }
  told.sort((a, b) => a.at - b.at || a.home - b.home);
  return { homes: hit, at, events: told.map((one, ref) => ({ ...one, ref })) };
}
