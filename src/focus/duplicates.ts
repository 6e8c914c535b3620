// Which earlier report a new one repeats, where no network says what hangs together: log-odds over distance, time, kind, words and how common the place is.

/** One report as far as likeness goes. Times in days, places in metres of any plane; NaN where nobody knows. */
export interface Told {
  readonly at: number;
  readonly east: number;
  readonly north: number;
  readonly type: string;
  /** The wider kind the type belongs to; the type itself where there is none. */
  readonly family: string;
  readonly text: string;
}

export interface Likeness {
  /** Place in the list of others. */
  readonly other: number;
  /** Among all others that were given: 0 … 1, together at most 1. */
  readonly probability: number;
  /** What each sign adds, so that a person can be told why. */
  readonly because: Readonly<Record<Sign, number>>;
}

export const signs = [
  'beside',
  'in the street',
  'same spot',
  'same hour',
  'same days',
  'same season',
  'same type',
  'same family',
  'same words',
  'first of its kind here',
  'last of its kind here',
  'same type on the same spot',
] as const;
export type Sign = (typeof signs)[number];

/**
 * Fitted on the first three months of Boston's requests of 2015 (`npm run focus -- fit-duplicates`), in the order of `signs`.
 * They are frozen: the evaluation measures on later months.
 */
const weights: readonly number[] = Object.freeze([
  1.387, 0.912, 0.517, 0.455, -0.252, 0.321, 1.961, 1.293, 1.187, 1.043, -0.928, 0.587,
]);

/** Farther or longer ago than this is another matter. */
const reach = { metres: 1000, days: 180, beside: 50 };

/** A spot that so many share is an office or the middle of the town, taken where nobody marked a place: it says "somewhere near", no more. */
const byDefault = { crowd: 40, metres: 100 };

/** Pairs of neighbouring letters or hanzi without spaces and marks: needs no dictionary and no word bounds. */
function pairsOf(text: string): Set<string> {
  const letters = [...text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')];
  return new Set(letters.length < 2 ? letters : letters.slice(1).map((letter, at) => (letters[at] ?? '') + letter));
}

const pairsKept = new Map<string, Set<string>>();

/** Texts repeat a thousand times ("street lamp out"), so their pairs are kept. */
function pairs(text: string): Set<string> {
  const kept = pairsKept.get(text);
  if (kept) return kept;
  if (pairsKept.size > 20_000) pairsKept.clear();
  const made = pairsOf(text);
  pairsKept.set(text, made);
  return made;
}

/** Dice's measure: 1 for the same pairs, 0 for none in common. */
export function sameWords(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  let both = 0;
  for (const pair of left) if (right.has(pair)) both += 1;
  return left.size + right.size === 0 ? 0 : (2 * both) / (left.size + right.size);
}

interface Candidate {
  readonly other: number;
  readonly told: Told;
  readonly metres: number;
  readonly days: number;
}

/** Others near enough to be thought of. A place that nobody knows is as far as things may be. */
function candidatesOf(report: Told, others: readonly Told[]): Candidate[] {
  const near = others.flatMap((told, other) => {
    const away = Math.hypot(told.east - report.east, told.north - report.north);
    const metres = Number.isNaN(away) ? reach.metres : away;
    const days = Math.abs(told.at - report.at);
    return told === report || metres > reach.metres || days > reach.days ? [] : [{ other, told, metres, days }];
  });
  const onSpot = (metres: number): boolean => metres < 1;
  const crowd = near.filter((one) => onSpot(one.metres)).length;
  if (crowd < byDefault.crowd) return near;
  return near.map((one) => (onSpot(one.metres) ? { ...one, metres: byDefault.metres } : one));
}

/** How many of the same type beside the reporter came before and after each candidate: the first one is usually what the others repeat. */
function orderOf(candidates: readonly Candidate[], type: string): Map<Candidate, [number, number]> {
  const kin = candidates.filter((one) => one.told.type === type && one.metres < reach.beside);
  const times = kin.map((one) => one.told.at).sort((a, b) => a - b);
  const before = (at: number): number => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return new Map(
    kin.map((one) => {
      const earlier = before(one.told.at);
      let same = earlier;
      while (times[same] === one.told.at) same += 1;
      return [one, [earlier, times.length - same]];
    }),
  );
}

function signsOf(report: Told, { told, metres, days }: Candidate, order: readonly [number, number]): number[] {
  const spot = metres < 1 ? 1 : 0;
  const type = told.type === report.type ? 1 : 0;
  return [
    -Math.log1p(metres / 10),
    -Math.log1p(metres / 100),
    spot,
    -Math.log1p(days * 24),
    -Math.log1p(days / 3),
    -days / 30,
    type,
    told.family === report.family ? 1 : 0,
    sameWords(told.text, report.text),
    -Math.log1p(order[0]),
    -Math.log1p(order[1]),
    type * spot,
  ];
}

/** Every candidate with its signs; the fit and the finder look at the very same ones. */
export function signsOfAll(report: Told, others: readonly Told[]): { other: number; values: number[] }[] {
  const candidates = candidatesOf(report, others);
  const order = orderOf(candidates, report.type);
  return candidates.map((one) => ({ other: one.other, values: signsOf(report, one, order.get(one) ?? [0, 0]) }));
}

/** The likeliest of the others that this report repeats, the likeliest first. Whether it repeats any is for a person to say. */
export function likelyDuplicates(report: Told, others: readonly Told[], most = 3, by = weights): Likeness[] {
  const all = signsOfAll(report, others).map(({ other, values }) => ({
    other,
    values,
    odds: values.reduce((sum, value, at) => sum + value * by[at]!, 0),
  }));
  const top = all.reduce((high, one) => Math.max(high, one.odds), -Infinity);
  const total = all.reduce((sum, one) => sum + Math.exp(one.odds - top), 0);
  const because = (values: number[]): Likeness['because'] =>
    Object.fromEntries(signs.map((sign, at) => [sign, values[at]! * by[at]!])) as Record<Sign, number>;
  return all
    .sort((a, b) => b.odds - a.odds || a.other - b.other)
    .slice(0, most)
    .map(({ other, odds, values }) => ({ other, probability: Math.exp(odds - top) / total, because: because(values) }));
}
