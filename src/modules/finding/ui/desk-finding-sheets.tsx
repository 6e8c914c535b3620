// The three answers to a proposal: make the matters one, wait some days, or no with a reason.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDraft } from '#look/draft.ts';
import { Button, Choice, ErrorSummary, Field, type FormError, Select, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { sections } from '#modules/incident/ui/desk-tree.ts';
import type { FindingPage } from '../model.ts';

function Feet(props: { onClose: () => void; onSend: () => void; label: string }): JSX.Element {
  return (
    <>
      <Button kind="text" onClick={props.onClose}>
        {t('case.act.cancel')}
      </Button>
      <Button kind="filled" icon="send" onClick={props.onSend}>
        {props.label}
      </Button>
    </>
  );
}

type Errors = readonly FormError[];
type Shared = { page: FindingPage; onClose: () => void };

export function AcceptSheet(props: Shared & { onSend: (title: string, node: string | null) => void }): JSX.Element {
  const { page } = props;
  const { finding } = page;
  const [cause] = finding.causes;
  const likely = finding.canTell && cause?.kind === 'node' ? cause.places[0] : undefined;
  const [title, setTitle] = useState(t('finding.head', { place: page.place, what: categoryName(finding.category) }));
  const [node, setNode] = useState(likely ?? '-');
  const [errors, setErrors] = useState<Errors>([]);
  const send = (): void => {
    const found = title.trim() === '' ? [{ field: 'finding-name', text: t('finding.accept.nameNeed') }] : [];
    setErrors(found);
    if (found.length === 0) props.onSend(title.trim(), node === '-' ? null : node);
  };
  const left = finding.inside.matters.length + finding.outside.matters.length - page.here.length;
  const places = sections(page);
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('finding.accept.title')}
      foot={<Feet onClose={props.onClose} onSend={send} label={t('finding.accept')} />}
    >
      <ErrorSummary errors={errors} />
      <p>{t('finding.accept.what', { n: page.here.length })}</p>
      {left > 0 ? <p class="zd-two">{t('finding.accept.left', { n: left })}</p> : null}
      <Field
        id="finding-name"
        label={t('finding.accept.name')}
        maxLength={80}
        value={title}
        onInput={setTitle}
        error={errors[0]?.text}
      />
      {places.length === 0 ? null : (
        <Select
          label={t('finding.accept.node')}
          value={node}
          answers={[{ value: '-', label: t('finding.accept.nodeNone') }, ...places]}
          onChange={setNode}
        />
      )}
    </Sheet>
  );
}

const waits = ['1', '3', '7'] as const;

export function WaitSheet(props: Shared & { onSend: (days: number) => void }): JSX.Element {
  const [days, setDays] = useState<(typeof waits)[number]>('3');
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('finding.put-off.title')}
      foot={<Feet onClose={props.onClose} onSend={() => props.onSend(Number(days))} label={t('finding.put-off')} />}
    >
      <Choice
        label={t('finding.put-off.title')}
        quiet
        columns={3}
        value={days}
        onChange={setDays}
        answers={waits.map((n) => ({ value: n, label: t('finding.put-off.days', { n }) }))}
      />
      <p class="zd-two">{t('finding.put-off.text')}</p>
    </Sheet>
  );
}

export function DeclineSheet(props: Shared & { onSend: (because: string) => void }): JSX.Element {
  const [text, setText] = useDraft(`decline ${props.page.finding.id}`);
  const [errors, setErrors] = useState<Errors>([]);
  const send = (): void => {
    const found = text.trim() === '' ? [{ field: 'decline-text', text: t('finding.decline.need') }] : [];
    setErrors(found);
    if (found.length === 0) props.onSend(text.trim());
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('finding.decline.title')}
      foot={<Feet onClose={props.onClose} onSend={send} label={t('finding.decline')} />}
    >
      <ErrorSummary errors={errors} />
      <TextArea
        id="decline-text"
        label={t('finding.decline.because')}
        hint={t('finding.decline.hint')}
        rows={3}
        maxLength={500}
        value={text}
        onInput={setText}
        error={errors[0]?.text}
      />
    </Sheet>
  );
}
