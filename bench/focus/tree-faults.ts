// What is heard in a simulated tree: quiet days with echoes, rain waves and visiting rounds, and faults on top of them, with the truth.
import type { Heard } from '../../src/focus/model.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Tree } from './tree-world.ts';

/** How people of the simulation behave; the finder knows none of these figures. */
const people = {
  /** Reports a home makes by itself on an ordinary day when nothing is wrong: one in 14 years and category, of some twenty categories. */
  rate: 0.0002,
  /** One report in ten makes a neighbour report too, within a day or so. */
  echo: 0.1,
  /** In a fault the talk is livelier. */
  faultEcho: 0.2,
  echoDays: 0.5,
  rainsPerYear: 10,
  rainDays: [1, 4],
  rainTimes: [4, 8],
  /** A grid is gone through about once in so many days; some rounds take neighbouring grids along. */
  roundDays: 30,
  /** Chance that a visited home names the problem though nothing is wrong, or when it has it. */
  toldAtVisit: 0.005,
  toldIfHit: 0.8,
  /** Share of the homes below a fault that it reaches. */
  reached: 0.95,
  /** How unlike laterals are in reporting (log scale). */
  unlike: 0.3,
  /** Most tell soon, the others when it lasts. */
  soon: { share: 0.75, days: 1.2, otherwise: 5 },
  /** Answers that are wrong. */
  wrongAnswer: 0.03,
} as const;

/** Of those who ever tell. */
const byDayThree =
  1 -
  people.soon.share * Math.exp(-3 / people.soon.days) -
  (1 - people.soon.share) * Math.exp(-3 / people.soon.otherwise);

export const homeRate: number = people.rate;

export interface QuietOptions {
  readonly seed: number;
  readonly from: number;
  readonly until: number;
  /** Times the ordinary rate. */
  readonly times: number;
  readonly rain?: boolean;
  readonly visits?: boolean;
}

/** Days on which nothing is wrong anywhere; sorted by time, refs count from 0. */
export function quietDays(tree: Tree, options: QuietOptions): Heard[] {
  const chance = chanceOf(options.seed * 31 + 17);
  const told: Told[] = [];
  const { homes } = tree.world;
  const add = (span: number, from: number, times: number): void => {
    const count = chance.poisson(people.rate * options.times * times * homes * span);
    for (let i = 0; i < count; i++)
      tell(tree, told, { home: chance.whole(homes), at: from + span * chance.next(), echo: people.echo, chance });
  };
  add(options.until - options.from, options.from, 1);
  if (options.rain) {
    for (let at = options.from + chance.wait(365 / people.rainsPerYear); at < options.until; ) {
      const days = Math.min(options.until - at, chance.between(...people.rainDays));
      add(days, at, chance.between(...people.rainTimes) - 1);
      at += days + chance.wait(365 / people.rainsPerYear);
    }
  }
  if (options.visits) visit(tree, options, { told, chance });
  return inOrder(told.filter((one) => one.at < options.until));
}

type Told = Omit<Heard, 'ref'>;

/** One report and, now and then, a neighbour's after it. */
function tell(tree: Tree, told: Told[], one: { home: number; at: number; echo: number; chance: Chance }): void {
  told.push({ kind: 'report', home: one.home, at: one.at });
  if (one.chance.next() >= one.echo) return;
  const other = tree.near[8 * one.home + one.chance.whole(5)] ?? -1;
  if (other >= 0) tell(tree, told, { ...one, home: other, at: one.at + one.chance.wait(people.echoDays) });
}

function visit(tree: Tree, options: QuietOptions, into: { told: Told[]; chance: Chance }): void {
  const { told, chance } = into;
  let shift = 0;
  for (const round of tree.rounds) {
    if (chance.next() < 0.4) shift = chance.next() * people.roundDays;
    const phase = shift + chance.next();
    for (let at = options.from + phase; at < options.until; at += people.roundDays)
      round.forEach((home, i) => {
        const then = at + i / 40;
        told.push({ kind: 'visit', home, at: then });
        if (chance.next() < people.toldAtVisit * options.times) told.push({ kind: 'report', home, at: then });
      });
  }
}

const inOrder = (told: Told[]): Heard[] =>
  told.sort((a, b) => a.at - b.at || a.home - b.home).map((one, ref) => ({ ...one, ref }));

export interface FaultOptions {
  readonly seed: number;
  /** Homes truly below the fault: least and most. */
  readonly size: readonly [number, number];
  /** One or two at once; the second begins within two days and lies apart from the first. */
  readonly faults?: 1 | 2;
  readonly reporting?: readonly [number, number];
  readonly background?: readonly [number, number];
  readonly rain?: boolean;
  readonly visits?: boolean;
  /** Days that are heard before and after the fault begins. */
  readonly before?: number;
  readonly after?: number;
}

export interface Fault {
  readonly node: number;
  readonly onset: number;
  /** Chance that a home that is hit has reported by itself after three days. */
  readonly reporting: number;
  /** Homes that are hit, in ascending order. */
  readonly homes: Int32Array;
}

export interface FaultCase {
  readonly faults: readonly Fault[];
  readonly heard: readonly Heard[];
  /** Times the ordinary rate in this case. */
  readonly times: number;
  /** What a home says when it is asked at a moment; the same home and moment give the same answer. */
  answer(home: number, at: number): 'yes' | 'no';
}

/** The ends of the size classes of the goals. */
export const sizeClasses = { small: [4, 11], middle: [12, 60], large: [61, Number.POSITIVE_INFINITY] } as const;

/** Draws where a fault sits: any node of the class, none of more than half of all homes. */
function place(tree: Tree, size: readonly [number, number], chance: Chance): number {
  const half = tree.world.homes / 2;
  const fitting: number[] = [];
  tree.sizes.forEach((homes, node) => {
    // A node whose parent has the same homes is the same cause: drawn once.
    const twin = tree.sizes[tree.parent[node] ?? -1] === homes;
    if (homes >= size[0] && homes <= size[1] && homes <= half && !twin) fitting.push(node);
  });
  const node = fitting[chance.whole(fitting.length)];
  if (node === undefined) throw new Error(`no node with ${size[0]} to ${size[1]} homes in this tree`);
  return node;
}

function apart(tree: Tree, a: number, b: number): boolean {
  const above = (node: number, other: number): boolean => {
    for (let up = other; up >= 0; up = tree.parent[up] ?? -1) if (up === node) return true;
    return false;
  };
  return !above(a, b) && !above(b, a);
}

function breakAt(tree: Tree, node: number, drawn: { onset: number; reporting: number; chance: Chance }): Fault {
  const homes = tree.below(node).filter(() => drawn.chance.next() < people.reached);
  return { node, onset: drawn.onset, reporting: drawn.reporting, homes };
}

function complain(tree: Tree, fault: Fault, into: { told: Told[]; chance: Chance }): void {
  const { told, chance } = into;
  const hit = new Set(fault.homes);
  const liveliness = new Map<number, number>();
  const done = new Set<number>();
  const say = (home: number, at: number): void => {
    if (done.has(home) || !hit.has(home)) return;
    done.add(home);
    told.push({ kind: 'report', home, at });
    if (chance.next() < people.faultEcho)
      say(tree.near[8 * home + chance.whole(5)] ?? -1, at + chance.wait(people.echoDays));
  };
  for (const home of fault.homes) {
    const node = tree.trueNodeOf[home] ?? -1;
    const lively = liveliness.get(node) ?? Math.exp(people.unlike * chance.normal());
    liveliness.set(node, lively);
    if (chance.next() >= Math.min(0.95, (fault.reporting / byDayThree) * lively)) continue;
    const soon = chance.next() < people.soon.share;
    say(home, fault.onset + chance.wait(soon ? people.soon.days : people.soon.otherwise));
  }
}

/** A case from its seed: quiet days, one or two faults, all that is heard, and who would answer what. */
export function drawCase(tree: Tree, options: FaultOptions): FaultCase {
  const chance = chanceOf(options.seed * 104729 + 3);
  const { before = 45, after = 10, rain = true, visits = true, background = [0.5, 3] } = options;
  const times = chance.between(background[0], background[1]);
  const onset = before + chance.next();
  const drawn = (at: number): { onset: number; reporting: number; chance: Chance } => {
    const [low, high] = options.reporting ?? [0.15, 0.6];
    return { onset: at, reporting: chance.between(low, high), chance };
  };
  const faults = [breakAt(tree, place(tree, options.size, chance), drawn(onset))];
  while (faults.length < (options.faults ?? 1)) {
    const node = place(tree, options.size, chance);
    if (apart(tree, faults[0]?.node ?? 0, node)) faults.push(breakAt(tree, node, drawn(onset + 2 * chance.next())));
  }
  const told: Told[] = quietDays(tree, { seed: options.seed, from: 0, until: onset + after, times, rain, visits }).map(
    ({ kind, home, at }) => ({ kind, home, at }),
  );
  for (const fault of faults) {
    complain(tree, fault, { told, chance });
    const hit = new Set(fault.homes);
    for (const one of told.filter((each) => each.kind === 'visit' && each.at > fault.onset && hit.has(each.home)))
      if (chance.next() < people.toldIfHit) told.push({ kind: 'report', home: one.home, at: one.at });
  }
  const began = new Map(faults.flatMap((fault) => Array.from(fault.homes, (home) => [home, fault.onset] as const)));
  const answer = (home: number, at: number): 'yes' | 'no' => {
    const wrong = chanceOf(options.seed + home * 613).next() < people.wrongAnswer;
    return (began.get(home) ?? Number.POSITIVE_INFINITY) < at !== wrong ? 'yes' : 'no';
  };
  return { faults, heard: inOrder(told.filter((one) => one.at < onset + after)), times, answer };
}
