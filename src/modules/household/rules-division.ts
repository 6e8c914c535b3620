// How a division comes to be and is taken back (TERR rules); the homes and grids change by facts of their own beside it.
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Area } from '#modules/territory/model.ts';
import type { Division } from './model-division.ts';

export const divisionKind: RecordKind<Division> = {
  kind: 'division',
  apply(division, fact) {
    if (fact.name === 'division.made') return { ...fact.data, id: fact.id, version: 1, restoredAt: null };
    if (!division) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'division.restored')
      return { ...division, version: division.version + 1, restoredAt: fact.data.at };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** The code of a new grid of the group: the first number that none of its grids ever had; undefined when all 99 are used up. */
export function freeCode(group: Area, areas: readonly Area[]): string | undefined {
  const used = new Set(areas.map((area) => area.code));
  for (let number = 1; number <= 99; number += 1) {
    const code = `${group.code}${String(number).padStart(2, '0')}`;
    if (!used.has(code)) return code;
  }
  return undefined;
}
