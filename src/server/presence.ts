// Who has the same matter open at a desk at this moment: kept in memory for as long as it is so, told between server processes by NOTIFY, stored nowhere.
import type pg from 'pg';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';

export interface Here {
  /** The page in the browser; one person may have several. */
  readonly tab: string;
  /** The matter it shows; null when none. */
  readonly matter: string | null;
  readonly person: string;
  readonly name: string;
  readonly office: string;
}
export interface Beside {
  readonly case: string;
  readonly people: readonly { readonly name: string; readonly office: string }[];
}
export interface Presence {
  /** Says what a page shows now, to every process. */
  tell(here: Here): Promise<void>;
  /** Calls back with who else is at the matter of this page, until the returned function is called; then the page is gone. */
  hear(tab: string, heard: (beside: Beside) => void): () => void;
  stop(): Promise<void>;
}

const scope: Scope = { ...emptyScope, standing: 'service', service: 'live' };
/** A page says so again this often; whoever was not heard of for three times as long is gone (a server that died says nothing). */
const everyMs = 15_000;

interface Seen {
  readonly here: Here;
  readonly at: number;
}

/** The others at the matter of `tab`, each person once. */
function besideOf(tab: string, seen: ReadonlyMap<string, Seen>): Beside | undefined {
  const own = seen.get(tab)?.here;
  if (!own?.matter) return undefined;
  const others = [...seen.values()].filter(({ here }) => here.matter === own.matter && here.person !== own.person);
  const people = new Map(others.map(({ here: { person, name, office } }) => [person, { name, office }]));
  return { case: own.matter, people: [...people.values()] };
}

export function startPresence(database: Database): Presence {
  const seen = new Map<string, Seen>();
  const own = new Map<string, (beside: Beside) => void>();
  let client: pg.Client | undefined;
  let connecting: Promise<void> | undefined;
  let stopped = false;

  const announce = (matters: readonly (string | null)[]): void => {
    for (const [tab, heard] of own) {
      const beside = besideOf(tab, seen);
      if (beside && matters.includes(beside.case)) heard(beside);
    }
  };
  const note = (here: Here): void => {
    const before = seen.get(here.tab)?.here.matter ?? null;
    if (here.matter === null) seen.delete(here.tab);
    else seen.set(here.tab, { here, at: Date.now() });
    if (before !== here.matter || here.matter !== null) announce([before, here.matter]);
  };
  const listen = async (): Promise<void> => {
    const listener = await database.direct();
    listener.on('notification', (message) => note(JSON.parse(message.payload ?? '{}') as Here));
    listener.on('end', () => {
      if (client === listener) client = undefined;
    });
    client = listener;
    await listener.query('listen zd_here').catch(() => listener.end());
  };
  /** Nobody is listened for before a desk is there. */
  const connect = async (): Promise<void> => {
    if (client || stopped) return;
    connecting ??= listen().finally(() => {
      connecting = undefined;
    });
    await connecting;
  };
  const tell = async (here: Here): Promise<void> => {
    await connect();
    await inScope(database, scope, (tx) => tx.query(`select pg_notify('zd_here', $1)`, [JSON.stringify(here)]));
  };
  const round = setInterval(() => {
    const old = Date.now() - 3 * everyMs;
    const gone = [...seen].filter(([, one]) => one.at < old);
    for (const [tab] of gone) seen.delete(tab);
    announce(gone.map(([, one]) => one.here.matter));
    if (own.size > 0) void connect().catch(() => {});
    for (const tab of own.keys()) {
      const one = seen.get(tab);
      if (one) void tell(one.here).catch(() => {});
    }
  }, everyMs);
  round.unref();
  return {
    tell,
    hear: (tab, heard) => {
      own.set(tab, heard);
      void connect().catch(() => {});
      return () => {
        if (own.get(tab) !== heard) return;
        own.delete(tab);
        const one = seen.get(tab);
        if (one) void tell({ ...one.here, matter: null }).catch(() => {});
      };
    },
    stop: async () => {
      stopped = true;
      clearInterval(round);
      await connecting?.catch(() => {});
      await client?.end().catch(() => {});
    },
  };
}
