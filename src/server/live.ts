// Live wake-ups to desks: which kinds of records moved, never what; whoever hears it asks again through the door.
import type { Database } from '#data/database.ts';
import { type Presence, startPresence } from './presence.ts';
import { followSeals, type Sealed } from './sealer.ts';

export interface Live {
  /** Calls back on every wake-up until the returned function is called. */
  subscribe(hear: (sealed: Sealed) => void): () => void;
  /** The kinds that moved within the last `ms`, a little more rather than less; '*' when that is longer than is remembered. */
  movedWithin(ms: number): string[];
  readonly listeners: number;
  /** Who else has the same matter open. */
  readonly presence: Presence;
  stop(): Promise<void>;
}

/** ms for which wake-ups are remembered, and by which a desk's clock and a loop of the sealer may be late. */
const remembered = 60_000;
const slack = 2000;

export async function startLive(database: Database): Promise<Live> {
  const listeners = new Set<(sealed: Sealed) => void>();
  let past: { at: number; kinds: readonly string[] }[] = [];
  const following = await followSeals(database, (sealed) => {
    const at = performance.now();
    past = [...past.filter((one) => at - one.at < remembered), { at, kinds: sealed.kinds }];
    for (const hear of listeners) hear(sealed);
  });
  const presence = startPresence(database);
  return {
    presence,
    subscribe: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    movedWithin: (ms) => {
      if (ms + slack > remembered) return ['*'];
      const since = performance.now() - ms - slack;
      return [...new Set(past.flatMap((one) => (one.at >= since ? one.kinds : [])))];
    },
    get listeners() {
      return listeners.size;
    },
    stop: async () => {
      await presence.stop();
      await following.stop();
    },
  };
}
