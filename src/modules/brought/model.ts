// What an import did to one record, folded from the journal: how it stood before, and what happened to it since.
import type { RecordBase } from '#kit/command.ts';

export interface Brought extends RecordBase {
  /** The record it is about. */
  readonly of: string;
  readonly kind: string;
  /** Did this import write it at all? */
  readonly mine: boolean;
  /** null = it was not there. */
  readonly before: RecordBase | null;
  /** Names of the facts that others wrote since. */
  readonly since: readonly string[];
  /** Words of before were erased on a lawful request. */
  readonly erased: boolean;
}

export const broughtId = (run: string, record: string): string => `${run}:${record}`;
