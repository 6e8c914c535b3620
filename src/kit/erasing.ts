// What every erasing says of itself: why, by whose decision, and which rows of the journal lose their words.
import * as z from 'zod/mini';
import type { Deciding, Fact, Loaded, RecordBase } from './command.ts';
import { Problem } from './problem.ts';

/** Kept for ever in the journal: neither may name the person whose words go. */
export const erasingWords = {
  reason: z.string().check(z.minLength(4), z.maxLength(500)),
  decision: z.string().check(z.minLength(4), z.maxLength(200)),
};

/** A row of the journal that still has its words; its id is its number there. */
export interface JournalRow extends RecordBase {
  readonly of: string;
  readonly payload: unknown;
}

/** Erasing is done by the county's own service on the machine itself, never over the network. */
export function mustErase({ actor }: Deciding): void {
  if (actor.service !== 'erase') throw new Problem('refused', 'not-yours');
}

const rowsOf = (loaded: Loaded, record: string): JournalRow[] =>
  loaded.list<JournalRow>('journal-row').filter((row) => row.of === record);

/** The fact that empties a record: it names the record's rows in the journal. */
export function erased(
  of: { readonly kind: string; readonly id: string },
  { reason, decision }: { readonly reason: string; readonly decision: string },
  { loaded, now }: Deciding,
): Fact {
  const rows = rowsOf(loaded, of.id).map((row) => Number(row.id));
  return { name: `${of.kind}.erased`, ...of, data: { at: now, reason, decision, rows } };
}

/** Letters, digits and marks of an id, a code, a day or a place; nothing that anybody said. */
const code = /^[\w.:-]{1,64}$/;
/** Where somebody's words, his place or his way in may stand, whatever is in them. */
const said: readonly string[] = ['title', 'text', 'answer', 'lat', 'lon', 'reporter', 'subject', 'secretHash'];

/** What stays of a payload without a word: numbers, codes and ids. */
export function wordless(value: unknown): unknown {
  if (typeof value === 'string') return code.test(value) ? value : '';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(wordless);
  const kept = Object.entries(value).map(([key, one]) => [key, said.includes(key) ? null : wordless(one)]);
  return Object.fromEntries(kept);
}

/** What figures are made of stays beside the fact that erases, by the number of the row that lost it. */
export const wordlessRows = (loaded: Loaded, record: string): Record<string, unknown> =>
  Object.fromEntries(rowsOf(loaded, record).map((row) => [row.id, wordless(row.payload)]));
