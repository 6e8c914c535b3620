// What screens may ask about questions: those of one home, opened as a reading.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import { householdTable } from '#modules/household/store.ts';
import type { QuestionRow } from './model.ts';

const rowText = `select question.id, claimed_at as "claimedAt", topic, question.text, question.answer, office.name as "officeName", notice.title as "noticeTitle"
  from question join office on office.id = question.office left join notice on notice.id = question.notice
  where question.household = $1 order by claimed_at desc limit 50`;

export const of = defineQuery({
  name: 'question.of',
  input: z.object({ household: z.uuid() }),
  who: ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'],
  touches: 'household',
  async answer(tx, input, asked): Promise<QuestionRow[]> {
    const [home] = await householdTable.load(tx, [input.household]);
    if (!home) throw new Problem('refused', 'not-yours');
    const rows = await tx.query<Omit<QuestionRow, 'claimedAt'> & { claimedAt: Date }>(rowText, [input.household]);
    if (rows.length > 0) asked.reads(input.household);
    return rows.map((row) => ({ ...row, claimedAt: row.claimedAt.getTime() }));
  },
});

export const questionQueries = [of];
