// One incident at the desk: the sentence, the supply tree with the homes that reported, the cause, one answer for all, each home's word.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { asProblem, trouble, useAsk, useDoor } from '#look/door.ts';
import { dropDraft } from '#look/draft.ts';
import { heldKeys, heldText, holdAct, sendHeld } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Card, Empty, Fault, NextStep, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { IncidentPage } from '../model.ts';
import { Again, Cause, Head, type Home, Tree, Words } from './desk-incident-parts.tsx';
import { CauseSheet, HandSheet, ResolveSheet } from './desk-sheets.tsx';
import { commonNode, networkOf, withAgain } from './desk-tree.ts';

type Props = {
  id: string;
  caseHref: (id: string) => string;
  problem: (code: string, facts?: Record<string, string>) => string;
};

/** Homes that the next answer goes to. */
const waitingFor = (page: IncidentPage): number => page.cases.filter((one) => one.side === 'merged').length;

type Sheets = 'cause' | 'resolve' | 'hand';
type Sender = {
  run: (verb: string, input: Record<string, unknown>, done: string) => void;
  resolve: (text: string) => void;
  leave: (one: Home) => void;
};

function useSender(page: IncidentPage, again: () => void): Sender {
  const { door } = useDoor();
  const incident = page.incident.id;
  const fail = (error: unknown): void => {
    trouble.value = { key: incident, problem: asProblem(error) };
    again();
  };
  const run = (verb: string, input: Record<string, unknown>, done: string): void => {
    trouble.value = undefined;
    door.execute(verb, { incident, ...input }).then(() => {
      offerUndo(done);
      again();
    }, fail);
  };
  return {
    run,
    leave: (one) => {
      trouble.value = undefined;
      const back = (): void => void door.execute('incident.join', { incident, cases: [one.id] }).then(again, fail);
      door.execute('incident.leave', { incident, case: one.id }).then(() => {
        offerUndo(t('incident.leave.done'), back);
        again();
      }, fail);
    },
    resolve: (text) => {
      const id = newId();
      trouble.value = undefined;
      holdAct({
        key: incident,
        text: t('incident.resolve.done', { n: waitingFor(page) }),
        send: () =>
          void door.execute('incident.resolve', { incident, text }, { id, basedOn: page.incident.version }).then(() => {
            dropDraft(`resolve ${incident}`);
            again();
          }, fail),
      });
    },
  };
}

function Next(props: { page: IncidentPage; open: (sheet: Sheets) => void }): JSX.Element {
  const { page } = props;
  const { incident } = page;
  if (heldKeys.value.includes(incident.id)) {
    return (
      <NextStep
        title={t('case.next.held', { text: heldText() })}
        rule={t('case.next.heldRule')}
        action={
          <Button icon="send" keyHint="n" onClick={() => sendHeld()}>
            {t('case.next.sendNow')}
          </Button>
        }
      />
    );
  }
  if (incident.resolvedAt !== null)
    return (
      <NextStep
        title={t('incident.next.words')}
        rule={t('incident.next.wordsRule', { day: formatMoment(incident.resolvedAt, nowMs.value) })}
      />
    );
  if (!page.mine)
    return <NextStep title={t('incident.next.wait', { office: page.holderName })} rule={t('incident.next.waitRule')} />;
  const again = incident.again.filter((id) => !incident.matters.includes(id)).length;
  if (incident.cause === '') {
    return (
      <NextStep
        title={t('incident.next.cause')}
        rule={t('incident.next.causeRule')}
        action={
          <Button kind="filled" tall icon="pencil" keyHint="a" onClick={() => props.open('cause')}>
            {t('incident.cause.write')}
          </Button>
        }
      />
    );
  }
  return (
    <NextStep
      title={again > 0 ? t('incident.next.again', { n: again }) : t('incident.resolve')}
      rule={again > 0 ? t('incident.next.againRule') : t('incident.resolve.rule', { n: waitingFor(page) })}
      action={
        <Button kind="filled" tall icon="message" keyHint="a" onClick={() => props.open('resolve')}>
          {t('incident.resolve.act')}
        </Button>
      }
    />
  );
}

function Open(props: Props & { page: IncidentPage; again: () => void }): JSX.Element {
  const { page } = props;
  const [sheet, setSheet] = useState<Sheets | undefined>();
  const send = useSender(page, props.again);
  const net = networkOf(withAgain(page));
  const common = commonNode(net);
  const below = commonNode(networkOf(page));
  const suspect = page.incident.causeNode ?? common?.code;
  const may = page.mine && page.incident.resolvedAt === null && !heldKeys.value.includes(page.incident.id);
  useKeys({
    a: may ? () => setSheet(page.incident.cause === '' ? 'cause' : 'resolve') : undefined,
    n: heldKeys.value.includes(page.incident.id) ? () => sendHeld() : undefined,
  });
  const failed = trouble.value?.key === page.incident.id ? trouble.value : undefined;
  const close = (): void => setSheet(undefined);
  return (
    <>
      <Head page={page} below={below?.name.split(' ').slice(0, 2).join(' ')} />
      <Fault title={t('case.failed.title')} text={failed && props.problem(failed.problem.code)} />
      <Next page={page} open={setSheet} />
      <div class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem] items-start">
        <div class="flex flex-col gap-5">
          <Again
            page={page}
            caseHref={props.caseHref}
            onTake={
              may ? (id) => send.run('incident.join', { cases: [id] }, t('incident.joined.done', { n: 1 })) : undefined
            }
          />
          <Tree page={page} net={net} suspect={suspect} />
          <Words page={page} caseHref={props.caseHref} onLeave={may ? send.leave : undefined} />
        </div>
        <div class="flex flex-col gap-5">
          <Cause page={page} onWrite={may && page.incident.cause !== '' ? () => setSheet('cause') : undefined} />
          {page.incident.answer === '' ? null : (
            <Card label={t('incident.answer')}>
              <h2>{t('incident.answer')}</h2>
              <p>{page.incident.answer}</p>
            </Card>
          )}
          {may ? (
            <div class="zd-button-row zd-button-row-left">
              {page.handTo.length === 0 ? null : (
                <Button icon="corner-up-right" onClick={() => setSheet('hand')}>
                  {t('incident.hand')}
                </Button>
              )}
              {page.incident.cause === '' ? (
                <Button icon="message" onClick={() => setSheet('resolve')}>
                  {t('incident.resolve.act')}
                </Button>
              ) : null}
            </div>
          ) : null}
        </div>
      </div>
      {sheet === 'cause' ? (
        <CauseSheet
          page={page}
          suggested={common?.code}
          onClose={close}
          onSend={(cause, causeNode) => {
            send.run('incident.cause', { cause, causeNode }, t('incident.cause.done'));
            dropDraft(`cause ${page.incident.id}`);
            close();
          }}
        />
      ) : null}
      {sheet === 'hand' ? (
        <HandSheet
          page={page}
          onClose={close}
          onSend={(office, text) => {
            const first = page.cases.find((one) => one.side === 'merged')?.id;
            send.run('incident.hand-on', { case: first, office, text }, t('incident.hand.done'));
            dropDraft(`hand ${page.incident.id}`);
            close();
          }}
        />
      ) : null}
      {sheet === 'resolve' ? (
        <ResolveSheet
          page={page}
          onClose={close}
          onSend={(text) => {
            send.resolve(text);
            close();
          }}
        />
      ) : null}
    </>
  );
}

export function IncidentScreen(props: Props): JSX.Element | null {
  const asked = useAsk<IncidentPage>('incident.page', { incident: props.id }, ['incident', 'case']);
  if (asked.data !== undefined) return <Open {...props} page={asked.data} again={asked.again} />;
  if (asked.problem === undefined) return null;
  return (
    <Empty
      icon="affiliate"
      tone="calm"
      title={t('incident.gone')}
      text={props.problem(asked.problem.code)}
      action={<Button href="#/focus">{t('incident.back')}</Button>}
    />
  );
}
