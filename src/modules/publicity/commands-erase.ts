// Emptying a public list when its time is over: title and numbers stay, no name does, in the journal either.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Publicity } from './model.ts';

export const eraseList = defineVerb({
  name: 'publicity.erase',
  input: z.object({ publicity: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'publicity', id: input.publicity },
    { kind: 'erasable-of-record', id: input.publicity },
  ],
  decide(input, context) {
    mustErase(context);
    const { id, erasedAt, closedAt } = context.loaded.get<Publicity>('publicity', input.publicity);
    if (erasedAt !== null) throw new Problem('conflict', 'erased-already');
    if (closedAt === null) throw new Problem('conflict', 'publicity-still-open');
    // PUBLICITY-14
    return [erased({ kind: 'publicity', id }, input, context)];
  },
});
