// Erasing a notebook entry on a lawful request: that somebody came stays, what was said, promised and pictured goes.
import * as z from 'zod/mini';
import { defineVerb, type Fact } from '#kit/command.ts';
import { erasingWords, mustErase, rowsOf } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import type { DoorPromise, Visit } from './model.ts';
import { isErased } from './rules.ts';

export const eraseVisit = defineVerb({
  name: 'visit.erase',
  input: z.object({ visit: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'visit', id: input.visit },
    { kind: 'erasable-of-visit', id: input.visit },
  ],
  decide({ visit: id, reason, decision }, context) {
    mustErase(context);
    const { loaded, now } = context;
    const visit = loaded.get<Visit>('visit', id);
    if (isErased(visit)) throw new Problem('conflict', 'erased-already');
    const erased = (kind: string, record: string): Fact => ({
      name: `${kind}.erased`,
      kind,
      id: record,
      data: { at: now, reason, decision, rows: rowsOf(loaded, record) },
    });
    // VISIT-8: with the entry go the promises made then and the pictures and audio notes taken then; a matter it led to stays.
    return [
      erased('visit', id),
      ...loaded.list<DoorPromise>('promise').map((promise) => erased('promise', promise.id)),
      ...loaded.list<Attachment>('attachment').map((file) => erased('attachment', file.id)),
    ];
  },
});
