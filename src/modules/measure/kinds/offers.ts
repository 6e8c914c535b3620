// Which offers fit a fact that several homes have in common: codes of the catalogue, in the order in which they help.
import type { HouseholdFact } from '#modules/visit/model.ts';

/** Facts that nobody is offered anything for, and whatever is about illness, do not rise. */
export const offers: Readonly<Partial<Record<HouseholdFact, readonly string[]>>> = {
  harvest: ['S5', 'A6', 'C2'],
  hail: ['S5', 'A3', 'C2'],
  flood: ['A3', 'S5', 'C2'],
  drought: ['A3', 'S5', 'W5'],
  wedding: ['V6'],
  funeral: ['V6', 'C2'],
  birth: ['M3', 'S3'],
};

/** A good harvest needs no help. */
export const needsHelp = (fact: string, amount: string | null): boolean =>
  fact in offers && !(fact === 'harvest' && (amount === null || amount === 'good'));

/** In so many homes of one group it is no matter of one home any more. */
export const homesInCommon = 3;
export const daysBack = 60;
