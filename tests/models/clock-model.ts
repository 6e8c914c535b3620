// A slow and simple second opinion on the clocks of a matter: it lives through every day's end one by one and imports nothing of the case module.

/** In China Standard Time, which has no summer time. */
const zone = 8 * 3_600_000;
const oneDay = 86_400_000;
const minute = 60_000;

export interface Days {
  /** 'YYYY-MM-DD' of days off besides weekends, and of weekend days that are worked. */
  readonly off: readonly string[];
  readonly worked: readonly string[];
}

/**
 * What may happen to a matter, as far as its clocks care. `by` is what an extension adds: days' ends or minutes; `kind` is
 * that of the office that has it from then on. Somebody moves it, the household takes it up, or it passes where nobody is.
 */
export type Life =
  | { readonly at: number; readonly what: 'answered' | 'suspended' | 'contact' | 'joined' }
  | { readonly at: number; readonly what: 'extended'; readonly by: number }
  | {
      readonly at: number;
      readonly what: 'moved' | 'up' | 'passed' | 'left' | 'resumed' | 'unhappy';
      readonly kind: string;
    };

export interface Told {
  readonly respondBy: number | null;
  readonly respondedAt: number | null;
  readonly holderBy: number | null;
  readonly resolveBy: number | null;
  readonly originalBy: number | null;
  readonly stopped: boolean;
}

interface Terms {
  readonly respond: readonly ['min' | 'day', number];
  readonly resolve: readonly ['min' | 'day', number] | null;
  readonly again: readonly ['min' | 'day', number] | null;
}

/** The county's table by severity, copied by hand from the domain's clocks: first contact, result, time after an unhappy word. */
const table: Readonly<Record<string, Terms>> = {
  '1': { respond: ['min', 30], resolve: ['min', 120], again: ['min', 120] },
  '2': { respond: ['min', 240], resolve: ['min', 1440], again: ['min', 720] },
  '3': { respond: ['day', 1], resolve: ['day', 5], again: ['day', 2] },
  '4': { respond: ['day', 1], resolve: ['day', 15], again: ['day', 5] },
  C: { respond: ['day', 1], resolve: ['day', 3], again: ['day', 1] },
  D: { respond: ['min', 1440], resolve: ['min', 43_200], again: ['min', 14_400] },
  X: { respond: ['day', 1], resolve: null, again: null },
};

type Column = 'urgent' | 'hurry' | 'plain' | 'hard' | 'question' | 'dispute';
const columns: Readonly<Record<string, Column>> = {
  '1': 'urgent',
  '2': 'hurry',
  '3': 'plain',
  '4': 'hard',
  C: 'question',
  D: 'dispute',
};
const quarter = ['min', 15] as const;
const half = ['min', 30] as const;
const oneDayLong = ['min', 1440] as const;
const near = {
  urgent: quarter,
  hurry: ['min', 120],
  plain: oneDayLong,
  hard: oneDayLong,
  question: oneDayLong,
} as const;
const far = {
  urgent: half,
  hurry: ['min', 720],
  plain: ['day', 4],
  hard: ['day', 10],
  question: ['day', 2],
  dispute: ['min', 21_600],
} as const;
const desk = { plain: ['day', 1], hard: ['day', 1], question: ['day', 1] } as const;

/** How long an office of this kind may keep it, copied by hand from the domain's table of stays. */
const stays: Readonly<Record<string, Readonly<Record<Column, readonly ['min' | 'day', number]>>>> = {
  'level-2': { ...near, dispute: ['min', 1440] },
  'level-1': { ...near, dispute: ['min', 2880] },
  village: {
    urgent: quarter,
    hurry: ['min', 240],
    plain: ['min', 2880],
    hard: ['min', 2880],
    question: oneDayLong,
    dispute: ['min', 14_400],
  },
  'village-specialist': {
    urgent: quarter,
    hurry: ['min', 480],
    plain: ['min', 4320],
    hard: ['min', 7200],
    question: oneDayLong,
    dispute: ['min', 28_800],
  },
  township: { ...desk, urgent: quarter, hurry: ['min', 240], dispute: ['min', 14_400] },
  department: far,
  'county-centre': { ...desk, urgent: quarter, hurry: ['min', 60], dispute: ['day', 1] },
};

const dayName = (at: number): string => new Date(at + zone).toISOString().slice(0, 10);
const isWorked = (at: number, days: Days): boolean => {
  const name = dayName(at);
  const weekend = [0, 6].includes(new Date(at + zone).getUTCDay());
  return days.worked.includes(name) || (!weekend && !days.off.includes(name));
};
/** 18:00 of the day that holds this moment. */
const endOf = (at: number): number => Math.floor((at + zone) / oneDay) * oneDay + 18 * 3_600_000 - zone;

/** The ends of working days from this moment on, one after the other; the moment itself counts. */
function* endsFrom(from: number, days: Days): Generator<number> {
  for (let end = endOf(from); ; end += oneDay) if (end >= from && isWorked(end, days)) yield end;
}

function nth(from: number, count: number, days: Days): number {
  let left = count;
  for (const end of endsFrom(from, days)) {
    left -= 1;
    if (left <= 0) return end;
  }
  return from;
}

/** A plain term without any stop: the starting day's own end does not count. */
function plain(from: number, [unit, amount]: readonly ['min' | 'day', number], days: Days): number {
  return unit === 'min' ? from + amount * minute : nth(endOf(from) + 1, amount, days);
}

/** Where the clock for the result stands still, and where it goes on. */
const stops: readonly Life['what'][] = ['answered', 'suspended'];
const goes: readonly Life['what'][] = ['resumed', 'unhappy', 'up'];

/** How long it may stay where it is now: each arrival begins a new stay, and where nothing presses there is none. */
function stayOf(
  severity: string,
  [first, received]: readonly [string, number],
  life: readonly Life[],
  days: Days,
): number | null {
  const column = columns[severity];
  let by: number | null = null;
  let stands = false;
  const arrive = (kind: string, at: number): void => {
    const stay = column && stays[kind]?.[column];
    by = stay ? plain(at, stay, days) : null;
  };
  arrive(first, received);
  for (const one of life) {
    if (stops.includes(one.what)) stands = true;
    if (goes.includes(one.what)) stands = false;
    if ('kind' in one) arrive(one.kind, one.at);
    if (stands || one.what === 'joined') by = null;
  }
  return by;
}

const byPersons: readonly Life['what'][] = ['contact', 'moved', 'answered', 'suspended', 'extended', 'joined'];

/** Lives through the whole life, from the kind of office that received it, and says how the clocks stand at its end. */
export function livedThrough(
  severity: string,
  [first, received]: readonly [string, number],
  life: readonly Life[],
  days: Days,
): Told {
  const terms = table[severity];
  if (!terms) throw new Error(`no severity ${severity}`);
  const respondBy = plain(received, terms.respond, days);
  const holderBy = stayOf(severity, [first, received], life, days);
  const respondedAt = life.find((one) => byPersons.includes(one.what))?.at ?? null;
  if (!terms.resolve || !terms.again) {
    const last = life.findLast((one) => stops.includes(one.what) || goes.includes(one.what));
    const stopped = last !== undefined && stops.includes(last.what);
    return { respondBy, respondedAt, holderBy, resolveBy: null, originalBy: null, stopped };
  }
  const originalBy = plain(received, terms.resolve, days);
  let deadline = originalBy;
  let stoppedAt: number | null = null;
  for (const one of life) {
    if (stops.includes(one.what)) stoppedAt ??= one.at;
    if (goes.includes(one.what) && stoppedAt !== null) {
      // Too late before it stopped stays too late.
      if (deadline >= stoppedAt) deadline = again(deadline, [stoppedAt, one.at], terms.resolve[0], days);
      stoppedAt = null;
    }
    if (one.what === 'unhappy') deadline = Math.max(deadline, plain(one.at, terms.again, days));
    if (one.what === 'extended')
      deadline = terms.resolve[0] === 'min' ? deadline + one.by * minute : nth(deadline + 1, one.by, days);
  }
  return { respondBy, respondedAt, holderBy, resolveBy: deadline, originalBy, stopped: stoppedAt !== null };
}

/** What was left when the clock stopped runs on from where it goes again. */
function again(deadline: number, [stop, go]: readonly [number, number], unit: 'min' | 'day', days: Days): number {
  if (unit === 'min') return go + (deadline - stop);
  let left = 0;
  for (const end of endsFrom(stop, days)) {
    if (end > deadline) break;
    left += 1;
  }
  return nth(go, left, days);
}
