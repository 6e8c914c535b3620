// Weighs every cause against "nothing is wrong at one place": each home by what it said or did not say, over all ages of the fault and all ways of telling.
import type { Causes } from './causes.ts';
import type { Memory } from './memory.ts';
import type { Settings } from './settings.ts';
import type { Speaker, View } from './view.ts';

/** Figures that stay the same for one world and one set of settings. Cells: age × chance of telling. */
export interface Scale {
  readonly settings: Settings;
  readonly causes: Causes;
  readonly cells: number;
  /** Log of the prior weight of each cell. */
  readonly cellWeight: Float64Array;
  /** Log of the chance that a hit home has not told by itself, by cell; of causes with known delays by cause and cell. */
  readonly silent: Float64Array;
  readonly silentOf: Map<number, Float64Array>;
}

/** Share of those who will tell that has told `days` after it began. */
export function toldBy(days: number, { soon, soonDays, lateDays }: Settings): number {
  if (days <= 0) return 0;
  return 1 - soon * Math.exp(-days / soonDays) - (1 - soon) * Math.exp(-days / lateDays);
}

function tellingAt(days: number, { soon, soonDays, lateDays }: Settings): number {
  if (days < 0) return 0;
  return (soon / soonDays) * Math.exp(-days / soonDays) + ((1 - soon) / lateDays) * Math.exp(-days / lateDays);
}

export function scaleOf(causes: Causes, settings: Settings): Scale {
  const { ages, telling, tellingWeight } = settings;
  const cells = ages.length * telling.length;
  const total = (ages.at(-1) ?? 1) * tellingWeight.reduce((sum, one) => sum + one, 0);
  const cell = (of: (age: number, r: number) => number): Float64Array =>
    Float64Array.from({ length: cells }, (_, i) => of(Math.floor(i / telling.length), i % telling.length));
  const step = (age: number): number => (ages[age] ?? 0) - (ages[age - 1] ?? 0);
  const silentFor = (told: (age: number) => number): Float64Array => {
    const byAge = ages.map((_, age) => told(age));
    return cell((age, r) => Math.log(1 - (telling[r] ?? 0) * (byAge[age] ?? 0)));
  };
  const silentOf = new Map<number, Float64Array>();
  if (causes.after) {
    const mean = new Float64Array(causes.count * ages.length);
    const put = (at: number, share: number): void => {
      mean[at] = (mean[at] ?? 0) + share;
    };
    causes.of.items.forEach((cause, place) => {
      const after = causes.after?.[place] ?? 0;
      for (let age = 0; age < ages.length; age++)
        put(cause * ages.length + age, toldBy((ages[age] ?? 0) - after, settings) / (causes.size[cause] ?? 1));
    });
    for (let cause = 0; cause < causes.count; cause++)
      silentOf.set(
        cause,
        silentFor((age) => mean[cause * ages.length + age] ?? 0),
      );
  }
  return {
    settings,
    causes,
    cells,
    cellWeight: cell((age, r) => Math.log((step(age) * (tellingWeight[r] ?? 0)) / total)),
    silent: silentFor((age) => toldBy(ages[age] ?? 0, settings)),
    silentOf,
  };
}

interface Weighing {
  readonly scale: Scale;
  readonly usualVisit: number;
  /** Of the cause at hand. */
  readonly silent: Float64Array;
  /** Days until this home notices this cause. */
  readonly after: number;
}

/** What one home adds to a cause beyond being silent, by cell, into `out`. */
function weighSpeaker(speaker: Speaker, weighing: Weighing, out: Float64Array): void {
  const { scale, silent, after, usualVisit } = weighing;
  const { settings } = scale;
  const width = settings.telling.length;
  settings.ages.forEach((age, a) => {
    const began = age - after;
    const word = speaker.words.find((one) => one.age <= began);
    const answer = speaker.answers.findLast((one) => one.age <= began);
    const from = a * width;
    let fixed = 0;
    if (answer && !answer.yes) fixed = Math.log((1 - settings.yesInside) / (1 - settings.yesOutside));
    else if (answer && !word) fixed = Math.log(settings.yesInside / settings.yesOutside);
    else if (word?.visited) fixed = Math.log(settings.visitHit / usualVisit);
    else if (word) {
      const delay = began - word.age;
      const rate = tellingAt(delay, settings) / word.usual;
      const told = toldBy(delay, settings);
      for (let r = 0; r < width; r++) {
        const chance = settings.telling[r] ?? 0;
        out[from + r] = Math.log(chance * rate + 1 - chance * told) - (silent[from + r] ?? 0);
      }
      return;
    }
    const speaks = answer !== undefined || word !== undefined;
    for (let r = 0; r < width; r++) out[from + r] = speaks ? fixed - (silent[from + r] ?? 0) : 0;
  });
}

/** One cause and what speaks for it. */
export interface Weighed {
  readonly cause: number;
  /** Log Bayes factor against the ordinary rate, prior weight included. */
  readonly score: number;
  /** Number of the age that fits best. */
  readonly age: number;
}

/** A cause of more homes than this for each that speaks for it cannot win; a fault that few tell of is looked at later. */
const mostSilent = 60;
/** Causes further behind the best than this are left out. */
const farBehind = 10;

/** What takes part in one look: all but the homes that an accepted cause explains. */
export interface Look {
  readonly view: View;
  readonly memory: Memory;
  readonly visited: Visited;
  readonly apart: ReadonlySet<number>;
  /** Homes of each cause that are left; the sizes where nothing is apart. */
  readonly left: Int32Array;
}

/** Numbers of causes that at least one home speaks for, with how many do. Time: speaking homes × causes of each. */
function spokenFor(scale: Scale, look: Look): Map<number, number> {
  const { of } = scale.causes;
  const count = new Map<number, number>();
  for (const { home, words, answers } of look.view.speakers) {
    if (look.apart.has(home)) continue;
    const last = answers.at(-1);
    if (last ? !last.yes : words.length === 0) continue;
    for (let i = of.start[home] ?? 0; i < (of.start[home + 1] ?? 0); i++) {
      const cause = of.items[i] ?? 0;
      count.set(cause, (count.get(cause) ?? 0) + 1);
    }
  }
  return count;
}

/** Slots for the causes that can win. */
function contenders(scale: Scale, look: Look): Map<number, number> {
  const slots = new Map<number, number>();
  for (const [cause, speaking] of spokenFor(scale, look))
    if ((look.left[cause] ?? 0) <= mostSilent * speaking) slots.set(cause, slots.size);
  return slots;
}

function addSpeakers(scale: Scale, look: Look, slots: Map<number, number>, sums: Float64Array): void {
  const { causes, cells } = scale;
  const own = new Float64Array(cells);
  for (const speaker of look.view.speakers) {
    if (look.apart.has(speaker.home)) continue;
    let fresh = false;
    for (let i = causes.of.start[speaker.home] ?? 0; i < (causes.of.start[speaker.home + 1] ?? 0); i++) {
      const cause = causes.of.items[i] ?? 0;
      const slot = slots.get(cause);
      if (slot === undefined) continue;
      if (!fresh || causes.after) {
        const silent = scale.silentOf.get(cause) ?? scale.silent;
        const after = causes.after?.[i] ?? 0;
        weighSpeaker(speaker, { scale, usualVisit: look.view.usual.visit, silent, after }, own);
        fresh = true;
      }
      const from = slot * cells;
      for (let cell = 0; cell < cells; cell++) sums[from + cell] = (sums[from + cell] ?? 0) + (own[cell] ?? 0);
    }
  }
}

/**
 * The first age from which a home counts as visited and silent, by home: 0 … ages, or `ages` when it never does. Worked out
 * once a look, when a home is first met.
 */
export class Visited {
  private readonly from: Uint8Array;
  private readonly look: Pick<Look, 'view' | 'memory'>;
  private readonly ages: readonly number[];

  constructor(look: Pick<Look, 'view' | 'memory'>, homes: number, ages: readonly number[]) {
    this.from = new Uint8Array(homes).fill(255);
    this.look = look;
    this.ages = ages;
  }

  /** Homes that spoke are weighed by their words: a visit before those counts only for ages that leave the words out. */
  span(home: number): readonly [number, number] {
    const found = this.from[home] ?? 0;
    if (found !== 255) return [found & 15, found >> 4];
    const { at } = this.look.view;
    const none = this.ages.length;
    const log = this.look.memory.logs.get(home);
    const visit = log?.visits.findLast((one) => one.at <= at);
    const first = visit ? this.ages.findIndex((age) => at - visit.at <= age) : -1;
    let until = none;
    for (const said of [...(log?.reports ?? []), ...(log?.answers ?? [])]) {
      const heard = this.ages.findIndex((age) => at - said.at <= age);
      if (said.at <= at && heard >= 0) until = Math.min(until, heard);
    }
    const span = [first < 0 ? none : first, until] as const;
    this.from[home] = span[0] | (span[1] << 4);
    return span;
  }
}

/** Homes of a cause that were visited and said nothing speak against it, by age. */
function addVisits(scale: Scale, look: Look, cause: number, sums: Float64Array): void {
  const { settings, causes } = scale;
  const silentHomes = new Int32Array(settings.ages.length);
  for (let i = causes.homes.start[cause] ?? 0; i < (causes.homes.start[cause + 1] ?? 0); i++) {
    const home = causes.homes.items[i] ?? 0;
    if (look.apart.has(home)) continue;
    const [first, until] = look.visited.span(home);
    for (let age = first; age < until; age++) silentHomes[age] = (silentHomes[age] ?? 0) + 1;
  }
  const against = settings.temper * Math.log(1 - settings.visitHit);
  const width = settings.telling.length;
  sums.forEach((sum, cell) => {
    sums[cell] = sum + against * (silentHomes[Math.floor(cell / width)] ?? 0);
  });
}

/**
 * The causes that something speaks for, the likeliest first; those that are hopelessly behind are left out.
 * Time: speaking homes × causes of each × cells; no cause that nothing speaks for is touched.
 */
export function weigh(scale: Scale, look: Look): Weighed[] {
  const { causes, cells, cellWeight, settings } = scale;
  const slots = contenders(scale, look);
  const sums = new Float64Array(slots.size * cells);
  addSpeakers(scale, look, slots, sums);
  const drafts: { cause: number; top: number; mine: Float64Array }[] = [];
  for (const [cause, slot] of slots) {
    const mine = sums.subarray(slot * cells, (slot + 1) * cells);
    const silent = scale.silentOf.get(cause) ?? scale.silent;
    const left = look.left[cause] ?? 0;
    let top = Number.NEGATIVE_INFINITY;
    for (let cell = 0; cell < cells; cell++) {
      const sum = settings.temper * ((mine[cell] ?? 0) + left * (silent[cell] ?? 0)) + (cellWeight[cell] ?? 0);
      mine[cell] = sum;
      if (sum > top) top = sum;
    }
    drafts.push({ cause, top: top + (causes.weight[cause] ?? 0), mine });
  }
  drafts.sort((a, b) => b.top - a.top || a.cause - b.cause);
  const weighed: Weighed[] = [];
  let best = Number.NEGATIVE_INFINITY;
  for (const { cause, top, mine } of drafts) {
    // Visits only speak against: what is behind before them stays behind.
    if (top < Math.max(best, settings.hint) - farBehind) break;
    addVisits(scale, look, cause, mine);
    const one = summed(scale, cause, mine);
    weighed.push(one);
    best = Math.max(best, one.score);
  }
  return weighed.sort((a, b) => b.score - a.score || a.cause - b.cause);
}

function summed(scale: Scale, cause: number, sums: Float64Array): Weighed {
  let top = Number.NEGATIVE_INFINITY;
  let at = 0;
  sums.forEach((sum, cell) => {
    if (sum > top) [top, at] = [sum, cell];
  });
  let total = 0;
  for (const sum of sums) total += Math.exp(sum - top);
  const score = top + Math.log(total) + (scale.causes.weight[cause] ?? 0);
  return { cause, score, age: Math.floor(at / scale.settings.telling.length) };
}
