// The SQL on notebook entries and promises.
import { defineTable } from '#data/table.ts';
import type { DoorPromise, Visit } from './model.ts';

export const visitTable = defineTable<Visit>('visit', 'visit', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  author: 'uuid',
  office: 'uuid',
  claimedAt: 'time',
  receivedAt: 'time',
  subject: 'uuid',
  confidential: 'bool',
  note: 'text',
  parts: 'json',
});

export const promiseTable = defineTable<DoorPromise>('promise', 'promise', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  office: 'uuid',
  visit: 'uuid',
  text: 'text',
  due: 'day',
  keptAt: 'time',
});
