// How a place and a look at it come to be and change (ENV rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Look, Spot } from './model.ts';

const blank = { closedAt: null, look: null, lookedAt: null, wrong: [], praise: '', matter: null } as const;

export const spotKind: RecordKind<Spot> = {
  kind: 'spot',
  apply(spot, fact) {
    if (fact.name === 'spot.opened') return { ...blank, ...fact.data.record, id: fact.id, version: 1 };
    if (!spot) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = spot.version + 1;
    if (fact.name === 'spot.closed') return { ...spot, version, closedAt: fact.data.at };
    if (fact.name === 'spot.looked') {
      const { look, lookedAt, wrong, praise, matter } = fact.data;
      // What came late from a phone says nothing of how it is now.
      if (spot.lookedAt !== null && lookedAt < spot.lookedAt)
        return { ...spot, version, matter: spot.matter ?? matter };
      return { ...spot, version, look, lookedAt, wrong, praise, matter: matter ?? spot.matter };
    }
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const lookKind: RecordKind<Look> = {
  kind: 'look',
  apply(_, fact) {
    if (fact.name === 'look.noted') return { ...fact.data.record, id: fact.id, version: 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};
