// What was heard, kept as long as it matters: per home for two weeks, as daily sums for some months; the same whatever order it came in.
import type { Heard } from './model.ts';

/** What one home said and what was done there; each list by time, then ref. Never changed: a new event makes a new log. */
export interface HomeLog {
  readonly reports: readonly Heard[];
  readonly answers: readonly Heard[];
  readonly visits: readonly Heard[];
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
  readonly speaking: Map<number, HomeLog>;
  readonly days: Map<number, DaySum>;
  /** Events before this moment are no longer kept by home. */
  floor: number;
}

/** A report within this time of a visit was told at the visit. */
export const atVisit = 0.25;

export function emptyMemory(): Memory {
  return { logs: new Map(), speaking: new Map(), days: new Map(), floor: Number.NEGATIVE_INFINITY };
}

function inserted(list: readonly Heard[], heard: Heard): Heard[] {
  let place = list.length;
  const later = (one: Heard): boolean => one.at > heard.at || (one.at === heard.at && one.ref > heard.ref);
  for (let before = list[place - 1]; before && later(before); before = list[place - 1]) place--;
  return list.toSpliced(place, 0, heard);
}

/** Whether a report was told while somebody was there; visits after `until` are not known yet. */
export const toldAtVisit = (log: HomeLog, report: Heard, until = Number.POSITIVE_INFINITY): boolean =>
  log.visits.some((one) => one.at <= until && Math.abs(one.at - report.at) <= atVisit);

function dayOf(memory: Memory, at: number): DaySum {
  const day = Math.floor(at);
  const sum = memory.days.get(day) ?? { reports: 0, visits: 0, told: 0 };
  memory.days.set(day, sum);
  return sum;
}

const nothing: HomeLog = { reports: [], answers: [], visits: [] };

/** Time: the events of that home. Throws RangeError for a time that is no number. */
export function remember(memory: Memory, heard: Heard): void {
  if (!Number.isFinite(heard.at)) throw new RangeError(`event ${heard.ref} has no time`);
  const log = memory.logs.get(heard.home) ?? nothing;
  if (heard.kind === 'report') {
    const sum = dayOf(memory, heard.at);
    if (toldAtVisit(log, heard)) sum.told++;
    else sum.reports++;
  } else if (heard.kind === 'visit') {
    dayOf(memory, heard.at).visits++;
    // Reports that came in before the visit was known were counted as made by the home itself.
    for (const report of log.reports)
      if (Math.abs(report.at - heard.at) <= atVisit && !toldAtVisit(log, report)) {
        const sum = dayOf(memory, report.at);
        sum.reports--;
        sum.told++;
      }
  }
  if (heard.at < memory.floor) return;
  const list = heard.kind === 'report' ? 'reports' : heard.kind === 'visit' ? 'visits' : 'answers';
  const next = { ...log, [list]: inserted(log[list], heard) };
  memory.logs.set(heard.home, next);
  if (heard.kind !== 'visit' || memory.speaking.has(heard.home)) memory.speaking.set(heard.home, next);
}

/** Drops what is older than `keep` days at `at`, and daily sums older than `history` days. */
export function forgetBefore(memory: Memory, at: number, { keep, history }: { keep: number; history: number }): void {
  memory.floor = Math.max(memory.floor, at - keep);
  const old = (list: readonly Heard[]): boolean => list[0] !== undefined && list[0].at < memory.floor;
  const rest = (list: readonly Heard[]): readonly Heard[] => list.filter((one) => one.at >= memory.floor);
  for (const [home, log] of memory.logs) {
    if (!old(log.reports) && !old(log.answers) && !old(log.visits)) continue;
    const next = { reports: rest(log.reports), answers: rest(log.answers), visits: rest(log.visits) };
    const speaks = next.reports.length + next.answers.length > 0;
    if (speaks) memory.speaking.set(home, next);
    else memory.speaking.delete(home);
    if (speaks || next.visits.length > 0) memory.logs.set(home, next);
    else memory.logs.delete(home);
  }
  for (const day of memory.days.keys()) if (day < at - history) memory.days.delete(day);
}
