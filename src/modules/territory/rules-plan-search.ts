// Cuts one part of a village into grids: each hangs together, keeps its size, and its homes are near the home in its middle.
import type { Piece } from './rules-plan-links.ts';
import type { Span } from './rules-plan-share.ts';

/** A cut: the number of its grid for each member, what is walked, and by how many homes sizes miss their span. */
export interface Cut {
  readonly grid: Uint16Array;
  readonly walk: number;
  readonly missed: number;
}

/** One more home outside the span costs more than any walk could save. */
const dear = 1e7;
/** How much an uneven share of the walking weighs beside the walking itself. */
const evenly = 0.08;

/** The same numbers every time: a plan asked for twice is the same plan. */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The grids while they are sought: who is in which, and the walk to every possible middle. */
class Cutting {
  readonly n: number;
  readonly grid: Uint16Array;
  readonly members: number[][];
  /** For each grid and each home of the piece: the sum of ways from the grid's homes to it. */
  readonly sums: Float64Array[];
  readonly walk: Float64Array;
  readonly piece: Piece;
  readonly span: Span;
  /** What a grid walks when all walk the same, about. */
  scale = 1;

  constructor(piece: Piece, count: number, [span, grid]: readonly [Span, Uint16Array]) {
    this.piece = piece;
    this.span = span;
    this.n = piece.members.length;
    this.grid = grid;
    this.members = Array.from({ length: count }, () => []);
    this.sums = Array.from({ length: count }, () => new Float64Array(this.n));
    this.walk = new Float64Array(count);
    for (let home = 0; home < this.n; home += 1) {
      this.members[this.at(home)]?.push(home);
      this.add(this.at(home), home, 1);
    }
    for (let one = 0; one < count; one += 1) this.walk[one] = this.walkOf(one);
    this.scale = Math.max(1, this.total() / count);
  }

  at(home: number): number {
    return this.grid[home] as number;
  }

  total(): number {
    return this.walk.reduce((sum, one) => sum + one, 0);
  }

  /** Homes by which a size misses the span. */
  miss(size: number): number {
    return Math.max(0, this.span.least - size, size - this.span.most);
  }

  missed(): number {
    return this.members.reduce((sum, one) => sum + this.miss(one.length), 0);
  }

  private add(one: number, home: number, sign: 1 | -1): void {
    const sums = this.sums[one] as Float64Array;
    const row = home * this.n;
    for (let to = 0; to < this.n; to += 1)
      sums[to] = (sums[to] as number) + sign * (this.piece.walks[row + to] as number);
  }

  /** What grid `one` walks to its best middle, with one home less and another more. */
  walkOf(one: number, less = -1, more = -1): number {
    const sums = this.sums[one] as Float64Array;
    const { walks } = this.piece;
    const [lessRow, moreRow] = [less * this.n, more * this.n];
    let best = Number.POSITIVE_INFINITY;
    const weigh = (home: number): void => {
      let sum = sums[home] as number;
      if (less >= 0) sum -= walks[lessRow + home] as number;
      if (more >= 0) sum += walks[moreRow + home] as number;
      if (sum < best) best = sum;
    };
    for (const home of this.members[one] ?? []) if (home !== less) weigh(home);
    if (more >= 0) weigh(more);
    return best === Number.POSITIVE_INFINITY ? 0 : best;
  }

  /** TERR-7: besides the sum, the walking of each counts a little more the more it is. */
  price(walk: number, size: number): number {
    return walk + (evenly * walk * walk) / this.scale + dear * this.miss(size);
  }

  /** Does grid `one` still hang together without `less`, with `more`? */
  holds(one: number, less: number, more = -1): boolean {
    const members = this.members[one] as number[];
    const size = members.length - 1 + (more >= 0 ? 1 : 0);
    if (size === 0) return false;
    const start = more >= 0 ? more : members[0] === less ? members[1] : members[0];
    const seen = new Set<number>([start as number]);
    const open = [start as number];
    for (let home = open.pop(); home !== undefined; home = open.pop())
      for (const next of this.piece.links[home] ?? [])
        if (next !== less && !seen.has(next) && (this.at(next) === one || next === more)) {
          seen.add(next);
          open.push(next);
        }
    return seen.size === size;
  }

  move(home: number, to: number): void {
    const from = this.at(home);
    const members = this.members[from] as number[];
    members.splice(members.indexOf(home), 1);
    this.members[to]?.push(home);
    this.add(from, home, -1);
    this.add(to, home, 1);
    this.grid[home] = to;
    this.walk[from] = this.walkOf(from);
    this.walk[to] = this.walkOf(to);
  }
}

interface Step {
  readonly change: number;
  readonly moves: readonly (readonly [home: number, to: number])[];
}

function priceNow(cutting: Cutting, one: number): number {
  return cutting.price(cutting.walk[one] as number, cutting.members[one]?.length ?? 0);
}

/** One home goes over to the grid of a neighbour. */
function overTo(cutting: Cutting, home: number, to: number): Step {
  const from = cutting.at(home);
  const [left, joined] = [cutting.members[from]?.length ?? 0, cutting.members[to]?.length ?? 0];
  const before = priceNow(cutting, from) + priceNow(cutting, to);
  const after =
    cutting.price(cutting.walkOf(from, home), left - 1) + cutting.price(cutting.walkOf(to, -1, home), joined + 1);
  return { change: after - before, moves: [[home, to]] };
}

/** Two homes of neighbouring grids change places. */
function exchange(cutting: Cutting, one: number, two: number): Step {
  const [a, b] = [cutting.at(one), cutting.at(two)];
  const size = (grid: number): number => cutting.members[grid]?.length ?? 0;
  const before = priceNow(cutting, a) + priceNow(cutting, b);
  const after =
    cutting.price(cutting.walkOf(a, one, two), size(a)) + cutting.price(cutting.walkOf(b, two, one), size(b));
  return {
    change: after - before,
    moves: [
      [one, b],
      [two, a],
    ],
  };
}

/** May it be? Both grids hang together afterwards. */
function allowed(cutting: Cutting, step: Step): boolean {
  const [first, second] = step.moves;
  if (first === undefined) return false;
  if (second === undefined) return cutting.holds(cutting.at(first[0]), first[0]);
  const joins = (home: number, grid: number, gone: number): boolean =>
    (cutting.piece.links[home] ?? []).some((next) => next !== gone && cutting.at(next) === grid);
  return (
    joins(first[0], first[1], second[0]) &&
    joins(second[0], second[1], first[0]) &&
    cutting.holds(cutting.at(first[0]), first[0], second[0]) &&
    cutting.holds(cutting.at(second[0]), second[0], first[0])
  );
}

const apply = (cutting: Cutting, step: Step): void => {
  for (const [home, to] of step.moves) cutting.move(home, to);
};

/** Homes that have a neighbour in another grid, with those grids. */
function* borders(cutting: Cutting): Generator<readonly [number, number]> {
  for (let home = 0; home < cutting.n; home += 1) {
    const seen = new Set<number>([cutting.at(home)]);
    for (const next of cutting.piece.links[home] ?? [])
      if (!seen.has(cutting.at(next))) {
        seen.add(cutting.at(next));
        yield [home, cutting.at(next)];
      }
  }
}

/** Goes down as long as one home or two can go over and something is saved. */
function descend(cutting: Cutting): void {
  for (let round = 0; round < 400; round += 1) {
    const over = [...borders(cutting)];
    const steps = over.map(([home, to]) => overTo(cutting, home, to));
    for (const [one, to] of over)
      for (const [two, back] of over)
        if (one < two && cutting.at(two) === to && cutting.at(one) === back) steps.push(exchange(cutting, one, two));
    const best = steps
      .filter((step) => step.change < -1e-6)
      .sort((a, b) => a.change - b.change)
      .find((step) => allowed(cutting, step));
    if (best === undefined) return;
    apply(cutting, best);
  }
}

/** Shakes the borders, less and less: a step for the worse is taken now and then, so that no dead end holds it. */
function anneal(cutting: Cutting, chance: () => number, steps: number): void {
  const warm = (0.12 * cutting.total()) / cutting.n;
  let best = Number.POSITIVE_INFINITY;
  let kept = cutting.grid.slice();
  const price = (): number => cutting.members.reduce((sum, _, one) => sum + priceNow(cutting, one), 0);
  let now = price();
  for (let step = 0; step < steps; step += 1) {
    const heat = warm * 8 * 0.004 ** (step / steps);
    const home = Math.floor(chance() * cutting.n);
    const near = cutting.piece.links[home] ?? [];
    const other = near[Math.floor(chance() * near.length)];
    if (other === undefined || cutting.at(other) === cutting.at(home)) continue;
    const next = chance() < 0.3 ? exchange(cutting, home, other) : overTo(cutting, home, cutting.at(other));
    const takes = next.change <= 0 || chance() < Math.exp(-next.change / heat);
    if (!takes || !allowed(cutting, next)) continue;
    apply(cutting, next);
    now += next.change;
    if (now < best - 1e-6) {
      best = now;
      kept = cutting.grid.slice();
    }
  }
  for (const [home, grid] of kept.entries()) if (cutting.at(home) !== grid) cutting.move(home, grid);
}

/** Grids grow from seeds that lie far apart, the smallest first, each by the home nearest to its seed. */
function grown(piece: Piece, count: number, chance: () => number): Uint16Array {
  const n = piece.members.length;
  const walk = (a: number, b: number): number => piece.walks[a * n + b] as number;
  const seeds = [Math.floor(chance() * n)];
  while (seeds.length < count) {
    const far = (home: number): number => Math.min(...seeds.map((seed) => walk(seed, home))) * (0.5 + chance());
    const left = Array.from({ length: n }, (_, home) => home).filter((home) => !seeds.includes(home));
    const scored = left.map((home) => [far(home), home] as const).sort((a, b) => b[0] - a[0]);
    seeds.push(scored[0]?.[1] ?? 0);
  }
  const none = 0xffff;
  const grid = new Uint16Array(n).fill(none);
  const sizes = seeds.map(() => 1);
  for (const [one, seed] of seeds.entries()) grid[seed] = one;
  for (let left = n - count; left > 0; left -= 1) {
    const order = sizes.map((size, one) => [size, one] as const).sort((a, b) => a[0] - b[0]);
    for (const [, one] of order) {
      let near = -1;
      for (let home = 0; home < n; home += 1)
        if (
          grid[home] === none &&
          (piece.links[home] ?? []).some((next) => grid[next] === one) &&
          (near === -1 || walk(seeds[one] as number, home) < walk(seeds[one] as number, near))
        )
          near = home;
      if (near === -1) continue;
      grid[near] = one;
      sizes[one] = (sizes[one] as number) + 1;
      break;
    }
  }
  return grid;
}

/** TERR-6, TERR-7: the best of a few cuts of a piece into so many grids. */
export function cutInto(piece: Piece, count: number, span: Span): Cut {
  const n = piece.members.length;
  if (count === 1) {
    const whole = new Cutting(piece, 1, [span, new Uint16Array(n)]);
    return { grid: whole.grid, walk: whole.total(), missed: whole.missed() };
  }
  let best: Cut | undefined;
  const tries = n > 120 ? 2 : 3;
  for (let run = 0; run < tries; run += 1) {
    const chance = chances(run * 7919 + n * 31 + count);
    const cutting = new Cutting(piece, count, [span, grown(piece, count, chance)]);
    anneal(cutting, chance, 70 * n);
    descend(cutting);
    const cut = { grid: cutting.grid, walk: cutting.total(), missed: cutting.missed() };
    if (best === undefined || cut.missed < best.missed || (cut.missed === best.missed && cut.walk < best.walk))
      best = cut;
  }
  return best as Cut;
}
