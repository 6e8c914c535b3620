// The door of the field app: to change something is to queue it safely on the phone, to ask something is to look into its memory.
import type { FactData } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Door } from '#kit/query.ts';
import { type Recorded, recordAll, type Recording } from './outbox.ts';
import type { Rounds } from './rounds.ts';
import type { Phone } from './store.ts';

/** A local query: answers from the rows in memory. */
export type LocalQuery = (phone: Phone, input: FactData) => unknown;

export interface PhoneDoor extends Door {
  execute(name: string, input: unknown, options?: Omit<Recording, 'name' | 'input'>): Promise<Recorded>;
  /** Several as one: all are kept, or none. */
  executeAll(said: readonly Recording[]): Promise<Recorded[]>;
}

/** `queries` are named like the server's. Throws `missing query-unknown` for a name that is not among them. */
export function makeDoor(phone: Phone, rounds: Rounds, queries: Readonly<Record<string, LocalQuery>>): PhoneDoor {
  const executeAll = async (said: readonly Recording[]): Promise<Recorded[]> => {
    const recorded = await recordAll(phone, said, Date.now());
    await askForBackgroundSync();
    if (said.some((one) => one.hold === 0)) void rounds.all();
    else void rounds.now();
    return recorded;
  };
  return {
    executeAll,
    async execute(name, input, options = {}) {
      const [recorded] = await executeAll([{ ...options, name, input }]);
      if (!recorded) throw new Problem('broken', 'verb-unknown', { verb: name });
      return recorded;
    },
    async ask<T>(name: string, input?: unknown): Promise<T> {
      const query = queries[name];
      if (!query) throw new Problem('missing', 'query-unknown', { query: name });
      return query(phone, input) as T;
    },
  };
}

/** Lets the browser send the queue when the network is back, even with the page closed. Where it cannot, the page does it. */
async function askForBackgroundSync(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await (registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync?.register('zd-push');
  } catch {
    // Not allowed or not known: nothing is lost by it.
  }
}
