// The form of a question at the door: what it is about, what was asked, the notices that speak of it, and what was answered.
import type { JSX } from 'preact';
import { Button, Card, Choice, ErrorSummary, Note, Section, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import type { Notice } from '#modules/notice/model.ts';
import { topicCodes } from '../rules.ts';

export interface QuestionDraft {
  readonly topic: string;
  readonly text: string;
  readonly answer: string;
  readonly notice: string;
}
export const emptyQuestion: QuestionDraft = { topic: '', text: '', answer: '', notice: '' };

const needed = ['topic', 'text', 'answer'] as const;
export const missingIn = (draft: QuestionDraft): (typeof needed)[number][] =>
  needed.filter((field) => draft[field].trim() === '');

/** Two signs of what was asked that stand beside each other in a notice: enough to be worth a look. */
function pairsOf(text: string): string[] {
  const signs = [...text.replaceAll(/[\s\p{P}]/gu, '')];
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}

/** The notices that speak of it, the most of it first; none where nothing fits. */
export function fitting(notices: readonly Notice[], { topic, text }: Pick<QuestionDraft, 'topic' | 'text'>): Notice[] {
  const pairs = [...new Set([...pairsOf(topic === '' ? '' : categoryName(topic)), ...pairsOf(text)])];
  const fits = notices.map((notice) => {
    const said = `${notice.title}${notice.text}`;
    return { notice, n: pairs.filter((pair) => said.includes(pair)).length };
  });
  return fits
    .filter(({ n }) => n > 1)
    .sort((a, b) => b.n - a.n)
    .slice(0, 3)
    .map(({ notice }) => notice);
}

export function QuestionForm(props: {
  draft: QuestionDraft;
  onChange: (draft: QuestionDraft) => void;
  notices: readonly Notice[];
  tried: boolean;
  reportHref: string;
}): JSX.Element {
  const { draft, onChange, notices } = props;
  const set = (change: Partial<QuestionDraft>): void => onChange({ ...draft, ...change });
  const missing = props.tried ? missingIn(draft) : [];
  const errorOf = (field: (typeof needed)[number]): string | undefined =>
    missing.includes(field) ? t(`question.need.${field}`) : undefined;
  const used = notices.find((one) => one.id === draft.notice);
  const found = used ? [] : fitting(notices, draft);
  return (
    <>
      {missing.length > 0 ? (
        <ErrorSummary errors={missing.map((field) => ({ field, text: t(`question.need.${field}`) }))} />
      ) : null}
      <Choice
        id="topic"
        label={t('question.topic')}
        value={draft.topic || undefined}
        onChange={(topic) => set({ topic })}
        error={errorOf('topic')}
        answers={topicCodes.map((value) => ({ value, label: categoryName(value) }))}
      />
      <TextArea
        id="text"
        label={t('question.text')}
        value={draft.text}
        onInput={(text) => set({ text })}
        rows={2}
        maxLength={500}
        error={errorOf('text')}
      />
      {used ? (
        <Note icon="speakerphone" action={<Button onClick={() => set({ notice: '' })}>{t('question.unuse')}</Button>}>
          {t('question.used', { title: used.title })}
        </Note>
      ) : null}
      {found.length === 0 ? null : (
        <Section title={t('question.notices')}>
          {found.map((one) => (
            <Card key={one.id} label={one.title}>
              <b>{one.title}</b>
              <p>{one.text}</p>
              <Button
                icon="speakerphone"
                onClick={() => set({ notice: one.id, answer: draft.answer.trim() === '' ? one.text : draft.answer })}
              >
                {t('question.use')}
              </Button>
            </Card>
          ))}
        </Section>
      )}
      <TextArea
        id="answer"
        label={t('question.answer')}
        value={draft.answer}
        onInput={(answer) => set({ answer })}
        rows={4}
        maxLength={2000}
        error={errorOf('answer')}
      />
      <Note icon="flag" action={<Button href={props.reportHref}>{t('question.report')}</Button>}>
        {t('question.notNow')}
      </Note>
    </>
  );
}
