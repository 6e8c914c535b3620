// The next state of a record after one fact, of whatever kind it is.
import type { Fact, RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { isUnbrought, unbrought } from '#kit/unbrought.ts';
import { stores } from './registry.ts';

export function applyFact(record: RecordBase | undefined, fact: Fact): RecordBase {
  const store = stores.get(fact.kind);
  if (!store) throw new Problem('broken', 'kind-unknown', { kind: fact.kind });
  if (!isUnbrought(fact)) return store.kind.apply(record, fact);
  if (!record) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
  return unbrought(record, fact);
}
