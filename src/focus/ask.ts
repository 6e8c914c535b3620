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

interface Choice {
  readonly home: number;
  readonly lane: number;
  /** Whether the home belongs to each of the causes. */
  readonly in: readonly boolean[];
}

function choicesOf(doubt: Doubt, world: Causes, causes: readonly number[]): Choice[] {
  const place = new Map(causes.map((cause, i) => [cause, i]));
  const seen = new Set<number>();
  const choices: Choice[] = [];
  const add = (home: number): void => {
    if (seen.has(home) || doubt.known(home)) return;
    seen.add(home);
    const inside = causes.map(() => false);
    for (let i = world.of.start[home] ?? 0; i < (world.of.start[home + 1] ?? 0); i++) {
      const at = place.get(world.of.items[i] ?? 0);
      if (at !== undefined) inside[at] = true;
    }
    choices.push({ home, lane: world.lane[home] ?? -1, in: inside });
  };
  for (const cause of causes) {
    const from = world.homes.start[cause] ?? 0;
    const size = (world.homes.start[cause + 1] ?? 0) - from;
    const step = Math.max(1, size / sampled);
    for (let i = 0; i < size; i += step) add(world.homes.items[from + Math.floor(i)] ?? 0);
  }
  return choices;
}

/** Weights of the causes (the last: nothing) after every run of answers so far; each question doubles the runs. */
type Runs = Float64Array[];

const yesOf = (inside: boolean, settings: Settings): number => (inside ? settings.yesInside : settings.yesOutside);

/** How sure one is on average once the answer is there: sum over runs of Σ p² / Σ p. */
function sureness(runs: Runs, choice: Choice, settings: Settings): number {
  let sure = 0;
  for (const run of runs) {
    let [yes, no, yesSquares, noSquares] = [0, 0, 0, 0];
    run.forEach((weight, i) => {
      const chance = yesOf(choice.in[i] ?? false, settings);
      const told = weight * chance;
      yes += told;
      yesSquares += told * told;
      no += weight - told;
      noSquares += (weight - told) * (weight - told);
    });
    if (yes > 0) sure += yesSquares / yes;
    if (no > 0) sure += noSquares / no;
  }
  return sure;
}

function answered(runs: Runs, choice: Choice, settings: Settings): Runs {
  const after = (yes: boolean) => (run: Float64Array) =>
    run.map((weight, i) => {
      const chance = yesOf(choice.in[i] ?? false, settings);
      return weight * (yes ? chance : 1 - chance);
    });
  return [...runs.map(after(true)), ...runs.map(after(false))];
}

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
  let choices = choicesOf(doubt, world, causes);
  const lanes = new Map<number, number>();
  const asked: number[] = [];
  while (asked.length < most && choices.length > 0) {
    const gains = new Map<string, number>();
    let best: { choice: Choice; gain: number } | undefined;
    for (const choice of choices) {
      const key = choice.in.map(Number).join('');
      const gain = gains.get(key) ?? sureness(runs, choice, settings);
      gains.set(key, gain);
      const worth = gain * (1 - 1e-4 * (lanes.get(choice.lane) ?? 0));
      if (!best || worth > best.gain + 1e-12) best = { choice, gain: worth };
    }
    if (!best) break;
    const { choice } = best;
    asked.push(choice.home);
    lanes.set(choice.lane, (lanes.get(choice.lane) ?? 0) + 1);
    runs = answered(runs, choice, settings);
    choices = choices.filter((one) => one.home !== choice.home);
  }
  return asked;
}
