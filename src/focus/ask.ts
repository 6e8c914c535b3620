// Whom to ask next: the homes whose answers are likely to tell the remaining causes apart, one per branch first.
import type { Causes } from './causes.ts';
import type { Settings } from './settings.ts';

export interface Doubt {
  /** Causes that are still possible, the likeliest first, with their probabilities; the rest is "nothing at one place". */
  readonly causes: readonly number[];
  readonly chances: readonly number[];
  /** Homes that need not be asked: they have spoken. */
  readonly known: (home: number) => boolean;
}

/** More causes than this are not told apart by six answers. */
const mostCauses = 14;
/** Homes that are looked at for each cause, evenly spread over it. */
const sampled = 48;

/** Homes that belong to the same of the causes: their answers tell the same. Bit `i` of the mask: belongs to cause `i`. */
type Alike = Map<number, number[]>;

function alikeOf(doubt: Doubt, world: Causes, causes: readonly number[]): Alike {
  const bit = new Map(causes.map((cause, i) => [cause, 1 << i]));
  const seen = new Set<number>();
  const alike: Alike = new Map();
  const add = (home: number): void => {
    if (seen.has(home)) return;
    seen.add(home);
    if (doubt.known(home)) return;
    let mask = 0;
    for (let i = world.of.start[home] ?? 0; i < (world.of.start[home + 1] ?? 0); i++)
      mask |= bit.get(world.of.items[i] ?? 0) ?? 0;
    const list = alike.get(mask);
    if (list) list.push(home);
    else alike.set(mask, [home]);
  };
  for (const cause of causes) {
    const from = world.homes.start[cause] ?? 0;
    const size = (world.homes.start[cause + 1] ?? 0) - from;
    const step = Math.max(1, size / sampled);
    for (let i = 0; i < size; i += step) add(world.homes.items[from + Math.floor(i)] ?? 0);
  }
  return alike;
}

/** Weights of the causes (the last: nothing) after every run of answers so far; each question doubles the runs. */
type Runs = Float64Array[];

/** Chance of a yes by cause, for a home of this mask. */
const yesOf = (mask: number, causes: number, settings: Settings): Float64Array =>
  Float64Array.from({ length: causes + 1 }, (_, i) => ((mask >> i) & 1 ? settings.yesInside : settings.yesOutside));

/** How sure one is on average once the answer is there: sum over runs of Σ p² / Σ p. */
function sureness(runs: Runs, yes: Float64Array): number {
  let sure = 0;
  for (const run of runs) {
    let [told, denied, toldSquares, deniedSquares] = [0, 0, 0, 0];
    for (let i = 0; i < run.length; i++) {
      const weight = run[i] ?? 0;
      const says = weight * (yes[i] ?? 0);
      told += says;
      toldSquares += says * says;
      denied += weight - says;
      deniedSquares += (weight - says) * (weight - says);
    }
    if (told > 0) sure += toldSquares / told;
    if (denied > 0) sure += deniedSquares / denied;
  }
  return sure;
}

const answered = (runs: Runs, yes: Float64Array): Runs => [
  ...runs.map((run) => run.map((weight, i) => weight * (yes[i] ?? 0))),
  ...runs.map((run) => run.map((weight, i) => weight * (1 - (yes[i] ?? 0)))),
];

/**
 * At most `most` homes, the most telling first. Greedy expected gain in sureness over all answers to the earlier ones;
 * among homes that tell alike, one of a lane that was not chosen yet. Source: Bayesian experimental design with a
 * quadratic loss.
 */
export function whomToAsk(doubt: Doubt, world: Causes, settings: Settings, most = 6): number[] {
  const causes = doubt.causes.slice(0, mostCauses);
  const chances = causes.map((_, i) => doubt.chances[i] ?? 0);
  const nothing = Math.max(0, 1 - chances.reduce((sum, one) => sum + one, 0));
  let runs: Runs = [Float64Array.from([...chances, nothing])];
  const alike = alikeOf(doubt, world, causes);
  const lanes = new Map<number, number>();
  const asked: number[] = [];
  while (asked.length < most && alike.size > 0) {
    let best = { mask: 0, gain: Number.NEGATIVE_INFINITY };
    for (const mask of alike.keys()) {
      const gain = sureness(runs, yesOf(mask, causes.length, settings));
      if (gain > best.gain + 1e-12) best = { mask, gain };
    }
    const homes = alike.get(best.mask) ?? [];
    const used = (home: number): number => lanes.get(world.lane[home] ?? -1) ?? 0;
    const home = homes.reduce((least, one) => (used(one) < used(least) ? one : least), homes[0] ?? 0);
    asked.push(home);
    lanes.set(world.lane[home] ?? -1, used(home) + 1);
    runs = answered(runs, yesOf(best.mask, causes.length, settings));
    if (homes.length > 1)
      alike.set(
        best.mask,
        homes.filter((one) => one !== home),
      );
    else alike.delete(best.mask);
  }
  return asked;
}
