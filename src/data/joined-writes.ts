// Joins the inserts of one command into a single statement: each statement by itself costs more than the row it writes.
import type { Asking } from './table.ts';

export interface JoinedWrites extends Asking {
  /** Everything kept so far as one statement that ends with this one: its text and its values. */
  join(text: string, values: readonly unknown[]): { readonly text: string; readonly values: readonly unknown[] };
}

/** First text → next text → … → the joined text: the same few joins come again and again. */
interface Joined {
  readonly next: Map<string, Joined>;
  text?: string;
}
const known: Joined = { next: new Map() };
let size = 0;

const shifted = (text: string, by: number): string =>
  text.replaceAll(/\$(\d+)/g, (_, n: string) => `$${Number(n) + by}`);

interface Part {
  readonly text: string;
  readonly values: readonly unknown[];
}

function joinedText(parts: readonly Part[]): string {
  let at = known;
  for (const { text } of parts) {
    let next = at.next.get(text);
    if (!next) {
      next = { next: new Map() };
      // Texts hold no values, so there are few; past the limit nothing is remembered.
      if (size < 2_000) at.next.set(text, next);
      size += 1;
    }
    at = next;
  }
  at.text ??= written(parts);
  return at.text;
}

function written(parts: readonly Part[]): string {
  let by = 0;
  const texts = parts.map(({ text, values }, i) => {
    const own = shifted(text, by);
    by += values.length;
    return i < parts.length - 1 ? `w${i} as (${own})` : own;
  });
  const last = texts.pop() ?? '';
  return texts.length > 0 ? `with ${texts.join(', ')} ${last}` : last;
}

/**
 * Keeps `exec` calls back until `join`. Only for inserts that do not depend on each other: inside one statement none sees
 * the other's row, and their order is PostgreSQL's. Foreign keys between them hold, because they are checked at its end.
 */
export function joinWrites(): JoinedWrites {
  const kept: Part[] = [];
  return {
    query: () => Promise.reject(new Error('joined writes only insert')),
    exec: (text, values = []) => {
      kept.push({ text, values });
      return Promise.resolve(1);
    },
    join: (text, values) => {
      const parts = [...kept, { text, values }];
      return { text: joinedText(parts), values: parts.flatMap((one) => one.values) };
    },
  };
}
