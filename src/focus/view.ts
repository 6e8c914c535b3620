// What counts at one moment: the homes that spoke in the last two weeks, each with its words by age and what they would be worth on an ordinary day.
import { rateOf, type Usual, usualAt } from './background.ts';
import type { Causes } from './causes.ts';
import { type HomeLog, type Memory, toldAtVisit } from './memory.ts';
import type { Settings } from './settings.ts';

/** One report as the finder weighs it. */
export interface Word {
  readonly home: number;
  readonly age: number;
  readonly ref: number;
  /** Told while somebody was there. */
  readonly visited: boolean;
  /** Drawn by a word in the same lane shortly before: reports per day that this alone would bring. */
  readonly drawn: number;
  /** Reports per home and day at that moment when nothing is wrong at one place; set by `setRates`. */
  usual: number;
}

export interface Speaker {
  readonly home: number;
  /** Oldest first. */
  readonly words: readonly Word[];
  /** Oldest first. */
  readonly answers: readonly { readonly age: number; readonly yes: boolean; readonly ref: number }[];
}

export interface View {
  readonly at: number;
  readonly usual: Usual;
  /** By home. */
  readonly speakers: readonly Speaker[];
  readonly spoke: ReadonlySet<number>;
  /** Every report, the oldest first. */
  readonly words: readonly Word[];
}

const drawnFor = 3;
/** Out of how many homes of a lane the one that is drawn comes. */
const laneHomes = 5;

function drawnBy(before: readonly number[], at: number, settings: Settings): number {
  let sum = 0;
  for (const one of before) sum += Math.exp(-(at - one) / settings.echoDays);
  return (sum * settings.echo) / (settings.echoDays * laneHomes);
}

interface Said {
  readonly home: number;
  readonly at: number;
  readonly ref: number;
  readonly visited: boolean;
}

function wordsOf(said: Said[], causes: Causes, at: number, settings: Settings): Word[] {
  said.sort((a, b) => a.at - b.at || a.home - b.home || a.ref - b.ref);
  const lanes = new Map<number, { home: number; at: number }[]>();
  return said.map((one) => {
    const lane = causes.lane[one.home] ?? -1;
    const here = lanes.get(lane) ?? [];
    const before = lane < 0 ? [] : here.filter((other) => other.home !== one.home && one.at - other.at < drawnFor);
    here.push(one);
    lanes.set(lane, here);
    const drawn = drawnBy(
      before.map((other) => other.at),
      one.at,
      settings,
    );
    return { home: one.home, age: at - one.at, ref: one.ref, visited: one.visited, drawn, usual: 0 };
  });
}

const inTime = (at: number, oldest: number) => (one: { readonly at: number }) => one.at <= at && at - one.at <= oldest;

/** The view at a moment; later events do not exist for it. Time: the homes that spoke in the last two weeks. */
export function viewAt(memory: Memory, causes: Causes, at: number, settings: Settings): View {
  const oldest = settings.ages.at(-1) ?? 0;
  const homes = [...memory.speaking].sort((a, b) => a - b);
  const within = inTime(at, oldest);
  const said: Said[] = [];
  const heard: { home: number; log: HomeLog }[] = [];
  for (const home of homes) {
    const log = memory.logs.get(home);
    if (!log) continue;
    let any = log.answers.some(within);
    for (const report of log.reports)
      if (within(report)) {
        said.push({ home, at: report.at, ref: report.ref, visited: toldAtVisit(log, report) });
        any = true;
      }
    if (any) heard.push({ home, log });
  }
  const words = wordsOf(said, causes, at, settings);
  const byHome = new Map<number, Word[]>();
  for (const word of words) {
    const list = byHome.get(word.home);
    if (list) list.push(word);
    else byHome.set(word.home, [word]);
  }
  const speakers = heard.map(({ home, log }) => ({
    home,
    words: byHome.get(home) ?? [],
    answers: log.answers.filter(within).map((one) => ({ age: at - one.at, yes: one.kind === 'yes', ref: one.ref })),
  }));
  const spoke = new Set(speakers.map((one) => one.home));
  return { at, usual: usualAt(memory, causes.lane.length, at, settings), speakers, spoke, words };
}

/** Days before and after a report that tell what kind of day it was. */
const around = { before: 1.2, after: 0.8 };

/** Sets the ordinary rate of every report from what was said elsewhere around that time; homes of `apart` are not part of it. */
export function setRates(view: View, homes: number, apart: ReadonlySet<number>, settings: Settings): void {
  const season = settings.season ?? (() => 1);
  // Ages descend with time: `times` ascend. Only the first word of a lane counts; what it draws is weighed by `drawn`.
  const times: number[] = [];
  for (const word of view.words)
    if (!word.visited && word.drawn < 0.005 && !apart.has(word.home)) times.push(-word.age);
  let [low, high] = [0, 0];
  for (const word of view.words) {
    const from = -word.age - around.before;
    const until = Math.min(0, -word.age + around.after);
    while (low < times.length && (times[low] ?? 0) < from) low++;
    while (high < times.length && (times[high] ?? 0) <= until) high++;
    const self = !word.visited && word.drawn < 0.005 && !apart.has(word.home) ? 1 : 0;
    const others = { reports: high - low - self, homes: homes - apart.size, days: until - from };
    word.usual = rateOf(view.usual.rate * season(view.at - word.age), others, settings) + word.drawn;
  }
}
