// The finder and all baselines on the same simulated trees: the right cause on day 3, and the delay at equal false alarms.
import type { Heard } from '../../src/focus/model.ts';
import { kulldorff } from './baseline-kulldorff.ts';
import { densities, sameNearby } from './baseline-places.ts';
import { commonAncestor, percentage } from './baseline-tree.ts';
import { finder } from './finder-method.ts';
import type { Method, Said } from './judged.ts';
import { bootstrap, median, type Row, row, shareRow } from './row.ts';
import { drawCase, type FaultCase, quietDays, sizeClasses } from './tree-faults.ts';
import { growTree, type Tree } from './tree-world.ts';
import { type Watch, watchFinder, watchWith } from './watch.ts';

export interface CompareWanted {
  readonly homes: number;
  readonly trees: number;
  /** Faults per size class over all trees. */
  readonly faults: number;
  /** Quiet days for the thresholds. */
  readonly quiet: number;
  readonly seed: number;
}

const baselines = [kulldorff, sameNearby, densities, commonAncestor, percentage];

const watchers = (tree: Tree): [string, Watch][] => [
  ['finder', watchFinder(tree.world)],
  ...baselines.map((method: Method): [string, Watch] => [method.name, watchWith(method, tree.world)]),
];

/** One fault is said to be found where a guess has the very node, or one with the very same homes. */
function isRight(tree: Tree, { faults }: FaultCase, said: Said | undefined, most: number): boolean {
  const node = faults[0]!.node;
  const alike = (other: number): boolean => {
    const upper = Math.min(node, other);
    let down = Math.max(node, other);
    while (down > upper) down = tree.parent[down]!;
    return down === upper && tree.sizes[node] === tree.sizes[other];
  };
  return (said?.guesses ?? []).slice(0, most).some(({ nodes }) => nodes.some(alike));
}

type Tally = Map<string, { first: number; three: number; delays: number[] }>;

/** What was said at a moment. */
export interface Moment {
  readonly at: number;
  readonly said: Said | undefined;
}

/** The lowest threshold with at most so many alarms. An alarm lasts as long as it stands; two weeks without it end it. */
export function thresholdOf(moments: readonly Moment[], allowed: number): number {
  const alarms = (limit: number): number => {
    let [count, last] = [0, Number.NEGATIVE_INFINITY];
    for (const { at, said } of moments) {
      if (!said || said.strength < limit) continue;
      if (at - last > 14) count += 1;
      last = at;
    }
    return count;
  };
  const limits = moments.flatMap(({ said }) => (said ? [said.strength] : [])).sort((a, b) => a - b);
  let [low, high] = [0, limits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (alarms(limits[middle]!) <= allowed) high = middle;
    else low = middle + 1;
  }
  // Just above the last one that is too many.
  return low === 0 ? Number.NEGATIVE_INFINITY : limits[low - 1]! + 1e-9;
}

/** Every report is a moment to look again. */
const reportTimes = (heard: readonly Heard[], from: number, until: number): number[] =>
  heard.filter((one) => one.kind === 'report' && one.at > from && one.at <= until).map((one) => one.at);

/** Quiet days with rain and visiting rounds: one alarm in 1,000 days and 1,000 homes is allowed. */
function thresholds(tree: Tree, wanted: CompareWanted): Map<string, number> {
  const from = 60;
  const until = from + wanted.quiet;
  const heard = quietDays(tree, { seed: wanted.seed + 5000, from: 0, until, times: 1, rain: true, visits: true });
  const moments = reportTimes(heard, from, until);
  const allowed = Math.floor((wanted.quiet / 1000) * (wanted.homes / 1000));
  return new Map(
    watchers(tree).map(([name, watch]) => {
      const said = watch(heard, moments).map((one, place) => ({ at: moments[place]!, said: one }));
      return [name, thresholdOf(said, allowed)];
    }),
  );
}

/** Days until the first alarm that names homes of the fault; for ever when ten days do not bring it. */
function delayOf(watch: Watch, one: FaultCase, threshold: number): number {
  const [fault] = one.faults;
  const hit = new Set(fault!.homes);
  const sees = (said: Said | undefined): boolean =>
    said !== undefined &&
    said.strength >= threshold &&
    said.guesses.some(({ homes }) => homes.some((home) => hit.has(home)));
  const moments = reportTimes(one.heard, fault!.onset, fault!.onset + 10);
  const said = watch(one.heard, moments, sees);
  return sees(said.at(-1)) ? moments[said.length - 1]! - fault!.onset : Number.POSITIVE_INFINITY;
}

function measure(
  tree: Tree,
  cases: readonly (FaultCase & { large: boolean })[],
  limits: Map<string, number>,
  into: Tally,
): void {
  const all = watchers(tree);
  for (const one of cases)
    for (const [name, watch] of all) {
      const mine = into.get(name) ?? { first: 0, three: 0, delays: [] };
      into.set(name, mine);
      const [said] = watch(one.heard, [one.faults[0]!.onset + 3]);
      if (isRight(tree, one, said, 1)) mine.first += 1;
      if (isRight(tree, one, said, 3)) mine.three += 1;
      if (one.large) mine.delays.push(delayOf(watch, one, limits.get(name)!));
    }
}

export function compareRows(wanted: CompareWanted): Row[] {
  const limits = thresholds(growTree({ homes: wanted.homes, seed: wanted.seed }), wanted);
  const tally: Tally = new Map();
  let cases = 0;
  for (let place = 0; place < wanted.trees; place += 1) {
    const tree = growTree({ homes: wanted.homes, seed: wanted.seed + 1 + place });
    const each = Math.ceil(wanted.faults / wanted.trees);
    const drawn = Object.entries(sizeClasses).flatMap(([name, size], kind) =>
      Array.from({ length: each }, (_, at) => ({
        ...drawCase(tree, { seed: wanted.seed * 100 + place * 10_000 + kind * 1000 + at, size }),
        large: name !== 'small',
      })),
    );
    cases += drawn.length;
    measure(tree, drawn, limits, tally);
  }
  return rowsOf(wanted, tally, cases);
}

function rowsOf({ homes }: CompareWanted, tally: Tally, cases: number): Row[] {
  const where = `trees of ${homes.toLocaleString('en')} homes`;
  const delay = new Map([...tally].map(([name, { delays }]) => [name, bootstrap(delays, median)]));
  const half = delay.get(kulldorff.name)!.value / 2;
  return [...tally].flatMap(([name, { first, three, delays }]) => {
    const own = name === finder.name;
    return [
      shareRow(`${where}, right cause first on day 3: ${name}`, [first, cases], own ? 78 : undefined),
      shareRow(`${where}, right cause among three: ${name}`, [three, cases], own ? 93 : undefined),
      row(
        {
          name: `${where}, median delay: ${name}`,
          unit: 'd',
          of: delays.length,
          ...(own ? { goal: ['≤', half], note: 'goal: half of Kulldorff' } : {}),
        },
        delay.get(name)!,
      ),
    ];
  });
}
