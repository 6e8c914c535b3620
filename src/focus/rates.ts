// How many reports of a moment are ordinary: the usual rate of that day, moved by what other parts of the area said around it; a fault in one part cannot hide itself.
import { rateOf, type Usual, usualAt } from './background.ts';
import type { Causes } from './causes.ts';
import type { Memory } from './memory.ts';
import type { Grid } from './onsets.ts';
import type { Settings } from './settings.ts';

/** Days before and after a report that tell what kind of day it was. */
const around = { before: 1.2, after: 0.8 };
/** Rates are rounded to steps of so much (in logs), so that one report more does not move all others a little. */
const steps = { day: 0.15, usual: 0.02 };

const rounded = (value: number, step: number): number => Math.exp(Math.round(Math.log(value) / step) * step);

/** The smallest node or grid of at least so many homes is the part that a home belongs to. */
function partsOf(causes: Causes): { part: Int32Array; count: number } {
  const homes = causes.lane.length;
  const least = Math.min(64, Math.max(12, Math.ceil(homes / 16)));
  const known = new Map<number, number>();
  const part = Int32Array.from({ length: homes }, (_, home) => {
    let best = 0;
    for (let i = causes.of.start[home]!; i < causes.of.start[home + 1]!; i++) {
      const cause = causes.of.items[i]!;
      const size = causes.size[cause]!;
      if (size >= least && size < causes.size[best]! && causes.kinds[cause]!.kind !== 'circle') best = cause;
    }
    const number = known.get(best) ?? known.size;
    known.set(best, number);
    return number;
  });
  return { part, count: known.size };
}

/** Rates by slot. What it says depends on the reports that are counted at the moment and on nothing before. */
export class Rates {
  readonly part: Int32Array;
  private readonly memory: Memory;
  private readonly settings: Settings;
  private readonly grid: Grid;
  private readonly parts: number;
  private readonly homes: number;
  private readonly span: { readonly before: number; readonly after: number };
  /** By slot: reports of each part in the slots around it. */
  private windows = new Map<number, Map<number, number>>();
  /** By slot: what was last said of it, for parts that did not report then and for those that did. */
  private said = new Map<number, readonly [number, number]>();
  private usual = new Map<number, Usual>();
  private newest = Number.NEGATIVE_INFINITY;
  /** The last day that `usual` knows. */
  private lastDay = Number.NEGATIVE_INFINITY;

  constructor(causes: Causes, memory: Memory, settings: Settings, grid: Grid) {
    this.memory = memory;
    this.settings = settings;
    this.grid = grid;
    const { part, count } = partsOf(causes);
    this.part = part;
    this.parts = count;
    this.homes = causes.lane.length;
    this.span = { before: Math.round(around.before / grid.step), after: Math.round(around.after / grid.step) };
  }

  clear(): void {
    this.windows = new Map();
    this.said = new Map();
    this.usual = new Map();
    this.lastDay = Number.NEGATIVE_INFINITY;
    this.newest = Number.NEGATIVE_INFINITY;
  }

  /** Moves on to a newer slot; answers the slots whose surroundings are now longer. */
  advance(newest: number): number[] {
    const first = Math.max(this.newest + 1, newest - this.grid.ring) - this.span.after;
    this.newest = newest;
    const oldest = newest - this.grid.reach;
    for (const slot of this.said.keys()) if (slot < oldest) this.said.delete(slot);
    const day = Math.floor(oldest * this.grid.step);
    for (const one of this.usual.keys()) if (one < day) this.usual.delete(one);
    const slots: number[] = [];
    for (let slot = first; slot <= newest; slot++) slots.push(slot);
    return slots;
  }

  /** Counts a report that a home made by itself, or takes it back; answers the slots that it is around of. */
  count(slot: number, home: number, sign: 1 | -1): number[] {
    const part = this.part[home]!;
    const slots: number[] = [];
    for (let at = slot - this.span.after; at <= slot + this.span.before; at++) {
      const window = this.windows.get(at) ?? new Map<number, number>();
      const count = (window.get(part) ?? 0) + sign;
      if (count === 0) window.delete(part);
      else window.set(part, count);
      if (window.size === 0) this.windows.delete(at);
      else this.windows.set(at, window);
      slots.push(at);
    }
    return slots;
  }

  /** Which of these slots are no longer what was said of them. */
  changed(slots: Iterable<number>): number[] {
    const found: number[] = [];
    for (const slot of slots) {
      const before = this.said.get(slot);
      if (!before) continue;
      const now = this.timesOf(slot);
      if (now[0] === before[0] && now[1] === before[1]) continue;
      this.said.set(slot, now);
      found.push(slot);
    }
    return found;
  }

  /** Events of this day or the next came late: answers the days since then of which something else was said. */
  changedDays(from: number): number[] {
    const found: number[] = [];
    if (from + 2 > this.lastDay) return found;
    const known = Array.from(this.usual);
    for (const [day, before] of known) {
      if (day < from + 2) continue;
      this.usual.delete(day);
      const now = this.usualOn(day);
      if (now.rate !== before.rate || now.visit !== before.visit) found.push(day);
    }
    return found;
  }

  /** Ordinary reports per home and day in a slot, as a home of this part sees it. */
  rate(at: number, slot: number, part: number): number {
    const times = this.said.get(slot) ?? this.timesOf(slot);
    this.said.set(slot, times);
    return this.ordinary(at) * times[this.windows.get(slot)?.has(part) ? 1 : 0]!;
  }

  /** Chance that a visited home names the problem on an ordinary day. */
  visit(at: number): number {
    return this.usualOn(Math.floor(at)).visit;
  }

  private ordinary(at: number): number {
    return this.usualOn(Math.floor(at)).rate * (this.settings.season?.(at) ?? 1);
  }

  private usualOn(day: number): Usual {
    const known = this.usual.get(day);
    if (known) return known;
    const { rate, visit } = usualAt(this.memory, this.homes, day, this.settings);
    const usual = { rate: rounded(rate, steps.usual), visit: rounded(visit, steps.usual) };
    this.usual.set(day, usual);
    this.lastDay = Math.max(this.lastDay, day);
    return usual;
  }

  private timesOf(slot: number): readonly [number, number] {
    const reported = this.windows.get(slot)?.size ?? 0;
    return [this.times(slot, reported), this.times(slot, Math.max(0, reported - 1))];
  }

  /** How many times the usual rate, when so many other parts reported: each counts once, as many as that suggests. */
  private times(slot: number, reported: number): number {
    const others = this.parts - 1;
    if (others === 0) return 1;
    const share = Math.min(reported, others - 0.5) / others;
    const from = slot - this.span.before;
    const until = Math.min(this.newest, slot + this.span.after);
    const days = (until - from + 1) * this.grid.step;
    const homes = (this.homes * others) / this.parts;
    const usual = this.ordinary((slot + 0.5) * this.grid.step);
    const moved = rateOf(usual, { reports: -others * Math.log(1 - share), homes, days }, this.settings);
    return rounded(moved / usual, steps.day);
  }
}
