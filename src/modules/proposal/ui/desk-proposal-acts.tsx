// The forms of what is done with a proposal: why not, what a meeting said, which first vote belongs to it, what was decided and the steps.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { Choice, Field, Note, NumberField, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PollRow } from '#modules/poll/model.ts';
import { bodies, type Body, deciders, type ProposalPage } from '../model.ts';
import { neededAt } from '../rules.ts';
import { FormSheet } from './desk-form.tsx';
import { nextStep, type StepDraft, StepRows } from './desk-steps.tsx';

export type ProposalAct = 'decline' | 'minute' | 'vote' | 'decide';

interface Draft {
  readonly text: string;
  readonly body: Body;
  readonly on: string;
  readonly entitled: number | undefined;
  readonly present: number | undefined;
  readonly agreed: number | undefined;
  readonly poll: string;
  readonly cover: 'no' | 'yes';
  readonly steps: readonly StepDraft[];
}
type Set = (part: Partial<Draft>) => void;
const longest = { decline: 500, minute: 2000, decide: 500 } as const;

/** How many there are is known for adults and homes, and for representatives since they last decided. */
const entitledOf = ({ adults, homes, representatives }: ProposalPage, body: Body): number | undefined =>
  body === 'villagers' ? adults : body === 'homes' ? homes : (representatives ?? undefined);

function faultOf(act: ProposalAct, draft: Draft): string | undefined {
  if (act === 'vote') return draft.poll === '' ? 'proposal.need.poll' : undefined;
  if (draft.text.trim() === '') return 'proposal.need.text';
  if (act === 'minute') return draft.present === undefined ? 'proposal.need.heads' : undefined;
  if (act !== 'decide') return undefined;
  if ([draft.entitled, draft.present, draft.agreed].includes(undefined)) return 'proposal.need.heads';
  return draft.steps.some((step) => step.text.trim() === '' || step.due === '') ? 'proposal.need.steps' : undefined;
}

function inputOf(act: ProposalAct, proposal: string, draft: Draft): object {
  const { text, body, on, entitled, present, agreed, poll, steps } = draft;
  if (act === 'decline') return { proposal, because: text, cover: draft.cover === 'yes' };
  if (act === 'vote') return { proposal, poll };
  if (act === 'minute') return { proposal, minute: newId(), body, on, present, text };
  return { proposal, body, on, entitled, present, agreed, text, steps };
}

function Heads(props: { page: ProposalPage; act: ProposalAct; draft: Draft; set: Set }): JSX.Element {
  const { page, draft, set } = props;
  const { body, entitled, present } = draft;
  const decides = props.act === 'decide';
  const needed =
    decides && body !== 'council' && entitled !== undefined ? neededAt(body, entitled, present ?? 0) : undefined;
  const number = (key: 'entitled' | 'present' | 'agreed'): JSX.Element => (
    <NumberField
      label={t(`proposal.count.${key}`)}
      min={0}
      value={draft[key]}
      onInput={(value) => set({ [key]: value })}
    />
  );
  return (
    <>
      <Choice
        label={t('proposal.body')}
        columns={2}
        answers={(decides ? deciders : bodies).map((value) => ({ value, label: t(`proposal.body.${value}`) }))}
        value={body}
        onChange={(value: Body) => set({ body: value, entitled: entitledOf(page, value) })}
      />
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={t('proposal.on')} type="date" value={draft.on} onInput={(on) => set({ on })} />
        {decides ? number('entitled') : null}
        {number('present')}
        {decides ? number('agreed') : null}
      </div>
      {needed === undefined ? null : (
        <Note icon="info-circle">
          {t('proposal.needed', { n: needed.present })}
          {present === undefined ? null : <span class="block">{t('proposal.neededYes', { n: needed.agreed })}</span>}
        </Note>
      )}
    </>
  );
}

function FirstVotes({ draft, set }: { draft: Draft; set: Set }): JSX.Element {
  const rows = (useAsk<PollRow[]>('poll.list', {}, ['poll']).data ?? [])
    .filter((row) => row.kind === 'pre-vote' && row.state !== 'draft' && row.state !== 'cancelled')
    .slice(0, 6);
  if (rows.length === 0) return <Note icon="info-circle">{t('proposal.noPoll')}</Note>;
  return (
    <Choice
      label={t('proposal.whichPoll')}
      columns={1}
      answers={rows.map((row) => ({ value: row.id, label: row.title }))}
      value={draft.poll}
      onChange={(poll) => set({ poll })}
    />
  );
}

function Fields(props: { page: ProposalPage; act: ProposalAct; draft: Draft; set: Set }): JSX.Element {
  const { act, draft, set } = props;
  if (act === 'vote') return <FirstVotes draft={draft} set={set} />;
  return (
    <>
      {act === 'decline' ? null : <Heads {...props} />}
      <TextArea
        label={t(`proposal.text.${act}`)}
        hint={t('proposal.public')}
        rows={4}
        maxLength={longest[act]}
        value={draft.text}
        onInput={(text) => set({ text })}
      />
      {act === 'decide' ? <StepRows steps={draft.steps} set={(steps) => set({ steps })} /> : null}
      {act === 'decline' ? (
        <Choice
          label={t('proposal.cover')}
          columns={1}
          answers={(['no', 'yes'] as const).map((value) => ({ value, label: t(`proposal.cover.${value}`) }))}
          value={draft.cover}
          onChange={(cover) => set({ cover })}
        />
      ) : null}
    </>
  );
}

export function ActSheet(props: {
  page: ProposalPage;
  act: ProposalAct;
  onClose: () => void;
  again: () => void;
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element {
  const { page, act, onClose, again } = props;
  const { failed, say } = useSay();
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    text: '',
    body: act === 'decide' ? 'representatives' : 'council',
    on: isoDay(nowMs.value),
    entitled: page.representatives ?? undefined,
    present: undefined,
    agreed: undefined,
    poll: '',
    cover: 'no',
    steps: [nextStep(undefined, nowMs.value)],
  });
  const set: Set = (part) => setDraft((old) => ({ ...old, ...part }));
  const fault = tried ? faultOf(act, draft) : undefined;
  const send = (): void => {
    setTried(true);
    if (faultOf(act, draft) !== undefined) return;
    const after = (): void => {
      onClose();
      again();
    };
    say(`proposal.${act}`, inputOf(act, page.proposal.id, draft), { text: t(`proposal.did.${act}`), after });
  };
  return (
    <FormSheet
      title={t(`proposal.act.${act}`)}
      fault={fault}
      failed={failed}
      problem={props.problem}
      onClose={onClose}
      onSend={send}
    >
      <Fields page={page} act={act} draft={draft} set={set} />
    </FormSheet>
  );
}
