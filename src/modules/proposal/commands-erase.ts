// Erasing a proposal, or what a home said to one, on a lawful request: that there was one, and what came of it, stays; the words do not.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Proposal, Voice } from './model.ts';

export const eraseProposal = defineVerb({
  name: 'proposal.erase',
  input: z.object({ proposal: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'proposal', id: input.proposal },
    { kind: 'erasable-of-record', id: input.proposal },
  ],
  decide(input, context) {
    mustErase(context);
    const { id, text } = context.loaded.get<Proposal>('proposal', input.proposal);
    if (text === '') throw new Problem('conflict', 'erased-already');
    // PROPOSAL-10
    return [erased({ kind: 'proposal', id }, input, context)];
  },
});

export const eraseVoice = defineVerb({
  name: 'voice.erase',
  input: z.object({ voice: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'voice', id: input.voice },
    { kind: 'erasable-of-record', id: input.voice },
  ],
  decide(input, context) {
    mustErase(context);
    const { id, words } = context.loaded.get<Voice>('voice', input.voice);
    if (words === '') throw new Problem('conflict', 'erased-already');
    // PROPOSAL-10
    return [erased({ kind: 'voice', id }, input, context)];
  },
});
