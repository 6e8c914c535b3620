// The messages of one's offices, newest first: what came, what is due, whom to call back; each leads to its matter.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import type { IconName } from '#look/icons.ts';
import { Card, Chip, Empty, ListRow, Note, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { InboxMessage, MessageKind } from '../model.ts';
import { useMessages } from './desk-bell.ts';
import { seenUntil, seeUntil } from './seen.ts';

const icons: Readonly<Partial<Record<MessageKind, IconName>>> = {
  new: 'inbox',
  carry: 'home',
  help: 'heart-handshake',
  called: 'bell',
  supervised: 'alert-triangle',
  near: 'clock',
  overdue: 'alert-triangle',
  'call-back': 'phone',
  review: 'player-play',
  digest: 'list-check',
  errand: 'list-check',
  opinions: 'message',
};
type Tone = 'bad' | 'wait' | 'calm' | 'info';
const toneOf = ({ kind, past }: InboxMessage): Tone =>
  past
    ? 'calm'
    : kind === 'overdue' || kind === 'supervised'
      ? 'bad'
      : kind === 'new' || kind === 'digest' || kind === 'errand-taken' || kind === 'opinions-answered'
        ? 'info'
        : 'wait';

function wordOf({ kind, level, counts }: InboxMessage): string {
  if (kind === 'digest')
    return t('telling.inbox.digest', { ...(counts ?? { open: 0, untaken: 0, dueToday: 0, overdue: 0 }) });
  return t(kind === 'overdue' && (level ?? 1) > 1 ? 'telling.inbox.overdueAbove' : `telling.inbox.${kind}`);
}

/** Where it leads; undefined: nowhere. */
type HrefOf = (message: InboxMessage) => string | undefined;

function Row(props: { message: InboxMessage; hrefOf: HrefOf; isNew: boolean }): JSX.Element {
  const { message, isNew } = props;
  const href = props.hrefOf(message);
  const facts = [
    message.title,
    message.number === null ? null : t('telling.number', { number: message.number }),
    message.officeName,
    formatMoment(message.at, nowMs.value),
  ];
  return (
    <ListRow
      icon={icons[message.kind] ?? 'bell'}
      tone={toneOf(message)}
      title={wordOf(message)}
      text={facts.filter(Boolean).join(' · ')}
      {...(href === undefined ? {} : { href })}
      right={
        isNew ? (
          <Chip tone="info">{t('telling.new')}</Chip>
        ) : message.past ? (
          <Chip tone="calm">{t('telling.past')}</Chip>
        ) : undefined
      }
    />
  );
}

export function Messages(props: { hrefOf: HrefOf; problem: (code: string) => string }): JSX.Element {
  const asked = useMessages(true);
  const all = asked.data ?? [];
  // What was new when the screen was opened stays marked while it is looked at.
  const [before] = useState(seenUntil.value);
  const newest = all[0]?.at ?? 0;
  useEffect(() => seeUntil(newest), [newest]);
  const isNew = (one: InboxMessage): boolean => one.at > before && !one.past;
  const list = (messages: readonly InboxMessage[]): JSX.Element => (
    // In a column a list of its own would be squeezed to the window's height.
    <div>
      <Card list>
        {messages.map((one) => (
          <Row key={one.id} message={one} hrefOf={props.hrefOf} isNew={isNew(one)} />
        ))}
      </Card>
    </div>
  );
  const fresh = all.filter(isNew);
  const rest = all.filter((one) => !isNew(one));
  return (
    <>
      <header>
        <h1>{t('telling.title')}</h1>
        <p class="zd-two">{t('telling.text')}</p>
      </header>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(asked.problem.code)}
        </Note>
      )}
      {asked.data?.length === 0 ? (
        <Empty icon="bell" tone="calm" title={t('telling.none')} text={t('telling.noneText')} />
      ) : null}
      {fresh.length === 0 ? null : list(fresh)}
      {rest.length === 0 ? null : fresh.length === 0 ? (
        list(rest)
      ) : (
        <Section title={t('telling.earlier')}>{list(rest)}</Section>
      )}
    </>
  );
}
