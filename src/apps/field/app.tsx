// The field app: what is shown at each stage of entering, and which screen the address asks for once the notebook is open.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '#look/words.ts';
import { ChoosePinPage, EnrolPage, UnlockPage, UnsafePage } from './enter-pages.tsx';
import { GonePage, HomePage, HomesPage, NotePage } from './home-pages.tsx';
import { MatterPage, MattersPage, SamePage, SecretPage } from './matter-pages.tsx';
import { ProblemPage } from './problem-page.tsx';
import { path } from './router.ts';
import { stage } from './session.ts';
import { TodayPage } from './today-page.tsx';
import { NeedsPage, SyncPage } from './tray-pages.tsx';
import { VisitPage } from './visit-page.tsx';

/** A new screen is read out from its heading on, and Tab starts there. */
function focusHeading(): void {
  const heading = document.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

type Screen = (props: { id: string }) => JSX.Element;

/** What is seldom opened is no part of the first load; the service worker keeps it on the phone all the same. */
function later(load: () => Promise<Screen>): Screen {
  let known: Screen | undefined;
  return function Later(props) {
    const [Loaded, setLoaded] = useState<Screen | undefined>(() => known);
    useEffect(() => {
      if (!known)
        void load().then((screen) => {
          known = screen;
          setLoaded(() => screen);
        });
    }, []);
    useEffect(() => (Loaded ? focusHeading() : undefined), [Loaded]);
    return Loaded ? <Loaded {...props} /> : <main />;
  };
}

const screens: Readonly<Record<string, Screen>> = {
  today: TodayPage,
  homes: HomesPage,
  note: NotePage,
  home: HomePage,
  visit: VisitPage,
  problem: ProblemPage,
  secret: SecretPage,
  matters: MattersPage,
  matter: MatterPage,
  same: SamePage,
  needs: NeedsPage,
  sync: SyncPage,
  notices: later(() => import('./me-pages.tsx').then((all) => all.NoticesPage)),
  me: later(() => import('./me-pages.tsx').then((all) => all.MePage)),
  help: later(() => import('./me-pages.tsx').then((all) => all.HelpPage)),
  left: later(() => import('./left-page.tsx').then((all) => all.LeftPage)),
};

function Inside(): JSX.Element {
  const [, name = '', id = ''] = path.value.split('/');
  const Screen = screens[name];
  useEffect(focusHeading, [path.value]);
  // The key makes each record's page a new one: nothing typed on one home's page shows on another's.
  return Screen ? (
    <Screen key={path.value} id={id} />
  ) : (
    <GonePage title={t('field.missing.title')} text="" back="/today" />
  );
}

function Stage(): JSX.Element {
  const now = stage.value;
  if (now.at === 'unsafe') return <UnsafePage />;
  if (now.at === 'enrol') return <EnrolPage code={now.code} back={now.back} />;
  if (now.at === 'choose-pin') return <ChoosePinPage identity={now.identity} />;
  if (now.at === 'unlock') return <UnlockPage identities={now.identities} />;
  return now.at === 'open' ? <Inside /> : <></>;
}

/** Is what is shown the demo village? Said on every screen. */
function isDemo(): boolean {
  const now = stage.value;
  if (now.at === 'open') return now.open.phone.identity.county.demo;
  if (now.at === 'choose-pin') return now.identity.county.demo;
  return now.at === 'unlock' && now.identities.some((one) => one.county.demo);
}

export function App(): JSX.Element {
  return (
    <>
      {isDemo() ? (
        <aside class="field-ribbon" aria-label={t('field.demo')}>
          {t('field.demo')}
        </aside>
      ) : null}
      <Stage />
    </>
  );
}
