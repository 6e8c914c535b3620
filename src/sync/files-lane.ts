// The lane of pictures and audio notes on an open phone: after the words, patient, never giving up; and what is thrown away when.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { register } from './phone-database.ts';
import type { FileRow, FilesDatabase } from './files-database.ts';
import { filesOf, resealFiles } from './files.ts';
import { ready, sendFiles, textFirst } from './files-send.ts';
import { fileRoom, room } from './room.ts';
import type { Phone } from './store.ts';
import { letGo, mostFiles, onePicture, unsentBytes } from './stored.ts';

const quarter = 15 * 60_000;

export interface FilesLane {
  readonly rows: ReadonlySignal<readonly FileRow[]>;
  /** Ids on their way now. */
  readonly sending: ReadonlySignal<string | null>;
  now(): void;
  reload(): Promise<void>;
  stop(): void;
}

/** Waiting time (ms) after so many failures: from 5 s on, five minutes at most. */
const waitAfter = (failures: number): number =>
  Math.min(300_000, 5000 * 2 ** Math.min(failures - 1, 8)) * (0.5 + Math.random() / 2);

class Lane {
  readonly phone: Phone;
  readonly files: FilesDatabase;
  readonly rows = signal<readonly FileRow[]>([]);
  readonly sending = signal<string | null>(null);
  readonly channel: BroadcastChannel;
  failures = 0;
  running = false;
  again = false;
  stopped = false;
  timer: ReturnType<typeof setTimeout> | undefined;

  constructor(phone: Phone) {
    this.phone = phone;
    this.files = filesOf(phone.identity.person);
    this.channel = new BroadcastChannel(`zd-files-${phone.identity.person}`);
    this.channel.onmessage = () => void this.reload();
  }

  async reload(): Promise<void> {
    if (!this.stopped) this.rows.value = await this.files.files.toArray();
  }

  readonly changed = (): void => {
    void this.reload();
    this.channel.postMessage(null);
  };

  wish(soon: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.run(), soon);
  }

  async run(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      do {
        this.again = false;
        await this.round();
      } while (this.again && !this.stopped);
    } finally {
      this.running = false;
      await this.reload();
      await this.tidy();
      const waits = this.rows.value.some((row) => row.state === 'kept' && row.command !== null);
      if (waits) this.wish(this.failures > 0 ? waitAfter(this.failures) : quarter);
    }
  }

  private async round(): Promise<void> {
    const { phone, files } = this;
    const { person } = phone.identity;
    if ((await resealFiles(phone)) > 0) this.changed();
    if ((await ready({ db: phone.db, files })).length === 0) return;
    // One sender over all tabs and the service worker; whoever comes second need not wait.
    await navigator.locks.request(`zd-files-${person}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      const identity = (await register.people.get(person)) ?? phone.identity;
      this.sending.value = (await ready({ db: phone.db, files }))[0]?.id ?? null;
      const end = await sendFiles({
        identity,
        db: phone.db,
        files,
        now: () => Date.now(),
        fetch: (input, init) => fetch(input, init),
        textFirst: () => textFirst(person),
        onChange: () => {
          void this.next();
          this.changed();
        },
      });
      this.sending.value = null;
      this.failures = end === 'silent' ? this.failures + 1 : 0;
    });
  }

  private async next(): Promise<void> {
    this.sending.value = (await ready({ db: this.phone.db, files: this.files }))[0]?.id ?? null;
  }

  /** After a restore the county may lack what it once received: it is offered again. */
  async offerAgain(generation: string): Promise<void> {
    const lost = (row: FileRow): boolean => row.state === 'received' && row.generation !== generation;
    const count = await this.files.files.filter(lost).modify({ state: 'kept', sent: 0, settledAt: null });
    if (count > 0) this.changed();
  }

  /** Before there is too much, and when the disk has no more room: what the county has goes. Then: is there room for another picture? */
  async tidy(most?: number): Promise<void> {
    try {
      if ((await letGo(Date.now(), most)) > 0) this.changed();
      fileRoom.value = (await unsentBytes()) + onePicture > mostFiles ? 'none' : 'enough';
    } catch {
      // The phone was erased meanwhile, or the browser is busy: the next round looks again.
    }
  }
}

/** Starts the lane of an unlocked phone. */
export function startFiles(phone: Phone): FilesLane {
  const lane = new Lane(phone);
  const fresh = (): void => {
    lane.failures = 0;
    lane.wish(50);
  };
  let generation: string | undefined;
  // The queue moved: a command may have been taken whose file can go now.
  const hush = effect(() => {
    const now = phone.meta.value.cursor?.generation;
    void phone.items.value;
    if (now !== undefined && now !== generation) void lane.offerAgain(now).then(() => lane.wish(300));
    generation = now;
    lane.wish(300);
  });
  addEventListener('online', fresh);
  void lane.reload().then(() => lane.tidy());
  const makeRoom = effect(() => {
    if (room.value !== 'enough') void lane.tidy(0);
  });
  return {
    rows: lane.rows,
    sending: lane.sending,
    now: fresh,
    reload: () => lane.reload(),
    stop: () => {
      lane.stopped = true;
      clearTimeout(lane.timer);
      hush();
      makeRoom();
      lane.channel.close();
      removeEventListener('online', fresh);
    },
  };
}
