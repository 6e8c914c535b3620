// The forms of an incident at the desk: name the cause, answer every home once, make one matter of several.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAsk } from '#look/door.ts';
import { useDraft } from '#look/draft.ts';
import { Button, Choice, ErrorSummary, Field, type FormError, Select, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { IncidentPage, IncidentRow } from '../model.ts';
import { sections } from './desk-tree.ts';

type Errors = readonly FormError[];
const errorOf = (errors: Errors, field: string): string | undefined => errors.find((one) => one.field === field)?.text;

function Feet(props: { onClose: () => void; onSend: () => void; label: string; none?: boolean }): JSX.Element {
  return (
    <>
      <Button kind="text" onClick={props.onClose}>
        {t('case.act.cancel')}
      </Button>
      <Button kind="filled" icon="send" disabled={props.none === true} onClick={props.onSend}>
        {props.label}
      </Button>
    </>
  );
}

export function CauseSheet(props: {
  page: IncidentPage;
  suggested: string | undefined;
  onClose: () => void;
  onSend: (cause: string, node: string | null) => void;
}): JSX.Element {
  const { incident } = props.page;
  const [draft, setDraft] = useDraft(`cause ${incident.id}`);
  const [node, setNode] = useState(incident.causeNode ?? props.suggested ?? '-');
  const [errors, setErrors] = useState<Errors>([]);
  const text = draft === '' ? incident.cause : draft;
  const places = sections(props.page);
  const send = (): void => {
    const found = text.trim() === '' ? [{ field: 'cause-text', text: t('incident.cause.need') }] : [];
    setErrors(found);
    if (found.length === 0) props.onSend(text.trim(), node === '-' ? null : node);
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('incident.cause.write')}
      foot={<Feet onClose={props.onClose} onSend={send} label={t('case.form.send')} />}
    >
      <ErrorSummary errors={errors} />
      {places.length === 0 ? null : (
        <Select
          label={t('incident.cause.node')}
          hint={t('incident.cause.nodeHint')}
          value={node}
          answers={[{ value: '-', label: t('incident.cause.nodeNone') }, ...places]}
          onChange={setNode}
        />
      )}
      <TextArea
        id="cause-text"
        label={t('incident.cause.text')}
        rows={3}
        maxLength={500}
        value={text}
        onInput={setDraft}
        error={errorOf(errors, 'cause-text')}
      />
    </Sheet>
  );
}

export function ResolveSheet(props: {
  page: IncidentPage;
  onClose: () => void;
  onSend: (text: string) => void;
}): JSX.Element {
  const [text, setText] = useDraft(`resolve ${props.page.incident.id}`);
  const [errors, setErrors] = useState<Errors>([]);
  const send = (): void => {
    const found = text.trim() === '' ? [{ field: 'resolve-text', text: t('incident.resolve.need') }] : [];
    setErrors(found);
    if (found.length === 0) props.onSend(text.trim());
  };
  const title = t('incident.resolve.title', { n: props.page.cases.length });
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={title}
      foot={<Feet onClose={props.onClose} onSend={send} label={t('incident.resolve.act')} />}
    >
      <ErrorSummary errors={errors} />
      <TextArea
        id="resolve-text"
        label={t('incident.resolve.text')}
        hint={t('incident.resolve.hint')}
        rows={4}
        maxLength={2000}
        value={text}
        onInput={setText}
        error={errorOf(errors, 'resolve-text')}
      />
    </Sheet>
  );
}

/** Handed on as a whole: to whom, and what he should know. */
export function HandSheet(props: {
  page: IncidentPage;
  onClose: () => void;
  onSend: (office: string, text: string) => void;
}): JSX.Element {
  const { handTo, cases } = props.page;
  const [office, setOffice] = useState(handTo[0]?.id ?? '');
  const [text, setText] = useDraft(`hand ${props.page.incident.id}`);
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('incident.hand.title')}
      foot={
        <Feet onClose={props.onClose} onSend={() => props.onSend(office, text.trim())} label={t('incident.hand')} />
      }
    >
      <Choice
        label={t('incident.hand.to')}
        columns={1}
        value={office}
        onChange={setOffice}
        answers={handTo.map((one) => ({ value: one.id, label: one.name, note: t(`people.kind.${one.kind}`) }))}
      />
      <TextArea
        id="hand-text"
        label={t('incident.hand.text')}
        hint={t('incident.hand.hint')}
        rows={3}
        maxLength={2000}
        value={text}
        onInput={setText}
      />
      <p class="zd-two">{t('incident.hand.rule', { n: cases.length })}</p>
    </Sheet>
  );
}

/** What is joined: shown once more before it is sent. */
export type Joining = { id: string; number: number | null; title: string; place: string };
type JoinProps = {
  cases: readonly Joining[];
  category: string;
  name: string;
  /** What was chosen and cannot come along. */
  left?: ComponentChildren;
  onClose: () => void;
  onSend: (into: string | undefined, title: string) => void;
};

export function JoinSheet(props: JoinProps): JSX.Element {
  const asked = useAsk<IncidentRow[]>('incident.list');
  const open = (asked.data ?? []).filter(
    (row) => row.resolvedAt === null && row.category.slice(0, 1) === props.category.slice(0, 1),
  );
  const [into, setInto] = useState('-');
  const [title, setTitle] = useState(props.name);
  const [errors, setErrors] = useState<Errors>([]);
  const fresh = into === '-';
  const send = (): void => {
    const found = fresh && title.trim() === '' ? [{ field: 'join-name', text: t('incident.join.nameNeed') }] : [];
    setErrors(found);
    if (found.length === 0) props.onSend(fresh ? undefined : into, title.trim());
  };
  const answers = [
    { value: '-', label: t('incident.join.new') },
    ...open.map((row) => ({
      value: row.id,
      label: row.title,
      note: t('incident.row', { cases: row.cases, holder: row.holderName }),
    })),
  ];
  const shared = { label: t('incident.join.into'), value: into, onChange: setInto };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('incident.join.title')}
      foot={
        <Feet
          onClose={props.onClose}
          onSend={send}
          label={t(fresh ? 'incident.join.act' : 'incident.join.actInto')}
          none={props.cases.length === 0}
        />
      }
    >
      <ErrorSummary errors={errors} />
      {props.left}
      <section>
        <h3>{t('incident.join.what', { n: props.cases.length })}</h3>
        <ul>
          {props.cases.map((one) => (
            <li key={one.id}>
              {one.title} <span class="zd-two">{[one.place, one.number].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      </section>
      {open.length === 0 ? null : answers.length < 7 ? (
        <Choice {...shared} columns={1} answers={answers} />
      ) : (
        <Select {...shared} answers={answers} />
      )}
      {fresh ? (
        <Field
          id="join-name"
          label={t('incident.join.name')}
          maxLength={80}
          value={title}
          onInput={setTitle}
          error={errorOf(errors, 'join-name')}
        />
      ) : null}
      <p class="zd-two">{t('incident.join.rule')}</p>
    </Sheet>
  );
}
