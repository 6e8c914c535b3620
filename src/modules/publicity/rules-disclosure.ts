// The calendar of what a village makes public (PUBLICITY-16 to PUBLICITY-18); pure.
import { dayOf } from '#kit/calendar.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { daysAfterPeriod, daysBack, type DisclosureItem, disclosureItems, type Every } from './kinds/disclosure.ts';
import type { Disclosure, Period } from './model-disclosure.ts';

const oneDay = 86_400_000;

export const disclosureKind: RecordKind<Disclosure> = {
  kind: 'disclosure',
  apply(before, fact) {
    if (fact.name !== 'disclosure.published' || before)
      throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    return { ...fact.data.record, id: fact.id, version: 1 };
  },
};

export const findItem = (code: string): DisclosureItem | undefined => disclosureItems.find((one) => one.code === code);

const startOf = (year: number, month: number): number =>
  Date.parse(
    `${year + Math.floor(month / 12)}-${String((((month % 12) + 12) % 12) + 1).padStart(2, '0')}-01T00:00:00+08:00`,
  );

const shapes: Readonly<Record<Every, RegExp>> = {
  month: /^\d{4}-(?:0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
  'at-once': /^\d{4}-\d{2}-\d{2}$/,
};
const everyOf = (period: string): Every | undefined =>
  (Object.keys(shapes) as Every[]).find((every) => shapes[every].test(period));

/** ms after the last moment of a period. */
export function endOfPeriod(period: string): number {
  const year = Number(period.slice(0, 4));
  const part = period.slice(5);
  if (part === '') return startOf(year, 12);
  return part.startsWith('Q') ? startOf(year, Number(part.slice(1)) * 3) : startOf(year, Number(part.slice(0, 2)));
}

/** PUBLICITY-16: quarters as a rule; months for money where the village has begun with them. */
export function fitsItem(item: DisclosureItem, period: string): boolean {
  const every = everyOf(period);
  return every === item.every || (item.code === 'finance' && every === 'month');
}

function periodAt(every: Every, at: number): string {
  const [year = '', month = ''] = dayOf(at).split('-');
  if (every === 'year') return year;
  return every === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

const steps: Readonly<Record<'month' | 'quarter' | 'year', number>> = { month: 28, quarter: 89, year: 365 };

/** Periods of this length that are over, the newest first. */
function periodsBack(every: 'month' | 'quarter' | 'year', since: number, now: number): string[] {
  const found = new Set<string>();
  for (let at = now; at >= since; at -= steps[every] * oneDay) {
    const period = periodAt(every, at);
    if (endOfPeriod(period) <= now && endOfPeriod(period) > since) found.add(period);
  }
  return [...found];
}

/** PUBLICITY-17: what is due and what was done, item by item; nothing from before the village began. */
export function calendarOf(published: readonly Disclosure[], began: number, now: number): Period[] {
  const since = Math.max(began, now - daysBack * oneDay);
  return disclosureItems.flatMap((item) => {
    if (item.every === 'at-once') return [];
    const own = published.filter((one) => one.item === item.code);
    const monthly = own.some((one) => everyOf(one.period) === 'month');
    return periodsBack(monthly ? 'month' : item.every, since, now).map((period): Period => {
      const dueBy = endOfPeriod(period) + daysAfterPeriod * oneDay;
      const done = own.filter((one) => one.period === period).map((one) => one.at);
      return { item: item.code, period, dueBy, doneAt: done.length === 0 ? null : Math.min(...done) };
    });
  });
}
