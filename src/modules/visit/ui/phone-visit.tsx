// The form of a visit: tiles to tick, one line to write, and what is asked only when its tile is ticked.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '#look/icons.ts';
import { Later } from '#look/later.tsx';
import { Choice, ErrorSummary, Field, Note, Select, TextArea } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { amounts } from '../model.ts';
import { topics } from '../kinds/topics.ts';
import { dues, events, type Fault, others, type Tile, tiles, type ToldCard, type VisitDraft } from './visit-draft.ts';

const icons: Record<Tile, IconName> = {
  well: 'circle-check',
  harvest: 'plant-2',
  opinion: 'message',
  policy: 'speakerphone',
  help: 'heart-handshake',
  event: 'calendar-due',
  promise: 'bookmark',
  more: 'dots',
};

interface Props {
  readonly draft: VisitDraft;
  readonly onChange: (draft: VisitDraft) => void;
  readonly faults: readonly Fault[];
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** Where a problem heard at this door is written. */
  /** What neighbours reported lately, to be joined from here. */
  readonly around?: ComponentChildren;
  /** Cards that this home is to be told of, each one tap. */
  readonly cards?: readonly ToldCard[];
  /** Pictures and an audio note, where they can be taken. */
  readonly files?: ComponentChildren;
}

export const topicName = (code: string): string => {
  const topic = topics.find((one) => one.code === code);
  return topic === undefined ? code : lang.value === 'en' ? topic.en : topic.zh;
};

/** What is asked because its tile is ticked. */
function Asked({ draft, onChange, faults }: Props): JSX.Element {
  const set = (change: Partial<VisitDraft>): void => onChange({ ...draft, ...change });
  const has = (tile: Tile): boolean => draft.tiles.includes(tile);
  const fault = (field: Fault['field']): string | undefined => {
    const found = faults.find((one) => one.field === field);
    return found && t(found.word);
  };
  return (
    <>
      {has('harvest') ? (
        <Later>
          <Choice
            optional
            columns={3}
            label={t('visit.amount.label')}
            value={draft.amount ?? undefined}
            onChange={(amount) => set({ amount })}
            answers={amounts.map((value) => ({ value, label: t(`visit.amount.${value}`) }))}
          />
        </Later>
      ) : null}
      {has('policy') ? (
        <Later>
          <Choice
            many
            id="topics"
            label={t('visit.topics')}
            value={draft.topics}
            onChange={(list) => set({ topics: list })}
            error={fault('topics')}
            answers={topics.map(({ code }) => ({ value: code, label: topicName(code) }))}
          />
        </Later>
      ) : null}
      {has('event') ? (
        <Later>
          <Choice
            columns={3}
            id="event"
            label={t('visit.event.label')}
            value={draft.event ?? undefined}
            onChange={(event) => set({ event })}
            error={fault('event')}
            answers={events.map((value) => ({ value, label: t(`visit.fact.${value}`) }))}
          />
          <Field
            optional
            type="date"
            label={t('visit.event.day')}
            value={draft.eventDay}
            onInput={(eventDay) => set({ eventDay })}
          />
        </Later>
      ) : null}
      {has('more') ? (
        <Later>
          <Choice
            many
            id="others"
            label={t('visit.others')}
            value={draft.others}
            onChange={(list) => set({ others: list })}
            error={fault('others')}
            answers={others.map((value) => ({ value, label: t(`visit.other.${value}`) }))}
          />
        </Later>
      ) : null}
      {has('promise') ? (
        <Later>
          <Field
            id="promise"
            label={t('visit.promise.label')}
            value={draft.promise}
            onInput={(promise) => set({ promise })}
            error={fault('promise')}
            maxLength={200}
            placeholder={t('visit.promise.hint')}
          />
          <Choice
            label={t('visit.due.label')}
            value={draft.due}
            onChange={(due) => set({ due })}
            answers={dues.map((value) => ({ value, label: t(`visit.due.${value}`) }))}
          />
        </Later>
      ) : null}
    </>
  );
}

/** What a campaign asks to be told is ticked in the form of an ordinary visit. */
function Cards({ draft, onChange, cards = [] }: Props): JSX.Element | null {
  const told = draft.told ?? [];
  const shown = [...cards, ...told.filter((one) => !cards.some((card) => card.topic === one.topic))];
  if (shown.length === 0) return null;
  return (
    <Choice
      many
      quiet
      columns={1}
      label={t('visit.told')}
      value={told.map((card) => card.topic)}
      onChange={(topics) => onChange({ ...draft, told: shown.filter((card) => topics.includes(card.topic)) })}
      answers={shown.map(({ topic, title }) => ({
        value: topic,
        label: t('visit.told.card', { title }),
        icon: 'speakerphone' as const,
      }))}
    />
  );
}

export function PhoneVisit(props: Props): JSX.Element {
  const { draft, onChange, faults } = props;
  const set = (change: Partial<VisitDraft>): void => onChange({ ...draft, ...change });
  const fault = (field: Fault['field']): string | undefined => {
    const found = faults.find((one) => one.field === field);
    return found && t(found.word);
  };
  return (
    <>
      {faults.length > 0 ? (
        <ErrorSummary errors={faults.map((one) => ({ field: one.field, text: t(one.word) }))} />
      ) : null}
      <Choice
        many
        big
        columns={3}
        id="tiles"
        label={t('visit.said')}
        value={draft.tiles}
        onChange={(list) => set({ tiles: list })}
        error={fault('tiles')}
        answers={tiles.map((value) => ({ value, label: t(`visit.part.${value}`), icon: icons[value] }))}
      />
      <Cards {...props} />
      <Asked {...props} />
      {props.around}
      <TextArea
        id="note"
        label={t('visit.note')}
        value={draft.note}
        onInput={(note) => set({ note })}
        rows={3}
        error={fault('note')}
        maxLength={2000}
        placeholder={t('visit.note.hint')}
      />
      {props.files}
      {draft.tiles.includes('opinion') ? (
        <Choice
          label={t('visit.named.label')}
          value={draft.staff ? 'staff' : draft.named ? 'yes' : 'no'}
          onChange={(value) => set({ named: value === 'yes', staff: value === 'staff' })}
          answers={[
            { value: 'no', label: t('visit.named.no') },
            { value: 'yes', label: t('visit.named.yes') },
            { value: 'staff', label: t('visit.named.staff') },
          ]}
        />
      ) : null}
      {draft.tiles.includes('opinion') && draft.staff ? <Note>{t('visit.named.staffNote')}</Note> : null}
      <Choice
        many
        quiet
        columns={1}
        label={t('visit.confidential')}
        value={draft.confidential ? ['yes'] : []}
        onChange={(list) => set({ confidential: list.length > 0 })}
        answers={[{ value: 'yes', label: t('visit.confidential'), icon: 'lock', note: t('visit.confidential.note') }]}
      />
      {props.members.length > 1 ? (
        <Select
          optional
          label={t('visit.subject')}
          value={draft.subject || 'home'}
          onChange={(subject) => set({ subject: subject === 'home' ? '' : subject })}
          answers={[
            { value: 'home', label: t('visit.subject.all') },
            ...props.members.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
    </>
  );
}
