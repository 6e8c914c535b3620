// Weeks and months as a brief tells of them (MEAS-26): which days are in one, and those before it.

export const briefSpans = ['week', 'month'] as const;
export type BriefSpan = (typeof briefSpans)[number];

/** Both days are in it, as 2026-11-26. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const oneDay = 86_400_000;
const ms = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** From Monday to Sunday. */
function weekWith(day: string, back: number): Days {
  const weekday = (new Date(ms(day)).getUTCDay() + 6) % 7;
  const monday = ms(day) - (weekday + 7 * back) * oneDay;
  return { from: dayAt(monday), to: dayAt(monday + 6 * oneDay) };
}

function monthWith(day: string, back: number): Days {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - back;
  const first = (n: number): number => Date.UTC(Math.floor(n / 12), n % 12, 1);
  return { from: dayAt(first(count)), to: dayAt(first(count + 1) - oneDay) };
}

/** The week or month that holds this day, or so many before it. */
export const spanWith = (span: BriefSpan, day: string, back: number): Days =>
  span === 'week' ? weekWith(day, back) : monthWith(day, back);

/** Twelve of them, oldest first, the last one asked for. */
export const spansUpTo = (span: BriefSpan, { from }: Days): Days[] =>
  Array.from({ length: 12 }, (_, at) => spanWith(span, from, 11 - at));
