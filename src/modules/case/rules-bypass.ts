// A matter about conduct of staff never passes through the person complained of, in whichever office he sits (CASE-17).
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { receivingOffice } from '#modules/people/rules.ts';
import type { Case } from './model.ts';

/** Does somebody sit in this office whom the matter complains of? A phone holds no such matter, and not the field either. */
export const isAbout = (matter: Partial<Pick<Case, 'complainedOf'>>, office: Pick<StaffedOffice, 'sitting'>): boolean =>
  office.sitting.some((person) => matter.complainedOf?.includes(person));

/** CASE-14, CASE-17: who really receives it: past offices with nobody there, and past those it complains of. */
export function receiverFor(
  matter: Partial<Pick<Case, 'complainedOf'>>,
  office: StaffedOffice,
  chain: readonly StaffedOffice[],
): StaffedOffice {
  const seen = new Set<string>();
  let receiver = receivingOffice(office, chain);
  while (isAbout(matter, receiver)) {
    seen.add(receiver.id);
    const above = chain.find((one) => one.id === receiver.parent);
    const next = above && receivingOffice(above, chain);
    if (!next || seen.has(next.id)) throw new Problem('conflict', 'no-office-to-receive');
    receiver = next;
  }
  return receiver;
}
