// The SQL on what villages made public about their own affairs.
import { defineTable } from '#data/table.ts';
import type { Disclosure } from './model-disclosure.ts';

export const disclosureTable = defineTable<Disclosure>('disclosure', 'disclosure', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  item: 'text',
  period: 'text',
  office: 'uuid',
  person: 'uuid',
  title: 'text',
  text: 'text',
  at: 'time',
  notice: 'uuid',
});
