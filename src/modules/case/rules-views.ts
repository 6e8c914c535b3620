// How a list kept by a person changes: kept, and let go.
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { DeskView } from './model-desk.ts';

export const viewKind: RecordKind<DeskView> = {
  kind: 'view',
  apply(view, fact) {
    if (fact.name === 'view.kept') {
      const { person, name, address } = fact.data;
      return { id: fact.id, ground: '', version: 1, person, name, address, droppedAt: null };
    }
    if (!view) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'view.dropped') return { ...view, version: view.version + 1, droppedAt: fact.data.at };
    // HOME-10, HOME-14: it was kept under a name that was erased.
    if (fact.name === 'view.erased')
      return { ...view, version: view.version + 1, name: '', address: '', droppedAt: view.droppedAt ?? fact.data.at };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};
