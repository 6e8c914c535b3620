// Figures that stay the same for one world: how soon people tell, and what the silence of a home says at every age and way of telling.
import type { Causes } from './causes.ts';
import type { Settings } from './settings.ts';

/** Figures that stay the same for one world and one set of settings. Cells: age × chance of telling. */
export interface Scale {
  readonly settings: Settings;
  readonly causes: Causes;
  readonly cells: number;
  /** Log of the prior weight of each cell. */
  readonly cellWeight: Float64Array;
  /** Log of the chance that a hit home has not told by itself, by cell; of causes with known delays by cause and cell. */
  readonly silent: Float64Array;
  readonly silentOf: Map<number, Float64Array>;
  /** The most that a report can speak for a cause, per day; the least that a silent home speaks against it. */
  readonly loudest: number;
  readonly leastSilent: number;
  /** By cause, zero between looks. */
  readonly bound: Float64Array;
  readonly speaking: Int32Array;
  readonly news: Uint8Array;
}

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

export function scaleOf(causes: Causes, settings: Settings): Scale {
  const { ages, telling, tellingWeight } = settings;
  const cells = ages.length * telling.length;
  const total = (ages.at(-1) ?? 1) * tellingWeight.reduce((sum, one) => sum + one, 0);
  const cell = (of: (age: number, r: number) => number): Float64Array =>
    Float64Array.from({ length: cells }, (_, i) => of(Math.floor(i / telling.length), i % telling.length));
  const step = (age: number): number => (ages[age] ?? 0) - (ages[age - 1] ?? 0);
  const silentFor = (told: (age: number) => number): Float64Array => {
    const byAge = ages.map((_, age) => told(age));
    return cell((age, r) => Math.log(1 - (telling[r] ?? 0) * (byAge[age] ?? 0)));
  };
  const silentOf = new Map<number, Float64Array>();
  if (causes.after) {
    const mean = new Float64Array(causes.count * ages.length);
    const put = (at: number, share: number): void => {
      mean[at] = (mean[at] ?? 0) + share;
    };
    causes.of.items.forEach((cause, place) => {
      const after = causes.after?.[place] ?? 0;
      for (let age = 0; age < ages.length; age++)
        put(cause * ages.length + age, toldBy((ages[age] ?? 0) - after, settings) / (causes.size[cause] ?? 1));
    });
    for (let cause = 0; cause < causes.count; cause++)
      silentOf.set(
        cause,
        silentFor((age) => mean[cause * ages.length + age] ?? 0),
      );
  }
  const silent = silentFor((age) => toldBy(ages[age] ?? 0, settings));
  return {
    loudest: Math.max(...telling) * tellingAt(0, settings),
    leastSilent: causes.after ? 0 : Math.max(...silent),
    bound: new Float64Array(causes.count),
    speaking: new Int32Array(causes.count),
    news: new Uint8Array(causes.count),
    settings,
    causes,
    cells,
    cellWeight: cell((age, r) => Math.log((step(age) * (tellingWeight[r] ?? 0)) / total)),
    silent,
    silentOf,
  };
}
