// Erasing an errand on a lawful request: that there was one of this kind stays, nothing that was said of it does.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Errand } from './model.ts';
import { isClosed, isErased } from './rules.ts';

export const eraseErrand = defineVerb({
  name: 'errand.erase',
  input: z.object({ errand: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'errand', id: input.errand },
    { kind: 'erasable-of-record', id: input.errand },
  ],
  decide(input, context) {
    mustErase(context);
    const errand = context.loaded.get<Errand>('errand', input.errand);
    // ERRAND-17: what still runs is first brought to its end.
    if (isErased(errand)) throw new Problem('conflict', 'erased-already');
    if (!isClosed(errand)) throw new Problem('conflict', 'erase-open', { n: 1 });
    return [erased({ kind: 'errand', id: errand.id }, input, context)];
  },
});
