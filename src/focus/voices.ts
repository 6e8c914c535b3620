// What the words and answers of one home add to a cause that it belongs to, for each moment at which the fault may have begun.
import type { Grid } from './onsets.ts';
import { tellingAt, toldBy } from './onsets.ts';
import type { Settings } from './settings.ts';

/** A report as it is weighed. */
export interface Said {
  readonly at: number;
  readonly slot: number;
  /** Told while somebody was there. */
  readonly visited: boolean;
}

export interface Answered {
  readonly at: number;
  readonly slot: number;
  readonly yes: boolean;
}

/** Everything a home said that still counts; the oldest first. */
export interface Spoken {
  readonly words: readonly Said[];
  readonly answers: readonly Answered[];
}

export interface Voice {
  /** The newest and the oldest slot it speaks for: faults that began after its last word left it silent. */
  readonly top: number;
  readonly low: number;
  /** By slot from the top down: a log for each way of telling. One for all causes, or one for each cause of the home. */
  readonly logs: readonly Float64Array[];
}

/** Logs are rounded to this, so that sums of them are exact and do not depend on the order of events. */
const exact = 2 ** 20;

export interface Weighing {
  readonly grid: Grid;
  readonly settings: Settings;
  readonly low: number;
  /** Of each word, in step with them: its ordinary rate, or for one that was told at a visit the chance of hearing it there. */
  readonly usual: readonly number[];
}

/** `after`: days until this home notices each of its causes. */
export function voiceOf(spoken: Spoken, weighing: Weighing, after: Float32Array | undefined): Voice {
  const { words, answers } = spoken;
  const top = Math.max(words.at(-1)?.slot ?? -Infinity, answers.at(-1)?.slot ?? -Infinity);
  const days = after ?? [0];
  return { top, low: weighing.low, logs: Array.from(days, (one) => logsOf(spoken, weighing, top, one)) };
}

function logsOf({ words, answers }: Spoken, weighing: Weighing, top: number, after: number): Float64Array {
  const { grid, settings, low, usual } = weighing;
  const { step, ways } = grid;
  const logs = new Float64Array((top - low + 1) * ways);
  for (let slot = top; slot >= low; slot--) {
    const began = slot * step + after;
    const place = words.findIndex((one) => one.at >= began);
    const word = words[place];
    const answer = answers.findLast((one) => one.at >= began);
    const from = (top - slot) * ways;
    if (word && !word.visited && (answer?.yes ?? true)) {
      const delay = word.at - began;
      const rate = tellingAt(delay, settings) / usual[place]!;
      const told = toldBy(delay, settings);
      for (let way = 0; way < ways; way++) logs[from + way] = exactly(1 + settings.telling[way]! * (rate - told));
    } else if (word || answer) logs.fill(exactly(fixed(answer, usual[place], settings)), from, from + ways);
  }
  return logs;
}

const exactly = (likelier: number): number => Math.round(Math.log(likelier) * exact) / exact;

/** How much likelier an answer, or a word at a visit, is under a fault than on an ordinary day. */
function fixed(answer: Answered | undefined, visit: number | undefined, settings: Settings): number {
  const { yesInside, yesOutside, visitHit } = settings;
  if (answer && !answer.yes) return (1 - yesInside) / (1 - yesOutside);
  // A "yes" says no more than the word before it did; without one it counts by itself.
  return visit === undefined ? yesInside / yesOutside : visitHit / visit;
}
