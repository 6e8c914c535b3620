// How many reports to expect when nothing is wrong: learnt from the months before, moved by what all other homes say on the same days.
import type { Memory } from './memory.ts';
import type { Settings } from './settings.ts';

/** Ordinary rates at one moment. */
export interface Usual {
  /** Reports per home and day, before the days themselves are looked at. */
  readonly rate: number;
  /** Chance that a visited home names the problem. */
  readonly visit: number;
}

/** The last days are left out, so that a beginning fault does not hide itself; of those before so many tell what is usual. */
const untouchedDays = 3;
const learntDays = 120;

/**
 * The usual rate per home and day. Single days count at most as much as chance allows (mean + 3 √mean + 1), so that rain
 * and past faults weigh little. Source: Gamma prior worth `rateTrust` reports. Time: so many days.
 */
export function usualAt(memory: Memory, homes: number, at: number, settings: Settings): Usual {
  let first = Number.POSITIVE_INFINITY;
  let [visits, told] = [0, 0];
  const last = Math.floor(at) - untouchedDays;
  const sums: number[] = [];
  for (const [day, sum] of memory.days) {
    if (day > last || day < last - learntDays) continue;
    first = Math.min(first, day);
    if (sum.reports > 0) sums.push(sum.reports);
    visits += sum.visits;
    told += Math.min(sum.told, 1 + 3 * settings.visitRate * sum.visits);
  }
  const days = Number.isFinite(first) ? last - first + 1 : 0;
  sums.sort((a, b) => a - b);
  let total = sums.reduce((sum, one) => sum + one, 0);
  for (let pass = 0; pass < 3 && days > 0; pass++) {
    const mean = total / days;
    const most = mean + 3 * Math.sqrt(mean) + 1;
    total = sums.reduce((sum, one) => sum + Math.min(one, most), 0);
  }
  const { rate, rateTrust, visitRate } = settings;
  return {
    rate: (rateTrust + total) / (rateTrust / rate + homes * days),
    visit: (rateTrust + told) / (rateTrust / visitRate + visits),
  };
}

/** What the days around a moment look like: how many reports came in from other homes, and how many homes there are. */
export interface Around {
  readonly reports: number;
  readonly homes: number;
  readonly days: number;
}

/** The rate of those days: the usual one, moved as far as the reports of the other homes carry it. Source: Gamma–Poisson. */
export function rateOf(usual: number, around: Around, settings: Settings): number {
  const expected = usual * around.homes * around.days;
  const moved = (settings.dayShape + around.reports) / (settings.dayShape + expected);
  return usual * Math.min(settings.dayMost, Math.max(0.5, moved));
}
