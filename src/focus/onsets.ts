// The moments at which a fault may have begun: slots of a grid that does not move with the clock, so that what a word is worth for each of them stays as it is.
import type { Settings } from './settings.ts';

/** How slots are kept: a record has `ring` rows, the row of slot `k` is `k & (ring − 1)`; what is older is written over. */
export interface Grid {
  readonly step: number;
  readonly ring: number;
  /** Slots from the newest to the oldest that counts, both included, are `reach + 1`. */
  readonly reach: number;
  /** Columns of a row: one for each chance of telling, then homes that spoke since, then homes visited since that kept silent. */
  readonly ways: number;
  readonly spoke: number;
  readonly seen: number;
  readonly width: number;
}

export function gridOf({ step, ages, telling }: Settings): Grid {
  const reach = Math.floor((ages.at(-1) ?? 0) / step);
  const ways = telling.length;
  return {
    step,
    reach,
    ring: 2 ** Math.ceil(Math.log2(reach + 2)),
    ways,
    spoke: ways,
    seen: ways + 1,
    width: ways + 2,
  };
}

export const slotOf = (at: number, { step }: Grid): number => Math.floor(at / step);

/** The slots that one look goes through, the newest first: each of the last eight, then every second, fourth, eighth. */
export interface Onsets {
  readonly at: number;
  readonly newest: number;
  readonly slots: Int32Array;
  /** Days since each. */
  readonly ages: Float64Array;
  /** By slot and way: log of its share of all that may be, and log of the chance that a home that is hit has not told. */
  readonly weight: Float64Array;
  readonly silent: Float64Array;
}

/** The weight of a slot grows with its age up to this many times: what it takes over from those that are left out. */
export const mostTakenOver = 8;

const stride = (back: number): number =>
  back < 8 ? 1 : Math.min(mostTakenOver, 2 ** (Math.floor(Math.log2(back)) - 2));

/** Share of those who will tell that has told `days` after it began. */
export function toldBy(days: number, { soon, soonDays, lateDays }: Settings): number {
  if (days <= 0) return 0;
  return 1 - soon * Math.exp(-days / soonDays) - (1 - soon) * Math.exp(-days / lateDays);
}

/** Density of telling `days` after it began, of those who will tell; per day. */
export function tellingAt(days: number, { soon, soonDays, lateDays }: Settings): number {
  if (days < 0) return 0;
  return (soon / soonDays) * Math.exp(-days / soonDays) + ((1 - soon) / lateDays) * Math.exp(-days / lateDays);
}

export function onsetsAt(at: number, grid: Grid, settings: Settings): Onsets {
  const { telling, tellingWeight } = settings;
  const newest = slotOf(at, grid);
  const slots: number[] = [];
  for (let back = 0; back <= grid.reach; back++) {
    const every = stride(back);
    if ((newest - back) % every === 0) slots.push(newest - back);
  }
  const ages = Float64Array.from(slots, (slot) => at - slot * grid.step);
  const total = tellingWeight.reduce((sum, one) => sum + one, 0) * (grid.reach + 1);
  const cells = slots.length * grid.ways;
  const [weight, silent] = [new Float64Array(cells), new Float64Array(cells)];
  slots.forEach((slot, i) => {
    const span = (slots[i - 1] ?? slot + 1) - slot;
    const told = toldBy(Math.max(ages[i]!, settings.youngest), settings);
    for (let way = 0; way < grid.ways; way++) {
      weight[i * grid.ways + way] = Math.log((span * tellingWeight[way]!) / total);
      silent[i * grid.ways + way] = Math.log(1 - telling[way]! * told);
    }
  });
  return { at, newest, slots: Int32Array.from(slots), ages, weight, silent };
}
