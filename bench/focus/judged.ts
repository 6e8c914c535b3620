// What the evaluation asks of the finder and of everything it is compared with: who heard this much, where is the cause?
import type { Heard, World } from '../../src/focus/model.ts';

/** One place that may be the cause, with the homes it stands for. */
export interface Guess {
  /** Nodes of network 0 that cannot be told apart; none when only homes are known. */
  readonly nodes: readonly number[];
  readonly homes: readonly number[];
  readonly probability?: number;
}

export interface Said {
  /** What a threshold is set on: comparable only within one method. */
  readonly strength: number;
  /** The likeliest first, at most three. */
  readonly guesses: readonly Guess[];
}

/** `events` holds only what was heard up to `at`. Undefined: nothing stands out at all. */
export type Look = (events: readonly Heard[], at: number) => Said | undefined;

export interface Method {
  readonly name: string;
  over(world: World): Look;
}

export const windows = [1, 3, 7, 14] as const;
