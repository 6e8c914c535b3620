// How a gully comes to be and changes (TERR-16).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Gully } from './model-gully.ts';

export const gullyKind: RecordKind<Gully> = {
  kind: 'gully',
  apply(gully, fact) {
    const { data } = fact;
    if (fact.name === 'gully.drawn')
      return { id: fact.id, ground: data.ground, version: 1, path: data.path, drawnAt: data.at, removedAt: null };
    if (!gully) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = gully.version + 1;
    switch (fact.name) {
      case 'gully.redrawn':
        return { ...gully, version, path: data.path };
      case 'gully.removed':
        return { ...gully, version, removedAt: data.at };
      case 'gully.restored':
        return { ...gully, version, removedAt: null };
      default:
        throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    }
  },
};
