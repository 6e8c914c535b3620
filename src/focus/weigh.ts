// Weighs every cause against "nothing is wrong at one place": each home by what it said or did not say, over all ages of the fault and all ways of telling.
import type { Scale } from './scale.ts';
import { tellingAt, toldBy } from './scale.ts';
import type { Speaker, View } from './view.ts';
import type { Visited } from './visited.ts';

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

/** What takes part in one look: all but the homes that an accepted cause explains. */
export interface Look {
  readonly view: View;
  readonly visited: Visited;
  readonly apart: ReadonlySet<number>;
  /** Homes of each cause that are left; the sizes where nothing is apart. */
  readonly left: Int32Array;
}

/** A cause with its sums before visits, which can only lower them. */
export interface Draft {
  readonly cause: number;
  /** The score before visits. */
  readonly most: number;
  /** Log of evidence and weight by cell. */
  readonly sums: Float64Array;
  /** The same with visits, once it was asked for. */
  weighed: Weighed | undefined;
}

/** One cause and what speaks for it. */
export interface Weighed {
  readonly cause: number;
  /** Log Bayes factor against the ordinary rate, prior weight included. */
  readonly score: number;
  /** Number of the age that fits best. */
  readonly age: number;
}

export const likelierFirst = (a: Draft, b: Draft): number => b.most - a.most || a.cause - b.cause;

/** Causes that cannot come nearer to a hint than this are not weighed. */
const hopeless = 2;

/** The most that one home can speak for any cause, or against all when it denies. */
function loudest(speaker: Speaker, scale: Scale, visit: number): number {
  const { settings } = scale;
  const last = speaker.answers.at(-1);
  let best = last?.yes ? Math.log(settings.yesInside / settings.yesOutside) : 0;
  for (const word of speaker.words)
    best = Math.max(
      best,
      word.visited ? Math.log(settings.visitHit / visit) : Math.log(1 + scale.loudest / word.usual),
    );
  return best;
}

/**
 * Slots for the causes that can still come near a hint, by a bound that needs one addition a home and cause: all that speak
 * do it as loudly as they can, all others are silent in the way that costs least.
 */
function contenders(scale: Scale, look: Look, only?: ReadonlySet<number>): Map<number, number> {
  const { causes, settings, bound, speaking, news } = scale;
  const touched: number[] = [];
  for (const speaker of look.view.speakers) {
    if (look.apart.has(speaker.home)) continue;
    const loud = loudest(speaker, scale, look.view.usual.visit);
    const fresh = Math.min(speaker.words.at(-1)?.age ?? 99, speaker.answers.at(-1)?.age ?? 99) <= settings.fresh;
    for (let i = causes.of.start[speaker.home] ?? 0; i < (causes.of.start[speaker.home + 1] ?? 0); i++) {
      const cause = causes.of.items[i] ?? 0;
      if (speaking[cause] === 0) touched.push(cause);
      speaking[cause] = (speaking[cause] ?? 0) + 1;
      bound[cause] = (bound[cause] ?? 0) + loud;
      if (fresh) news[cause] = 1;
    }
  }
  const slots = new Map<number, number>();
  for (const cause of touched) {
    const silent = ((look.left[cause] ?? 0) - (speaking[cause] ?? 0)) * scale.leastSilent;
    const most = (bound[cause] ?? 0) + (causes.weight[cause] ?? 0) + Math.min(0, silent);
    // One old word alone is no news: it had its hint when it was fresh.
    const heard = (speaking[cause] ?? 0) > 1 || news[cause] === 1;
    if (heard && most > settings.hint - hopeless && (!only || only.has(cause))) slots.set(cause, slots.size);
    speaking[cause] = 0;
    news[cause] = 0;
    bound[cause] = 0;
  }
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
 * The causes that something speaks for and that may come near a hint, the likeliest before visits first.
 * `only`: no others than these. Time: speaking homes × causes of each, and × cells for those few; nothing else is touched.
 */
export function draftsOf(scale: Scale, look: Look, only?: ReadonlySet<number>): Draft[] {
  const { causes, cells, cellWeight, settings } = scale;
  const slots = contenders(scale, look, only);
  const all = new Float64Array(slots.size * cells);
  addSpeakers(scale, look, slots, all);
  const drafts: Draft[] = [];
  for (const [cause, slot] of slots) {
    const sums = all.subarray(slot * cells, (slot + 1) * cells);
    const silent = scale.silentOf.get(cause) ?? scale.silent;
    const left = look.left[cause] ?? 0;
    for (let cell = 0; cell < cells; cell++)
      sums[cell] = settings.temper * ((sums[cell] ?? 0) + left * (silent[cell] ?? 0)) + (cellWeight[cell] ?? 0);
    const most = logSum(sums) + (causes.weight[cause] ?? 0);
    if (most > settings.hint - hopeless) drafts.push({ cause, most, sums, weighed: undefined });
  }
  return drafts.sort(likelierFirst);
}

/** Log of a sum of exponentials. */
function logSum(logs: Float64Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logs.length; i++) top = Math.max(top, logs[i] ?? 0);
  if (top === Number.NEGATIVE_INFINITY) return top;
  let total = 0;
  for (let i = 0; i < logs.length; i++) {
    const below = (logs[i] ?? 0) - top;
    if (below > -20) total += Math.exp(below);
  }
  return top + Math.log(total);
}

/** A cause with the visits of its homes: those that were visited and said nothing speak against it, by age. */
export function weigh(scale: Scale, look: Look, draft: Draft): Weighed {
  draft.weighed ??= withVisits(scale, look, draft);
  return draft.weighed;
}

function withVisits(scale: Scale, look: Look, draft: Draft): Weighed {
  const { settings, causes } = scale;
  const silentHomes = new Int32Array(settings.ages.length);
  let any = false;
  for (let i = causes.homes.start[draft.cause] ?? 0; i < (causes.homes.start[draft.cause + 1] ?? 0); i++) {
    const home = causes.homes.items[i] ?? 0;
    if (look.apart.has(home)) continue;
    const span = look.visited.span(home);
    for (let age = span & 15; age < span >> 4; age++) silentHomes[age] = (silentHomes[age] ?? 0) + 1;
    any ||= (span & 15) < span >> 4;
  }
  const against = settings.temper * Math.log(1 - settings.visitHit);
  const width = settings.telling.length;
  const sums = draft.sums;
  let fits = 0;
  for (let cell = 0; cell < sums.length; cell++) {
    sums[cell] = (sums[cell] ?? 0) + against * (silentHomes[Math.floor(cell / width)] ?? 0);
    if ((sums[cell] ?? 0) > (sums[fits] ?? 0)) fits = cell;
  }
  const score = any ? logSum(sums) + (causes.weight[draft.cause] ?? 0) : draft.most;
  return { cause: draft.cause, score, age: Math.floor(fits / width) };
}
