// The field app: what is shown at each stage of entering.
import type { JSX } from 'preact';
import { t } from '#look/words.ts';
import { ChoosePinPage, EnrolPage, NoStorePage, UnlockPage, UnsafePage } from './enter-pages.tsx';
import { stage } from './session.ts';

function Stage(): JSX.Element {
  const now = stage.value;
  if (now.at === 'unsafe') return <UnsafePage />;
  if (now.at === 'no-store') return <NoStorePage store={now.store} />;
  if (now.at === 'enrol') return <EnrolPage code={now.code} back={now.back} />;
  if (now.at === 'choose-pin') return <ChoosePinPage identity={now.identity} />;
  if (now.at === 'unlock') return <UnlockPage identities={now.identities} />;
  if (now.at !== 'open') return <></>;
  const { Inside } = now;
  return <Inside />;
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
