// Every ledger there is, by the name under which it is asked for.
import { type LedgerFacts, ledgerFacts, type LedgerKind } from '#modules/household/kinds/ledgers.ts';
import type { Ledger } from './ledger.ts';
import { grids } from './ledgers-ground.ts';
import { homes, places, visits } from './ledgers-homes.ts';
import { cases, disputes, matters, spots } from './ledgers-matters.ts';
import { policies, publicity, works } from './ledgers-public.ts';

const described: Readonly<Record<LedgerKind, Ledger>> = {
  homes,
  places,
  grids,
  visits,
  cases,
  matters,
  disputes,
  spots,
  policies,
  publicity,
  works,
};

export const ledgerOf = (kind: LedgerKind): Ledger & LedgerFacts => ({ ...described[kind], ...ledgerFacts[kind] });
