// One sync at a time over all tabs and the service worker, and a word to the others when something changed.

const lockName = 'zd-sync';
export type Changed = 'queue' | 'pulled' | 'wiped';
export interface Word {
  readonly person: string;
  readonly changed: Changed;
}

/** Runs alone. With `patience` (ms) gives up, with undefined, when another holds the lock that long. */
export async function withLock<T>(work: () => Promise<T>, patience?: number): Promise<T | undefined> {
  if (patience === undefined) return navigator.locks.request(lockName, work);
  try {
    return await navigator.locks.request(lockName, { signal: AbortSignal.timeout(patience) }, work);
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError'))
      return undefined;
    throw error;
  }
}

const channel = (): BroadcastChannel => new BroadcastChannel('zd');

export function announce(person: string, changed: Changed): void {
  const open = channel();
  open.postMessage({ person, changed } satisfies Word);
  open.close();
}

/** Calls back when another tab or the service worker changed something. Answers how to stop. */
export function listen(heard: (word: Word) => void): () => void {
  const open = channel();
  open.onmessage = (event: MessageEvent<Word>) => heard(event.data);
  return () => open.close();
}
