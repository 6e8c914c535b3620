// Erasing a notebook entry on a lawful request: that somebody came stays, what was said, promised and pictured goes.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
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
  decide(input, context) {
    mustErase(context);
    const { loaded } = context;
    const visit = loaded.get<Visit>('visit', input.visit);
    if (isErased(visit)) throw new Problem('conflict', 'erased-already');
    // VISIT-8: with the entry go the promises made then and the pictures and audio notes taken then; a matter it led to stays.
    return [
      erased({ kind: 'visit', id: visit.id }, input, context),
      ...loaded.list<DoorPromise>('promise').map(({ id }) => erased({ kind: 'promise', id }, input, context)),
      ...loaded.list<Attachment>('attachment').map(({ id }) => erased({ kind: 'attachment', id }, input, context)),
    ];
  },
});
