// Chooses the screen for the address and the person: the inbox, what is looked at together, and the administrators' rooms.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { DoorContext, type OpenDoor } from '#look/door.ts';
import { sendHeld } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { dropUndo, undoable } from '#look/undo.ts';
import { Button, Empty } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import { bulkRun, bulkWanted } from '#modules/case/ui/desk-bulk-send.ts';
import { PrintedList } from '#modules/case/ui/desk-print.tsx';
import { closeEar, door, openEar, wake } from './door.ts';
import { keepFocus } from './keep-focus.ts';
import { Help, Tour } from './help.tsx';
import { List } from './inbox.tsx';
import { viewOf } from './inbox-address.ts';
import { joining } from './joining.ts';
import { later, laterPart } from './later.tsx';
import { hrefOf, route } from './route.ts';
import { Screens } from './screens.tsx';
import { Shell } from './shell.tsx';
import { handlesMatters, hasRole, session } from './session.ts';
import { AcceptInvitation, loadSession, SignIn } from './sign-in.tsx';

const OneTimeCodeFirst = later(() => import('./one-time-code.tsx').then((room) => room.OneTimeCodeFirst));
const opened = () => import('./opened.tsx');
const many = () => import('./many.tsx');
const Opened = later(() => opened().then((part) => part.Opened));
const Many = laterPart(() => many().then((part) => part.Many));
/** Once the list stands, what its first keys need is made ready, so that no key waits for it. */
const makeReady = (): unknown => Promise.allSettled([opened(), many(), import('./help-sheet.tsx')]);

/** Where a person without an address begins: at the matters, or at the administrator's own room. */
function homeOf(): string {
  if (handlesMatters()) return hrefOf(['inbox', 'mine']);
  if (hasRole('system-admin')) return hrefOf(['setup']);
  if (hasRole('security-admin')) return hrefOf(['access']);
  if (hasRole('audit-admin')) return hrefOf(['audit']);
  return hrefOf(['posts']);
}

async function enter(): Promise<void> {
  await loadSession();
  location.replace(homeOf());
}

/** What a person without a post in force sees instead of a screen; settings stay open. */
function WithoutPost(): JSX.Element {
  return (
    <Empty
      icon="user-question"
      tone="calm"
      title={t('desk.noPost')}
      text={t('desk.noPostText')}
      action={<Button href={hrefOf(['settings'])}>{t('desk.title.settings')}</Button>}
    />
  );
}

function Room(): JSX.Element {
  const { parts } = route.value;
  const nobody = session.value?.posts.length === 0;
  if (parts[0] === 'inbox' && handlesMatters()) {
    return (
      <Shell lists list={<List />} open={parts[2]}>
        {parts[2] === undefined ? (
          <Empty icon="inbox" tone="calm" title={t('case.pick.title')} text={t('case.pick.text')} />
        ) : (
          <Opened key={parts[2]} id={parts[2]} />
        )}
      </Shell>
    );
  }
  const screen = session.value?.totpNeeded ? (
    <OneTimeCodeFirst onDone={() => void enter()} />
  ) : nobody && parts[0] !== 'settings' ? (
    <WithoutPost />
  ) : (
    <Screens />
  );
  return <Shell lists={parts[0] === 'focus' && parts[1] !== undefined}>{screen}</Shell>;
}

/** The title follows the screen, and so does the focus when another screen is opened. */
function useScreenName(name: string): void {
  const before = useRef('');
  const word = hasWord(`desk.title.${name}`) ? t(`desk.title.${name}`) : '';
  useEffect(() => {
    document.title = word === '' ? t('look.brand') : `${word} · ${t('look.brand')}`;
  }, [word]);
  useEffect(() => {
    if (before.current !== '') document.getElementById('main')?.focus();
    before.current = name;
  }, [name]);
}

function undoLast(): void {
  undoable.value?.undo?.();
  dropUndo();
}

function Inside(): JSX.Element {
  const waits = session.value?.totpNeeded === true;
  useEffect(() => {
    if (waits) return;
    openEar();
    return () => {
      sendHeld();
      closeEar();
    };
  }, [waits]);
  useEffect(keepFocus, []);
  useEffect(() => {
    if (!handlesMatters()) return;
    const soon = setTimeout(makeReady, 1500);
    return () => clearTimeout(soon);
  }, []);
  useKeys({ z: undoable.value?.undo === undefined ? undefined : undoLast });
  const { parts } = route.value;
  useScreenName(parts[0] === 'inbox' ? viewOf() : (parts[0] ?? ''));
  useEffect(() => {
    if (parts.length === 0 || parts[0] === 'invitation') location.replace(homeOf());
  }, [parts]);
  return (
    <>
      <Room />
      {bulkWanted.value === undefined && bulkRun.value === undefined && joining.value === undefined ? null : <Many />}
      <PrintedList />
      <Help />
      <Tour />
    </>
  );
}

const open: OpenDoor = { door, wake };
const Handed = (props: { children: ComponentChildren }): JSX.Element => (
  <DoorContext.Provider value={open}>{props.children}</DoorContext.Provider>
);

export function App(): JSX.Element | null {
  const now = session.value;
  const { parts } = route.value;
  if (now === undefined) return null;
  // An invitation is for the person who holds it, whoever sat here before.
  if (parts[0] === 'invitation' && (now === null || parts[1] !== undefined))
    return <AcceptInvitation key={parts[1] ?? ''} code={parts[1] ?? ''} />;
  if (now === null) return <SignIn />;
  return (
    <Handed>
      <Inside />
    </Handed>
  );
}
