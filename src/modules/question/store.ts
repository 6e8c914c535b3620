// The SQL on questions.
import { defineTable } from '#data/table.ts';
import type { Question } from './model.ts';

export const questionTable = defineTable<Question>('question', 'question', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  author: 'uuid',
  office: 'uuid',
  claimedAt: 'time',
  receivedAt: 'time',
  topic: 'text',
  text: 'text',
  answer: 'text',
  notice: 'uuid',
});
