// The ledgers that can be taken out: who may, and whether one is of a time. What stands in each is described at the server.
import type { Role } from '#modules/people/model.ts';

export const ledgerKinds = [
  'homes',
  'places',
  'grids',
  'visits',
  'cases',
  'matters',
  'disputes',
  'spots',
  'policies',
  'publicity',
  'works',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

export interface LedgerFacts {
  /** Roles that may take it out, each of its own ground or office. */
  readonly who: readonly Role[];
  /** From one day to another. */
  readonly timed: boolean;
}

const village: readonly Role[] = ['village-officer', 'township-officer'];

/** HOME-21 */
export const ledgerFacts: Readonly<Record<LedgerKind, LedgerFacts>> = {
  homes: { who: village, timed: false },
  places: { who: village, timed: false },
  grids: { who: village, timed: false },
  visits: { who: village, timed: true },
  cases: { who: [...village, 'county-officer', 'department-officer', 'field-officer'], timed: true },
  matters: { who: village, timed: false },
  disputes: { who: [...village, 'field-officer', 'village-specialist'], timed: true },
  spots: { who: village, timed: true },
  policies: { who: village, timed: true },
  publicity: { who: village, timed: true },
  works: { who: [...village, 'county-officer'], timed: true },
};
