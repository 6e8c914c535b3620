// How a question comes to be and moves (QUESTION rules), and what the catalogue lets one ask.
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Category, findCategory } from '#modules/case/kinds/categories.ts';
import type { Question } from './model.ts';

export const questionKind: RecordKind<Question> = {
  kind: 'question',
  apply(question, fact) {
    if (fact.name === 'question.answered') return { ...fact.data.record, id: fact.id, version: 1 };
    if (!question) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    // QUESTION-4
    if (fact.name === 'question.moved') return { ...question, ground: fact.data.ground, version: question.version + 1 };
    // QUESTION-6
    if (fact.name === 'question.erased') return { ...question, text: '', answer: '', version: question.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** QUESTION-2 */
export const topicCodes = ['S3', 'S1', 'S4', 'S6', 'H2', 'A6'] as const;
export const findTopic = (code: string): Category | undefined => {
  const found = findCategory(code);
  return found?.severity === 'C' ? found : undefined;
};
