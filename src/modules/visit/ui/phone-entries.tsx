// What was written about a home and what was promised there, newest first.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '#look/icons.ts';
import { formatDeadline, formatMoment } from '#look/dates.ts';
import { Button, Card, ListRow, Section, Timeline } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { DoorPromise, Visit, VisitPart } from '../model.ts';
import { topicName } from './phone-visit.tsx';

/** A part in words, as it stands in the story of a home. */
export function partWords(part: VisitPart): string {
  if (part.kind === 'policy') {
    const topic = part.title ?? topicName(part.topic);
    // Within a sentence, where the language knows small letters.
    return t('visit.did.policy', { topic: topic.slice(0, 1).toLowerCase() + topic.slice(1) });
  }
  if (part.kind === 'fact') {
    const amount = part.amount === null ? '' : `${t('visit.colon')}${t(`visit.amount.${part.amount}`)}`;
    return `${t(`visit.fact.${part.fact}`)}${amount}`;
  }
  return t(`visit.did.${part.kind}`);
}

export const visitWords = (visit: Pick<Visit, 'parts'>): string =>
  visit.parts.map(partWords).join(t('look.comma')) || t('visit.did.note');

interface EntriesProps {
  readonly visits: readonly Visit[];
  readonly now: number;
  readonly me: string;
  readonly stateOf: (id: string) => ComponentChildren;
  readonly filesOf?: (id: string) => ComponentChildren;
  /** What can still be done with one that has not gone yet. */
  readonly actsOf?: (id: string) => ComponentChildren;
}

export function PhoneEntries(props: EntriesProps): JSX.Element {
  const items = props.visits.slice(0, 20).map((visit) => ({
    key: visit.id,
    icon: (visit.confidential ? 'lock' : 'notebook') as IconName,
    title: visitWords(visit),
    when: formatMoment(visit.claimedAt, props.now),
    text: (
      <>
        {visit.confidential && visit.author !== props.me ? t('visit.confidential.hidden') : visit.note}
        {props.stateOf(visit.id)}
        {props.filesOf?.(visit.id)}
        {props.actsOf?.(visit.id)}
      </>
    ),
  }));
  return (
    <Section title={t('visit.history')} right={t('visit.count', { n: props.visits.length })}>
      {items.length === 0 ? (
        <p class="zd-two">{t('visit.none')}</p>
      ) : (
        <Card>
          <Timeline label={t('visit.history')} items={items} />
        </Card>
      )}
    </Section>
  );
}

export function PhonePromises(props: {
  promises: readonly DoorPromise[];
  now: number;
  onKept: (promise: DoorPromise) => void;
}): JSX.Element | null {
  const open = props.promises.filter((promise) => promise.keptAt === null);
  if (open.length === 0) return null;
  return (
    <Section title={t('visit.promises')} right={t('visit.promises.count', { n: open.length })}>
      <Card list>
        {open.map((promise) => (
          <ListRow
            key={promise.id}
            icon="bookmark"
            tone="act"
            title={promise.text}
            text={
              promise.due === null ? t('visit.due.none') : formatDeadline(`${promise.due}T23:59:00+08:00`, props.now)
            }
            right={
              <Button icon="check" onClick={() => props.onKept(promise)}>
                {t('visit.promise.kept')}
              </Button>
            }
          />
        ))}
      </Card>
    </Section>
  );
}
