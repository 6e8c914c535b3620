// Erasing a question to a campaign on a lawful request: that one was asked stays, its words do not.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Inquiry } from './model.ts';

export const eraseInquiry = defineVerb({
  name: 'inquiry.erase',
  input: z.object({ inquiry: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'inquiry', id: input.inquiry },
    { kind: 'erasable-of-record', id: input.inquiry },
  ],
  decide(input, context) {
    mustErase(context);
    const { id, text } = context.loaded.get<Inquiry>('inquiry', input.inquiry);
    if (text === '') throw new Problem('conflict', 'erased-already');
    // CAMPAIGN-9
    return [erased({ kind: 'inquiry', id }, input, context)];
  },
});
