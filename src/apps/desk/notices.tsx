// Notices of the own ground: what is shown now, write one, withdraw one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay, isoDay, startOfDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { dropDraft, useDraft } from '#look/draft.ts';
import {
  Button,
  Card,
  Choice,
  DaySpan,
  Empty,
  ErrorSummary,
  Fault,
  Field,
  type FormError,
  ListRow,
  Note,
  Section,
  Sheet,
  TextArea,
  offerUndo,
} from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Notice } from '#modules/notice/model.ts';
import { session } from './session.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

const oneDay = 86_400_000;
const speakers = ['village-officer', 'township-officer', 'county-officer'];
const ownOffices = (): { value: string; label: string }[] => {
  const posts = (session.value?.posts ?? []).filter((post) => speakers.includes(post.role));
  return [...new Map(posts.map((post) => [post.office, post.officeName]))].map(([value, label]) => ({ value, label }));
};

type Form = { office: string; from: string; to: string };

function errorsOf(form: Form, title: string, text: string): FormError[] {
  const errors: FormError[] = [];
  if (title.trim() === '') errors.push({ field: 'notice-title', text: t('desk.notices.nameNeed') });
  if (text.trim() === '') errors.push({ field: 'notice-text', text: t('desk.notices.bodyNeed') });
  if (form.from === '' || (form.to !== '' && form.to < form.from))
    errors.push({ field: 'notice-to', text: t('desk.notices.datesNeed') });
  return errors;
}

function WriteSheet(props: { onClose: () => void; onSend: (input: Record<string, unknown>) => void }): JSX.Element {
  const offices = ownOffices();
  const [title, setTitle] = useDraft('notice title');
  const [text, setText] = useDraft('notice text');
  const [form, setForm] = useState<Form>({
    office: offices[0]?.value ?? '',
    from: isoDay(nowMs.value),
    to: isoDay(nowMs.value + 14 * oneDay),
  });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const errorOf = (field: string): string | undefined => errors.find((one) => one.field === field)?.text;
  const set = (part: Partial<Form>): void => setForm((old) => ({ ...old, ...part }));
  const send = (): void => {
    const found = errorsOf(form, title, text);
    setErrors(found);
    if (found.length > 0) return;
    const today = form.from === isoDay(nowMs.value);
    const fromAt = today ? Date.now() : startOfDay(form.from);
    props.onSend({
      office: form.office,
      title: title.trim(),
      text: text.trim(),
      fromAt,
      toAt: form.to === '' ? null : startOfDay(form.to) + oneDay,
    });
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('desk.notices.write')}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" icon="speakerphone" onClick={send}>
            {t('desk.notices.publish')}
          </Button>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <Field
        id="notice-title"
        label={t('desk.notices.name')}
        maxLength={60}
        value={title}
        onInput={setTitle}
        error={errorOf('notice-title')}
      />
      <TextArea
        id="notice-text"
        label={t('desk.notices.body')}
        rows={5}
        maxLength={4000}
        value={text}
        onInput={setText}
        error={errorOf('notice-text')}
      />
      {offices.length < 2 ? null : (
        <Choice
          label={t('desk.notices.office')}
          columns={1}
          answers={offices}
          value={form.office}
          onChange={(office) => set({ office })}
        />
      )}
      <DaySpan
        id="notice"
        optional="to"
        labels={{ from: t('desk.notices.from'), to: t('desk.notices.to') }}
        from={form.from}
        to={form.to}
        onChange={set}
        error={errorOf('notice-to')}
      />
    </Sheet>
  );
}

function NoticeCard(props: { notice: Notice; may: boolean; onWithdraw: () => void }): JSX.Element {
  const { notice } = props;
  const now = nowMs.value;
  const from = formatDay(notice.fromAt, now);
  return (
    <Card label={notice.title}>
      <div class="flex flex-wrap items-start gap-3">
        <div class="zd-grow min-w-48">
          <h2>{notice.title}</h2>
          <p class="zd-two">
            {notice.toAt === null
              ? t('desk.notices.since', { from })
              : t('desk.notices.span', { from, to: formatDay(notice.toAt - 1, now) })}
          </p>
        </div>
        {props.may ? (
          <Button icon="x" onClick={props.onWithdraw}>
            {t('desk.notices.withdraw')}
          </Button>
        ) : null}
      </div>
      <p class="whitespace-pre-line">{notice.text}</p>
    </Card>
  );
}

/** What was taken down stays in reach for 30 days. */
function TakenDown(props: { notices: readonly Notice[]; onAgain: (notice: Notice) => void }): JSX.Element | null {
  if (props.notices.length === 0) return null;
  const now = nowMs.value;
  return (
    <Section title={t('desk.notices.bin')} right={t('desk.notices.binText')}>
      <Card list>
        {props.notices.map((one) => (
          <ListRow
            key={one.id}
            title={one.title}
            text={t('desk.notices.takenDown', { day: formatDay(one.withdrawnAt ?? now, now) })}
            right={
              <Button icon="refresh" onClick={() => props.onAgain(one)}>
                {t('desk.notices.repost')}
              </Button>
            }
          />
        ))}
      </Card>
    </Section>
  );
}

export function Notices(): JSX.Element {
  const { door } = useDoor();
  const asked = useAsk<Notice[]>('notice.list', {}, ['notice']);
  const taken = useAsk<Notice[]>('notice.list', { withdrawn: true }, ['notice']);
  const [writing, setWriting] = useState(false);
  const [failed, setFailed] = useState('');
  const fail = (error: unknown): void => setFailed(problemWord(asProblem(error).code));
  const offices = ownOffices().map((one) => one.value);
  const publish = (input: Record<string, unknown>, done: string): void =>
    void door.execute('notice.publish', { notice: newId(), ...input }).then(() => {
      setFailed('');
      dropDraft('notice title');
      dropDraft('notice text');
      offerUndo(done);
      asked.again();
    }, fail);
  const withdraw = (notice: Notice): void => {
    const { office, title, text, fromAt, toAt } = notice;
    const back = (): void => publish({ office, title, text, fromAt, toAt }, t('desk.notices.again'));
    door.execute('notice.withdraw', { notice: notice.id }).then(() => {
      offerUndo(t('desk.notices.withdrawn'), back);
      asked.again();
    }, fail);
  };
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <div class="zd-grow min-w-60">
          <h1>{t('desk.notices.title')}</h1>
          <p class="zd-two">{t('desk.notices.text')}</p>
        </div>
        {offices.length === 0 ? null : (
          <Button kind="filled" icon="pencil" onClick={() => setWriting(true)}>
            {t('desk.notices.write')}
          </Button>
        )}
      </header>
      <Fault title={t('problem.title')} text={failed} />
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problemWord(asked.problem.code)}
        </Note>
      )}
      {asked.data?.length === 0 ? (
        <Empty icon="speakerphone" tone="calm" title={t('desk.notices.empty')} text={t('desk.notices.emptyText')} />
      ) : null}
      {(asked.data ?? []).map((notice) => (
        <NoticeCard
          key={notice.id}
          notice={notice}
          may={offices.includes(notice.office)}
          onWithdraw={() => withdraw(notice)}
        />
      ))}
      <TakenDown
        notices={(taken.data ?? []).filter((one) => offices.includes(one.office))}
        onAgain={({ office, title, text, fromAt, toAt }) => {
          const open = toAt === null || toAt > nowMs.value ? toAt : nowMs.value + 14 * oneDay;
          publish({ office, title, text, fromAt, toAt: open }, t('desk.notices.again'));
        }}
      />
      {writing ? (
        <WriteSheet
          onClose={() => setWriting(false)}
          onSend={(input) => {
            setWriting(false);
            publish(input, t('desk.notices.published'));
          }}
        />
      ) : null}
    </>
  );
}
