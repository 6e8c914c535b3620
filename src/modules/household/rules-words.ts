// Two people's words on one home: what of a change may be made, and what is kept beside it.
import { type Disputable, disputable, everyOffer, type Household } from './model.ts';

export type Words = Partial<Pick<Household, Disputable>>;

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * HOME-11: `said` is what somebody writes, `was` what stood on his screen. A thing that another changed meanwhile is disputed,
 * unless both say the same; one whose `was` is not told is whatever it is now.
 */
export function weigh(home: Household, said: Words, was: Words): { changed: Words; disputed: Disputable[] } {
  const disputed = disputable.filter(
    (field) => field in said && field in was && !isSame(home[field], was[field]) && !isSame(home[field], said[field]),
  );
  const changed = Object.fromEntries(
    Object.entries(said).filter(([field]) => !(disputed as readonly string[]).includes(field)),
  );
  return { changed, disputed };
}

/** HOME-19: what is left of these offers once the home's own word is heard. */
export const wanted = (care: readonly string[], declined: readonly string[]): string[] =>
  declined.includes(everyOffer) ? [] : care.filter((tag) => !declined.includes(tag));
