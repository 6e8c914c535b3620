// Chooses the screen for the address and the person: the inbox, what is looked at together, and the administrators' rooms.
import { lazy, Suspense } from 'preact/compat';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { DoorContext, type OpenDoor } from '#look/door.ts';
import { sendHeld } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { dropUndo, undoable } from '#look/undo.ts';
import { Button, Empty } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import { BulkRefused, BulkSheets } from '#modules/case/ui/desk-bulk.tsx';
import { PrintedList } from '#modules/case/ui/desk-print.tsx';
import { closeEar, door, openEar, wake } from './door.ts';
import { keepFocus } from './keep-focus.ts';
import { problemWord } from './speak.ts';
import { Help, Tour } from './help.tsx';
import { Joiner, List, Opened, viewOf } from './inbox.tsx';
import { hrefOf, route } from './route.ts';
import { Shell } from './shell.tsx';
import { handlesMatters, hasRole, session } from './session.ts';
import { AcceptInvitation, loadSession, SignIn } from './sign-in.tsx';

const OneTimeCodeFirst = lazy(() =>
  import('./one-time-code.tsx').then((loaded) => ({ default: loaded.OneTimeCodeFirst })),
);
const Screens = lazy(() => import('./screens.tsx').then((loaded) => ({ default: loaded.Screens })));

/** Where a person without an address begins: at the matters, or at the administrator's own room. */
function homeOf(): string {
  if (handlesMatters()) return hrefOf(['inbox', 'mine']);
  if (hasRole('system-admin')) return hrefOf(['setup']);
  if (hasRole('security-admin')) return hrefOf(['access']);
  if (hasRole('audit-admin')) return hrefOf(['audit']);
  return hrefOf(['posts']);
}

const Waiting = (): JSX.Element => (
  <p class="zd-two" role="status">
    {t('desk.loading')}
  </p>
);

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
      action={<Button href={hrefOf(['settings'])}>{t('desk.menu.settings')}</Button>}
    />
  );
}

function Room(): JSX.Element {
  const { parts } = route.value;
  const nobody = session.value?.posts.length === 0;
  if (parts[0] === 'inbox' && handlesMatters()) {
    return (
      <Shell lists list={<List />} open={parts[2]}>
        <Opened />
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
  return (
    <Shell lists={parts[0] === 'focus' && parts[1] !== undefined}>
      <Suspense fallback={<Waiting />}>{screen}</Suspense>
    </Shell>
  );
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
  useKeys({ z: undoable.value?.undo === undefined ? undefined : undoLast });
  const { parts } = route.value;
  useScreenName(parts[0] === 'inbox' ? viewOf() : (parts[0] ?? ''));
  useEffect(() => {
    if (parts.length === 0 || parts[0] === 'invitation') location.replace(homeOf());
  }, [parts]);
  return (
    <>
      <Room />
      <Joiner />
      <BulkSheets problem={problemWord} />
      <BulkRefused problem={problemWord} hrefOf={(id) => hrefOf(['inbox', 'all', id])} />
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
