// The SQL on the table of notices.
import { defineTable } from '#data/table.ts';
import type { Notice } from './model.ts';

export const noticeTable = defineTable<Notice>('notice', 'notice', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  title: 'text',
  text: 'text',
  office: 'uuid',
  fromAt: 'time',
  toAt: 'time',
  withdrawnAt: 'time',
});
