// What a home asked and was told, newest first; for the phone and the desk.
import type { JSX } from 'preact';
import { formatDay } from '#look/dates.ts';
import { Card, Section, Timeline } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import type { QuestionRow } from '../model.ts';

export function QuestionList(props: { rows: readonly QuestionRow[]; now: number }): JSX.Element | null {
  const { rows, now } = props;
  if (rows.length === 0) return null;
  return (
    <Section title={t('question.list')} right={rows.length}>
      <Card>
        <Timeline
          label={t('question.list')}
          items={rows.map((one) => ({
            key: one.id,
            icon: 'help' as const,
            title: one.text,
            when: formatDay(one.claimedAt, now),
            text: one.answer,
            quiet: [
              categoryName(one.topic),
              one.officeName,
              one.noticeTitle === null ? '' : t('question.used', { title: one.noticeTitle }),
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      </Card>
    </Section>
  );
}
