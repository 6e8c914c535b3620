// One incident at the desk: the sentence, the supply tree with the homes that reported, the cause, one answer for all, each home's word.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay, formatMoment, isoDay } from '#look/dates.ts';
import { asProblem, trouble, useAsk, useDoor } from '#look/door.ts';
import { dropDraft } from '#look/draft.ts';
import { heldKeys, heldText, holdAct, sendHeld } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Card, Chip, Empty, NextStep, Note, offerUndo, StateRing, SupplyTree } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import { ringOf } from '#modules/case/ui/desk-state.ts';
import type { IncidentPage } from '../model.ts';
import { CauseSheet, ResolveSheet } from './desk-sheets.tsx';
import { commonNode, type Network, networkOf, treeOf } from './desk-tree.ts';

type Home = IncidentPage['cases'][number];
type Props = {
  id: string;
  caseHref: (id: string) => string;
  problem: (code: string, facts?: Record<string, string>) => string;
};

function sentence(page: IncidentPage, below: string | undefined): string {
  const days = new Set(page.cases.map((one) => isoDay(one.reportedAt))).size;
  const when = days > 1 ? t('incident.sentence.days', { days }) : t('incident.sentence.day');
  const n = page.cases.length;
  const what =
    below === undefined
      ? t('incident.sentence', { cases: n })
      : t('incident.sentence.below', { node: below, homes: n });
  return t('incident.sentence.whole', { when, what });
}

function Head(props: { page: IncidentPage; below: string | undefined }): JSX.Element {
  const { incident } = props.page;
  const done = incident.resolvedAt !== null;
  return (
    <header class="flex flex-col gap-2">
      <p class="flex flex-wrap gap-2">
        <Chip tone={done ? 'info' : 'wait'} icon="affiliate">
          {t(done ? 'incident.resolved' : 'incident.open')}
        </Chip>
      </p>
      <h1>{incident.title}</h1>
      <p class="zd-lead">{sentence(props.page, props.below)}</p>
      <p class="zd-two">
        {t('incident.holder', { office: props.page.holderName, since: formatMoment(incident.openedAt, nowMs.value) })}
      </p>
    </header>
  );
}

function Days(props: { cases: readonly Home[] }): JSX.Element {
  const days = new Map<string, Home[]>();
  for (const one of props.cases) days.set(isoDay(one.reportedAt), [...(days.get(isoDay(one.reportedAt)) ?? []), one]);
  const sorted = [...days].toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <Note>
      <span class="flex flex-wrap gap-x-4">
        <b>{t('incident.days')}</b>
        {sorted.map(([day, some]) => (
          <span key={day}>
            {t('incident.days.one', { day: formatDay(some[0]?.reportedAt ?? day, nowMs.value), n: some.length })}
          </span>
        ))}
      </span>
    </Note>
  );
}

function Tree(props: { page: IncidentPage; net: Network; suspect: string | undefined }): JSX.Element | null {
  const tree = treeOf(props.net, props.suspect);
  if (tree === undefined || props.net.homesAt.size === 0) return null;
  return (
    <Card label={t('incident.tree')}>
      <h2>{t('incident.tree')}</h2>
      <SupplyTree
        source={tree}
        label={t('incident.tree.label', { n: props.page.cases.length })}
        legend={{
          reported: t('incident.tree.reported'),
          clear: t('incident.tree.clear'),
          silent: t('incident.tree.silent'),
        }}
      />
      <Days cases={props.page.cases} />
      <p class="zd-two">{t('incident.tree.check')}</p>
    </Card>
  );
}

function wordOf(one: Home): string {
  if (one.outcome !== null && hasWord(`case.outcome.${one.outcome}`)) return t(`case.outcome.${one.outcome}`);
  return t('incident.words.none');
}

function Words(props: {
  page: IncidentPage;
  caseHref: Props['caseHref'];
  onLeave: ((one: Home) => void) | undefined;
}): JSX.Element {
  const solved = props.page.cases.filter((one) => one.outcome === 'solved').length;
  const silent = props.page.cases.filter((one) => one.outcome === null).length;
  const now = nowMs.value;
  return (
    <Card label={t('incident.words')}>
      <h2>{t('incident.words')}</h2>
      <p class="zd-two">
        {props.page.incident.resolvedAt === null
          ? t('incident.words.text')
          : t('incident.words.count', { solved, rest: silent })}
      </p>
      <ul>
        {props.page.cases.map((one) => (
          <li key={one.id} class="flex flex-wrap items-center gap-x-3 gap-y-1 min-h-14 border-t border-base-300">
            <StateRing
              {...ringOf(
                { ...one, respondBy: null, resolveBy: null, holderBy: null } as Parameters<typeof ringOf>[0],
                now,
              )}
            />
            <a
              class="zd-grow min-w-44 min-h-11 inline-flex flex-wrap items-center gap-x-2"
              href={props.caseHref(one.id)}
            >
              <b class="underline">{one.door === '' ? one.title : one.door}</b>
              <span class="zd-two">
                {one.place} · {formatDay(one.reportedAt, now)}
              </span>
            </a>
            <span>
              {one.outcome === null && one.toldAt !== null
                ? `${t('incident.words.told')} ${formatDay(one.toldAt, now)}`
                : wordOf(one)}
            </span>
            {props.onLeave === undefined || one.side !== 'merged' ? null : (
              <Button kind="text" onClick={() => props.onLeave?.(one)}>
                {t('incident.leave')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Cause(props: { page: IncidentPage; onWrite: (() => void) | undefined }): JSX.Element {
  const { incident, nodes } = props.page;
  const node = nodes.find((one) => one.code === incident.causeNode);
  return (
    <Card label={t('incident.cause')}>
      <h2>{t('incident.cause')}</h2>
      {incident.cause === '' ? (
        <p>
          <b class="block">{t('incident.cause.none')}</b>
          <span class="zd-two">{t('incident.cause.noneText')}</span>
        </p>
      ) : (
        <p>
          <b class="block">{incident.cause}</b>
          {node === undefined ? null : <span class="zd-two">{node.name}</span>}
        </p>
      )}
      {props.onWrite === undefined ? null : (
        <div class="zd-button-row zd-button-row-left">
          <Button icon="pencil" onClick={props.onWrite}>
            {t('incident.cause.change')}
          </Button>
        </div>
      )}
    </Card>
  );
}

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
        text: t('incident.resolve.done', { n: page.cases.length }),
        send: () =>
          void door.execute('incident.resolve', { incident, text }, { id, basedOn: page.incident.version }).then(() => {
            dropDraft(`resolve ${incident}`);
            again();
          }, fail),
      });
    },
  };
}

function Next(props: { page: IncidentPage; open: (sheet: 'cause' | 'resolve') => void }): JSX.Element {
  const { page } = props;
  const { incident } = page;
  if (heldKeys.value.includes(incident.id)) {
    return (
      <NextStep
        title={t('case.next.held', { text: heldText() })}
        rule={t('case.next.heldRule')}
        action={
          <Button icon="send" onClick={sendHeld}>
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
      title={t('incident.resolve')}
      rule={t('incident.resolve.rule', { n: page.cases.length })}
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
  const [sheet, setSheet] = useState<'cause' | 'resolve' | undefined>();
  const send = useSender(page, props.again);
  const net = networkOf(page);
  const common = commonNode(net);
  const suspect = page.incident.causeNode ?? common?.code;
  const may = page.mine && page.incident.resolvedAt === null && !heldKeys.value.includes(page.incident.id);
  useKeys({ a: may ? () => setSheet(page.incident.cause === '' ? 'cause' : 'resolve') : undefined });
  const failed = trouble.value?.key === page.incident.id ? trouble.value : undefined;
  const close = (): void => setSheet(undefined);
  return (
    <>
      <Head page={page} below={common?.name.split(' ').slice(0, 2).join(' ')} />
      {failed === undefined ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle" title={t('case.failed.title')}>
            {props.problem(failed.problem.code)}
          </Note>
        </div>
      )}
      <Next page={page} open={setSheet} />
      <div class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem] items-start">
        <div class="flex flex-col gap-5">
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
          {may && page.incident.cause === '' ? (
            <div class="zd-button-row zd-button-row-left">
              <Button icon="message" onClick={() => setSheet('resolve')}>
                {t('incident.resolve.act')}
              </Button>
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
