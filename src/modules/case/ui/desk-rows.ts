// The rows of a list as far as they were asked for: the first page at once, more of them from the last row seen, all anew when something moves.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { useAsk, useDoor } from '#look/door.ts';
import type { Inbox, InboxRow } from '../model.ts';

const firstPage = 60;
const morePage = 200;
/** So long after a change its words are there. */
const wordsFollow = 1500;

export interface Rows {
  /** Undefined until the first answer; the rows of the list before stay until those of this one are there. */
  readonly rows: readonly InboxRow[] | undefined;
  /** Are these the rows of this list? */
  readonly own: boolean;
  readonly problem: Problem | undefined;
  readonly hasMore: boolean;
  more(): void;
}

interface Later {
  readonly key: string;
  readonly rows: readonly InboxRow[];
  readonly next: string | null;
}

export function useRows(input: Readonly<Record<string, unknown>>): Rows {
  const { door, wake } = useDoor();
  const key = JSON.stringify(input);
  const first = useAsk<Inbox>('case.inbox', { ...input, limit: firstPage }, ['case', 'incident']);
  const [later, keep] = useState<Later | undefined>();
  const shown = useRef<Inbox | undefined>(undefined);
  if (first.data !== undefined) shown.current = first.data;
  const asking = useRef(0);
  const own = later?.key === key ? later : undefined;
  /** Asks from `next` on until there are `wanted` rows behind `rows`. */
  const ask = async (rows: readonly InboxRow[], next: string | null, wanted: number): Promise<void> => {
    asking.current += 1;
    const mine = asking.current;
    let at = next;
    const all = [...rows];
    while (at !== null && all.length < wanted) {
      const part: Inbox = await door.ask('case.inbox', { ...input, after: at, limit: morePage });
      if (mine !== asking.current) return;
      all.push(...part.rows);
      at = part.next;
    }
    keep({ key, rows: all, next: at });
  };
  useEffect(() => {
    if (first.data === undefined) return;
    if (own !== undefined) ask([], first.data.next, own.rows.length).catch(() => undefined);
  }, [first.data]);
  // A matter can be found a moment after it can be seen: what is searched, and the ground, is asked once more.
  const heard = wake.value.n;
  useEffect(() => {
    if (input.text == null && input.view !== 'all') return;
    const timer = setTimeout(first.again, wordsFollow);
    return () => clearTimeout(timer);
  }, [heard, key]);
  const now = first.data ?? shown.current;
  const next = own === undefined ? (now?.next ?? null) : own.next;
  const seen = new Set(now?.rows.map((row) => row.id));
  return {
    rows: now === undefined ? undefined : [...now.rows, ...(own?.rows ?? []).filter((row) => !seen.has(row.id))],
    own: first.data !== undefined,
    problem: first.problem,
    hasMore: next !== null,
    more: () => {
      const rows = own?.rows ?? [];
      if (next !== null) ask(rows, next, rows.length + morePage).catch(() => undefined);
    },
  };
}
