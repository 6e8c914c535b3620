// What was to be told and was not: each with why, and a way to send it again, once or all together.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Empty, Fault, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ToldRow } from '../model.ts';
import { faultWord } from './desk-told.tsx';

function Row(props: { row: ToldRow; busy: boolean; onRetry: () => void }): JSX.Element {
  const { row } = props;
  const facts = [
    t(`telling.channel.${row.channel}`),
    row.number === null ? null : t('telling.number', { number: row.number }),
    formatMoment(row.at, nowMs.value),
    t('telling.failed.tries', { n: row.attempts }),
  ];
  return (
    <li class="flex flex-wrap items-center gap-3 py-3 border-t border-base-300 first:border-t-0">
      <span class="zd-grow min-w-60">
        <b>
          {row.officeName ?? t('telling.household')} · {t(`telling.what.${row.kind}`)}
        </b>
        <span class="block">{faultWord(row.fault)}</span>
        <span class="block zd-two">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <Button icon="refresh" busy={props.busy} onClick={props.onRetry}>
        {t('telling.failed.retry')}
      </Button>
    </li>
  );
}

export function Failed(props: { problem: (code: string) => string }): JSX.Element {
  const { door } = useDoor();
  const asked = useAsk<ToldRow[]>('message.failed', {}, ['message', 'case']);
  const [busy, setBusy] = useState('');
  const [trouble, setTrouble] = useState('');
  const rows = asked.data ?? [];
  const retry = (some: readonly ToldRow[], name: string): void => {
    setBusy(name);
    setTrouble('');
    const all = some.map((row) => door.execute('message.retry', { message: row.id }));
    void Promise.allSettled(all).then((done) => {
      const failed = done.find((one) => one.status === 'rejected');
      if (failed) setTrouble(props.problem(asProblem(failed.reason).code));
      else offerUndo(t('telling.failed.retried'));
      setBusy('');
      asked.again();
    });
  };
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <div class="zd-grow min-w-60">
          <h1>{t('telling.failed.title')}</h1>
          <p class="zd-two">{t('telling.failed.text')}</p>
        </div>
        {rows.length < 2 ? null : (
          <Button kind="filled" icon="refresh" busy={busy === 'all'} onClick={() => retry(rows, 'all')}>
            {t('telling.failed.retryAll')}
          </Button>
        )}
      </header>
      <Fault text={asked.problem === undefined ? trouble : props.problem(asked.problem.code)} />
      {asked.data?.length === 0 ? (
        <Empty icon="circle-check" tone="ok" title={t('telling.failed.none')} text={t('telling.failed.noneText')} />
      ) : null}
      {rows.length === 0 ? null : (
        <Card label={t('telling.failed.title')}>
          <ul>
            {rows.map((row) => (
              <Row key={row.id} row={row} busy={busy === row.id} onRetry={() => retry([row], row.id)} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
