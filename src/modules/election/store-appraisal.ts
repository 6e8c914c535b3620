// The SQL on yearly appraisals.
import { defineTable } from '#data/table.ts';
import type { Appraisal } from './model-appraisal.ts';

export const appraisalTable = defineTable<Appraisal>('appraisal', 'appraisal', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  area: 'uuid',
  year: 'int',
  day: 'day',
  office: 'uuid',
  entitled: 'int',
  came: 'int',
  rows: 'json',
  saidAt: 'time',
});
