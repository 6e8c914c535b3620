// Live wake-ups to desks: which kinds of records moved, never what; whoever hears it asks again through the door.
import type { Database } from '#data/database.ts';
import { type Presence, startPresence } from './presence.ts';
import { followSeals, type Sealed } from './sealer.ts';

export interface Live {
  /** Calls back on every wake-up until the returned function is called. */
  subscribe(hear: (sealed: Sealed) => void): () => void;
  readonly listeners: number;
  /** Who else has the same matter open. */
  readonly presence: Presence;
  stop(): Promise<void>;
}

export async function startLive(database: Database): Promise<Live> {
  const listeners = new Set<(sealed: Sealed) => void>();
  const following = await followSeals(database, (sealed) => {
    for (const hear of listeners) hear(sealed);
  });
  const presence = startPresence(database);
  return {
    presence,
    subscribe: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
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
