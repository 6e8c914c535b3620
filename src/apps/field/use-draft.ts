// What is being written, kept sealed on the phone within a second, so that a dead battery or a call loses nothing.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '#kit/problem.ts';
import { findDraft, keepDraft } from '#sync/drafts.ts';
import { dropPlace, keepPlace } from './place.ts';
import { path } from './router.ts';
import { useOpen } from './session.ts';

const soon = 400;

export interface Draft<T> {
  readonly value: T;
  /** False until the kept draft was looked for: nothing is shown before, so that nothing typed is overwritten. */
  readonly ready: boolean;
  set(value: T): void;
  drop(): Promise<void>;
}

function mustBeProblem(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}

export function useDraft<T extends object>(key: string, empty: T): Draft<T> {
  const { phone } = useOpen();
  const [value, setValue] = useState<T>(empty);
  const [ready, setReady] = useState(false);
  const last = useRef<{ value: T | undefined; timer?: ReturnType<typeof setTimeout> }>({ value: undefined });
  const marked = useRef(false);
  const mark = (): void => {
    if (marked.current) return;
    marked.current = true;
    void keepPlace(phone, { to: path.value, draft: key, at: Date.now() }).catch(mustBeProblem);
  };
  const write = (): void => {
    clearTimeout(last.current.timer);
    const written = last.current.value;
    // An empty form is no draft: nobody is asked to go on with nothing.
    if (written !== undefined)
      // On a full phone the note above the form says so; what is written stays in sight.
      void keepDraft(phone, key, JSON.stringify(written) === JSON.stringify(empty) ? null : written).catch(
        mustBeProblem,
      );
    last.current.value = undefined;
  };
  useEffect(() => {
    let here = true;
    setReady(false);
    void findDraft<T>(phone, key).then((kept) => {
      if (!here) return;
      setValue({ ...empty, ...kept });
      setReady(true);
    });
    addEventListener('pagehide', write);
    return () => {
      here = false;
      removeEventListener('pagehide', write);
      write();
      if (marked.current) void dropPlace(phone).catch(mustBeProblem);
      marked.current = false;
    };
  }, [key]);
  return {
    value,
    ready,
    set(next) {
      setValue(next);
      mark();
      last.current.value = next;
      clearTimeout(last.current.timer);
      last.current.timer = setTimeout(write, soon);
    },
    async drop() {
      clearTimeout(last.current.timer);
      last.current.value = undefined;
      await keepDraft(phone, key, null);
    },
  };
}
