// The arithmetic of figures: shares with their wholes, what is hidden, quantiles from a histogram, quarters and months.
import { dayOf } from '#kit/calendar.ts';
import {
  type FigureShape,
  fewest,
  fewestForNineInTen,
  type Part,
  type Parts,
  parts,
  type Spans,
} from './kinds/figures.ts';

/** MEAS-1 */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

export const noParts = Object.fromEntries(parts.map((part) => [part, 0])) as unknown as Parts;

export function addParts(all: readonly Parts[]): Parts {
  const sum = { ...noParts } as Record<Part, number>;
  for (const one of all) for (const part of parts) sum[part] += one[part];
  return sum;
}

export const shareOf = (shape: FigureShape, sums: Parts): Share => ({
  part: sums[shape.part],
  whole: shape.whole.reduce((sum, part) => sum + sums[part], 0),
});

/**
 * MEAS-13: which of the rows below a whole are shown, given whether the whole itself is. Each row and the whole make one
 * equation; a hidden row is lost in it as soon as another one is hidden too and the two are not fewer than five together.
 */
export function shownBelow(rows: readonly number[], whole: { readonly shown: boolean }): boolean[] {
  const shown = rows.map((n) => n === 0 || n >= fewest);
  const smallestShown = (): number =>
    rows.reduce((best, n, at) => (shown[at] && n > 0 && (best < 0 || n < (rows[best] ?? 0)) ? at : best), -1);
  const isSafe = (): boolean => {
    const hidden = rows.filter((_, at) => !shown[at]);
    if (!whole.shown) return hidden.length > 0 || rows.every((n) => n === 0);
    return hidden.length === 0 || (hidden.length > 1 && hidden.reduce((sum, n) => sum + n, 0) >= fewest);
  };
  while (!isSafe()) {
    const next = smallestShown();
    if (next < 0) break;
    shown[next] = false;
  }
  return shown;
}

const minute = 60_000;
/** Four steps to a doubling: what is told is the middle of a step, at most 9.1 % from the truth (MEAS-12). */
const stepsPerDoubling = 4;
/** The last step holds what took longer than a year and a half. */
export const lastBucket = 79;

/** Step of the histogram for a time in ms: 0 holds everything up to a minute. */
export function bucketOf(span: number): number {
  if (span <= minute) return 0;
  return Math.min(lastBucket, Math.ceil(stepsPerDoubling * Math.log2(span / minute)));
}

/** The time (ms) that stands for a step. */
export const spanOf = (bucket: number): number =>
  bucket === 0 ? minute : Math.round(minute * 2 ** ((bucket - 0.5) / stepsPerDoubling));

/** The smallest step that holds this share of all, counted from the quickest. */
function quantile(counts: readonly number[], share: number): number | null {
  const n = counts.reduce((sum, one) => sum + one, 0);
  let left = Math.ceil(share * n);
  for (const [bucket, count] of counts.entries()) {
    left -= count;
    if (left <= 0 && n > 0) return spanOf(bucket);
  }
  return null;
}

/** `counts` by step. */
export function spansOf(counts: readonly number[], shown: boolean): Spans {
  const n = counts.reduce((sum, one) => sum + one, 0);
  if (!shown || n < fewest) return { n: null, median: null, nineInTen: null };
  return { n, median: quantile(counts, 0.5), nineInTen: n < fewestForNineInTen ? null : quantile(counts, 0.9) };
}

export interface Quarter {
  /** 2026-Q4 */
  readonly name: string;
  readonly from: string;
  /** The last day of it that is over; before `from` where none is. */
  readonly to: string;
  readonly running: boolean;
}

const oneDay = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');
const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - oneDay).toISOString().slice(0, 10);

export const isQuarter = (name: string): boolean => /^20\d\d-Q[1-4]$/.test(name);

/** Whole quarters before or after, by name. */
export function quarterBeside(name: string, by: number): string {
  const count = Number(name.slice(0, 4)) * 4 + Number(name.slice(6)) - 1 + by;
  return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`;
}

/** MEAS-2: the quarter by name, or the one that holds yesterday; what is not over yet is not in it. `now` in ms. */
export function quarterAt(name: string | null, now: number): Quarter {
  const yesterday = dayBefore(dayOf(now));
  const own = name ?? `${yesterday.slice(0, 4)}-Q${Math.ceil(Number(yesterday.slice(5, 7)) / 3)}`;
  const start = (quarter: string): string => `${quarter.slice(0, 4)}-${two((Number(quarter.slice(6)) - 1) * 3 + 1)}-01`;
  const end = dayBefore(start(quarterBeside(own, 1)));
  const running = yesterday < end;
  return { name: own, from: start(own), to: running ? yesterday : end, running };
}

/** The first day of the month that is not wholly over on the last day of the quarter that is: before it whole months stand, from it on days. */
export const wholeUntil = ({ to }: Pick<Quarter, 'to'>): string =>
  `${new Date(Date.parse(`${to}T00:00:00Z`) + oneDay).toISOString().slice(0, 7)}-01`;

/** MEAS-24: weeks of the quarter that are over, in sevenths of a week. */
export const weeksOf = ({ from, to }: Pick<Quarter, 'from' | 'to'>): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`) + oneDay) / (7 * oneDay);

/** The twelve months up to the quarter's last day, oldest first, as 2026-11. */
export function monthsUpTo({ to }: Quarter): string[] {
  const last = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1;
  return Array.from({ length: 12 }, (_, back) => {
    const month = last - 11 + back;
    return `${Math.floor(month / 12)}-${two((month % 12) + 1)}`;
  });
}

/** MEAS-20: how far a share stands from the county's, in standard errors; null where either is too small to say. */
export function apart(own: Share, county: Share): number | null {
  const rest = { part: county.part - own.part, whole: county.whole - own.whole };
  if (own.whole < 30 || rest.whole < 30) return null;
  const pooled = county.part / county.whole;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / own.whole + 1 / rest.whole));
  return error === 0 ? 0 : (own.part / own.whole - rest.part / rest.whole) / error;
}
