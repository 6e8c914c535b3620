// One errand to read: where it stands, the receipt of its papers, its steps and what happened; and a home's errands as rows.
import type { ComponentChildren, JSX } from 'preact';
import { formatDay, formatMoment } from '#look/dates.ts';
import type { IconName } from '#look/icons.ts';
import { Card, Chip, FactList, ListRow, Section, Timeline } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type ErrandKind, findErrandKind } from '../kinds/errands.ts';
import type { Errand, ErrandAct, ErrandLine, ErrandOfRow, Paper } from '../model.ts';
import { kindWord, named, nextWord, paperWord, stateWord, stepPlace, toneOf } from './errand-words.ts';

export const actIcons = {
  ask: 'check',
  step: 'check',
  done: 'circle-check',
  receive: 'download',
  tell: 'home',
  papers: 'copy',
  'hand-on': 'arrow-right',
  refused: 'circle-x',
  withdrawn: 'arrow-back-up',
  'not-wanted': 'x',
} as const satisfies Record<ErrandAct, string>;

/** The steps of a kind, those behind it ticked. */
export function StepList({ kind, reached }: { kind: ErrandKind; reached: number }): JSX.Element {
  return (
    <Section title={t('errand.steps')}>
      <Card>
        <ol class="flex flex-col gap-2">
          {kind.steps.map((one, at) => (
            <li key={one.code} class="flex flex-wrap items-baseline gap-x-2">
              <span class={at < reached ? 'zd-two' : ''}>
                {at + 1}. {named(one)}
              </span>
              <span class="zd-two">{t('errand.step.at', { place: stepPlace(one) })}</span>
              {one.self ? (
                <Chip bare tone="care" icon="user">
                  {t('errand.step.self')}
                </Chip>
              ) : null}
              {one.maybe ? <span class="zd-two">{t('errand.step.maybe')}</span> : null}
              {at < reached ? (
                <Chip bare tone="ok" icon="check">
                  {t('errand.step.done')}
                </Chip>
              ) : null}
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  );
}

interface Props {
  readonly errand: Errand;
  readonly now: number;
  readonly officeName: (id: string) => string;
  readonly memberName: string;
  readonly actions?: ComponentChildren;
  readonly syncState?: ComponentChildren;
}

function Where({ errand, officeName, memberName, actions, syncState }: Props): JSX.Element {
  const next = nextWord(errand, errand.handedTo === null ? '' : officeName(errand.handedTo));
  const kind = findErrandKind(errand.kind);
  return (
    <Card>
      {syncState}
      <p class="zd-big">{stateWord(errand)}</p>
      {errand.state === 'to-ask' ? <p>{t('errand.offer')}</p> : null}
      {next === '' ? null : <p class="zd-lead">{next}</p>}
      {errand.reason === '' ? null : <p>{errand.reason}</p>}
      {errand.state === 'carried' ? <p>{t('errand.carrier', { office: officeName(errand.holder) })}</p> : null}
      {memberName === '' ? null : (
        <p class="zd-two">
          {t('errand.for')} {memberName}
        </p>
      )}
      {errand.words === '' ? null : <p>{errand.words}</p>}
      {errand.state === 'carried' && kind?.mandate && !errand.mandate ? (
        <Chip tone="wait" icon="file-text">
          {t('errand.mandate.no')}
        </Chip>
      ) : null}
      {actions}
    </Card>
  );
}

function Receipt({ errand, now, officeName }: Props): JSX.Element | null {
  if (errand.state === 'to-ask') return null;
  const kind = findErrandKind(errand.kind);
  const stands = (one: Paper): string =>
    one.lent
      ? one.backAt === null
        ? t('errand.paper.out')
        : t('errand.paper.back', { day: formatDay(one.backAt, now) })
      : t('errand.paper.stays');
  return (
    <Section title={t('errand.receipt')}>
      <Card>
        {errand.papers.length === 0 ? (
          <p class="zd-two">{t('errand.receiptNone')}</p>
        ) : (
          <FactList
            rows={errand.papers.map((one) => ({
              label: paperWord(kind, one),
              value: stands(one),
              note: t('errand.paper.taken', { day: formatDay(one.takenAt, now), office: officeName(one.takenBy) }),
            }))}
          />
        )}
      </Card>
    </Section>
  );
}

const lineIcons: Readonly<Record<string, IconName>> = {
  offered: 'message',
  asked: 'check',
  papers: actIcons.papers,
  stepped: actIcons.step,
  'handed-on': actIcons['hand-on'],
  received: actIcons.receive,
  ended: actIcons.done,
  told: actIcons.tell,
};

function lineWord(errand: Errand, line: ErrandLine, officeName: Props['officeName']): string {
  const step = findErrandKind(errand.kind)?.steps.find((one) => one.code === line.step);
  const facts = { step: named(step), to: line.to === null ? '' : officeName(line.to), outcome: stateWord(errand) };
  return t(`errand.line.${line.what}`, facts);
}

function Story({ errand, now, officeName }: Props): JSX.Element {
  const items = errand.story.map((one, at) => ({
    key: String(at),
    icon: lineIcons[one.what] ?? 'route',
    title: lineWord(errand, one, officeName),
    when: formatMoment(one.at, now),
    text: one.text,
    quiet: one.office === null ? t('errand.itself') : officeName(one.office),
  }));
  return (
    <Section title={t('errand.story')}>
      <Card>
        <Timeline label={t('errand.story')} items={items.reverse()} />
      </Card>
    </Section>
  );
}

export function ErrandView(props: Props): JSX.Element {
  const kind = findErrandKind(props.errand.kind);
  return (
    <>
      <Where {...props} />
      <Receipt {...props} />
      {kind ? <StepList kind={kind} reached={props.errand.step} /> : null}
      <Story {...props} />
      <p class="zd-two">{t('errand.never')}</p>
    </>
  );
}

/** The errands of one home, newest first; for the phone and the desk. */
export function HomeErrandRows(props: {
  rows: readonly ErrandOfRow[];
  hrefOf: (id: string) => string;
}): JSX.Element | null {
  if (props.rows.length === 0) return null;
  return (
    <Section title={t('errand.list')} right={props.rows.length}>
      <Card list>
        {props.rows.map((one) => (
          <ListRow
            key={one.id}
            icon="list-check"
            tone={toneOf(one)}
            href={props.hrefOf(one.id)}
            title={kindWord(one.kind)}
            text={[stateWord(one), nextWord(one, one.handedToName), one.state === 'carried' ? one.holderName : '']
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </Card>
    </Section>
  );
}
