// Erasing a mediation on a lawful request: that there was one and how it ended stays, neither who was at odds nor a word of it.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import { disputeId } from './commands-parts.ts';
import type { Dispute } from './model.ts';

export const eraseDispute = defineVerb({
  name: 'dispute.erase',
  input: z.object({ ...disputeId, ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'dispute', id: input.dispute },
    { kind: 'erasable-of-record', id: input.dispute },
  ],
  decide(input, context) {
    mustErase(context);
    const { id, state, parties } = context.loaded.get<Dispute>('dispute', input.dispute);
    if (parties.length === 0) throw new Problem('conflict', 'erased-already');
    // DISPUTE-17: what still runs is first brought to its end.
    if (state !== 'ended') throw new Problem('conflict', 'erase-open', { n: 1 });
    return [erased({ kind: 'dispute', id }, input, context)];
  },
});
