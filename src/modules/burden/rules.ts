// How a request is asked, decided and ends, and how a burden is answered (BURDEN rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Burden, Request } from './model.ts';

export const requestKind: RecordKind<Request> = {
  kind: 'request',
  apply(request, fact) {
    if (fact.name === 'request.asked') {
      const open = { decidedAt: null, decidedBy: null, approved: null, reason: '', endedAt: null };
      return { ...open, ...fact.data, id: fact.id, version: 1 };
    }
    if (!request) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = request.version + 1;
    const { at, by, approved, reason } = fact.data;
    if (fact.name === 'request.decided') return { ...request, version, decidedAt: at, decidedBy: by, approved, reason };
    if (fact.name === 'request.ended') return { ...request, version, endedAt: at };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const burdenKind: RecordKind<Burden> = {
  kind: 'burden',
  apply(burden, fact) {
    if (fact.name === 'burden.said') return { answer: '', answeredAt: null, ...fact.data, id: fact.id, version: 1 };
    if (!burden) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name !== 'burden.answered') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    return { ...burden, version: burden.version + 1, answer: fact.data.text, answeredAt: fact.data.at };
  },
};

const oneDay = 86_400_000;
/** BURDEN-4: how long a request may be open at the most (ms). */
export const longest = 90 * oneDay;

export type RequestState = 'waits' | 'open' | 'declined' | 'over';

export function stateOf({ approved, endedAt, until }: Request, now: number): RequestState {
  if (approved === false) return 'declined';
  if (endedAt !== null || until <= now) return 'over';
  return approved === null ? 'waits' : 'open';
}
