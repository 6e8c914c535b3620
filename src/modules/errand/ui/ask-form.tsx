// The form that takes on an errand: what, for whom, which papers were handed over, and the home's own yes.
import type { JSX } from 'preact';
import { newId } from '#kit/id.ts';
import { Choice, ErrorSummary, Field, Note, Select, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { errandKinds, findErrandKind, otherKind } from '../kinds/errands.ts';
import { holdsNumber } from '../rules.ts';
import { named } from './errand-words.ts';
import { StepList } from './errand-view.tsx';

/** In the list of whom it is for. */
const wholeHome = 'home';

export interface AskDraft {
  readonly kind: string;
  readonly member: string;
  readonly words: string;
  /** Codes of the papers that were ticked, and another in words. */
  readonly papers: readonly string[];
  readonly text: string;
  readonly mandate: boolean;
  readonly agreed: boolean;
}
export const emptyAsk: AskDraft = {
  kind: '',
  member: wholeHome,
  words: '',
  papers: [],
  text: '',
  mandate: false,
  agreed: false,
};

export interface Fault {
  readonly field: string;
  readonly word: string;
}

export function askFaults(draft: AskDraft): Fault[] {
  const faults: Fault[] = [];
  if (draft.kind === '') faults.push({ field: 'kind', word: 'errand.need.kind' });
  if (draft.kind === otherKind && draft.words.trim().length < 2)
    faults.push({ field: 'words', word: 'errand.need.words' });
  if (holdsNumber(draft.words)) faults.push({ field: 'words', word: 'errand.need.number' });
  if (holdsNumber(draft.text)) faults.push({ field: 'other', word: 'errand.need.number' });
  if (!draft.agreed) faults.push({ field: 'agreed', word: 'errand.need.agreed' });
  return faults;
}

/** As the receipt takes them. */
export const papersOf = (codes: readonly string[], other: string): object[] => [
  ...codes.map((code) => ({ id: newId(), code, name: '' })),
  ...(other.trim() === '' ? [] : [{ id: newId(), code: 'other', name: other.trim() }]),
];

export const askInput = (draft: AskDraft, errand: string, household: string): Record<string, unknown> => ({
  errand,
  household,
  member: draft.member === wholeHome ? null : draft.member,
  kind: draft.kind,
  words: draft.words,
  papers: papersOf(draft.papers, draft.text),
  mandate: draft.mandate,
  agreed: draft.agreed,
});

export const wordOf = (faults: readonly Fault[], field: string): string | undefined => {
  const found = faults.find((one) => one.field === field);
  return found && t(found.word);
};

export const Faults = ({ faults }: { faults: readonly Fault[] }): JSX.Element | null =>
  faults.length === 0 ? null : <ErrorSummary errors={faults.map(({ field, word }) => ({ field, text: t(word) }))} />;

/** Ticks for the papers of a kind that were handed over, and a line for another. */
export function TakePapers(props: {
  kind: string;
  without: readonly string[];
  value: readonly string[];
  onChange: (codes: string[]) => void;
  other: string;
  onOther: (text: string) => void;
  error: string | undefined;
}): JSX.Element {
  const papers = (findErrandKind(props.kind)?.papers ?? []).filter((one) => !props.without.includes(one.code));
  return (
    <>
      {papers.length === 0 ? null : (
        <Choice
          many
          columns={1}
          id="papers"
          label={t('errand.papers.take')}
          hint={t('errand.papers.takeHint')}
          value={[...props.value]}
          onChange={props.onChange}
          answers={papers.map((one) => ({
            value: one.code,
            label: named(one),
            note: t(one.lent ? 'errand.paper.lent' : 'errand.paper.stays'),
          }))}
        />
      )}
      <Field
        optional
        id="other"
        label={t('errand.papers.other')}
        hint={t('errand.papers.otherHint')}
        value={props.other}
        onInput={props.onOther}
        maxLength={40}
        error={props.error}
      />
    </>
  );
}

/** One box to tick. */
export const Tick = (props: {
  id: string;
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  error?: string | undefined;
}): JSX.Element => (
  <Choice
    many
    quiet
    columns={1}
    id={props.id}
    label={props.label}
    value={props.on ? ['yes'] : []}
    onChange={(list) => props.onChange(list.length > 0)}
    error={props.error}
    answers={[{ value: 'yes', label: props.label }]}
  />
);

export function AskForm(props: {
  draft: AskDraft;
  onChange: (draft: AskDraft) => void;
  members: readonly { readonly id: string; readonly name: string }[];
  tried: boolean;
  /** It was offered: what is to be done stands already. */
  fixed?: boolean;
}): JSX.Element {
  const { draft, onChange, members } = props;
  const set = (change: Partial<AskDraft>): void => onChange({ ...draft, ...change });
  const faults = props.tried ? askFaults(draft) : [];
  const kind = findErrandKind(draft.kind);
  const people = [
    { value: wholeHome, label: t('errand.forHome') },
    ...members.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const forWhom = {
    label: t('errand.for'),
    value: draft.member,
    onChange: (member: string) => set({ member }),
    answers: people,
  };
  return (
    <>
      <Faults faults={faults} />
      {props.fixed ? null : (
        <Select
          id="kind"
          label={t('errand.kind')}
          value={draft.kind}
          onChange={(code) => set({ kind: code, papers: [], mandate: false })}
          error={wordOf(faults, 'kind')}
          answers={errandKinds.map((one) => ({ value: one.code, label: named(one) }))}
        />
      )}
      {people.length < 7 ? <Choice {...forWhom} /> : <Select {...forWhom} />}
      {kind === undefined ? null : (
        <>
          <StepList kind={kind} reached={0} />
          <TakePapers
            kind={draft.kind}
            without={[]}
            value={draft.papers}
            onChange={(papers) => set({ papers })}
            other={draft.text}
            onOther={(text) => set({ text })}
            error={wordOf(faults, 'other')}
          />
          {kind.mandate ? (
            <>
              <Note icon="file-text">{t('errand.mandateText')}</Note>
              <Tick
                id="mandate"
                label={t('errand.mandate')}
                on={draft.mandate}
                onChange={(mandate) => set({ mandate })}
              />
            </>
          ) : null}
        </>
      )}
      <TextArea
        optional={draft.kind !== otherKind}
        id="words"
        label={t('errand.words')}
        value={draft.words}
        onInput={(words) => set({ words })}
        rows={2}
        maxLength={200}
        error={wordOf(faults, 'words')}
      />
      <Note icon="shield-check">{t('errand.never')}</Note>
      <Tick
        id="agreed"
        label={t('errand.agreed')}
        on={draft.agreed}
        onChange={(agreed) => set({ agreed })}
        error={wordOf(faults, 'agreed')}
      />
    </>
  );
}
