// How an area comes to be and changes (TERR rules), and what its code must look like.
import type { Fact, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Area, AreaKind } from './model.ts';
import { areaKinds } from './model.ts';

const codeLength: Record<AreaKind, number> = { county: 6, township: 9, village: 12, 'level-1': 15, 'level-2': 17 };

/** TERR-2: the code has the length of its kind and begins with the parent's code. */
export function checkCode(kind: AreaKind, code: string, parent: Area | undefined): void {
  if (!/^\d+$/.test(code) || code.length !== codeLength[kind])
    throw new Problem('invalid', 'area-code-length', { code });
  if (parent && !code.startsWith(parent.code))
    throw new Problem('invalid', 'area-code-parent', { code, parent: parent.code });
}

/** TERR-1: an area of a kind hangs under the kind just above it, so a grid never spans two villages. */
export function checkParent(kind: AreaKind, parent: Area | undefined): void {
  const above = areaKinds[areaKinds.indexOf(kind) - 1];
  if (above !== parent?.kind) throw new Problem('invalid', 'area-parent-kind', { kind });
}

/** The path label: the code's own digits below the parent, with a suffix when a code is issued a second time (TERR-3). */
export const groundOf = (code: string, parent: Area | undefined, again: number): string => {
  const own = parent ? code.slice(parent.code.length) : code;
  const label = again > 0 ? `${own}_${again + 1}` : own;
  return parent ? `${parent.ground}.${label}` : label;
};

export const areaKind: RecordKind<Area> = {
  kind: 'area',
  apply(area, fact: Fact): Area {
    if (fact.name === 'area.opened') return { ...fact.data, id: fact.id, version: 1 };
    if (!area) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = area.version + 1;
    switch (fact.name) {
      case 'area.renamed':
        return { ...area, version, name: fact.data.name };
      case 'area.drawn':
        return { ...area, version, shape: fact.data.shape };
      case 'area.closed':
        return { ...area, version, validTo: fact.data.on };
      case 'area.reopened':
        return { ...area, version, validTo: null };
      default:
        throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    }
  },
};
