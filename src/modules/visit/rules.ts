// How notebook entries and promises come to be and change (VISIT rules), and whom to see next.
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { DoorPromise, Visit } from './model.ts';

export const visitKind: RecordKind<Visit> = {
  kind: 'visit',
  apply(visit, fact) {
    // VISIT-1: append, do not edit: a correction is a new fact on the entry.
    if (fact.name === 'visit.recorded' || fact.name === 'visit.brought')
      return { ...fact.data.record, id: fact.id, version: 1 };
    if (!visit) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'visit.moved') return { ...visit, ground: fact.data.ground, version: visit.version + 1 };
    // VISIT-8
    if (fact.name === 'visit.erased')
      return { ...visit, note: '', subject: null, parts: [{ kind: 'erased' }], version: visit.version + 1 };
    if (fact.name === 'visit.corrected') return { ...visit, note: fact.data.note, version: visit.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const isErased = (visit: Visit): boolean => visit.parts.some((part) => part.kind === 'erased');

export const promiseKind: RecordKind<DoorPromise> = {
  kind: 'promise',
  apply(promise, fact) {
    if (fact.name === 'promise.made') return { ...fact.data.record, keptAt: null, id: fact.id, version: 1 };
    if (!promise) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'promise.moved') return { ...promise, ground: fact.data.ground, version: promise.version + 1 };
    if (fact.name === 'promise.erased')
      return { ...promise, text: '', keptAt: promise.keptAt ?? fact.data.at, version: promise.version + 1 };
    if (fact.name === 'promise.kept') return { ...promise, keptAt: fact.data.at, version: promise.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** Why a home stands on the list of whom to see next, the most pressing first. */
export const reasons = ['check', 'promise', 'disaster', 'bereaved', 'interval'] as const;
export type Reason = (typeof reasons)[number];

export interface ToSee {
  readonly household: string;
  readonly reason: Reason;
  /** ms by which it is due; null = whenever. */
  readonly due: number | null;
  /** The promise or case it is about. */
  readonly about: string | null;
}

interface Seen {
  readonly id: string;
  readonly home: string;
  readonly visitInterval: number;
  readonly lastVisit: number | null;
  readonly care: readonly string[];
}

const oneDay = 86_400_000;

/**
 * VISIT-5: whom to see next is worked out for the worker himself from intervals, promises, checks of results and care; nobody is counted by it.
 * @param now ms; `checks` are cases waiting for the household's word, by household
 */
export function whomToSee(
  homes: readonly Seen[],
  promises: readonly DoorPromise[],
  checks: readonly { readonly id: string; readonly household: string | null }[],
  now: number,
): ToSee[] {
  const found: ToSee[] = [];
  for (const check of checks)
    if (check.household) found.push({ household: check.household, reason: 'check', due: null, about: check.id });
  for (const promise of promises) {
    if (promise.keptAt !== null) continue;
    const due = promise.due ? Date.parse(`${promise.due}T18:00:00+08:00`) : null;
    if (due === null || due - now < 3 * oneDay)
      found.push({ household: promise.household, reason: 'promise', due, about: promise.id });
  }
  for (const home of homes) {
    if (home.home === 'vacant') continue;
    const due = (home.lastVisit ?? 0) + home.visitInterval * oneDay;
    if (due > now + oneDay) continue;
    const reason = home.care.includes('受灾户')
      ? 'disaster'
      : home.care.some((tag) => tag.includes('丧亲'))
        ? 'bereaved'
        : 'interval';
    found.push({ household: home.id, reason, due: home.lastVisit === null ? null : due, about: null });
  }
  const rank = (one: ToSee): number => reasons.indexOf(one.reason);
  const first = new Map<string, ToSee>();
  for (const one of found.sort((a, b) => rank(a) - rank(b) || (a.due ?? 0) - (b.due ?? 0))) {
    if (!first.has(one.household)) first.set(one.household, one);
  }
  return [...first.values()];
}
