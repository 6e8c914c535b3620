// What the forms of a mediation share, and those of what comes after it: a follow-up, the court, and a word about a mediator.
import type { JSX } from 'preact';
import { formatDay } from '#look/dates.ts';
import { Choice, Field, Note, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Dispute, fulfilments } from '../model.ts';
import type { ActDraft, Fault, MediationAct } from './mediation-draft.ts';
import { MediatorSelect, type OfficeWithPeople } from './mediation-parties.tsx';

export interface FormProps {
  readonly act: MediationAct;
  readonly dispute: Dispute;
  readonly draft: ActDraft;
  readonly onChange: (draft: ActDraft) => void;
  readonly faults: readonly Fault[];
  readonly offices: readonly OfficeWithPeople[];
  readonly now: number;
}

export const wordOf = (faults: readonly Fault[], field: string): string | undefined => {
  const found = faults.find((one) => one.field === field);
  return found && t(found.word);
};
export const answersOf = ({ parties }: Dispute): { value: string; label: string }[] =>
  parties.map(({ id, name }) => ({ value: id, label: name }));

/** Everybody must say yes: each is ticked by the one who heard it. */
export function All(props: FormProps & { label: string }): JSX.Element {
  const { draft, onChange, dispute } = props;
  return (
    <Choice
      many
      id="all"
      label={props.label}
      value={draft.parties}
      onChange={(parties) => onChange({ ...draft, parties })}
      error={wordOf(props.faults, 'all')}
      answers={answersOf(dispute)}
    />
  );
}

export function FollowUpForm({ draft, onChange, faults }: FormProps): JSX.Element {
  const set = (change: Partial<ActDraft['followUp']>): void =>
    onChange({ ...draft, followUp: { ...draft.followUp, ...change } });
  return (
    <>
      <Choice
        columns={3}
        id="outcome"
        label={t('dispute.followUp.outcome')}
        value={draft.followUp.outcome || undefined}
        onChange={(outcome) => set({ outcome })}
        error={wordOf(faults, 'outcome')}
        answers={fulfilments.map((value) => ({ value, label: t(`dispute.fulfil.${value}`) }))}
      />
      <TextArea
        optional
        label={t('dispute.followUp.text')}
        value={draft.followUp.text}
        onInput={(text) => set({ text })}
        rows={2}
        maxLength={500}
      />
    </>
  );
}

export function CourtForm(props: FormProps): JSX.Element {
  const { draft, onChange, faults, dispute, now } = props;
  const first = dispute.court === null;
  return (
    <>
      <Note icon="info-circle">
        {t('dispute.court.may', { day: formatDay(dispute.confirmBy ?? now, now) })} {t('dispute.court.limits')}
      </Note>
      {first ? (
        <All {...props} label={t('dispute.court.all')} />
      ) : (
        <Choice
          id="outcome"
          label={t('dispute.court.result')}
          value={draft.court || undefined}
          onChange={(court) => onChange({ ...draft, court })}
          error={wordOf(faults, 'outcome')}
          answers={[
            { value: 'confirmed', label: t('dispute.court.ok') },
            { value: 'turned-down', label: t('dispute.court.no') },
          ]}
        />
      )}
      <Field
        type="date"
        label={t('dispute.court.on')}
        value={draft.courtOn}
        onInput={(courtOn) => onChange({ ...draft, courtOn })}
      />
    </>
  );
}

const says = ['named', 'chosen', 'refused', 'leaves'] as const;

export function MediatorForm({ draft, onChange, faults, dispute, offices }: FormProps): JSX.Element {
  const leaving = draft.say === 'refused' || draft.say === 'leaves';
  const name = (office: string): string => offices.find((one) => one.id === office)?.name ?? '';
  const known = dispute.mediators
    .filter((one) => one.refusedBy === null)
    .map((one) => ({ id: one.office, name: name(one.office), people: [one.name] }));
  return (
    <>
      <Choice
        id="outcome"
        label={t('dispute.say')}
        value={draft.say || undefined}
        onChange={(say) => onChange({ ...draft, say, mediator: { office: '', name: '' } })}
        error={wordOf(faults, 'outcome')}
        answers={says.map((value) => ({ value, label: t(`dispute.say.${value}`) }))}
      />
      {draft.say === '' ? null : (
        <MediatorSelect
          offices={leaving ? known : offices}
          value={draft.mediator}
          onChange={(mediator) => onChange({ ...draft, mediator })}
          error={wordOf(faults, 'mediator')}
        />
      )}
      {draft.say === 'chosen' || draft.say === 'refused' ? (
        <Choice
          id="who"
          label={t('dispute.say.party')}
          value={draft.party || undefined}
          onChange={(party) => onChange({ ...draft, party })}
          error={wordOf(faults, 'who')}
          answers={answersOf(dispute)}
        />
      ) : null}
    </>
  );
}
