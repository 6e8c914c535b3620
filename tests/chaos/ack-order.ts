// Reads a trace of a server and its PostgreSQL: was every "accepted" sent to a phone after the log that holds it was on the disk?

export interface AckOrder {
  /** Commands that phones were told are accepted. */
  readonly acknowledged: ReadonlySet<string>;
  /** PostgreSQL said COMMIT, and no fsync of its log that began after the command came had returned. */
  readonly tooEarly: readonly string[];
  /** The server told a phone before PostgreSQL had said COMMIT to it. */
  readonly unfounded: readonly string[];
  /** Times its log was forced to the disk, and times that failed. */
  readonly syncs: number;
  readonly failedSyncs: number;
}

const accepted = /\\"id\\":\\"([0-9a-f-]{36})\\",\\"status\\":\\"accepted\\"/g;
/** How the answer to a push begins; what the server tells its database begins otherwise. */
const pushAnswer = '{\\"answers\\":[';
const acceptedIn = (text: string): string[] => [...text.matchAll(accepted)].map((found) => found[1] ?? '');
const isLogSync = (text: string): boolean => /^(fdatasync|fsync)\(\d+<[^>]*\/pg_wal\/[0-9A-F]{24}>/.test(text);

class Reader {
  readonly acknowledged = new Set<string>();
  readonly tooEarly: string[] = [];
  readonly unfounded: string[] = [];
  syncs = 0;
  failedSyncs = 0;
  /** Commands on their way in a backend, and when they came. */
  private readonly pending = new Map<string, Map<string, number>>();
  private readonly committed = new Set<string>();
  /** The end of what a backend last read: an answer may be cut between two readings. */
  private readonly tail = new Map<string, string>();
  private readonly begun = new Map<string, { text: string; at: number }>();
  /** Of all that returned well, the one that began last. */
  private lastSync = -1;

  /** A call appears when it returns, or, when something happened in between, first as unfinished and then resumed. */
  line(line: string, at: number): void {
    const [, pid = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (text.endsWith('<unfinished ...>')) {
      this.begun.set(pid, { text, at });
      this.entered(pid, text);
      return;
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const before = rest ? this.begun.get(pid) : undefined;
    if (!rest) this.entered(pid, text);
    this.begun.delete(pid);
    const whole = before ? `${before.text.replace(' <unfinished ...>', '')}${rest?.[1] ?? ''}` : text;
    this.returned(pid, whole, { from: before?.at ?? at, at });
  }

  /** What is sent counts from the moment it is handed over. */
  private entered(pid: string, text: string): void {
    if (/^writev?\(/.test(text) && text.includes(pushAnswer)) for (const id of acceptedIn(text)) this.acknowledge(id);
    if (!text.startsWith('sendto(')) return;
    if (text.includes('COMMIT\\0')) this.commit(pid);
    else if (text.includes('ROLLBACK\\0')) this.pending.delete(pid);
  }

  private returned(pid: string, text: string, { from, at }: { from: number; at: number }): void {
    if (text.startsWith('recvfrom(')) this.read(pid, text, at);
    else if (isLogSync(text)) {
      if (/= 0$/.test(text)) {
        this.syncs += 1;
        this.lastSync = Math.max(this.lastSync, from);
      } else this.failedSyncs += 1;
    }
  }

  private read(pid: string, text: string, at: number): void {
    const got = /^recvfrom\(\d+<[^>]*>, "(.*)", \d+, /s.exec(text)?.[1] ?? '';
    const all = (this.tail.get(pid) ?? '') + got;
    for (const id of acceptedIn(all)) {
      const here = this.pending.get(pid) ?? new Map<string, number>();
      if (!here.has(id)) here.set(id, at);
      this.pending.set(pid, here);
    }
    this.tail.set(pid, all.slice(-120));
  }

  private commit(pid: string): void {
    for (const [id, came] of this.pending.get(pid) ?? []) {
      if (this.lastSync <= came) this.tooEarly.push(id);
      this.committed.add(id);
    }
    this.pending.delete(pid);
    this.tail.delete(pid);
  }

  private acknowledge(id: string): void {
    this.acknowledged.add(id);
    if (!this.committed.has(id)) this.unfounded.push(id);
  }
}

export function readAckOrder(lines: readonly string[]): AckOrder {
  const reader = new Reader();
  for (const [at, line] of lines.entries()) reader.line(line, at);
  return reader;
}
