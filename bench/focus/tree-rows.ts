// The rows of the goals that concern supply trees: right causes, guided questions, false proposals, wrong links, two faults and stated probabilities.
import { createFinder } from '../../src/focus/finder.ts';
import { episodesOf } from '../../src/focus/replay.ts';
import { settings } from '../../src/focus/settings.ts';
import { chanceOf } from './chance.ts';
import { bootstrap, mean, median, type Row, row, share, shareRow } from './row.ts';
import { drawCase, quietDays, sizeClasses } from './tree-faults.ts';
import { isRight, judge, type Verdict } from './tree-judge.ts';
import { growTree, type Tree } from './tree-world.ts';

export interface TreeOptions {
  /** Seeds from here on: 1 for development, 7000 and more for the evaluation. */
  readonly seed: number;
  readonly trees: number;
  /** Faults of each size class on the trees of each size. */
  readonly faults: number;
  readonly sizes: readonly number[];
  /** Quiet days of a thousand homes for every kind of weather. */
  readonly days: number;
  readonly say?: (line: string) => void;
}

/** Small enough for a test. */
export const quickTrees: TreeOptions = { seed: 1, trees: 1, faults: 6, sizes: [1000], days: 400 };
/** What is published: some hours of one slow processor, or half an hour of a good one. */
export const fullTrees: TreeOptions = {
  seed: 7000,
  trees: 5,
  faults: 100,
  sizes: [1000, 3000, 10_000],
  days: 60_000,
};

type SizeClass = keyof typeof sizeClasses;
const classes = Object.keys(sizeClasses) as SizeClass[];
const spoken: Record<SizeClass, string> = { small: '4–11 homes', middle: '12–60 homes', large: 'more than 60 homes' };

interface Judged extends Verdict {
  readonly homes: number;
  readonly size: SizeClass;
}

interface Asked {
  readonly wrongLinks?: number;
  readonly quick?: boolean;
}

function judged(options: TreeOptions, { wrongLinks = 0, quick = false }: Asked): Judged[] {
  const all: Judged[] = [];
  for (const homes of options.sizes)
    for (let at = 0; at < options.trees; at++) {
      const tree = growTree({ homes, seed: options.seed + at, wrongLinks });
      for (const size of classes)
        for (let i = 0; i < Math.ceil(options.faults / options.trees); i++) {
          const seed = (options.seed + at) * 100_000 + i * 10 + classes.indexOf(size);
          all.push({ homes, size, ...judge(tree, drawCase(tree, { seed, size: sizeClasses[size] }), quick) });
        }
      options.say?.(`${homes} homes, tree ${at + 1} of ${options.trees}${wrongLinks ? `, ${wrongLinks} wrong` : ''}`);
    }
  return all;
}

const hits = (all: readonly Judged[], right: (one: Judged) => boolean): readonly [number, number] => [
  all.filter(right).length,
  all.length,
];

function causeRows(all: readonly Judged[], options: TreeOptions): Row[] {
  const first = (one: Judged): boolean => one.place === 1;
  const three = (one: Judged): boolean => one.place <= 3;
  const heard = all.filter((one) => one.told <= 3);
  const silent = share(...hits(all, (one) => one.told > 3)).value.toFixed(1);
  const note = `all faults; of ${silent} % nobody had told by then`;
  return [
    shareRow('trees: right cause first on day 3', hits(all, first), 78, note),
    shareRow('trees: right cause among three on day 3', hits(all, three), 93, note),
    shareRow('trees: right cause first on day 3, faults somebody told of', hits(heard, first)),
    shareRow('trees: right cause among three on day 3, faults somebody told of', hits(heard, three)),
    ...options.sizes.flatMap((homes) =>
      classes.flatMap((size) => {
        const some = all.filter((one) => one.homes === homes && one.size === size);
        const name = `${homes} homes, faults of ${spoken[size]}`;
        return [shareRow(`${name}: first`, hits(some, first)), shareRow(`${name}: among three`, hits(some, three))];
      }),
    ),
  ];
}

function askedRows(all: readonly Judged[]): Row[] {
  const questions = mean(all.map((one) => one.asked)).toFixed(1);
  return classes.flatMap((size) => {
    const some = all.filter((one) => one.size === size);
    const told = some.filter((one) => one.told <= 10);
    const silent = share(some.length - told.length, some.length).value.toFixed(1);
    const note = `${questions} questions on average; of ${silent} % nobody told in ten days`;
    const name = `after six questions, faults of ${spoken[size]}`;
    return [
      shareRow(
        `${name}: first`,
        hits(some, (one) => one.askedPlace === 1),
        95,
        note,
      ),
      shareRow(
        `${name}: among three`,
        hits(some, (one) => one.askedPlace <= 3),
        99,
        note,
      ),
      shareRow(
        `${name}: first, faults somebody told of`,
        hits(told, (one) => one.askedPlace === 1),
      ),
      shareRow(
        `${name}: among three, faults somebody told of`,
        hits(told, (one) => one.askedPlace <= 3),
      ),
    ];
  });
}

/** Stated probability and truth of every proposal: faults as they come, and quiet days as long as those between faults. */
interface Stated {
  readonly probability: number;
  readonly right: boolean;
  readonly weight: number;
}

function calibrationError(all: readonly Stated[]): number {
  const bins = Array.from({ length: 10 }, () => ({ weight: 0, stated: 0, right: 0 }));
  for (const { probability, right, weight } of all) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))];
    if (!bin) continue;
    bin.weight += weight;
    bin.stated += weight * probability;
    bin.right += right ? weight : 0;
  }
  const total = bins.reduce((sum, one) => sum + one.weight, 0);
  return bins.reduce((sum, one) => sum + Math.abs(one.stated - one.right), 0) / total;
}

/** What the error would be on average if everything came true exactly as often as stated: so few cases never fit quite. */
function errorByChance(all: readonly Stated[]): number {
  const chance = chanceOf(all.length);
  const draw = (): Stated[] => all.map((one) => ({ ...one, right: chance.next() < one.probability }));
  return mean(Array.from({ length: 100 }, () => calibrationError(draw())));
}

function calibrationRow(stated: readonly Stated[]): Row {
  const places = stated.map((_, i) => i);
  const note = `${errorByChance(stated).toFixed(3)} if all came true exactly as stated`;
  return row(
    { name: 'stated probabilities: calibration error', goal: ['≤', 0.05], unit: '', of: stated.length, note },
    bootstrap(places, (some) => calibrationError(some.map((i) => stated[i] as Stated))),
  );
}

interface Weather {
  readonly name: string;
  readonly times: number;
  readonly rain: boolean;
  readonly goal: number;
}

const weathers: readonly Weather[] = [
  { name: 'the background as assumed', times: 1, rain: false, goal: 1 },
  { name: 'twice the background', times: 2, rain: false, goal: 2 },
  { name: 'rain waves', times: 1, rain: true, goal: 2 },
  { name: 'twice the background and rain waves', times: 2, rain: true, goal: 2 },
];

interface Quiet {
  readonly rows: Row[];
  readonly stated: Stated[];
}

/** Streams of 1,500 days on trees of a thousand homes; the first 60 teach the usual rate. */
function quietRows(options: TreeOptions, faults: number): Quiet {
  const days = Math.min(1500, options.days);
  const streams = Math.ceil(options.days / days);
  const stated: Stated[] = [];
  const rows = weathers.flatMap(({ name, times, rain, goal }): Row[] => {
    const counts: number[] = [];
    let hints = 0;
    for (let at = 0; at < streams; at++) {
      const tree = growTree({ homes: 1000, seed: options.seed + 50 + at });
      const seed = options.seed * 10 + at;
      const heard = quietDays(tree, { seed, from: 0, until: days + 60, times, rain, visits: true });
      const peaks = episodesOf(tree.world, heard, {}, 60);
      const proposals = peaks.filter((one) => one.score >= settings.proposal);
      hints += peaks.length;
      counts.push((proposals.length * 1000) / days);
      const weight = faults / settings.faultRate / (weathers.length * streams * days);
      for (const { probability } of proposals) stated.push({ probability, right: false, weight });
    }
    options.say?.(`quiet days: ${name}`);
    const of = streams * days;
    const perHome = ((hints * 1000) / of).toFixed(0);
    const note = `per 1,000 days and 1,000 homes; hints (some homes to ask): ${perHome}`;
    return [row({ name: `false proposals: ${name}`, goal: ['≤', goal], unit: '', of, note }, bootstrap(counts, mean))];
  });
  return { rows, stated };
}

function linkRows(options: TreeOptions, right: readonly Judged[]): Row[] {
  return [0.1, 0.2].map((wrongLinks) => {
    const wrong = judged(options, { wrongLinks, quick: true });
    const lost = right.map((one, i) => 100 * (Number(one.place === 1) - Number(wrong[i]?.place === 1)));
    const goal = wrongLinks === 0.1 ? ({ goal: ['≤', 3] } as const) : {};
    const about = {
      name: `${100 * wrongLinks} % wrong links: points lost`,
      unit: '',
      of: lost.length,
      ...goal,
    } as const;
    return row(about, bootstrap(lost, mean));
  });
}

function twoFaultRows(options: TreeOptions): Row[] {
  const both: boolean[] = [];
  for (let at = 0; at < options.trees; at++) {
    const tree = growTree({ homes: 1000, seed: options.seed + at });
    for (let i = 0; i < Math.ceil(options.faults / options.trees); i++)
      both.push(findsBoth(tree, (options.seed + at) * 100_000 + i * 10 + 7));
  }
  const about = 'of 12 homes and more, both begun: right causes of both among the first three findings';
  return [shareRow(`two faults at once ${about}`, [both.filter(Boolean).length, both.length])];
}

function findsBoth(tree: Tree, seed: number): boolean {
  const one = drawCase(tree, { seed, size: [12, tree.world.homes / 4], faults: 2 });
  const at = Math.max(...one.faults.map((fault) => fault.onset)) + 3;
  const finder = createFinder(tree.world);
  for (const heard of one.heard) if (heard.at <= at) finder.add(heard);
  const firsts = finder.findings(at).slice(0, 3);
  return one.faults.every(({ node }) => firsts.some(({ causes }) => causes[0] && isRight(causes[0], node)));
}

/** Every row about supply trees. The full run takes long; `say` tells how far it is. */
export function treeRows(options: TreeOptions): Promise<Row[]> {
  const all = judged(options, {});
  const waited = all.filter((one) => one.size !== 'small').map((one) => one.proposed);
  const faults = all.filter((one) => one.stated);
  const quiet = quietRows(options, all.length);
  const stated = [...quiet.stated, ...faults.flatMap(({ stated: one }) => (one ? [{ ...one, weight: 1 }] : []))];
  return Promise.resolve([
    ...causeRows(all, options),
    ...askedRows(all),
    ...quiet.rows,
    row(
      { name: 'days until the proposal, faults of 12 homes and more, median', unit: 'd', of: waited.length },
      bootstrap(waited, median),
    ),
    ...linkRows(options, all),
    ...twoFaultRows(options),
    calibrationRow(stated),
  ]);
}
