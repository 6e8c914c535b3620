// One sync of a person at a time over all tabs and the service worker, and a word to the others when something changed.
import { newId } from '#kit/id.ts';

export type Changed = 'queue' | 'pulled' | 'wiped';

interface Word {
  /** Which page or worker says it: nobody needs to hear himself. */
  readonly from: string;
  readonly changed: Changed;
}

const here = newId();

/** Runs alone for this person. With `patience` (ms) gives up, with undefined, when another holds the lock that long. */
export async function withLock<T>(person: string, work: () => Promise<T>, patience?: number): Promise<T | undefined> {
  const name = `zd-sync-${person}`;
  if (patience === undefined) return navigator.locks.request(name, work);
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(patience) }, work);
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError'))
      return undefined;
    throw error;
  }
}

const channel = (person: string): BroadcastChannel => new BroadcastChannel(`zd-${person}`);

export function announce(person: string, changed: Changed): void {
  const open = channel(person);
  open.postMessage({ from: here, changed } satisfies Word);
  open.close();
}

/** Calls back when another tab or the service worker changed something of this person. Answers how to stop. */
export function listen(person: string, heard: (changed: Changed) => void): () => void {
  const open = channel(person);
  open.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.from !== here) heard(data.changed);
  };
  return () => open.close();
}

const phone = 'zd-phone';

/** Says to the other pages of this phone whose notebook is open now; null when it was locked. */
export function announceOpen(person: string | null): void {
  const open = new BroadcastChannel(phone);
  open.postMessage({ from: here, person });
  open.close();
}

/** Calls back when another page of this phone opened a notebook, or locked its own. */
export function listenOpen(heard: (person: string | null) => void): void {
  new BroadcastChannel(phone).onmessage = ({
    data,
  }: MessageEvent<{ readonly from: string; readonly person: string | null }>) => {
    if (data.from !== here) heard(data.person);
  };
}
