// The SQL on households and their members.
import { defineTable } from '#data/table.ts';
import type { Household, Member } from './model.ts';

export const householdTable = defineTable<Household>('household', 'household', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  grid: 'uuid',
  door: 'text',
  head: 'text',
  pinyin: 'text',
  phone: 'text',
  home: 'text',
  lat: 'float',
  lon: 'float',
  visitInterval: 'int',
  care: 'text[]',
  howToCome: 'text',
  supplyPoints: 'text[]',
  lastVisit: 'time',
  plateHash: 'text',
  plateShort: 'text',
  noticedAt: 'time',
  closedAt: 'time',
  disputed: 'json',
  declined: 'text[]',
});

export const memberTable = defineTable<Member>('member', 'member', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  name: 'text',
  pinyin: 'text',
  relation: 'text',
  sex: 'text',
  born: 'text',
  phone: 'text',
  person: 'uuid',
  verifiedAt: 'time',
  leftAt: 'time',
});
