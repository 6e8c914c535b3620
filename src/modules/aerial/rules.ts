// How a picture from above comes to lie on the map and changes (AERIAL rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Aerial } from './model.ts';

export const aerialKind: RecordKind<Aerial> = {
  kind: 'aerial',
  apply(aerial, fact) {
    const { data } = fact;
    if (fact.name === 'aerial.laid')
      return {
        id: fact.id,
        ground: data.ground,
        version: 1,
        corners: data.corners,
        laidAt: data.at,
        removedAt: null,
      };
    if (!aerial) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = aerial.version + 1;
    switch (fact.name) {
      case 'aerial.placed':
        return { ...aerial, version, corners: data.corners };
      case 'aerial.removed':
        return { ...aerial, version, removedAt: data.at };
      case 'aerial.restored':
        return { ...aerial, version, removedAt: null };
      default:
        throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    }
  },
};
