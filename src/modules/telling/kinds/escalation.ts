// When an office is reminded of a deadline, and who hears of it the longer it is over. County configuration in the long run.
import type { Term } from '#kit/calendar.ts';

/** Where the terms of a severity are counted in minutes, so is its escalation; the others in working days. */
export type Pace = 'minutes' | 'days';

export const paceOf = (severity: string): Pace => (severity === '1' || severity === '2' ? 'minutes' : 'days');

/** How long before the deadline it is near (ms). */
export const nearBefore: Readonly<Record<Pace, number>> = { minutes: 30 * 60_000, days: 24 * 3_600_000 };

export type HeardBy = 'holder' | 'above' | 'county-centre';

/** Levels of a deadline that is over, counted from it. */
export const levels: Readonly<Record<Pace, readonly { readonly after: Term; readonly by: HeardBy }[]>> = {
  minutes: [
    { after: { minutes: 0 }, by: 'holder' },
    { after: { minutes: 60 }, by: 'above' },
    { after: { minutes: 240 }, by: 'county-centre' },
  ],
  days: [
    { after: { minutes: 0 }, by: 'holder' },
    { after: { workingDays: 1 }, by: 'above' },
    { after: { workingDays: 3 }, by: 'county-centre' },
  ],
};
