// What homes of the village said in a week, without their names, and the answer that goes back to all of them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Empty, Note, offerUndo, Refused, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { DigestRow } from '../model.ts';

const daysOf = ({ fromAt, toAt }: DigestRow): { from: string; to: string } => ({
  from: formatDay(fromAt, nowMs.value),
  to: formatDay(toAt - 1, nowMs.value),
});

function Lines(props: { digest: DigestRow }): JSX.Element {
  const { lines } = props.digest;
  return (
    <ul>
      {lines.map(({ text, home }, at) => (
        <li key={`${at} ${text}`} class="py-1">
          {text}
          {home === null ? null : <span class="zd-two"> {t('opinion.by', { home })}</span>}
        </li>
      ))}
      {lines.length === 0 ? <li class="zd-two">{t('opinion.gone')}</li> : null}
    </ul>
  );
}

type Fail = (error: unknown) => void;

function Answer(props: { digest: DigestRow; fail: Fail; onDone: () => void }): JSX.Element {
  const { door } = useDoor();
  const { digest, fail, onDone } = props;
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>();
  const send = (): void => {
    if (text.trim() === '') return setError(t('opinion.need'));
    const title = t('opinion.notice', daysOf(digest));
    door.execute('digest.answer', { digest: digest.id, notice: newId(), title, text }).then(() => {
      offerUndo(t('opinion.told'));
      onDone();
    }, fail);
  };
  const up = (): void => {
    door.execute('digest.pass-up', { digest: digest.id }).then(onDone, fail);
  };
  return (
    <>
      <TextArea
        label={t('opinion.answer')}
        hint={t('opinion.answerHint')}
        value={text}
        onInput={setText}
        maxLength={2000}
        error={error}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button kind="filled" icon="speakerphone" onClick={send}>
          {t('opinion.send')}
        </Button>
        {digest.mayPassUp ? (
          <Button icon="corner-up-right" onClick={up}>
            {t('opinion.up')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function One(props: { digest: DigestRow; fail: Fail; onDone: () => void }): JSX.Element {
  const { digest } = props;
  const title = t('opinion.of', { place: digest.place, ...daysOf(digest) });
  return (
    <Card label={title}>
      <h2>{title}</h2>
      <Lines digest={digest} />
      {digest.answeredAt === null ? null : (
        <Note tone="calm" icon="speakerphone">
          <b>{t('opinion.answered', { office: digest.answeredByName ?? '' })}</b>
          <span class="block">{digest.answer}</span>
          <a class="min-h-11 inline-flex items-center underline" href="#/notices">
            {t('opinion.notices')}
          </a>
        </Note>
      )}
      {digest.mayAnswer ? <Answer {...props} /> : null}
      {digest.answeredAt === null && !digest.mayAnswer ? (
        <p class="zd-two">{t(digest.upAt === null ? 'opinion.atVillage' : 'opinion.atTownship')}</p>
      ) : null}
    </Card>
  );
}

export function OpinionScreen(props: { problem: (code: string) => string }): JSX.Element {
  const asked = useAsk<DigestRow[]>('digest.list', {}, ['digest']);
  const [failed, setFailed] = useState<Problem>();
  const rows = asked.data;
  return (
    <>
      <header>
        <h1>{t('opinion.title')}</h1>
        <p class="zd-two">{t('opinion.text')}</p>
      </header>
      <Refused failed={failed} problem={props.problem} />
      {rows?.length === 0 ? (
        <Empty icon="message" tone="calm" title={t('opinion.none')} text={t('opinion.noneText')} />
      ) : null}
      <div class="grid gap-5 xl:grid-cols-2 items-start">
        {rows?.map((digest) => (
          <One
            key={`${digest.id} ${digest.answeredAt}`}
            digest={digest}
            fail={(error) => setFailed(asProblem(error))}
            onDone={() => {
              setFailed(undefined);
              asked.again();
            }}
          />
        ))}
      </div>
    </>
  );
}
