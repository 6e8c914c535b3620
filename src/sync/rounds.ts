// When to sync: on opening, when the network is back, after writing, by the button and every quarter of an hour; patient, never giving up.
import { announce, listen, withLock } from './between-tabs.ts';
import { register } from './phone-database.ts';
import { type PullRound, pullAll } from './pull.ts';
import { pushAll } from './push.ts';
import { release, resealAll } from './outbox.ts';
import { type Phone, reload, reloadOutbox } from './store.ts';
import { makeStatus, type Status } from './status.ts';

const quarter = 15 * 60_000;
const longest = 5 * 60_000;

/** Milliseconds to wait after so many failures: doubling from 5 s with jitter, five minutes at most. Pure. */
export function waitAfter(failures: number, chance: number): number {
  const whole = Math.min(longest, 5000 * 2 ** Math.min(failures - 1, 10));
  return Math.round(whole * (0.5 + chance / 2));
}

export interface Rounds {
  readonly status: Status;
  /** Sync now: the button, and after something was written. */
  now(): Promise<void>;
  /** The button: also what is still held back for undo goes now. */
  all(): Promise<void>;
  stop(): void;
}

export interface Ends {
  wiped(): void;
}

class Loop {
  readonly phone: Phone;
  readonly status: Status;
  readonly ends: Ends;
  failures = 0;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: Promise<void> | undefined;
  again = false;
  stopped = false;

  constructor(phone: Phone, ends: Ends) {
    this.phone = phone;
    this.ends = ends;
    this.status = makeStatus(phone);
  }

  /** At most one round at a time here; a wish that comes during a round is kept for after it. */
  run(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.rounds().finally(() => {
      this.running = undefined;
      this.plan();
    });
    return this.running;
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      const end = await withLock(() => this.round());
      if (end === 'wiped') {
        this.stopped = true;
        this.ends.wiped();
        return;
      }
      this.failures = end === 'silent' ? this.failures + 1 : 0;
      this.status.offline.value = end === 'silent';
      this.status.signedOut.value = end === 'signed-out';
    } while (this.again && !this.stopped);
  }

  private async round(): Promise<PullRound> {
    const { phone, status } = this;
    const identity = (await register.people.get(phone.identity.person)) ?? phone.identity;
    const now = (): number => Date.now();
    const ask = (input: string | URL | Request, init?: RequestInit): Promise<Response> => fetch(input, init);
    const onSending = (ids: readonly string[]): void => {
      status.sending.value = new Set(ids);
    };
    let end: PullRound = await pushAll({ identity, db: phone.db, now, fetch: ask, onSending });
    await reloadOutbox(phone);
    if (end === 'done') {
      const first = phone.meta.value.cursor === null;
      const onPage = (rows: number): void => {
        if (first) status.loading.value = rows;
      };
      const onOffered = (): void => {
        this.again = true;
      };
      status.withheld.value = null;
      const onRefused = (code: string, facts: Readonly<Record<string, unknown>>): void => {
        status.withheld.value = { code, facts };
      };
      end = await pullAll({ phone, now, fetch: ask, onPage, onOffered, onRefused });
      status.loading.value = null;
      if (end !== 'wiped') await reloadOutbox(phone);
      if (end === 'changed') announce(phone.identity.person, 'pulled');
    }
    if (end === 'changed' || end === 'done') {
      status.lastSuccess.value = now();
      if ((await resealAll(phone)) > 0) this.again = true;
    }
    return end;
  }

  /** The next time by the clock: soon after a failure or for what waits out its undo time, else in a quarter of an hour. */
  private plan(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    const held = this.phone.items.value.filter((item) => item.state === 'waiting' && item.notBefore > Date.now());
    const taken = this.phone.items.value.some((item) => item.state === 'taken');
    const waits = [quarter];
    if (this.failures > 0) waits.push(waitAfter(this.failures, Math.random()));
    else if (taken) waits.push(3500);
    if (held.length > 0) waits.push(Math.max(50, Math.min(...held.map((item) => item.notBefore)) - Date.now()));
    this.timer = setTimeout(() => void this.run(), Math.min(...waits));
  }

  replan(): void {
    if (!this.running) this.plan();
  }
}

/** Starts syncing an unlocked phone. */
export function startRounds(phone: Phone, ends: Ends): Rounds {
  const loop = new Loop(phone, ends);
  const fresh = (): void => {
    loop.failures = 0;
    void loop.run();
  };
  const wake = (): void => {
    if (document.visibilityState === 'visible') fresh();
  };
  const lost = (): void => {
    loop.status.offline.value = true;
  };
  addEventListener('online', fresh);
  addEventListener('offline', lost);
  document.addEventListener('visibilitychange', wake);
  const hush = listen((word) => {
    if (word.person !== phone.identity.person) return;
    void (word.changed === 'queue' ? reloadOutbox(phone) : reload(phone));
  });
  fresh();
  return {
    status: loop.status,
    now: async () => loop.replan(),
    all: async () => {
      await release(phone, Date.now());
      loop.failures = 0;
      await loop.run();
    },
    stop: () => {
      loop.stopped = true;
      clearTimeout(loop.timer);
      hush();
      removeEventListener('online', fresh);
      removeEventListener('offline', lost);
      document.removeEventListener('visibilitychange', wake);
      phone.db.close();
    },
  };
}
