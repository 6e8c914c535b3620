// Erasing a question on a lawful request: that one was asked about this topic stays, neither its words nor the answer's do.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Question } from './model.ts';

export const eraseQuestion = defineVerb({
  name: 'question.erase',
  input: z.object({ question: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'question', id: input.question },
    { kind: 'erasable-of-record', id: input.question },
  ],
  decide(input, context) {
    mustErase(context);
    const { id, text } = context.loaded.get<Question>('question', input.question);
    if (text === '') throw new Problem('conflict', 'erased-already');
    // QUESTION-6
    return [erased({ kind: 'question', id }, input, context)];
  },
});
