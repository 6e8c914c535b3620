// What was heard, kept as long as it matters: per home for two weeks, as daily sums for some months; the same whatever order it came in.
import type { Heard } from './model.ts';

/** What one home said and what was done there; each list by time, then ref. */
export interface HomeLog {
  readonly reports: Heard[];
  readonly answers: Heard[];
  readonly visits: Heard[];
}

export interface DaySum {
  /** Reports that homes made by themselves, visits, and reports that were told at a visit. */
  reports: number;
  visits: number;
  told: number;
}

export interface Memory {
  readonly logs: Map<number, HomeLog>;
  /** Homes with a report or an answer: the few that every look goes through. */
  readonly speaking: Set<number>;
  readonly days: Map<number, DaySum>;
  /** Events before this moment are no longer kept by home. */
  floor: number;
  /** Counts up with every event: what was derived from an older state is stale. */
  version: number;
}

/** A report within this time of a visit was told at the visit. */
export const atVisit = 0.25;

export function emptyMemory(): Memory {
  return { logs: new Map(), speaking: new Set(), days: new Map(), floor: Number.NEGATIVE_INFINITY, version: 0 };
}

function insert(list: Heard[], heard: Heard): void {
  let place = list.length;
  const later = (one: Heard): boolean => one.at > heard.at || (one.at === heard.at && one.ref > heard.ref);
  for (let before = list[place - 1]; before && later(before); before = list[place - 1]) place--;
  list.splice(place, 0, heard);
}

const near = (list: readonly Heard[], at: number): boolean => list.some((one) => Math.abs(one.at - at) <= atVisit);

/** Whether a report was told while somebody was there. */
export const toldAtVisit = (log: HomeLog, report: Heard): boolean => near(log.visits, report.at);

function dayOf(memory: Memory, at: number): DaySum {
  const day = Math.floor(at);
  const sum = memory.days.get(day) ?? { reports: 0, visits: 0, told: 0 };
  memory.days.set(day, sum);
  return sum;
}

/** Time: the events of that home. Throws RangeError for a time that is no number. */
export function remember(memory: Memory, heard: Heard): void {
  if (!Number.isFinite(heard.at)) throw new RangeError(`event ${heard.ref} has no time`);
  memory.version++;
  const old = heard.at < memory.floor;
  const log = memory.logs.get(heard.home) ?? { reports: [], answers: [], visits: [] };
  if (heard.kind === 'report') {
    const sum = dayOf(memory, heard.at);
    if (toldAtVisit(log, heard)) sum.told++;
    else sum.reports++;
    if (!old) insert(log.reports, heard);
  } else if (heard.kind === 'visit') {
    dayOf(memory, heard.at).visits++;
    // Reports that came in before the visit was known were counted as made by the home itself.
    for (const report of log.reports)
      if (Math.abs(report.at - heard.at) <= atVisit && !toldAtVisit(log, report)) {
        const sum = dayOf(memory, report.at);
        sum.reports--;
        sum.told++;
      }
    if (!old) insert(log.visits, heard);
  } else if (!old) insert(log.answers, heard);
  if (old) return;
  memory.logs.set(heard.home, log);
  if (heard.kind !== 'visit') memory.speaking.add(heard.home);
}

/** Drops what is older than `keep` days at `at`, and daily sums older than `history` days. */
export function forgetBefore(memory: Memory, at: number, { keep, history }: { keep: number; history: number }): void {
  memory.floor = Math.max(memory.floor, at - keep);
  memory.version++;
  const drop = (list: Heard[]): void => {
    const kept = list.findIndex((one) => one.at >= memory.floor);
    list.splice(0, kept < 0 ? list.length : kept);
  };
  for (const [home, log] of memory.logs) {
    drop(log.reports);
    drop(log.answers);
    drop(log.visits);
    const speaks = log.reports.length + log.answers.length > 0;
    if (!speaks) memory.speaking.delete(home);
    if (!speaks && log.visits.length === 0) memory.logs.delete(home);
  }
  for (const day of memory.days.keys()) if (day < at - history) memory.days.delete(day);
}
