// Long runs of the finder: random orders of the same events must give the same, and ten years of a county must cost no more at the end than at the start.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createFinder } from '../../src/focus/finder.ts';
import type { Finder, Heard } from '../../src/focus/model.ts';
import { chanceOf } from './chance.ts';
import { bootstrap, median, type Row, row, share } from './row.ts';
import { drawCase, quietDays } from './tree-faults.ts';
import { likeliest } from './tree-judge.ts';
import { growTree, type Tree } from './tree-world.ts';

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const chance = chanceOf(seed);
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = chance.whole(i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

/** Random orders of the events of small cases, looked at in between: how many end elsewhere than all events at once do. */
export function orderRow(orders: number, seed: number): Row {
  const tree = growTree({ homes: 120, seed });
  let other = 0;
  for (let at = 0; at < orders; at++) {
    const one = drawCase(tree, { seed: seed * 10_000 + at, size: [4, 30], before: 12, after: 4, background: [3, 9] });
    const batch = createFinder(tree.world);
    for (const heard of one.heard) batch.add(heard);
    const running = createFinder(tree.world);
    shuffled(one.heard, at).forEach((heard, i) => {
      running.add(heard);
      if (i % 40 === 39) running.findings(heard.at);
    });
    if (JSON.stringify(running.findings(15)) !== JSON.stringify(batch.findings(15))) other++;
  }
  const { value, low, high } = share(other, orders);
  const note = 'incremental against batch';
  return row(
    { name: 'random orders that end elsewhere', goal: ['≤', 0], unit: '%', of: orders, note },
    { value, low, high },
  );
}

/** What a year of a county cost: processor time, and memory once it was over. */
interface Year {
  readonly events: number;
  readonly reports: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** One year as it goes: everything is taken in, every twentieth report is looked at, what is old is forgotten daily. */
function liveThrough(finder: Finder, tree: Tree, year: number, seed: number): Year {
  let [events, reports, microseconds] = [0, 0, 0];
  for (let quarter = 0; quarter < 4; quarter++) {
    const from = 365 * year + 91 * quarter;
    const until = quarter === 3 ? 365 * (year + 1) : from + 91;
    const drawn = { seed: seed + 4 * year + quarter, from, until, times: 1, rain: true, visits: true };
    const heard = quietDays(tree, drawn);
    let swept = from;
    const began = process.cpuUsage();
    for (const one of heard) {
      finder.add(one);
      if (one.kind === 'report' && reports++ % 20 === 0) likeliest(finder.findings(one.at));
      if (one.at - swept < 1) continue;
      finder.forget(one.at);
      swept = one.at;
    }
    const { user, system } = process.cpuUsage(began);
    microseconds += user + system;
    events += heard.length;
  }
  collectGarbage();
  return { events, reports, milliseconds: microseconds / 1000, megabytes: process.memoryUsage().heapUsed / 2 ** 20 };
}

/** Years of a county, one finder; what the last year costs against the second, in processor time and memory. */
export function countyRows(homes: number, years: number, seed: number, say?: (year: Year) => void): Row[] {
  const tree = growTree({ homes, seed });
  const finder = createFinder(tree.world);
  const lived = Array.from({ length: years }, (_, year) => {
    const one = liveThrough(finder, tree, year, seed);
    say?.(one);
    return one;
  });
  const [early, late] = [lived[Math.min(1, years - 1)] as Year, lived.at(-1) as Year];
  const each = (one: Year): number => (1000 * one.milliseconds) / one.events;
  const about = `${years} years of ${homes} homes, last year against the second`;
  const exactly = (value: number) => ({ value, low: value, high: value });
  const note = `${each(late).toFixed(0)} µs an event, looks at every twentieth of ${late.reports} reports and forgetting included`;
  const size = `${late.megabytes.toFixed(0)} MB`;
  return [
    row(
      { name: `${about}: time`, goal: ['≤', 1.5], unit: 'x', of: late.events, note },
      exactly(each(late) / each(early)),
    ),
    row(
      { name: `${about}: memory`, goal: ['≤', 1.3], unit: 'x', of: 1, note: size },
      exactly(late.megabytes / early.megabytes),
    ),
  ];
}

const twins = 5;

/** Some finders hear the same: other programs of the machine interrupt single ones for many milliseconds, so the quickest counts. */
function quickest(finders: readonly Finder[], one: Heard): number {
  const times = finders.map((finder) => {
    const began = performance.now();
    finder.add(one);
    if (one.kind === 'report') likeliest(finder.findings(one.at));
    return performance.now() - began;
  });
  return Math.min(...times);
}

/** Milliseconds for one report: it is taken in and everything is ordered anew. */
export function timeRows(sizes: readonly number[], seed: number): Row[] {
  return sizes.map((homes) => {
    const tree = growTree({ homes, seed });
    const finders = Array.from({ length: twins }, () => createFinder(tree.world));
    const times: number[] = [];
    let swept = 0;
    const until = homes > 20_000 ? 40 : 120;
    for (const one of quietDays(tree, { seed, from: 0, until, times: 1, rain: true, visits: true })) {
      const took = quickest(finders, one);
      if (one.kind === 'report' && one.at > until / 3) times.push(took);
      if (one.at - swept < 1) continue;
      for (const finder of finders) finder.forget(one.at);
      swept = one.at;
    }
    const p99 = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length * 0.99)] ?? 0;
    const goal = homes <= 10_000 ? 1 : 5;
    const note = `median ${median(times).toFixed(3)} ms; quickest of ${twins}`;
    const name = `time for a report, everything ordered anew, p99, ${homes} homes`;
    return row({ name, goal: ['≤', goal], unit: 'ms', of: times.length, note }, bootstrap(times, p99));
  });
}
