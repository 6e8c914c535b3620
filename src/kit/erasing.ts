// What every erasing says of itself: why, by whose decision, and which rows of the journal lose their words.
import * as z from 'zod/mini';
import type { Deciding, Loaded, RecordBase } from './command.ts';
import { Problem } from './problem.ts';

/** Kept for ever in the journal: neither may name the person whose words go. */
export const erasingWords = {
  reason: z.string().check(z.minLength(4), z.maxLength(500)),
  decision: z.string().check(z.minLength(4), z.maxLength(200)),
};

/** A row of the journal that still has its words; its id is its number there. */
export interface JournalRow extends RecordBase {
  readonly of: string;
}

/** Erasing is done by the county's own service on the machine itself, never over the network. */
export function mustErase({ actor }: Deciding): void {
  if (actor.service !== 'erase') throw new Problem('refused', 'not-yours');
}

/** The numbers of this record's rows, as the fact that erases them names them. */
export const rowsOf = (loaded: Loaded, record: string): number[] =>
  loaded
    .list<JournalRow>('journal-row')
    .filter((row) => row.of === record)
    .map((row) => Number(row.id));
