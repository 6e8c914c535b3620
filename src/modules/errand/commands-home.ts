// What a home itself does with its errand, on its own page: it takes it back.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Errand } from './model.ts';

export const takeErrandBack = defineVerb({
  name: 'errand.take-back',
  input: z.object({ errand: z.uuid() }),
  who: ['adult'],
  offline: false,
  needs: (input) => [{ kind: 'errand', id: input.errand }],
  decide(input, { actor, loaded, now }) {
    const { id, household, state } = loaded.get<Errand>('errand', input.errand);
    // ERRAND-11: any verified adult of the home, whoever carries it, and without a reason.
    if (actor.standing !== 'adult' || actor.household !== household) throw new Problem('refused', 'not-yours');
    if (state === 'to-ask') throw new Problem('conflict', 'errand-to-ask');
    if (state === 'over') throw new Problem('conflict', 'errand-over');
    const data = { at: now, now, by: null, outcome: 'withdrawn', text: '' };
    return [{ name: 'errand.ended', kind: 'errand', id, data }];
  },
});
