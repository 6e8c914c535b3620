// The SQL on incidents.
import { defineTable } from '#data/table.ts';
import type { Incident } from './model.ts';

export const incidentTable = defineTable<Incident>('incident', 'incident', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  title: 'text',
  category: 'text',
  holder: 'uuid',
  openedAt: 'time',
  cause: 'text',
  causeNode: 'text',
  answer: 'text',
  resolvedAt: 'time',
  matters: 'uuid[]',
  again: 'uuid[]',
});
