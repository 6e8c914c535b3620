// The calendar of a village's disclosures at the desk: what is due, writing one, and what was made public.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay, isoDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { dropDraft, useDraft } from '#look/draft.ts';
import {
  Button,
  Card,
  Empty,
  ErrorSummary,
  Field,
  type FormError,
  ListRow,
  Note,
  Refused,
  Section,
  Select,
  Sheet,
  TextArea,
} from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { DisclosurePage, Period } from '../model-disclosure.ts';

/** 2026年第3季度, 2026年9月, 2026年, or a day. */
function periodWord(period: string): string {
  const [year = '', part = '', day] = period.split('-');
  if (day !== undefined) return formatDay(`${period}T00:00:00+08:00`, nowMs.value);
  if (part === '') return t('disclosure.year', { year });
  return part.startsWith('Q')
    ? t('disclosure.quarter', { year, quarter: part.slice(1) })
    : t('disclosure.month', { year, month: Number(part) });
}

/** Calm words, no colour of blame: what is open is said with its day. */
function dueWord({ doneAt, dueBy }: Period): string {
  const now = nowMs.value;
  if (doneAt !== null) return t('disclosure.doneAt', { day: formatDay(doneAt, now) });
  return t(dueBy > now ? 'disclosure.dueBy' : 'disclosure.lateBy', { day: formatDay(dueBy - 1, now) });
}

type Chosen = { item: string; period: string };

function WriteSheet(props: {
  page: DisclosurePage;
  chosen: Chosen;
  onClose: () => void;
  onSend: (input: Chosen & { title: string; text: string }) => void;
}): JSX.Element {
  const { chosen } = props;
  const key = `disclosure ${chosen.item} ${chosen.period}`;
  const [item, setItem] = useState(chosen.item);
  const [title, setTitle] = useDraft(`${key} title`);
  const [text, setText] = useDraft(`${key} text`);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const fixed = chosen.period !== '';
  const send = (): void => {
    const found: FormError[] = [];
    if (title.trim() === '') found.push({ field: 'disclosure-title', text: t('publicity.fault.empty') });
    if (text.trim() === '') found.push({ field: 'disclosure-text', text: t('publicity.fault.empty') });
    setErrors(found);
    if (found.length > 0) return;
    const period = fixed ? chosen.period : isoDay(nowMs.value);
    props.onSend({ item, period, title: title.trim(), text: text.trim() });
    for (const one of ['title', 'text']) dropDraft(`${key} ${one}`);
  };
  const name = fixed
    ? t('disclosure.publishOf', { item: t(`disclosure.item.${item}`), period: periodWord(chosen.period) })
    : t('disclosure.publish');
  const atOnce = props.page.items.filter((one) => one.every === 'at-once');
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={name}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('disclosure.leave')}
          </Button>
          <Button kind="filled" icon="speakerphone" onClick={send}>
            {t('disclosure.send')}
          </Button>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      {fixed || atOnce.length < 2 ? null : (
        <Select
          label={t('disclosure.item')}
          value={item}
          answers={atOnce.map(({ code }) => ({ value: code, label: t(`disclosure.item.${code}`) }))}
          onChange={setItem}
        />
      )}
      <Field
        id="disclosure-title"
        label={t('disclosure.name')}
        maxLength={60}
        value={title}
        onInput={setTitle}
        error={errors.find((one) => one.field === 'disclosure-title')?.text}
      />
      <TextArea
        id="disclosure-text"
        label={t('disclosure.body')}
        hint={t('disclosure.bodyHint')}
        rows={8}
        maxLength={4000}
        value={text}
        onInput={setText}
        error={errors.find((one) => one.field === 'disclosure-text')?.text}
      />
    </Sheet>
  );
}

function Calendar({ page, onWrite }: { page: DisclosurePage; onWrite: (chosen: Chosen) => void }): JSX.Element {
  const open = [...page.due].sort((a, b) => b.dueBy - a.dueBy);
  return (
    <Section title={t('disclosure.due')}>
      <p class="zd-two">{t('disclosure.dueText')}</p>
      {open.length === 0 ? <Note tone="calm" icon="calendar" title={t('disclosure.nothing')} /> : null}
      <Card list>
        {open.map((one) => (
          <ListRow
            key={`${one.item} ${one.period}`}
            icon={one.doneAt === null ? 'calendar-due' : 'check'}
            tone={one.doneAt === null ? 'calm' : 'ok'}
            title={t(`disclosure.item.${one.item}`)}
            beside={periodWord(one.period)}
            text={dueWord(one)}
            right={
              page.mine && one.doneAt === null ? (
                <Button icon="pencil" onClick={() => onWrite(one)}>
                  {t('disclosure.send')}
                </Button>
              ) : undefined
            }
          />
        ))}
      </Card>
    </Section>
  );
}

function Published({ page }: { page: DisclosurePage }): JSX.Element {
  if (page.published.length === 0)
    return <Empty icon="speakerphone" tone="calm" title={t('disclosure.none')} text={t('disclosure.none.text')} />;
  return (
    <Section title={t('disclosure.published')} right={page.published.length}>
      {page.published.map((one) => (
        <Card key={one.id} label={one.title}>
          <h3>{one.title}</h3>
          <p class="zd-two">
            {t(`disclosure.item.${one.item}`)} · {periodWord(one.period)}
          </p>
          <p class="whitespace-pre-line">{one.text}</p>
        </Card>
      ))}
    </Section>
  );
}

export function DisclosureScreen(props: {
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element | null {
  const [village, setVillage] = useState<string | null>(null);
  const asked = useAsk<DisclosurePage>('disclosure.page', { village }, ['disclosure']);
  const [writing, setWriting] = useState<Chosen>();
  const { failed, say } = useSay();
  const page = asked.data;
  if (page === undefined)
    return asked.problem === undefined ? null : (
      <Note tone="bad" icon="alert-circle">
        {props.problem(asked.problem.code)}
      </Note>
    );
  const send = (input: Chosen & { title: string; text: string }): void => {
    setWriting(undefined);
    const said = { disclosure: newId(), notice: newId(), office: page.village.office, ...input };
    say('disclosure.publish', said, { text: t('disclosure.sent'), after: asked.again });
  };
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <div class="zd-grow min-w-60">
          <h1>{t('disclosure.title')}</h1>
          <p class="zd-two">
            {page.village.name} · {t('disclosure.text')}
          </p>
        </div>
        {page.mine ? (
          <Button kind="filled" icon="pencil" onClick={() => setWriting({ item: 'matters', period: '' })}>
            {t('disclosure.publish')}
          </Button>
        ) : null}
      </header>
      {page.villages.length === 0 ? null : (
        <Select
          label={t('disclosure.villages')}
          value={village ?? page.villages.find((one) => one.name === page.village.name)?.id ?? ''}
          answers={page.villages.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setVillage}
        />
      )}
      <Refused failed={failed} problem={props.problem} />
      <Calendar page={page} onWrite={setWriting} />
      <Published page={page} />
      {writing === undefined ? null : (
        <WriteSheet page={page} chosen={writing} onClose={() => setWriting(undefined)} onSend={send} />
      )}
    </>
  );
}
