// The forms of a mediation: a session, an agreement, its end, a follow-up, the court, and a word about a mediator.
import type { JSX } from 'preact';
import { Button, Card, Choice, ErrorSummary, Field, Note, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { agreementForms, type Dispute } from '../model.ts';
import { All, answersOf, CourtForm, FollowUpForm, type FormProps, MediatorForm, wordOf } from './mediation-after.tsx';
import { type ActDraft, fromField, type MediationAct, toField } from './mediation-draft.ts';

function SessionForm({ draft, onChange, faults, dispute }: FormProps): JSX.Element {
  const set = (change: Partial<ActDraft['session']>): void =>
    onChange({ ...draft, session: { ...draft.session, ...change } });
  const { at, place, present, invited, text } = draft.session;
  return (
    <>
      <Choice
        many
        label={t('dispute.session.present')}
        value={present}
        onChange={(list) => set({ present: list })}
        answers={answersOf(dispute)}
      />
      <TextArea
        id="text"
        label={t('dispute.session.text')}
        value={text}
        onInput={(value) => set({ text: value })}
        rows={5}
        maxLength={2000}
        error={wordOf(faults, 'text')}
      />
      <Field
        type="datetime-local"
        label={t('dispute.session.at')}
        value={toField(at)}
        onInput={(value) => set({ at: fromField(value, at) })}
      />
      <Field
        optional
        label={t('dispute.session.place')}
        value={place}
        onInput={(value) => set({ place: value })}
        maxLength={80}
      />
      <Field
        optional
        label={t('dispute.session.invited')}
        value={invited}
        onInput={(value) => set({ invited: value })}
        maxLength={200}
      />
    </>
  );
}

type Duty = ActDraft['agreement']['duties'][number];

function DutyForm(props: {
  n: number;
  duty: Duty;
  dispute: Dispute;
  error?: string;
  onChange: (duty: Duty) => void;
}): JSX.Element {
  const { duty, onChange } = props;
  return (
    <Card label={t('dispute.agreement.duty', { n: props.n })}>
      <h3>{t('dispute.agreement.duty', { n: props.n })}</h3>
      <Choice
        label={t('dispute.agreement.dutyWho')}
        value={duty.party || undefined}
        onChange={(party) => onChange({ ...duty, party })}
        error={duty.party === '' ? props.error : undefined}
        answers={answersOf(props.dispute)}
      />
      <TextArea
        id={props.n === 1 ? 'duty' : undefined}
        label={t('dispute.agreement.dutyText')}
        value={duty.text}
        onInput={(text) => onChange({ ...duty, text })}
        rows={2}
        maxLength={500}
        error={props.error}
      />
      <Field
        optional
        type="date"
        label={t('dispute.agreement.dutyBy')}
        value={duty.by}
        onInput={(by) => onChange({ ...duty, by })}
      />
    </Card>
  );
}

function AgreeForm(props: FormProps): JSX.Element {
  const { draft, onChange, faults, dispute } = props;
  const { form, on, place, about, duties } = draft.agreement;
  const set = (change: Partial<ActDraft['agreement']>): void =>
    onChange({ ...draft, agreement: { ...draft.agreement, ...change } });
  const error = wordOf(faults, 'duty');
  return (
    <>
      {dispute.agreement === null ? null : <Note icon="refresh">{t('dispute.agreement.again')}</Note>}
      <TextArea
        id="about"
        label={t('dispute.agreement.about')}
        value={about}
        onInput={(value) => set({ about: value })}
        rows={3}
        maxLength={2000}
        error={wordOf(faults, 'about')}
      />
      <h2>{t('dispute.agreement.duties')}</h2>
      {duties.map((duty, at) => (
        <DutyForm
          key={at}
          n={at + 1}
          duty={duty}
          dispute={dispute}
          onChange={(changed) => set({ duties: duties.map((one, place_) => (place_ === at ? changed : one)) })}
          {...(at === 0 && error ? { error } : {})}
        />
      ))}
      <Button icon="plus" onClick={() => set({ duties: [...duties, { party: '', text: '', by: '' }] })}>
        {t('dispute.agreement.addDuty')}
      </Button>
      <Choice
        id="form"
        label={t('dispute.agreement.form')}
        value={form || undefined}
        onChange={(value) => set({ form: value })}
        error={wordOf(faults, 'form')}
        answers={agreementForms.map((value) => ({
          value,
          label: t(`dispute.agreement.${value}`),
          note: t(`dispute.agreement.${value}Note`),
        }))}
      />
      <Field type="date" label={t('dispute.agreement.on')} value={on} onInput={(value) => set({ on: value })} />
      <Field
        optional
        label={t('dispute.agreement.place')}
        value={place}
        onInput={(value) => set({ place: value })}
        maxLength={80}
      />
      <All {...props} label={t('dispute.agreement.all')} />
    </>
  );
}

function EndForm({ draft, onChange, faults, dispute }: FormProps): JSX.Element {
  const value = draft.ending === 'refused' ? draft.endedBy : draft.ending;
  const choose = (said: string): void =>
    onChange(
      said === 'no-agreement'
        ? { ...draft, ending: 'no-agreement', endedBy: '' }
        : { ...draft, ending: 'refused', endedBy: said },
    );
  return (
    <>
      <Choice
        id="outcome"
        columns={1}
        label={t('dispute.end.why')}
        value={value || undefined}
        onChange={choose}
        error={wordOf(faults, 'outcome')}
        answers={[
          { value: 'no-agreement', label: t('dispute.end.no-agreement') },
          ...dispute.parties.map(({ id, name }) => ({ value: id, label: t('dispute.end.refused', { name }) })),
        ]}
      />
      <TextArea
        optional
        label={t('dispute.end.text')}
        value={draft.endText}
        onInput={(endText) => onChange({ ...draft, endText })}
        rows={2}
        maxLength={500}
      />
      <Note icon="route" title={t('dispute.otherWays')}>
        {t('dispute.otherWaysText')}
      </Note>
    </>
  );
}

const forms: Readonly<Partial<Record<MediationAct, (props: FormProps) => JSX.Element>>> = {
  session: SessionForm,
  agree: AgreeForm,
  end: EndForm,
  'follow-up': FollowUpForm,
  court: CourtForm,
  mediator: MediatorForm,
};

/** All acts but adding parties, which has a form of its own. */
export function ActForm(props: FormProps): JSX.Element {
  const Form = forms[props.act];
  return (
    <>
      {props.faults.length > 0 ? (
        <ErrorSummary errors={props.faults.map((one) => ({ field: one.field, text: t(one.word) }))} />
      ) : null}
      {Form ? <Form {...props} /> : <All {...props} label={t('dispute.again.all')} />}
    </>
  );
}
