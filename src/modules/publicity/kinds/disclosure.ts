// What a village makes public by itself and how often: Art. 30 of the Organic Law of Villagers' Committees.

/** `at-once`: whenever there is something. */
export type Every = 'month' | 'quarter' | 'year' | 'at-once';

export interface DisclosureItem {
  readonly code: string;
  readonly every: Every;
}

export const disclosureItems: readonly DisclosureItem[] = [
  { code: 'finance', every: 'quarter' },
  { code: 'decisions', every: 'quarter' },
  { code: 'funds', every: 'quarter' },
  { code: 'tasks', every: 'quarter' },
  { code: 'assets', every: 'year' },
  { code: 'matters', every: 'at-once' },
];

/** Days after a period in which it is made public. */
export const daysAfterPeriod = 15;
/** Days a disclosure stands among the notices. */
export const daysShown = 30;
/** How far back the calendar goes. */
export const daysBack = 400;
