// Weighs causes at one moment against "nothing is wrong at one place": over all moments at which the fault may have begun and all ways of telling.
import type { Entry } from './best-first.ts';
import type { Causes } from './causes.ts';
import { type Onsets, mostTakenOver, toldBy, youngest } from './onsets.ts';
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
  const scores = { slot: new Int32Array(count) };
  if (!after) return { ...scores, told: undefined };
  const ages = grid.reach + 2;
  const told = new Float64Array(count * ages);
  causes.of.items.forEach((cause, place) => {
    for (let age = 0; age < ages; age++)
      told[cause * ages + age]! +=
        toldBy(Math.max(age * grid.step, youngest) - after[place]!, settings) / causes.size[cause]!;
  });
  return { ...scores, told };
}

interface World {
  readonly causes: Causes;
  readonly settings: Settings;
  readonly running: Running;
  readonly scores: Scores;
}

interface Aside {
  readonly record: Float64Array;
  readonly left: number;
}

/** The state at one moment, without the homes that accepted causes explain. */
export class Look {
  readonly onsets: Onsets;
  /** Homes that are set aside. */
  readonly apart: ReadonlySet<number>;
  /** By cause, where any of its homes is apart: what is left of it. */
  private readonly rest: ReadonlyMap<number, Aside>;
  private readonly world: World;
  private readonly weighed = new Map<number, Weighed>();
  private readonly cells: Float64Array;

  constructor(world: World, onsets: Onsets, before?: { apart: ReadonlySet<number>; rest: ReadonlyMap<number, Aside> }) {
    this.world = world;
    this.onsets = onsets;
    this.apart = before?.apart ?? new Set();
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
      if (running.voices.has(home) && !this.apart.has(home)) found.push(home);
    }
    return found;
  }

  /** The same without the homes of a cause; `touched` are the causes that lost some. */
  without(cause: number): { look: Look; touched: number[] } {
    const { causes, running } = this.world;
    const apart = new Set(this.apart);
    const lost = new Map<number, number[]>();
    for (let i = causes.homes.start[cause]!; i < causes.homes.start[cause + 1]!; i++) {
      const home = causes.homes.items[i]!;
      if (apart.has(home)) continue;
      apart.add(home);
      for (let j = causes.of.start[home]!; j < causes.of.start[home + 1]!; j++) {
        const other = causes.of.items[j]!;
        if (!running.ledger.records[other]) continue;
        const list = lost.get(other);
        if (list) list.push(home);
        else lost.set(other, [home]);
      }
    }
    const rest = new Map(this.rest);
    for (const [other, homes] of lost) {
      const record = running.ledger.without(this.recordOf(other)!, other, homes, running.voices);
      const left = (rest.get(other)?.left ?? causes.size[other]!) - homes.length;
      rest.set(other, { record, left });
    }
    const look = new Look(this.world, this.onsets, { apart, rest });
    for (const [other, weighed] of this.weighed) if (!lost.has(other)) look.weighed.set(other, weighed);
    return { look, touched: [...lost.keys()] };
  }

  private recordOf(cause: number): Float64Array | undefined {
    return this.rest.get(cause)?.record ?? this.world.running.ledger.records[cause];
  }

  private weighNow(cause: number): Weighed {
    const { causes, settings, running } = this.world;
    const { onsets, cells } = this;
    const { ring, width, ways, spoke, seen } = running.grid;
    const record = this.recordOf(cause)!;
    const left = this.rest.get(cause)?.left ?? causes.size[cause]!;
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
