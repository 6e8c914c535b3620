// The forms of what is done with an errand: a step, papers in and out, handed on, received, ended.
import type { JSX } from 'preact';
import { Choice, Note, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { findErrandKind } from '../kinds/errands.ts';
import type { Errand, ErrandAct, Paper } from '../model.ts';
import { holdsNumber, lentOut, nextSteps } from '../rules.ts';
import { type Fault, Faults, papersOf, TakePapers, Tick, wordOf } from './ask-form.tsx';
import { named, paperWord } from './errand-words.ts';

/** One draft for all of them: a field is used by the form that asks for it. */
export interface ActDraft {
  readonly step: string;
  readonly self: boolean;
  readonly text: string;
  readonly papers: readonly string[];
  readonly words: string;
  readonly back: readonly string[];
  readonly mandate: boolean;
  readonly to: string;
}
export const emptyAct: ActDraft = {
  step: '',
  self: false,
  text: '',
  papers: [],
  words: '',
  back: [],
  mandate: false,
  to: '',
};

/** What is said at once, without a form. */
export const plainActs: readonly ErrandAct[] = ['done', 'tell', 'not-wanted'];
const chosenStep = (draft: ActDraft, errand: Errand) => {
  const steps = nextSteps(errand);
  return steps.length === 1 ? steps[0] : steps.find((one) => one.code === draft.step);
};

export function actFaults(act: ErrandAct, draft: ActDraft, errand: Errand): Fault[] {
  const faults: Fault[] = [];
  const need = (field: string, word = field): unknown => faults.push({ field, word: `errand.need.${word}` });
  const step = chosenStep(draft, errand);
  if (act === 'step' && !step) need('step');
  if (act === 'step' && step?.self && !draft.self) need('self');
  if (act === 'refused' && draft.text.trim().length < 2) need('text', 'reason');
  if (act === 'hand-on' && draft.to === '') need('to');
  if (act === 'receive' && lentOut(errand).some((one) => !draft.papers.includes(one.id))) need('papers', 'all');
  if (act === 'papers' && draft.papers.length + draft.back.length === 0 && draft.words.trim() === '' && !draft.mandate)
    need('papers');
  if (holdsNumber(draft.text)) need('text', 'number');
  if (holdsNumber(draft.words)) need('other', 'number');
  return faults;
}

/** The verb and its input. */
export function actSaid(
  act: ErrandAct,
  draft: ActDraft,
  errand: Errand,
): { name: string; input: Record<string, unknown> } {
  const { id } = errand;
  const { text } = draft;
  if (act === 'step')
    return {
      name: 'errand.step',
      input: { errand: id, step: chosenStep(draft, errand)?.code ?? '', self: draft.self, text },
    };
  if (act === 'papers') {
    const papers = papersOf(draft.papers, draft.words);
    return { name: 'errand.papers', input: { errand: id, papers, back: draft.back, mandate: draft.mandate } };
  }
  if (act === 'hand-on') return { name: 'errand.hand-on', input: { errand: id, to: draft.to, text } };
  if (act === 'receive') return { name: 'errand.receive', input: { errand: id, papers: draft.papers } };
  if (act === 'tell') return { name: 'errand.tell', input: { errand: id } };
  return { name: 'errand.end', input: { errand: id, outcome: act, text } };
}

interface Props {
  readonly errand: Errand;
  readonly draft: ActDraft;
  readonly onChange: (draft: ActDraft) => void;
  readonly faults: readonly Fault[];
  readonly next: readonly { readonly id: string; readonly name: string }[];
}

const Words = ({ draft, onChange, faults, label, optional = true }: Props & { label: string; optional?: boolean }) => (
  <TextArea
    optional={optional}
    id="text"
    label={label}
    value={draft.text}
    onInput={(text) => onChange({ ...draft, text })}
    rows={2}
    maxLength={300}
    error={wordOf(faults, 'text')}
  />
);

/** Names of lent papers, for reading. */
function Lent({ errand, title }: { errand: Errand; title: string }): JSX.Element | null {
  const out = lentOut(errand);
  const kind = findErrandKind(errand.kind);
  return out.length === 0 ? null : (
    <Note icon="file-text" title={title}>
      {out.map((one) => paperWord(kind, one)).join(t('look.and'))}
    </Note>
  );
}

function StepForm(props: Props): JSX.Element {
  const { errand, draft, onChange, faults } = props;
  const steps = nextSteps(errand);
  const step = chosenStep(draft, errand);
  return (
    <>
      {steps.length === 1 ? (
        <p class="zd-lead">{named(steps[0])}</p>
      ) : (
        <Choice
          id="step"
          columns={1}
          label={t('errand.form.step')}
          value={draft.step || undefined}
          onChange={(code) => onChange({ ...draft, step: code, self: false })}
          error={wordOf(faults, 'step')}
          answers={steps.map((one) => ({ value: one.code, label: named(one) }))}
        />
      )}
      {step?.self ? (
        <>
          <Note icon="user">{t('errand.form.selfText')}</Note>
          <Tick
            id="self"
            label={t('errand.form.self')}
            on={draft.self}
            onChange={(self) => onChange({ ...draft, self })}
            error={wordOf(faults, 'self')}
          />
        </>
      ) : null}
      <Words {...props} label={t('errand.form.text')} />
    </>
  );
}

const answersOf = (errand: Errand, papers: readonly Paper[]): { value: string; label: string }[] =>
  papers.map((one) => ({ value: one.id, label: paperWord(findErrandKind(errand.kind), one) }));

function PapersForm({ errand, draft, onChange, faults }: Props): JSX.Element {
  const set = (change: Partial<ActDraft>): void => onChange({ ...draft, ...change });
  const out = lentOut(errand);
  const runs = errand.state === 'carried';
  return (
    <>
      {out.length === 0 ? null : (
        <Choice
          many
          columns={1}
          id={runs ? 'back' : 'papers'}
          label={t('errand.form.back')}
          value={[...draft.back]}
          onChange={(back) => set({ back })}
          answers={answersOf(errand, out)}
        />
      )}
      {runs ? (
        <TakePapers
          kind={errand.kind}
          without={errand.papers.filter((one) => one.backAt === null).map((one) => one.code)}
          value={draft.papers}
          onChange={(papers) => set({ papers })}
          other={draft.words}
          onOther={(words) => set({ words })}
          error={wordOf(faults, 'other')}
        />
      ) : null}
      {runs && findErrandKind(errand.kind)?.mandate && !errand.mandate ? (
        <Tick id="mandate" label={t('errand.mandate')} on={draft.mandate} onChange={(mandate) => set({ mandate })} />
      ) : null}
    </>
  );
}

function HandOnForm(props: Props): JSX.Element {
  const { errand, draft, onChange, faults, next } = props;
  return (
    <>
      {next.length === 0 ? <Note icon="users">{t('errand.form.toNone')}</Note> : null}
      <Choice
        id="to"
        columns={1}
        label={t('errand.form.to')}
        value={draft.to || undefined}
        onChange={(to) => onChange({ ...draft, to })}
        error={wordOf(faults, 'to')}
        answers={next.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Lent errand={errand} title={t('errand.form.along')} />
      <Words {...props} label={t('errand.form.text')} />
    </>
  );
}

function ReceiveForm({ errand, draft, onChange, faults }: Props): JSX.Element {
  const out = lentOut(errand);
  if (out.length === 0) return <Note icon="file-text">{t('errand.form.receiveNone')}</Note>;
  return (
    <Choice
      many
      columns={1}
      id="papers"
      label={t('errand.form.receive')}
      value={[...draft.papers]}
      onChange={(papers) => onChange({ ...draft, papers })}
      error={wordOf(faults, 'papers')}
      answers={answersOf(errand, out)}
    />
  );
}

export function ActForm(props: Props & { act: ErrandAct }): JSX.Element {
  const { act, errand, faults } = props;
  return (
    <>
      <Faults faults={faults} />
      {act === 'step' ? <StepForm {...props} /> : null}
      {act === 'papers' ? <PapersForm {...props} /> : null}
      {act === 'hand-on' ? <HandOnForm {...props} /> : null}
      {act === 'receive' ? <ReceiveForm {...props} /> : null}
      {act === 'refused' ? <Words {...props} label={t('errand.form.reason')} optional={false} /> : null}
      {act === 'withdrawn' ? <Words {...props} label={t('errand.form.text')} /> : null}
      {act === 'refused' || act === 'withdrawn' ? <Lent errand={errand} title={t('errand.form.mustReturn')} /> : null}
    </>
  );
}
