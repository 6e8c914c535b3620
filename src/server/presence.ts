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

/** What each page shows, and the pages that hear it here. */
class Pages {
  readonly own = new Map<string, (beside: Beside) => void>();
  private readonly seen = new Map<string, Seen>();

  hereOf(tab: string): Here | undefined {
    return this.seen.get(tab)?.here;
  }
  /** Answers the pages of this process that a newcomer from another one has to be told of. */
  note(here: Here): Here[] {
    const before = this.hereOf(here.tab)?.matter ?? null;
    if (here.matter === null) this.seen.delete(here.tab);
    else this.seen.set(here.tab, { here, at: Date.now() });
    this.announce([before, here.matter]);
    if (before === here.matter || here.matter === null || this.own.has(here.tab)) return [];
    const own = [...this.own.keys()].map((tab) => this.hereOf(tab));
    return own.filter((one) => one !== undefined).filter((one) => one.matter === here.matter);
  }
  /** Whoever was not heard of for too long is gone. */
  forgetOld(): void {
    const old = Date.now() - 3 * everyMs;
    const gone = [...this.seen].filter(([, one]) => one.at < old);
    for (const [tab] of gone) this.seen.delete(tab);
    this.announce(gone.map(([, one]) => one.here.matter));
  }
  private announce(matters: readonly (string | null)[]): void {
    for (const [tab, heard] of this.own) {
      const beside = besideOf(tab, this.seen);
      if (beside && matters.includes(beside.case)) heard(beside);
    }
  }
}

/** A connection that listens, opened when it is wanted and again when it was lost. */
function makeEar(database: Database, heard: (here: Here) => void): { open(): Promise<void>; stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let opening: Promise<void> | undefined;
  let stopped = false;
  const listen = async (): Promise<void> => {
    const listener = await database.direct();
    listener.on('notification', (message) => heard(JSON.parse(message.payload ?? '{}') as Here));
    listener.on('end', () => {
      if (client === listener) client = undefined;
    });
    client = listener;
    await listener.query('listen zd_here').catch(() => listener.end());
  };
  return {
    open: async () => {
      if (client || stopped) return;
      opening ??= listen().finally(() => {
        opening = undefined;
      });
      await opening;
    },
    stop: async () => {
      stopped = true;
      await opening?.catch(() => {});
      await client?.end().catch(() => {});
    },
  };
}

export function startPresence(database: Database): Presence {
  const pages = new Pages();
  const ear = makeEar(database, (here) => {
    for (const one of pages.note(here)) quietly(one);
  });
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: what is told again must not overtake a page that leaves. */
  const tell = async (here: Here): Promise<void> => {
    const said = last.then(async () => {
      await ear.open();
      await inScope(database, scope, (tx) => tx.query(`select pg_notify('zd_here', $1)`, [JSON.stringify(here)]));
    });
    last = said.catch(() => {});
    await said;
  };
  const quietly = (here: Here): unknown => tell(here).catch(() => {});
  const round = setInterval(() => {
    pages.forgetOld();
    // Nobody is listened for before a desk is there.
    if (pages.own.size > 0) void ear.open().catch(() => {});
    for (const tab of pages.own.keys()) {
      const here = pages.hereOf(tab);
      if (here) quietly(here);
    }
  }, everyMs);
  round.unref();
  return {
    tell,
    hear: (tab, heard) => {
      pages.own.set(tab, heard);
      void ear.open().catch(() => {});
      return () => {
        if (pages.own.get(tab) !== heard) return;
        pages.own.delete(tab);
        const here = pages.hereOf(tab);
        if (here) quietly({ ...here, matter: null });
      };
    },
    stop: async () => {
      clearInterval(round);
      await ear.stop();
    },
  };
}
