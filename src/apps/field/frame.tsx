// The frames of the field app: a main page with the bottom bar, and an inner page with back; help stands at the same place in both.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatTime } from '#look/dates.ts';
import { BottomBar, Button, ItemState, Note, Page, PageHead, SyncBadge } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { FileRow } from '#sync/files-database.ts';
import { daysLeft, leaseState } from '#sync/lease.ts';
import { fileRoom, room } from '#sync/room.ts';
import { badgeOf, recordShown } from '#sync/status.ts';
import { mostFiles } from '#sync/stored.ts';
import { lane } from './files.ts';
import { goBack, path } from './router.ts';
import { type Open, useOpen } from './session.ts';

/** Now, moving on each minute, so that "for 2 hours" does not grow old on an open page. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(now, Date.now() - 60_000);
}

const Help = (): JSX.Element => (
  <Button kind="text" icon="help" href="#/help">
    {t('field.help')}
  </Button>
);

function Bar(): JSX.Element {
  const on = path.value.split('/')[1];
  return (
    <BottomBar
      items={[
        { href: '#/today', icon: 'list-check', label: t('field.today'), on: on === 'today' },
        { href: '#/homes', icon: 'home', label: t('field.homes'), on: on === 'homes' },
        { href: '#/note', icon: 'plus', label: t('field.note'), main: true, on: on === 'note' },
        { href: '#/matters', icon: 'route', label: t('field.matters'), on: on === 'matters' },
        { href: '#/me', icon: 'user', label: t('field.me'), on: on === 'me' },
      ]}
    />
  );
}

/** Pictures and audio notes whose words have gone and that have not yet arrived themselves. */
export function filesBehind({ rounds }: Open): { readonly count: number; readonly going: boolean } {
  const words = new Set([...rounds.status.pending.value, ...rounds.status.refused.value].map((item) => item.id));
  // One whose words have not gone either is counted with them.
  const isNext = ({ state, command }: FileRow): boolean => state === 'kept' && command !== null && !words.has(command);
  const count = lane.value?.rows.value.filter(isNext).length ?? 0;
  return { count, going: (lane.value?.sending.value ?? null) !== null };
}

/** They count as what they are: something that is still on this phone. */
function withFiles(badge: ReturnType<typeof badgeOf>, open: Open): ReturnType<typeof badgeOf> {
  const { count, going } = filesBehind(open);
  if (count === 0) return badge;
  const state = badge.state === 'sent' ? (going ? 'sending' : 'waiting') : badge.state;
  return { ...badge, state, count: badge.count + count, going: badge.going + (going ? 1 : 0) };
}

export function Badge({ open }: { open: Open }): JSX.Element {
  const { status } = open.rounds;
  const badge = withFiles(badgeOf(status, Date.now()), open);
  const last = status.lastSuccess.value;
  return (
    <SyncBadge
      {...badge}
      offline={status.offline.value}
      href="#/sync"
      {...(last === null ? {} : { last: formatTime(last) })}
    />
  );
}

/** On a full phone nobody shall write for nothing: said above every screen, before the first letter. */
function RoomNote(): JSX.Element | null {
  const left = room.value;
  if (left === 'enough' && fileRoom.value === 'none')
    return (
      <Note tone="wait" icon="alert-triangle" title={t('field.room.files')}>
        {t('field.room.filesText', { size: `${mostFiles / 1_000_000} MB` })}
      </Note>
    );
  if (left === 'enough') return null;
  return (
    <Note tone="wait" icon="alert-triangle" title={t(`field.room.${left}`)}>
      {t(`field.room.${left}Text`)}
    </Note>
  );
}

/** Said calmly some days before what is kept of homes is put away, and plainly once it is. */
export function LeaseNote({ when }: { when: 'soon' | 'over' }): JSX.Element | null {
  const lease = useOpen().phone.lease.value;
  if (leaseState(lease) !== when) return null;
  return (
    <Note
      tone={when === 'soon' ? 'calm' : 'wait'}
      icon="cloud-off"
      title={t(`field.lease.${when}`, { n: daysLeft(lease) })}
    >
      {t(`field.lease.${when}Text`)}
    </Note>
  );
}

/** A page of the bottom bar. */
export function MainPage(props: {
  title: string;
  under?: ComponentChildren;
  badge?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const open = useOpen();
  const head = (
    <header>
      <div>
        <div class="flex items-center gap-2">
          <h1 class="zd-grow">{props.title}</h1>
          <Help />
        </div>
        {props.under === undefined ? null : <p class="zd-two">{props.under}</p>}
      </div>
      {props.badge === false ? null : <Badge open={open} />}
    </header>
  );
  return (
    <Page head={head} foot={<Bar />}>
      <RoomNote />
      <LeaseNote when="over" />
      {props.children}
    </Page>
  );
}

/** A page one goes back from. */
export function InnerPage(props: {
  title: string;
  back: string;
  foot?: ComponentChildren;
  bar?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const head = <PageHead title={props.title} onBack={() => goBack(props.back)} right={<Help />} />;
  return (
    <Page head={head} foot={props.foot ?? (props.bar === false ? null : <Bar />)}>
      <RoomNote />
      <LeaseNote when="over" />
      {props.children}
    </Page>
  );
}

/** Where a record is: on this phone, on its way, received, or waiting for the person. Nothing when it came from elsewhere. */
export function RecordState(props: { id: string; bare?: boolean }): JSX.Element | null {
  const { phone, rounds } = useOpen();
  const shown = recordShown(phone, rounds.status, props.id);
  if (!shown) return null;
  return (
    <ItemState
      state={shown.state}
      bare={props.bare}
      {...(shown.state === 'received' ? { time: formatTime(shown.at) } : {})}
    />
  );
}
