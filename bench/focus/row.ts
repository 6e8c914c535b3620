// One line of the evaluation: a figure with its interval, beside its goal; and the intervals themselves.
import { chanceOf } from './chance.ts';

export interface Row {
  readonly name: string;
  /** 'at least' or 'at most' this; a row without a goal is there to compare with. */
  readonly goal?: readonly ['≥' | '≤', number];
  readonly value: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly unit: '%' | 'd' | 'ms' | 'x' | '';
  /** How many faults, days or reports stand behind it. */
  readonly of: number;
  readonly met?: boolean;
  readonly note?: string;
}

type Interval = { value: number; low: number; high: number };

/** Wilson's interval of a share, in per cent. */
export function share(hits: number, of: number): Interval {
  if (of === 0) return { value: Number.NaN, low: 0, high: 100 };
  const z = 1.959964;
  const [p, zz] = [hits / of, (z * z) / of];
  const middle = (p + zz / 2) / (1 + zz);
  const half = (z * Math.sqrt((p * (1 - p)) / of + zz / (4 * of))) / (1 + zz);
  return { value: 100 * p, low: 100 * (middle - half), high: 100 * (middle + half) };
}

export const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;

export function median(of: readonly number[]): number {
  const sorted = of.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? Number.NaN) + (sorted[Math.ceil(at)] ?? Number.NaN)) / 2;
}

/** Bootstrap: what the figure would have been with other faults of the same kind. Infinite values keep their place in a median. */
export function bootstrap(
  values: readonly number[],
  figure: (of: readonly number[]) => number,
  rounds = 400,
): Interval {
  const chance = chanceOf(values.length);
  const again = Array.from({ length: rounds }, () =>
    figure(values.map(() => values[chance.whole(values.length)] as number)),
  );
  const sorted = again.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.round(part * (rounds - 1))] ?? Number.NaN;
  return { value: figure(values), low: at(0.025), high: at(0.975) };
}

export function row(about: Pick<Row, 'name' | 'goal' | 'unit' | 'of' | 'note'>, interval: Interval): Row {
  const [side, goal] = about.goal ?? [];
  const met = goal === undefined ? undefined : side === '≥' ? interval.value >= goal : interval.value <= goal;
  return { ...about, ...interval, ...(met === undefined ? {} : { met }) };
}

/** A share with its interval as a row. */
export function shareRow(name: string, [hits, of]: readonly [number, number], goal?: number, note?: string): Row {
  const about = {
    name,
    unit: '%',
    of,
    ...(goal === undefined ? {} : { goal: ['≥', goal] }),
    ...(note ? { note } : {}),
  };
  return row(about as Pick<Row, 'name' | 'goal' | 'unit' | 'of' | 'note'>, share(hits, of));
}
