// The steps of a decision: as rows to write when it is written down, and as a list with what is done, late, or moved to another day.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay, isoDay, startOfDay } from '#look/dates.ts';
import { useSay } from '#look/door.ts';
import { Button, Card, Choice, Field, ListRow, Note, Refused, Section, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Proposal, ProposalPage, Step } from '../model.ts';
import { mostSteps } from '../rules.ts';

const month = 30 * 86_400_000;
export interface StepDraft {
  readonly id: string;
  readonly text: string;
  readonly due: string;
}
/** One more step, a month after the last. */
export const nextStep = (after: string | undefined, now: number): StepDraft => ({
  id: newId(),
  text: '',
  due: isoDay((after === undefined || after === '' ? now : startOfDay(after)) + month),
});

export function StepRows(props: {
  steps: readonly StepDraft[];
  set: (steps: readonly StepDraft[]) => void;
}): JSX.Element {
  const { steps, set } = props;
  const change = (id: string, part: Partial<StepDraft>): void =>
    set(steps.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <section class="zd-section">
      <h3>{t('proposal.steps')}</h3>
      {steps.map((step, place) => (
        <div key={step.id} class="grid gap-4 sm:grid-cols-[2fr_1fr]">
          <Field
            label={t('proposal.step.n', { n: place + 1 })}
            maxLength={80}
            value={step.text}
            onInput={(text) => change(step.id, { text })}
          />
          <Field
            label={t('proposal.step.until')}
            type="date"
            value={step.due}
            onInput={(due) => change(step.id, { due })}
          />
        </div>
      ))}
      {steps.length >= mostSteps ? null : (
        <Button icon="plus" onClick={() => set([...steps, nextStep(steps.at(-1)?.due, nowMs.value)])}>
          {t('proposal.step.more')}
        </Button>
      )}
    </section>
  );
}

const dayWord = (day: string): string => formatDay(startOfDay(day), nowMs.value);
const isLate = (step: Step, today: string): boolean => step.doneAt === null && step.due < today;

/** When it is due, was done or first set, and what was said of it. */
export function stepWord(step: Step): string {
  const moved = step.due === step.firstDue ? '' : t('proposal.step.first', { day: dayWord(step.firstDue) });
  if (step.doneAt !== null)
    return [t('proposal.step.doneOn', { day: formatDay(step.doneAt, nowMs.value) }), moved, step.note]
      .filter(Boolean)
      .join(' · ');
  const key = isLate(step, isoDay(nowMs.value)) ? 'proposal.step.late' : 'proposal.step.due';
  return [t(key, { day: dayWord(step.due) }), moved, step.note].filter(Boolean).join(' · ');
}

type Speak = (code: string, facts?: Record<string, string | number>) => string;

/** How a step goes: done, or until which other day and why. */
export function StepSheet(props: {
  proposal: Proposal;
  step: Step;
  onClose: () => void;
  again: () => void;
  problem: Speak;
}): JSX.Element {
  const { proposal, step, onClose, again } = props;
  const { failed, say } = useSay();
  const [how, setHow] = useState<'done' | 'later'>('done');
  const [note, setNote] = useState('');
  const [due, setDue] = useState(isoDay(nowMs.value + month));
  const [tried, setTried] = useState(false);
  const missing = how === 'later' && note.trim() === '';
  const send = (): void => {
    setTried(true);
    if (missing) return;
    const input = { proposal: proposal.id, step: step.id, note, due: how === 'later' ? due : null };
    const after = (): void => {
      onClose();
      again();
    };
    say('proposal.step', input, { text: t(`proposal.did.${how}`), after, basedOn: proposal.version });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={step.text}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('proposal.save')}
        </Button>
      }
    >
      <Refused failed={failed} problem={props.problem} />
      <Choice
        label={t('proposal.step.how')}
        answers={(['done', 'later'] as const).map((value) => ({ value, label: t(`proposal.step.${value}`) }))}
        value={how}
        onChange={setHow}
      />
      {how === 'later' ? <Field label={t('proposal.step.newDay')} type="date" value={due} onInput={setDue} /> : null}
      <Field
        label={t(how === 'later' ? 'proposal.step.why' : 'proposal.step.note')}
        hint={t('proposal.public')}
        maxLength={80}
        optional={how === 'done'}
        value={note}
        onInput={setNote}
        error={tried && missing ? t('problem.proposal-why') : undefined}
      />
    </Sheet>
  );
}

/** What of a decision comes next. */
export const nextOf = ({ steps }: Proposal): Step | undefined =>
  steps.filter((step) => step.doneAt === null).toSorted((a, b) => (a.due < b.due ? -1 : 1))[0];

export function Steps(props: { page: ProposalPage; open: (step: Step) => void }): JSX.Element | null {
  const { proposal, mayRun } = props.page;
  const { decision, steps } = proposal;
  if (decision === null) return null;
  const done = steps.filter((step) => step.doneAt !== null).length;
  return (
    <Section title={t('proposal.steps')} right={t('proposal.stepsOf', { done, steps: steps.length })}>
      <Note
        icon="circle-check"
        tone="ok"
        title={t('proposal.decided', { body: t(`proposal.body.${decision.body}`), day: dayWord(decision.on) })}
      >
        {decision.text}
        <span class="block">{t('proposal.heads', { ...decision })}</span>
      </Note>
      <Card list>
        {steps.map((step) => (
          <ListRow
            key={step.id}
            icon={step.doneAt === null ? 'clock' : 'circle-check'}
            tone={step.doneAt !== null ? 'ok' : isLate(step, isoDay(nowMs.value)) ? 'bad' : 'wait'}
            title={step.text}
            text={stepWord(step)}
            onClick={step.doneAt === null && mayRun ? () => props.open(step) : undefined}
          />
        ))}
      </Card>
    </Section>
  );
}
