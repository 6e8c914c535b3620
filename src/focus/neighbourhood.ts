// Which homes are hit where no network is known: all rounds and ovals of neighbours are weighed, and each home counts as much as the weight that holds it.
import type { Heard, World } from './model.ts';
import { type Settings, settings as frozen } from './settings.ts';
import { tellingAt, toldBy } from './onsets.ts';

export interface Neighbourhood {
  /** The homes that overlap best with what is hit, ascending. */
  readonly homes: readonly number[];
  /** For each of them how likely it is hit, given that there is one area. */
  readonly probability: readonly number[];
  /** Log Bayes factor of "one area, whichever" against the ordinary rate. */
  readonly score: number;
}

/** Rounds, and ovals twice and three times as long as wide, lying in six directions. */
const stretches = [1, 2, 3];
const directions = 6;
/** An area holds at least so many homes and at most this share or number of all. */
const size = { least: 3, share: 0.5, most: 160 };
/** Of the homes that reported, so many are taken as centres of an area, the newest first, each with its nearest neighbours. */
const centres = { reports: 40, around: 6 };

/** What one home's word or silence adds, by cell: age of the fault × chance of telling. */
interface Words {
  readonly cells: number;
  /** Log weight of each cell. */
  readonly prior: Float64Array;
  readonly silent: Float64Array;
  readonly spoke: ReadonlyMap<number, Float64Array>;
  /** The homes that spoke, the newest word first. */
  readonly order: readonly number[];
}

/** The ordinary rate, from what was said before the days that are looked at. */
function usualOf(homes: number, heard: readonly Heard[], at: number, { ages, rate, rateTrust }: Settings): number {
  const border = at - (ages.at(-1) ?? 0);
  const before = heard.filter((one) => one.kind === 'report' && one.at <= border);
  const first = before.reduce((low, one) => Math.min(low, one.at), border);
  return (rateTrust + before.length) / (rateTrust / rate + homes * (border - first));
}

function wordsOf(world: World, heard: readonly Heard[], at: number, settings: Settings): Words {
  const { ages, telling, tellingWeight, yesInside, yesOutside } = settings;
  const cells = ages.length * telling.length;
  const cell = (of: (age: number, r: number) => number): Float64Array =>
    Float64Array.from({ length: cells }, (_, i) => of(Math.floor(i / telling.length), i % telling.length));
  const usual = usualOf(world.homes, heard, at, settings);
  const silent = cell((age, r) => Math.log(1 - telling[r]! * toldBy(ages[age]!, settings)));
  const byHome = new Map<number, Heard[]>();
  for (const one of heard) {
    if (one.kind === 'visit' || one.at > at || at - one.at > ages.at(-1)!) continue;
    byHome.set(one.home, [...(byHome.get(one.home) ?? []), one]);
  }
  const spoke = new Map<number, Float64Array>();
  for (const [home, said] of byHome) {
    const fits = (age: number, kinds: RegExp): Heard | undefined =>
      said.filter((one) => kinds.test(one.kind) && at - one.at <= ages[age]!).sort((a, b) => a.at - b.at)[0];
    const weighed = cell((age, r) => {
      const answer = fits(age, /yes|no/);
      if (answer) return Math.log(answer.kind === 'yes' ? yesInside / yesOutside : (1 - yesInside) / (1 - yesOutside));
      const report = fits(age, /report/);
      if (!report) return silent[age * telling.length + r]!;
      const delay = ages[age]! - (at - report.at);
      return Math.log((telling[r]! * tellingAt(delay, settings)) / usual + 1 - telling[r]! * toldBy(delay, settings));
    });
    spoke.set(home, weighed);
  }
  const newest = (home: number): number => Math.max(...byHome.get(home)!.map((one) => one.at));
  const order = [...byHome.keys()].filter((home) => byHome.get(home)!.some((one) => one.kind !== 'no'));
  const total = tellingWeight.reduce((sum, one) => sum + one, 0) * ages.at(-1)!;
  const prior = cell((age, r) => Math.log(((ages[age]! - (ages[age - 1] ?? 0)) * tellingWeight[r]!) / total));
  return { cells, prior, silent, spoke, order: order.sort((a, b) => newest(b) - newest(a) || a - b) };
}

function sumOfLogs(logs: Iterable<number>): number {
  let [top, sum] = [Number.NEGATIVE_INFINITY, 0];
  for (const log of logs) {
    if (log > top) [top, sum] = [log, sum * Math.exp(top - log) + 1];
    else if (log > Number.NEGATIVE_INFINITY) sum += Math.exp(log - top);
  }
  return top + Math.log(sum);
}

/** The homes around a centre by distance, in a plane that is stretched `along` a direction. */
function around(
  world: World,
  placed: readonly number[],
  centre: number,
  [stretch, turn]: readonly [number, number],
): number[] {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const away = new Map<number, number>();
  for (const home of placed) {
    const [x, y] = [world.east[home]! - world.east[centre]!, world.north[home]! - world.north[centre]!];
    away.set(home, (x * cos + y * sin) ** 2 / stretch + (y * cos - x * sin) ** 2 * stretch);
  }
  return placed.toSorted((a, b) => away.get(a)! - away.get(b)! || a - b);
}

/** The beginnings of one list of homes, each an area; `log[n]` is the weight of the first n + 1 homes. */
interface Areas {
  readonly homes: readonly number[];
  readonly log: Float64Array;
}

function areasOf(homes: readonly number[], words: Words, most: number): Areas {
  const sums = words.prior.slice();
  const log = new Float64Array(Math.min(homes.length, most)).fill(Number.NEGATIVE_INFINITY);
  for (let n = 0; n < log.length; n += 1) {
    const own = words.spoke.get(homes[n]!) ?? words.silent;
    for (let cell = 0; cell < words.cells; cell += 1) sums[cell]! += own[cell]!;
    // Areas of every size are thought alike, on a scale of logs.
    if (n + 1 >= size.least) log[n] = sumOfLogs(sums) - Math.log(n + 1);
  }
  return { homes, log };
}

function centresOf(world: World, words: Words, placed: readonly number[]): number[] {
  const found = new Set<number>();
  for (const home of words.order.slice(0, centres.reports)) {
    if (!Number.isFinite(world.east[home]) || !Number.isFinite(world.north[home])) continue;
    for (const one of around(world, placed, home, [1, 0]).slice(0, centres.around)) found.add(one);
  }
  return [...found];
}

/** The share of all weight that holds each home. */
function inclusion(all: readonly Areas[], total: number): Map<number, number> {
  const share = new Map<number, number>();
  for (const { homes, log } of all) {
    // From the largest area inwards: a home is in all areas that end at or behind it.
    let tail = 0;
    for (let n = log.length - 1; n >= 0; n -= 1) {
      tail += Math.exp(log[n]! - total);
      if (tail > 1e-9) share.set(homes[n]!, (share.get(homes[n]!) ?? 0) + tail);
    }
  }
  return share;
}

/**
 * The homes that overlap most with what is hit, on average: taken by their share as long as that raises the expected
 * overlap (homes in both ÷ homes in either), which may be below one half where little is known.
 */
function overlapping(share: ReadonlyMap<number, number>): number[] {
  const order = [...share].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const all = order.reduce((sum, one) => sum + one[1], 0);
  let [best, most, inside] = [0, 0, 0];
  for (const [place, one] of order.entries()) {
    inside += one[1];
    const overlap = inside / (place + 1 + all - inside);
    if (overlap > best) [best, most] = [overlap, place + 1];
  }
  return order
    .slice(0, most)
    .map(([home]) => home)
    .sort((a, b) => a - b);
}

/**
 * The one area that what was heard until `at` points to; undefined where nobody spoke. Whether there is an area at all is
 * for the score to say. Time: centres × 13 shapes × homes of the village.
 */
export function neighbourhoodOf(
  world: World,
  heard: readonly Heard[],
  at: number,
  own: Partial<Settings> = {},
): Neighbourhood | undefined {
  const words = wordsOf(world, heard, at, { ...frozen, ...own });
  const placed = [...world.east.keys()].filter(
    (home) => Number.isFinite(world.east[home]) && Number.isFinite(world.north[home]),
  );
  const most = Math.min(size.most, Math.floor(placed.length * size.share));
  const turns = Array.from({ length: directions }, (_, at) => (Math.PI * at) / directions);
  const shapes = stretches.flatMap((stretch) => (stretch === 1 ? [[1, 0]] : turns.map((turn) => [stretch, turn]))) as [
    number,
    number,
  ][];
  const all = centresOf(world, words, placed).flatMap((centre) =>
    shapes.map((shape) => areasOf(around(world, placed, centre, shape), words, most)),
  );
  if (all.length === 0 || most < size.least) return undefined;
  const total = sumOfLogs(all.map((one) => sumOfLogs(one.log)));
  const share = inclusion(all, total);
  const homes = overlapping(share);
  return {
    homes,
    probability: homes.map((home) => Math.min(1, share.get(home)!)),
    score: total - Math.log(all.length),
  };
}
