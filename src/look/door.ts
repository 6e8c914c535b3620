// Hands an app's door to its screens by context, and asks a query again whenever something it shows has changed.
import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '#kit/problem.ts';
import type { Door } from '#kit/query.ts';
import { offerUndo } from './undo.ts';

/** The last change heard of: record kinds that moved; empty = ask everything again. `n` counts up. */
export type Wake = { n: number; kinds: readonly string[] };
export type OpenDoor = { door: Door; wake: Signal<Wake> };

export const DoorContext = createContext<OpenDoor | undefined>(undefined);

export function useDoor(): OpenDoor {
  const open = useContext(DoorContext);
  if (open === undefined) throw new Problem('broken', 'no-door');
  return open;
}

export const makeWake = (): Signal<Wake> => signal<Wake>({ n: 0, kinds: [] });

/** What a screen shows of a question: the last answer stays while the next one is awaited. */
export type Asked<T> = { data: T | undefined; problem: Problem | undefined; again: () => void };

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('broken', 'no-answer');

type Kept<T> = { key: string; data: T | undefined; problem: Problem | undefined };

/** Asks `name` now and again when a record of one of `kinds` moves; undefined as `name` asks nothing. */
export function useAsk<T>(name: string | undefined, input: unknown = {}, kinds: readonly string[] = []): Asked<T> {
  const { door, wake } = useDoor();
  const key = `${name ?? ''} ${JSON.stringify(input)}`;
  const [kept, keep] = useState<Kept<T>>({ key, data: undefined, problem: undefined });
  const asking = useRef(0);
  const again = useCallback(() => {
    if (name === undefined) return;
    asking.current += 1;
    const mine = asking.current;
    door.ask<T>(name, input).then(
      (data) => mine === asking.current && keep({ key, data, problem: undefined }),
      (error: unknown) =>
        mine === asking.current &&
        keep((old) => ({ key, data: old.key === key ? old.data : undefined, problem: asProblem(error) })),
    );
  }, [key, door]);
  useEffect(again, [again]);
  const heard = wake.value;
  const first = useRef(heard.n);
  useEffect(() => {
    if (heard.n === first.current) return;
    // '*' stands for whatever is not named: hidden records, or a wake-up that came by polling.
    if (
      heard.kinds.length === 0 ||
      kinds.length === 0 ||
      heard.kinds.some((kind) => kind === '*' || kinds.includes(kind))
    )
      again();
  }, [heard.n]);
  const own = kept.key === key;
  return { data: own ? kept.data : undefined, problem: own ? kept.problem : undefined, again };
}

interface Said {
  /** Said once it is accepted. */
  readonly text: string;
  readonly after: () => void;
  readonly basedOn?: number;
}

/** Says verbs from a form: why the last one was not accepted stays beside what is written. */
export function useSay(): {
  failed: Problem | undefined;
  fail: (error: unknown) => void;
  say: (verb: string, input: object, said: Said) => void;
} {
  const { door } = useDoor();
  const [failed, setFailed] = useState<Problem>();
  const fail = (error: unknown): void => setFailed(asProblem(error));
  const say = (verb: string, input: object, { text, after, basedOn }: Said): void => {
    door.execute(verb, input, basedOn === undefined ? {} : { basedOn }).then(() => {
      setFailed(undefined);
      after();
      offerUndo(text);
    }, fail);
  };
  return { failed, fail, say };
}

/** The last act that was not accepted after its screen may have gone; `key` is the record it was about. */
export type Trouble = { key: string; problem: Problem };
export const trouble = signal<Trouble | undefined>(undefined);
