// What somebody wrote whose post had ended before it arrived; it waits for whoever serves the home now.
import type { RecordBase } from '#kit/command.ts';

/** What was said, as the phone sent it; emptied once somebody took it over. */
export interface LeftSaid {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** When it was written, as claimed. */
  readonly at: number;
}

export interface Left extends RecordBase {
  readonly author: string | null;
  readonly envelope: LeftSaid | Record<string, never>;
  /** Why it was not taken. */
  readonly code: string;
  readonly at: number;
  readonly settledAt: number | null;
  readonly settledBy: string | null;
  readonly outcome: 'taken' | 'set-aside' | null;
}

/** A row of the list: who wrote it, about which home, and what. */
export interface LeftRow {
  readonly id: string;
  readonly writer: string;
  readonly household: string | null;
  readonly head: string;
  readonly door: string;
  readonly said: LeftSaid;
  /** When it reached the county. */
  readonly at: number;
  readonly outcome: 'set-aside' | null;
  readonly settledAt: number | null;
}
