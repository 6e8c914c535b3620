// Weighs causes at one moment against "nothing is wrong at one place": over all moments at which the fault may have begun and all ways of telling.
import type { Entry } from './best-first.ts';
import type { Causes } from './causes.ts';
import { type Onsets, mostTakenOver, toldBy } from './onsets.ts';
import type { Running } from './running.ts';
import type { Settings } from './settings.ts';

/** One cause and what speaks for it. */
export interface Weighed {
  readonly cause: number;
  /** Log Bayes factor against the ordinary rate, prior weight included. */
  readonly score: number;
  /** Days since it began, as fits best. */
  readonly lasted: number;
}

/** What outlives a look, by cause. */
export interface Scores {
  /** The slot in which the bound of the ledger was last a score. */
  readonly slot: Int32Array;
  /** For causes that homes notice after known days: share of its homes that has told, by cause and age in steps. */
  readonly told: Float64Array | undefined;
  /** By cause, zero between uses: homes that it loses. */
  readonly lost: Int32Array;
  /** The record of a cause of which nothing is left. */
  readonly empty: Float64Array;
}

/** Scores may rise by so much without a new word: a slot takes over the weight of those that are left out. */
const drift = Math.log(mostTakenOver);

/** A term that is smaller than the largest by so much (in logs) does not count. */
const negligible = 16;

export function scoresOf({
  causes,
  settings,
  grid,
}: Pick<Running, 'grid'> & { causes: Causes; settings: Settings }): Scores {
  const { count, after } = causes;
  const empty = new Float64Array(grid.ring * grid.width);
  const scores = { slot: new Int32Array(count), lost: new Int32Array(count), empty };
  if (!after) return { ...scores, told: undefined };
  const ages = grid.reach + 2;
  const told = new Float64Array(count * ages);
  causes.of.items.forEach((cause, place) => {
    for (let age = 0; age < ages; age++)
      told[cause * ages + age]! +=
        toldBy(Math.max(age * grid.step, settings.youngest) - after[place]!, settings) / causes.size[cause]!;
  });
  return { ...scores, told };
}

interface World {
  readonly causes: Causes;
  readonly settings: Settings;
  readonly running: Running;
  readonly scores: Scores;
}

interface Less {
  readonly cause: number;
  readonly homes: readonly number[];
  readonly left: number;
}

interface Aside {
  readonly record: Float64Array;
  readonly left: number;
}

/** The state at one moment, without the homes that accepted causes explain. */
export class Look {
  readonly onsets: Onsets;
  /** By home: 1 where it is set aside. */
  private readonly apart: Uint8Array;
  /** By cause, where any of its homes is apart: what is left of it. */
  private readonly rest: ReadonlyMap<number, Aside>;
  private readonly world: World;
  private readonly weighed = new Map<number, Weighed>();
  private readonly cells: Float64Array;

  constructor(world: World, onsets: Onsets, before?: { apart: Uint8Array; rest: ReadonlyMap<number, Aside> }) {
    this.world = world;
    this.onsets = onsets;
    this.apart = before?.apart ?? new Uint8Array(world.causes.lane.length);
    this.rest = before?.rest ?? new Map();
    this.cells = new Float64Array(onsets.silent.length);
  }

  /** Causes that may come to a hint. Time: one comparison for every cause that somebody speaks for. */
  candidates(): Entry[] {
    const { running, settings } = this.world;
    const { bound } = running.ledger;
    const found: Entry[] = [];
    for (const cause of running.ledger.active)
      if (bound[cause]! + drift >= settings.hint && this.isNews(cause)) found.push({ cause, bound: this.bound(cause) });
    return found;
  }

  /** The score is no higher than this. Infinity: it must be weighed. */
  bound(cause: number): number {
    const { scores, running } = this.world;
    const known = this.weighed.get(cause);
    if (known) return known.score;
    if (this.rest.has(cause)) return Number.POSITIVE_INFINITY;
    return running.ledger.bound[cause]! + (scores.slot[cause] === this.onsets.newest ? 0 : drift);
  }

  /** Whether anything new speaks for a cause: one old word alone had its hint when it was fresh. */
  isNews(cause: number): boolean {
    const { running, settings } = this.world;
    const { ring, width, spoke, step, reach } = running.grid;
    const record = this.recordOf(cause);
    const count = (slot: number): number => record?.[(slot & (ring - 1)) * width + spoke] ?? 0;
    const { newest } = this.onsets;
    const all = count(newest - reach);
    return all > 1 || (all === 1 && count(newest - Math.floor(settings.fresh / step)) === 1);
  }

  weigh(cause: number): Weighed {
    const known = this.weighed.get(cause);
    if (known) return known;
    const { scores, running } = this.world;
    const weighed = this.weighNow(cause);
    this.weighed.set(cause, weighed);
    if (!this.rest.has(cause)) {
      running.ledger.bound[cause] = weighed.score;
      scores.slot[cause] = this.onsets.newest;
    }
    return weighed;
  }

  /** Homes of a cause that spoke and are not apart. */
  speakers(cause: number): number[] {
    const { causes, running } = this.world;
    const found: number[] = [];
    for (let i = causes.homes.start[cause]!; i < causes.homes.start[cause + 1]!; i++) {
      const home = causes.homes.items[i]!;
      if (this.apart[home] === 0 && running.voices.has(home)) found.push(home);
    }
    return found;
  }

  /** The same without the homes of a cause; `touched` are the causes that lost some. Time: its homes × the causes of each. */
  without(cause: number): { look: Look; touched: number[] } {
    const { causes, scores } = this.world;
    const { lost } = scores;
    const apart = this.apart.slice();
    const homes = this.homesOf(cause);
    const touched: number[] = [];
    for (const home of homes) {
      apart[home] = 1;
      for (let j = causes.of.start[home]!; j < causes.of.start[home + 1]!; j++) {
        const other = causes.of.items[j]!;
        if (lost[other] === 0) touched.push(other);
        lost[other] = lost[other]! + 1;
      }
    }
    const rest = new Map(this.rest);
    for (const other of touched) {
      const record = this.recordOf(other);
      const left = this.leftOf(other) - lost[other]!;
      if (record) rest.set(other, { record: this.lessen(other, record, { cause, homes, left }), left });
      lost[other] = 0;
    }
    const look = new Look(this.world, this.onsets, { apart, rest });
    for (const [other, weighed] of this.weighed) if (!rest.has(other)) look.weighed.set(other, weighed);
    return { look, touched: touched.filter((other) => rest.has(other)) };
  }

  /** The record of a cause without the homes of another. */
  private lessen(other: number, record: Float64Array, less: Less): Float64Array {
    const { causes, running, scores } = this.world;
    if (less.left === 0) return scores.empty;
    const own = this.recordOf(less.cause);
    // The other has all of its homes: what they say is what the record of the one sums up.
    if (own && !causes.after && scores.lost[other] === less.homes.length)
      return record.map((sum, at) => sum - own[at]!);
    const mine = new Set(causes.homes.items.subarray(causes.homes.start[other], causes.homes.start[other + 1]));
    const both = less.homes.filter((home) => mine.has(home));
    return running.ledger.without(record, other, both, running.voices);
  }

  /** Homes of a cause that are not apart. */
  private homesOf(cause: number): number[] {
    const { homes } = this.world.causes;
    const found: number[] = [];
    for (let i = homes.start[cause]!; i < homes.start[cause + 1]!; i++)
      if (this.apart[homes.items[i]!] === 0) found.push(homes.items[i]!);
    return found;
  }

  private leftOf(cause: number): number {
    return this.rest.get(cause)?.left ?? this.world.causes.size[cause]!;
  }

  private recordOf(cause: number): Float64Array | undefined {
    return this.rest.get(cause)?.record ?? this.world.running.ledger.records[cause];
  }

  private weighNow(cause: number): Weighed {
    const { causes, settings, running } = this.world;
    const { onsets, cells } = this;
    const { ring, width, ways, spoke, seen } = running.grid;
    const record = this.recordOf(cause)!;
    const left = this.leftOf(cause);
    const silent = this.silentOf(cause);
    const against = Math.log(1 - settings.visitHit);
    let [top, best] = [Number.NEGATIVE_INFINITY, 0];
    for (let i = 0; i < onsets.slots.length; i++) {
      const row = (onsets.slots[i]! & (ring - 1)) * width;
      const told = record[row + spoke]!;
      const rest = left - told;
      const seenSilent = against * record[row + seen]!;
      for (let at = i * ways, way = row; at < (i + 1) * ways; at++, way++) {
        // A fault that began after the last word has nobody who told of it.
        cells[at] =
          told === 0
            ? Number.NEGATIVE_INFINITY
            : settings.temper * (record[way]! + rest * silent[at]! + seenSilent) + onsets.weight[at]!;
        if (cells[at]! > top) [top, best] = [cells[at]!, i];
      }
    }
    if (top === Number.NEGATIVE_INFINITY) return { cause, score: top, lasted: 0 };
    let sum = 0;
    for (let at = 0; at < cells.length; at++) if (cells[at]! > top - negligible) sum += Math.exp(cells[at]! - top);
    return { cause, score: top + Math.log(sum) + causes.weight[cause]!, lasted: onsets.ages[best]! };
  }

  private silentOf(cause: number): Float64Array {
    const { scores, settings, running } = this.world;
    const { told } = scores;
    if (!told) return this.onsets.silent;
    const ages = running.grid.reach + 2;
    const silent = new Float64Array(this.cells.length);
    this.onsets.ages.forEach((age, i) => {
      const share = told[cause * ages + Math.round(age / running.grid.step)]!;
      settings.telling.forEach((telling, way) => {
        silent[i * settings.telling.length + way] = Math.log(1 - telling * share);
      });
    });
    return silent;
  }
}
