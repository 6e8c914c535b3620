// The sums of every cause: what its homes said, how many spoke and how many were visited and kept silent, for each moment at which a fault may have begun.
import type { Causes } from './causes.ts';
import type { Grid } from './onsets.ts';
import type { Voice } from './voices.ts';

/** Of slots that are no longer kept: nothing, or before everything. */
export const never = -(2 ** 31);

/** A word or visit of a home changes the records of its causes and no others; a cause without words has none. */
export class Ledger {
  readonly causes: Causes;
  readonly grid: Grid;
  /** By cause: rows of a ring of slots (see `Grid`). */
  readonly records: (Float64Array | undefined)[];
  /** Causes that have a record, in no order. */
  active: number[] = [];
  /** By cause: its score is at most this, but for time that passes; Infinity where it must be weighed. */
  readonly bound: Float64Array;
  newest = never;
  /** By home: the slots of its last visit and its last word. */
  private readonly visitOf: Int32Array;
  private readonly saidOf: Int32Array;

  constructor(causes: Causes, grid: Grid) {
    this.causes = causes;
    this.grid = grid;
    const homes = causes.lane.length;
    this.records = Array.from({ length: causes.count });
    this.bound = new Float64Array(causes.count).fill(Number.POSITIVE_INFINITY);
    this.visitOf = new Int32Array(homes).fill(never);
    this.saidOf = new Int32Array(homes).fill(never);
  }

  clear(): void {
    for (const cause of this.active) this.records[cause] = undefined;
    this.active = [];
    this.visitOf.fill(never);
    this.saidOf.fill(never);
    this.newest = never;
  }

  get oldest(): number {
    return this.newest - this.grid.reach;
  }

  /** Moves on to a newer slot: the rows of the oldest ones are free again, and causes of which nobody speaks are dropped. */
  advance(newest: number): void {
    const { ring, width, spoke } = this.grid;
    const from = Math.max(this.newest + 1, newest - ring + 1);
    this.newest = newest;
    const oldest = (this.oldest & (ring - 1)) * width + spoke;
    const kept: number[] = [];
    for (const cause of this.active) {
      const record = this.records[cause]!;
      for (let slot = from; slot <= newest; slot++) {
        const row = (slot & (ring - 1)) * width;
        record.fill(0, row, row + width);
      }
      if (record[oldest]! > 0) kept.push(cause);
      else this.records[cause] = undefined;
    }
    this.active = kept;
  }

  /** Adds what a home says to all its causes, or takes it back. */
  speak(home: number, voice: Voice, sign: 1 | -1): void {
    const { start, items } = this.causes.of;
    const from = start[home]!;
    for (let i = from; i < start[home + 1]!; i++) {
      const cause = items[i]!;
      this.bound[cause] = Number.POSITIVE_INFINITY;
      addVoice(this.records[cause] ?? this.open(cause), this, { logs: logsFor(voice, i - from), voice, sign });
    }
  }

  /** What a home says is worth something else now. Scores rise by no more than the most that any slot gains. */
  amend(home: number, before: Voice, now: Voice): void {
    const { start, items } = this.causes.of;
    const from = start[home]!;
    for (let i = from; i < start[home + 1]!; i++) {
      const cause = items[i]!;
      const gain = amendVoice(this.records[cause]!, this, { before, now, place: i - from });
      this.bound[cause] = this.bound[cause]! + gain;
    }
  }

  /** Says anew when a home was last visited and when it last spoke. */
  visit(home: number, visit: number, said: number): void {
    const before = [this.visitOf[home]!, this.saidOf[home]!] as const;
    if (before[0] === visit && before[1] === said) return;
    this.visitOf[home] = visit;
    this.saidOf[home] = said;
    // Another home that was visited and kept silent only speaks against.
    const lower = said === before[1] && visit >= before[0];
    const { start, items } = this.causes.of;
    for (let i = start[home]!; i < start[home + 1]!; i++) {
      const cause = items[i]!;
      const record = this.records[cause];
      if (!record) continue;
      if (!lower) this.bound[cause] = Number.POSITIVE_INFINITY;
      this.look(record, before[0], before[1], -1);
      this.look(record, visit, said, 1);
    }
  }

  /** A copy of a record without these homes: `voices` are theirs, where they have one. */
  without(
    record: Float64Array,
    cause: number,
    homes: readonly number[],
    voices: ReadonlyMap<number, Voice>,
  ): Float64Array {
    const copy = record.slice();
    for (const home of homes) {
      this.look(copy, this.visitOf[home]!, this.saidOf[home]!, -1);
      const voice = voices.get(home);
      if (!voice) continue;
      const from = this.causes.of.start[home]!;
      const place = voice.logs.length === 1 ? 0 : this.causes.of.items.indexOf(cause, from) - from;
      addVoice(copy, this, { logs: logsFor(voice, place), voice, sign: -1 });
    }
    return copy;
  }

  /** A home that was visited and said nothing since counts for all faults that began between its last word and the visit. */
  private look(record: Float64Array, visit: number, said: number, sign: 1 | -1): void {
    const { ring, width, seen } = this.grid;
    for (let slot = Math.max(said + 1, this.newest - ring + 1); slot <= visit; slot++) {
      const at = (slot & (ring - 1)) * width + seen;
      record[at] = record[at]! + sign;
    }
  }

  private open(cause: number): Float64Array {
    const { ring, width } = this.grid;
    const record = new Float64Array(ring * width);
    this.records[cause] = record;
    this.active.push(cause);
    const { start, items } = this.causes.homes;
    for (let i = start[cause]!; i < start[cause + 1]!; i++) {
      const home = items[i]!;
      if (this.visitOf[home]! > this.saidOf[home]!) this.look(record, this.visitOf[home]!, this.saidOf[home]!, 1);
    }
    return record;
  }
}

interface Part {
  readonly logs: Float64Array;
  readonly voice: Voice;
  readonly sign: 1 | -1;
}

interface Change {
  readonly before: Voice;
  readonly now: Voice;
  readonly place: number;
}

const logsFor = (voice: Voice, place: number): Float64Array => voice.logs[voice.logs.length === 1 ? 0 : place]!;

function addVoice(record: Float64Array, { newest, grid }: Ledger, { logs, voice, sign }: Part): void {
  const { ring, width, ways, spoke } = grid;
  const low = Math.max(voice.low, newest - ring + 1);
  for (let slot = voice.top, from = 0; slot >= low; slot--, from += ways) {
    const row = (slot & (ring - 1)) * width;
    for (let way = 0; way < ways; way++) record[row + way] = record[row + way]! + sign * logs[from + way]!;
    record[row + spoke] = record[row + spoke]! + sign;
  }
}

function amendVoice(record: Float64Array, { newest, grid }: Ledger, change: Change): number {
  const { ring, width, ways } = grid;
  const { before, now, place } = change;
  const [old, fresh] = [logsFor(before, place), logsFor(now, place)];
  let gain = 0;
  const low = Math.max(now.low, newest - ring + 1);
  for (let slot = now.top, from = 0; slot >= low; slot--, from += ways) {
    const row = (slot & (ring - 1)) * width;
    for (let way = 0; way < ways; way++) {
      const more = fresh[from + way]! - old[from + way]!;
      record[row + way] = record[row + way]! + more;
      if (more > gain) gain = more;
    }
  }
  return gain;
}
