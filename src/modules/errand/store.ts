// The SQL on errands and the receipts in them.
import { defineTable } from '#data/table.ts';
import type { Errand } from './model.ts';

export const errandTable = defineTable<Errand>('errand', 'errand', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  member: 'uuid',
  kind: 'text',
  words: 'text',
  state: 'text',
  round: 'uuid',
  offeredBy: 'uuid',
  askedAt: 'time',
  author: 'uuid',
  holder: 'uuid',
  handedTo: 'uuid',
  step: 'int',
  mandate: 'bool',
  papers: 'json',
  story: 'json',
  outcome: 'text',
  reason: 'text',
  endedAt: 'time',
  toldAt: 'time',
  changedAt: 'time',
});
