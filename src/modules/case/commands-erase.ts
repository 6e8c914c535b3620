// Erasing a closed matter on a lawful request: its number, its way and its days stay for the figures, not a word of the household.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { erased, erasingWords, mustErase, wordlessRows } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import { caseId } from './commands-parts.ts';
import type { Case } from './model.ts';
import { erasedTitle } from './rules-erase.ts';
import { isOpen, mustNotBeRestricted } from './rules.ts';

export const eraseCase = defineVerb({
  name: 'case.erase',
  input: z.object({ ...caseId, ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'case', id: input.case },
    { kind: 'erasable-of-case', id: input.case },
  ],
  decide(input, context) {
    mustErase(context);
    const { loaded } = context;
    const matter = loaded.get<Case>('case', input.case);
    mustNotBeRestricted(matter);
    if (matter.title === erasedTitle) throw new Problem('conflict', 'erased-already');
    // CASE-76: an open matter is first brought to its end.
    if (isOpen(matter)) throw new Problem('conflict', 'erase-open', { n: 1 });
    const said = erased({ kind: 'case', id: matter.id }, input, context);
    return [
      { ...said, data: { ...said.data, kept: wordlessRows(loaded, matter.id) } },
      ...loaded.list<Attachment>('attachment').map(({ id }) => erased({ kind: 'attachment', id }, input, context)),
    ];
  },
});
