// When to sync: on opening, when the network is back, after writing, by the button and every quarter of an hour; patient, never giving up.
import { type Around, browser } from './around.ts';
import { announce, listen, withLock } from './between-tabs.ts';
import { lookAtLease } from './lease.ts';
import { register } from './phone-database.ts';
import { type PullRound, pullAll } from './pull.ts';
import { batchSize, isHeld, owesAnything, pushAll, smallBatch } from './push.ts';
import { isFull, measureRoom, room } from './room.ts';
import { isParked, release, resealAll } from './outbox.ts';
import { catchUp, isOver, type Phone, reload, reloadOutbox } from './store.ts';
import { makeStatus, type Status } from './status.ts';

const quarter = 15 * 60_000;
const oneMinute = 60_000;

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
  readonly around: Around;
  failures = 0;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: Promise<void> | undefined;
  again = false;
  stopped = false;

  constructor(phone: Phone, ends: Ends, around: Around) {
    this.phone = phone;
    this.ends = ends;
    this.around = around;
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

  /** The phone was erased, here or by another tab. */
  end(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.ends.wiped();
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      const end = await this.alone();
      if (this.stopped) return;
      if (end === 'wiped') {
        announce(this.phone.identity.person, 'wiped');
        this.end();
        return;
      }
      const hasFailed = end === 'silent' || end === 'broken' || (end !== 'signed-out' && this.isOwed());
      this.failures = hasFailed ? this.failures + 1 : 0;
      this.status.offline.value = end === 'silent';
      this.status.signedOut.value = end === 'signed-out';
    } while (this.again && !this.stopped);
  }

  /** The county answered, yet not about everything that could have gone: it could not write just then. It is asked again soon. */
  private isOwed(): boolean {
    const items = this.phone.items.value;
    const now = this.around.now();
    return items.some(
      (item) => item.state === 'waiting' && !item.reseal && !isHeld(item, now) && !isParked(items, item),
    );
  }

  /** One round, with no other of this person beside it. What the phone itself cannot do (a full disk) is tried again like a bad network. */
  private async alone(): Promise<PullRound | 'broken'> {
    try {
      const end = await withLock(this.phone.identity.person, () => this.round());
      if (!this.stopped) await measureRoom(this.phone.db);
      return end ?? 'silent';
    } catch (error) {
      if (isFull(error)) room.value = 'none';
      return 'broken';
    }
  }

  private async round(): Promise<PullRound> {
    const { phone, status } = this;
    const identity = (await register.people.get(phone.identity.person)) ?? phone.identity;
    const { now, fetch } = this.around;
    const onSending = (ids: readonly string[]): void => {
      status.sending.value = new Set(ids);
    };
    const first = this.failures > 0 ? smallBatch : batchSize;
    const sender = { identity, db: phone.db, now, fetch, first, onSending };
    await catchUp(phone);
    let end: PullRound = await pushAll(sender);
    await reloadOutbox(phone);
    // Also when the credential no longer counts: only a pull says whether the phone is to be erased. And before a restored
    // county decides anything it is offered again what it may lack.
    if (end !== 'silent') {
      const isLost = end === 'signed-out';
      end = await this.pull(isLost);
      if (end === 'leaving') {
        // The posts have ended: everything left here goes to those who come after, then nothing stays.
        await resealAll(phone);
        await pushAll({ ...sender, leaving: true });
        end = await this.pull(isLost);
      }
      if (end !== 'wiped') await reloadOutbox(phone);
      if (end === 'changed') announce(phone.identity.person, 'pulled');
      if (end === 'leaving') end = 'silent';
    }
    if (end === 'changed' || end === 'done') {
      status.lastSuccess.value = now();
      if ((await resealAll(phone)) > 0) this.again = true;
    }
    return end;
  }

  private async pull(isLost: boolean): Promise<PullRound> {
    const { phone, status } = this;
    const { now, fetch } = this.around;
    const isFirst = phone.meta.value.cursor === null;
    const onPage = (rows: number): void => {
      if (isFirst) status.loading.value = rows;
    };
    const onOffered = (): void => {
      this.again = true;
    };
    status.withheld.value = null;
    const onRefused = (code: string, facts: Readonly<Record<string, unknown>>): void => {
      status.withheld.value = { code, facts };
    };
    const owes = async (): Promise<boolean> => !isLost && (await owesAnything(phone.db));
    const end = await pullAll({ phone, now, fetch, onPage, onOffered, onRefused, owes });
    status.loading.value = null;
    return end;
  }

  /** The next time by the clock: soon after a failure or for what waits out its undo time, else in a quarter of an hour. */
  private plan(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    const now = this.around.now();
    const held = this.phone.items.value.filter((item) => item.state === 'waiting' && isHeld(item, now));
    const taken = this.phone.items.value.some((item) => item.state === 'taken');
    const waits = [quarter];
    if (this.failures > 0) waits.push(this.around.wait(this.failures));
    else if (taken) waits.push(3500);
    if (held.length > 0) waits.push(Math.max(50, Math.min(...held.map((item) => item.notBefore)) - now));
    this.timer = setTimeout(() => void this.run(), Math.min(...waits));
  }

  replan(): void {
    if (!this.running) this.plan();
  }
}

/**
 * Counts the lease while the notebook is open, and closes or opens what is kept of homes when it ends or begins anew elsewhere.
 * Under the lock of the rounds: what is in memory never changes under one that writes.
 */
function watchLease(phone: Phone, { now }: Pick<Around, 'now'>): { look(): Promise<void>; stop(): void } {
  let [seen, stopped] = [performance.now(), false];
  const look = async (): Promise<void> => {
    if (stopped) return;
    await withLock(
      phone.identity.person,
      async () => {
        const at = performance.now();
        const lease = await lookAtLease(phone.identity.person, now(), phone.lease.value, at - seen);
        if (!lease || stopped) return;
        seen = at;
        const wasOver = isOver(phone);
        phone.lease.value = lease;
        if (isOver(phone) !== wasOver) await reload(phone);
      },
      3000,
    );
  };
  const clock = setInterval(() => void look(), oneMinute);
  return {
    look,
    stop: () => {
      stopped = true;
      clearInterval(clock);
    },
  };
}

/** Starts syncing an unlocked phone. */
export function startRounds(phone: Phone, ends: Ends, around: Around = browser): Rounds {
  const loop = new Loop(phone, ends, around);
  const fresh = (): void => {
    loop.failures = 0;
    void loop.run();
  };
  const deafen = around.listen(fresh, () => {
    loop.status.offline.value = true;
  });
  const hush = listen(phone.identity.person, (changed) => {
    if (changed === 'wiped') loop.end();
    else void watch.look().then(() => (changed === 'queue' ? reloadOutbox(phone) : reload(phone)));
  });
  const watch = watchLease(phone, around);
  fresh();
  return {
    status: loop.status,
    now: async () => loop.replan(),
    all: async () => {
      await release(phone, around.now());
      loop.failures = 0;
      await loop.run();
    },
    stop: () => {
      loop.stopped = true;
      clearTimeout(loop.timer);
      watch.stop();
      hush();
      deafen();
      phone.db.close();
    },
  };
}
