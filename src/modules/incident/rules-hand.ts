// Where an incident can be handed on as a whole: the village up to its township, the township and the county by the catalogue (INC-7).
import type { Case } from '#modules/case/model.ts';
import type { DutyLists } from '#modules/case/kinds/duty-list.ts';
import { dispatchTargets } from '#modules/case/rules-duty.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import type { Incident } from './model.ts';

/** Offices that `holder` may hand it to, the catalogue's order first; `matter` is one that follows it. */
export function handsTo(
  incident: Incident,
  matter: Case,
  { chain, lists }: { chain: readonly StaffedOffice[]; lists: DutyLists },
): StaffedOffice[] {
  const holder = chain.find((office) => office.id === incident.holder);
  const up = holder?.kind === 'village' ? chain.filter((office) => office.id === holder.parent) : [];
  const rest = dispatchTargets(matter, holder, chain, lists).filter((office) => office.id !== up[0]?.id);
  return [...up, ...rest];
}
