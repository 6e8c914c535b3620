// The state that runs along with events: brings rates, voices and sums to a moment, touching only the homes of which something changed and the causes above them.
import type { Causes } from './causes.ts';
import { Ledger, never } from './ledger.ts';
import { type HomeLog, type Memory, toldAtVisit } from './memory.ts';
import type { Heard } from './model.ts';
import { type Grid, gridOf, slotOf } from './onsets.ts';
import { Rates } from './rates.ts';
import type { Settings } from './settings.ts';
import { type Spoken, type Voice, voiceOf } from './voices.ts';

const drawnFor = 3;
/** Out of how many homes of a lane the one that is drawn by a word comes. */
const laneHomes = 5;
const nothing: Spoken = { words: [], answers: [] };

type Waiting = Pick<Heard, 'home' | 'at'>;

export class Running {
  readonly grid: Grid;
  readonly ledger: Ledger;
  readonly voices = new Map<number, Voice>();
  private readonly causes: Causes;
  private readonly memory: Memory;
  private readonly settings: Settings;
  private readonly rates: Rates;
  private readonly spoken = new Map<number, Spoken>();
  /** Homes by the slot of what they said, and by lane. */
  private readonly bySlot = new Map<number, Set<number>>();
  private readonly byLane = new Map<number, Set<number>>();
  /** The moment that everything stands at. */
  clock = Number.NEGATIVE_INFINITY;
  /** Events that are not in the sums yet. */
  private waiting: Waiting[] = [];
  /** The first day of which the daily sums changed. */
  private lateFrom = Number.POSITIVE_INFINITY;

  constructor(causes: Causes, memory: Memory, settings: Settings) {
    this.causes = causes;
    this.memory = memory;
    this.settings = settings;
    this.grid = gridOf(settings);
    this.ledger = new Ledger(causes, this.grid);
    this.rates = new Rates(causes, memory, settings, this.grid);
  }

  /** An event was remembered. Visits are taken in at once: they are many, and nobody waits for them. */
  heard({ kind, home, at }: Heard): void {
    this.waiting.push({ home, at });
    this.lateFrom = Math.min(this.lateFrom, Math.floor(at) - 1);
    if (kind === 'visit' && at >= this.clock) this.bringTo(at);
  }

  /** Brings the state to this moment. Time: what changed since the last; going back in time sums everything up again. */
  bringTo(at: number): void {
    if (at < this.clock) this.restart();
    this.clock = at;
    const affected = new Set<number>();
    const changed = this.arrived(at);
    const newest = slotOf(at, this.grid);
    if (newest > this.ledger.newest) this.advance(newest, changed, affected);
    const dirty = new Set<number>();
    for (const home of changed) this.listen(home, { dirty, affected });
    if (this.lateFrom < Number.POSITIVE_INFINITY)
      for (const day of this.rates.changedDays(this.lateFrom)) this.touchDay(day, { dirty, affected });
    this.lateFrom = Number.POSITIVE_INFINITY;
    for (const slot of this.rates.changed(affected)) for (const home of this.bySlot.get(slot) ?? []) dirty.add(home);
    for (const home of dirty) this.speak(home);
  }

  private restart(): void {
    this.ledger.clear();
    this.rates.clear();
    for (const map of [this.voices, this.spoken, this.bySlot, this.byLane]) map.clear();
    this.waiting = [];
    for (const [home, log] of this.memory.logs)
      for (const list of [log.reports, log.answers, log.visits])
        for (const { at } of list) this.waiting.push({ home, at });
  }

  /** Homes of which something is known now that was not before. */
  private arrived(at: number): Set<number> {
    const changed = new Set<number>();
    const later: Waiting[] = [];
    for (const one of this.waiting) {
      if (one.at <= at) changed.add(one.home);
      else later.push(one);
    }
    this.waiting = later;
    return changed;
  }

  private advance(newest: number, changed: Set<number>, affected: Set<number>): void {
    this.ledger.advance(newest);
    for (const slot of this.rates.advance(newest)) affected.add(slot);
    for (const [slot, homes] of this.bySlot) if (slot < this.ledger.oldest) for (const home of homes) changed.add(home);
  }

  private touchDay(day: number, touched: { dirty: Set<number>; affected: Set<number> }): void {
    const last = slotOf(day + 1, this.grid);
    for (let slot = slotOf(day, this.grid); slot <= last; slot++) {
      touched.affected.add(slot);
      for (const home of this.bySlot.get(slot) ?? []) touched.dirty.add(home);
    }
  }

  /** Takes down what a home says now, and whom that concerns. */
  private listen(home: number, touched: { dirty: Set<number>; affected: Set<number> }): void {
    const log = this.memory.logs.get(home);
    const before = this.spoken.get(home) ?? nothing;
    const now = log ? this.spokenIn(log) : nothing;
    const concerns = (slots: readonly number[]): void => {
      for (const slot of slots) touched.affected.add(slot);
    };
    for (const word of before.words) if (!word.visited) concerns(this.rates.count(word.slot, home, -1));
    for (const word of now.words) if (!word.visited) concerns(this.rates.count(word.slot, home, 1));
    for (const { slot } of [...before.words, ...before.answers]) drop(this.bySlot, slot, home);
    for (const { slot } of [...now.words, ...now.answers]) put(this.bySlot, slot, home);
    const lane = this.causes.lane[home]!;
    drop(this.byLane, lane, home);
    if (now.words.length > 0) put(this.byLane, lane, home);
    if (now.words.length + now.answers.length > 0) this.spoken.set(home, now);
    else this.spoken.delete(home);
    if (before.words.length + now.words.length > 0 && lane >= 0)
      for (const other of this.byLane.get(lane) ?? []) touched.dirty.add(other);
    touched.dirty.add(home);
    const visit = log?.visits.findLast((one) => one.at <= this.clock);
    const said = Math.max(now.words.at(-1)?.slot ?? never, now.answers.at(-1)?.slot ?? never);
    this.ledger.visit(home, visit ? slotOf(visit.at, this.grid) : never, said);
  }

  private spokenIn(log: HomeLog): Spoken {
    const oldest = this.ledger.oldest;
    const counts = <T extends { at: number; slot: number }>(one: T): boolean =>
      one.at <= this.clock && one.slot >= oldest;
    const words = log.reports.map((one) => ({
      at: one.at,
      slot: slotOf(one.at, this.grid),
      visited: toldAtVisit(log, one, this.clock),
    }));
    const answers = log.answers.map((one) => ({
      at: one.at,
      slot: slotOf(one.at, this.grid),
      yes: one.kind === 'yes',
    }));
    return { words: words.filter(counts), answers: answers.filter(counts) };
  }

  /** Weighs a home anew and brings that to its causes. */
  private speak(home: number): void {
    const known = this.voices.get(home);
    const before = known && known.top >= this.ledger.oldest ? known : undefined;
    const voice = this.voiceOf(home);
    if (before && voice && before.top === voice.top) this.ledger.amend(home, before, voice);
    else {
      if (before) this.ledger.speak(home, before, -1);
      if (voice) this.ledger.speak(home, voice, 1);
    }
    if (voice) this.voices.set(home, voice);
    else this.voices.delete(home);
  }

  private voiceOf(home: number): Voice | undefined {
    const spoken = this.spoken.get(home);
    if (!spoken) return undefined;
    const usual = spoken.words.map(({ at, slot, visited }) =>
      visited ? this.rates.visit(at) : this.rates.rate(at, slot, this.rates.part[home]!) + this.drawn(home, at),
    );
    const { causes, settings, grid } = this;
    const after = causes.after?.subarray(causes.of.start[home], causes.of.start[home + 1]);
    return voiceOf(spoken, { grid, settings, low: this.ledger.oldest, usual }, after);
  }

  /** Reports per day that words in the same lane shortly before would draw by themselves. */
  private drawn(home: number, at: number): number {
    const { echo, echoDays } = this.settings;
    const lane = this.causes.lane[home]!;
    const before: number[] = [];
    for (const other of lane < 0 ? [] : (this.byLane.get(lane) ?? []))
      if (other !== home)
        for (const word of this.spoken.get(other)!.words)
          if (word.at <= at && at - word.at < drawnFor) before.push(word.at);
    // In the order of time, so that the sum is the same to the last digit.
    before.sort((a, b) => a - b);
    const sum = before.reduce((total, one) => total + Math.exp(-(at - one) / echoDays), 0);
    return (sum * echo) / (echoDays * laneHomes);
  }
}

function put(sets: Map<number, Set<number>>, key: number, home: number): void {
  const set = sets.get(key);
  if (set) set.add(home);
  else sets.set(key, new Set([home]));
}

function drop(sets: Map<number, Set<number>>, key: number, home: number): void {
  const set = sets.get(key);
  set?.delete(home);
  if (set?.size === 0) sets.delete(key);
}
