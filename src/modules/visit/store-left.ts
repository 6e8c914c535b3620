// The SQL on what was left behind; the rows are put in where phones are answered.
import { defineTable } from '#data/table.ts';
import type { Left } from './model-left.ts';

export const leftTable = defineTable<Left>('left', 'hand_over_box', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  author: 'uuid',
  envelope: 'json',
  code: 'text',
  at: 'time',
  settledAt: 'time',
  settledBy: 'uuid',
  outcome: 'text',
});
