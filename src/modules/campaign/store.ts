// The SQL on campaigns and on what homes asked about them.
import { defineTable } from '#data/table.ts';
import type { Campaign, Inquiry } from './model.ts';

export const campaignTable = defineTable<Campaign>('campaign', 'campaign', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  office: 'uuid',
  policy: 'uuid',
  title: 'text',
  tags: 'text[]',
  fromAt: 'time',
  until: 'time',
  approvedAt: 'time',
  endedAt: 'time',
});

export const inquiryTable = defineTable<Inquiry>('inquiry', 'inquiry', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  campaign: 'uuid',
  asker: 'uuid',
  author: 'uuid',
  office: 'uuid',
  claimedAt: 'time',
  receivedAt: 'time',
  text: 'text',
  answer: 'text',
  answeredAt: 'time',
  toldAt: 'time',
});
