// The parts of an incident's page: the sentence, the supply tree, the days, each home's word, the cause.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatDay, formatMoment, isoDay } from '#look/dates.ts';
import { Button, Card, Chip, Note, StateRing, SupplyTree } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import { ringOf } from '#modules/case/ui/desk-state.ts';
import type { IncidentPage } from '../model.ts';
import { type Network, treeOf } from './desk-tree.ts';

export type Home = IncidentPage['cases'][number];

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

export function Head(props: { page: IncidentPage; below: string | undefined }): JSX.Element {
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

export function Tree(props: { page: IncidentPage; net: Network; suspect: string | undefined }): JSX.Element | null {
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

export function Words(props: {
  page: IncidentPage;
  caseHref: (id: string) => string;
  onLeave: ((one: Home) => void) | undefined;
}): JSX.Element {
  const { cases } = props.page;
  const of = (which: (one: Home) => boolean): number => cases.filter(which).length;
  const counts = [
    ['solved', of((one) => one.outcome === 'solved')],
    ['open', of((one) => one.outcome !== null && one.outcome !== 'solved')],
    ['silent', of((one) => one.outcome === null)],
  ] as const;
  const now = nowMs.value;
  return (
    <Card label={t('incident.words')}>
      <h2>{t('incident.words')}</h2>
      <p class="zd-two">
        {props.page.incident.resolvedAt === null
          ? t('incident.words.text')
          : counts
              .filter(([, n]) => n > 0)
              .map(([key, n]) => t(`incident.words.${key}`, { n }))
              .join(t('look.comma'))}
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

/** INC-8: what was told below the cause since the answer. */
export function Again(props: {
  page: IncidentPage;
  caseHref: (id: string) => string;
  onTake: ((id: string) => void) | undefined;
}): JSX.Element | null {
  const { incident, again } = props.page;
  const unseen = incident.again.filter((id) => !incident.matters.includes(id)).length - again.length;
  if (again.length + unseen === 0) return null;
  return (
    <Card label={t('incident.again')}>
      <h2>{t('incident.again')}</h2>
      <p class="zd-two">{t('incident.again.text')}</p>
      <ul>
        {again.map((one) => (
          <li key={one.id} class="flex flex-wrap items-center gap-x-3 gap-y-1 min-h-14 border-t border-base-300">
            <a
              class="zd-grow min-w-44 min-h-11 inline-flex flex-wrap items-center gap-x-2"
              href={props.caseHref(one.id)}
            >
              <b class="underline">{one.door}</b>
              <span class="zd-two">
                {one.place} · {formatMoment(one.reportedAt, nowMs.value)}
              </span>
            </a>
            {props.onTake === undefined || !one.mine ? null : (
              <Button icon="plus" onClick={() => props.onTake?.(one.id)}>
                {t('incident.again.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {unseen > 0 ? <p class="zd-two">{t('incident.again.unseen', { n: unseen })}</p> : null}
    </Card>
  );
}

export function Cause(props: { page: IncidentPage; onWrite: (() => void) | undefined }): JSX.Element {
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
