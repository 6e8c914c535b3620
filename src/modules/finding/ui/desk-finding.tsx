// One proposal at the desk: what was heard, where one cause may sit, what speaks against it, and the word of whoever judges it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { dropDraft } from '#look/draft.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Empty, NextStep, Note, offerUndo, Refused } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { FindingPage } from '../model.ts';
import { Against, Causes, Head, Homes, Tree } from './desk-finding-parts.tsx';
import { AcceptSheet, DeclineSheet, WaitSheet } from './desk-finding-sheets.tsx';

type Which = 'accept' | 'put-off' | 'decline';

function Judged({ page }: { page: FindingPage }): JSX.Element | null {
  const { finding } = page;
  if (finding.state === 'open') return null;
  const facts = {
    office: page.judgedByName,
    because: finding.because,
    day: finding.againAt === null ? '' : formatDay(finding.againAt, nowMs.value),
  };
  return (
    <Note
      tone="calm"
      icon="info-circle"
      title={t(`finding.judged.${finding.state}`, facts)}
      action={
        finding.incident === null ? undefined : (
          <Button href={`#/focus/${finding.incident}`}>{t('finding.toIncident')}</Button>
        )
      }
    />
  );
}

function Next(props: { page: FindingPage; open: (sheet: Which) => void }): JSX.Element | null {
  const { page, open } = props;
  if (!page.mine || page.finding.state === 'faded') return null;
  const here = page.here.length > 0;
  return (
    <NextStep
      title={t(here ? 'finding.next' : 'finding.next.elsewhere')}
      rule={t(here ? 'finding.next.rule' : 'finding.next.elsewhereRule')}
      action={
        <div class="zd-button-row">
          {here ? (
            <Button kind="filled" tall icon="affiliate" keyHint="a" onClick={() => open('accept')}>
              {t('finding.accept')}
            </Button>
          ) : null}
          <Button onClick={() => open('put-off')}>{t('finding.put-off')}</Button>
          <Button onClick={() => open('decline')}>{t('finding.decline')}</Button>
        </div>
      }
    />
  );
}

type Props = { caseHref: (id: string) => string; problem: (code: string) => string };

function Open(props: Props & { page: FindingPage; again: () => void }): JSX.Element {
  const { page, again } = props;
  const { door } = useDoor();
  const [sheet, setSheet] = useState<Which>();
  const [failed, setFailed] = useState<Problem>();
  const may = page.mine && page.finding.state !== 'faded';
  useKeys({ a: may && page.here.length > 0 ? () => setSheet('accept') : undefined });
  const close = (): void => setSheet(undefined);
  const send = (verb: string, input: Record<string, unknown>, done: string): void => {
    close();
    setFailed(undefined);
    const options = { basedOn: page.finding.version };
    door.execute(verb, { finding: page.finding.id, ...input }, options).then(
      () => {
        dropDraft(`decline ${page.finding.id}`);
        offerUndo(done);
        again();
      },
      (error: unknown) => {
        setFailed(asProblem(error));
        again();
      },
    );
  };
  return (
    <>
      <Head page={page} />
      <Refused failed={failed} problem={props.problem} />
      <Judged page={page} />
      <Next page={page} open={setSheet} />
      <div class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem] items-start">
        <div class="flex flex-col gap-5">
          <Tree page={page} />
          <Homes page={page} caseHref={props.caseHref} />
        </div>
        <div class="flex flex-col gap-5">
          <Causes page={page} />
          <Against page={page} />
        </div>
      </div>
      {sheet === 'accept' ? (
        <AcceptSheet
          page={page}
          onClose={close}
          onSend={(title, causeNode) =>
            send('finding.accept', { incident: newId(), title, cases: page.here, causeNode }, t('finding.accept.done'))
          }
        />
      ) : null}
      {sheet === 'put-off' ? (
        <WaitSheet
          page={page}
          onClose={close}
          onSend={(days) => send('finding.put-off', { days }, t('finding.put-off.done', { n: days }))}
        />
      ) : null}
      {sheet === 'decline' ? (
        <DeclineSheet
          page={page}
          onClose={close}
          onSend={(because) => send('finding.decline', { because }, t('finding.decline.done'))}
        />
      ) : null}
    </>
  );
}

export function FindingScreen(props: Props & { id: string }): JSX.Element | null {
  const asked = useAsk<FindingPage>('finding.page', { finding: props.id }, ['finding', 'case']);
  if (asked.data !== undefined) return <Open {...props} page={asked.data} again={asked.again} />;
  if (asked.problem === undefined) return null;
  return (
    <Empty
      icon="help"
      tone="calm"
      title={t('finding.gone')}
      text={props.problem(asked.problem.code)}
      action={<Button href="#/focus">{t('finding.back')}</Button>}
    />
  );
}
