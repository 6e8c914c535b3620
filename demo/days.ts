// Days and hours as they are in the village (Beijing time, no summer time), from plain moments.
import type { Moment } from './history-shapes.ts';
import type { Random } from './random.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
const offset = 8 * hour;

const local = (at: Moment): Date => new Date(at + offset);
export const monthOf = (at: Moment): number => local(at).getUTCMonth() + 1;
export const yearOf = (at: Moment): number => local(at).getUTCFullYear();
/** YYYY-MM-DD */
export const dateOf = (at: Moment): string => local(at).toISOString().slice(0, 10);
/** The start of a local day. */
export const moment = (year: number, month: number, date: number): Moment => Date.UTC(year, month - 1, date) - offset;

const midnight = (at: Moment): Moment => Math.floor((at + offset) / day) * day - offset;

/** Some minute of that day between two hours. */
export function within(random: Random, at: Moment, from: number, to: number): Moment {
  return midnight(at) + Math.floor((from * 60 + random.next() * (to - from) * 60) * 60_000);
}

/** The same moment, or the next morning of work when the office is shut (nights and weekends). */
export function officeHours(random: Random, at: Moment): Moment {
  const clock = (at - midnight(at)) / hour;
  let open = clock < 8.5 ? within(random, at, 8.5, 10) : clock > 18 ? within(random, at + day, 8.5, 10) : at;
  while ([0, 6].includes(local(open).getUTCDay())) open = within(random, open + day, 8.5, 10);
  return open;
}

/** Village people answer on any day, but not at night. */
export function awake(random: Random, at: Moment): Moment {
  const clock = (at - midnight(at)) / hour;
  if (clock < 7.5) return within(random, at, 7.5, 9);
  return clock > 20 ? within(random, at + day, 7.5, 9.5) : at;
}
