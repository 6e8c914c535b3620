// The fact that takes back what an import did to a record, of whatever kind it is.
import type { Fact, RecordBase } from './command.ts';

export const isUnbrought = (fact: Pick<Fact, 'name'>): boolean => fact.name.endsWith('.unbrought');

/** Does the whole record go? */
export const takesAway = (fact: Pick<Fact, 'name' | 'data'>): boolean => isUnbrought(fact) && fact.data.to === null;

/** The record as it stood before; the version counts on. */
export const unbrought = <R extends RecordBase>(record: R, fact: Pick<Fact, 'data'>): R => ({
  ...record,
  ...fact.data.to,
  version: record.version + 1,
});
