// What a home proposes, written down at its door: one line, a few words, and whether it is named.
import type { JSX } from 'preact';
import { Choice, ErrorSummary, Field, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';

export interface RaiseDraft {
  readonly title: string;
  readonly text: string;
  readonly named: 'yes' | 'no';
}
export const emptyRaise: RaiseDraft = { title: '', text: '', named: 'no' };

export const missingIn = (draft: RaiseDraft): ('title' | 'text')[] =>
  (['title', 'text'] as const).filter((field) => draft[field].trim() === '');

export function RaiseForm(props: {
  draft: RaiseDraft;
  onChange: (draft: RaiseDraft) => void;
  tried: boolean;
}): JSX.Element {
  const { draft, onChange } = props;
  const missing = props.tried ? missingIn(draft) : [];
  const wrong = (field: 'title' | 'text'): string | undefined =>
    missing.includes(field) ? t(`proposal.phone.need.${field}`) : undefined;
  return (
    <>
      <ErrorSummary errors={missing.map((field) => ({ field, text: t(`proposal.phone.need.${field}`) }))} />
      <Field
        id="title"
        label={t('proposal.phone.what')}
        maxLength={40}
        value={draft.title}
        onInput={(title) => onChange({ ...draft, title })}
        error={wrong('title')}
      />
      <TextArea
        id="text"
        label={t('proposal.phone.why')}
        hint={t('proposal.phone.public')}
        rows={4}
        maxLength={600}
        value={draft.text}
        onInput={(text) => onChange({ ...draft, text })}
        error={wrong('text')}
      />
      <Choice
        label={t('proposal.phone.naming')}
        value={draft.named}
        onChange={(named) => onChange({ ...draft, named })}
        answers={(['no', 'yes'] as const).map((value) => ({ value, label: t(`proposal.phone.named.${value}`) }))}
      />
    </>
  );
}
