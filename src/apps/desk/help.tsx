// Help, at the same place on every screen, and the tour of three steps that a new person sees once.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { keysOn, setKeys, useKeys } from '#look/keys.ts';
import { Button, Sheet, StateRing } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { route } from './route.ts';
import { handlesMatters, session } from './session.ts';

const helpOpen = signal(false);
export const openHelp = (): void => {
  helpOpen.value = true;
};

const rings = [
  { tone: 'info', share: 50 },
  { tone: 'wait', share: 80 },
  { tone: 'ok', share: 100 },
  { tone: 'bad', share: 25 },
] as const;
const keys = [
  ['j', 'desk.help.keyJ'],
  ['k', 'desk.help.keyK'],
  ['Enter', 'desk.help.keyEnter'],
  ['a', 'desk.help.keyA'],
  ['d', 'desk.help.keyD'],
  ['w', 'desk.help.keyW'],
  ['u', 'desk.help.keyU'],
  ['b', 'desk.help.keyB'],
  ['l', 'desk.help.keyL'],
  ['s', 'desk.help.keyS'],
  ['t', 'desk.help.keyT'],
  ['y', 'desk.help.keyY'],
  ['e', 'desk.help.keyE'],
  ['m', 'desk.help.keyM'],
  ['z', 'desk.help.keyZ'],
  ['x', 'desk.help.keyX'],
  ['p', 'desk.help.keyP'],
  ['Esc', 'desk.help.keyEsc'],
  ['f', 'desk.help.keyF'],
  ['/', 'desk.help.keySlash'],
  ['?', 'desk.help.keyHelp'],
] as const;

export function Help(): JSX.Element {
  const where = route.value;
  // The browser's own back button leads away from here: the help does not stay over another screen.
  useEffect(() => {
    helpOpen.value = false;
  }, [where]);
  useKeys({ '?': openHelp });
  const close = (): void => {
    helpOpen.value = false;
  };
  const phone = session.value?.county.complaintPhone ?? '';
  return (
    <Sheet open={helpOpen.value} onClose={close} title={t('desk.help.title')}>
      <section>
        <h3>{t('desk.help.how')}</h3>
        <ol class="list-decimal pl-6">
          {(['step1', 'step2', 'step3'] as const).map((one) => (
            <li key={one}>{t(`desk.help.${one}`)}</li>
          ))}
        </ol>
        <p class="zd-two">{t('desk.help.records')}</p>
        <p class="zd-two">{t('desk.help.closing')}</p>
      </section>
      <section>
        <h3>{t('desk.help.rings')}</h3>
        <ul>
          {rings.map((ring, place) => (
            <li key={ring.tone} class="flex items-center gap-2 min-h-8">
              <StateRing {...ring} />
              {t(`desk.help.ring${place + 1}`)}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('desk.help.keys')}</h3>
        <dl class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 items-center">
          {keys.map(([key, word]) => (
            <div key={key} class="contents">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(word)}</dd>
            </div>
          ))}
        </dl>
        <p class="pt-2">
          <Button icon="keyboard" onClick={() => setKeys(!keysOn.value)}>
            {t(keysOn.value ? 'desk.help.keysOff' : 'desk.help.keysOn')}
          </Button>
        </p>
      </section>
      {phone === '' ? null : (
        <section>
          <h3>{t('desk.help.who')}</h3>
          <p>
            <a class="underline inline-flex items-center min-h-11" href={`tel:${phone}`}>
              {t('desk.help.phone', { phone })}
            </a>
          </p>
        </section>
      )}
    </Sheet>
  );
}

const store = 'zd-desk-tour';
const wasShown = (): boolean => {
  try {
    return localStorage.getItem(store) === 'done';
  } catch {
    return true;
  }
};
const step = signal(wasShown() ? 0 : 1);
export const startTour = (): void => {
  step.value = 1;
};

function endTour(): void {
  step.value = 0;
  try {
    localStorage.setItem(store, 'done');
  } catch {
    // It is offered again next time.
  }
}

/** Three cards, one after the other; leaving at any of them ends it for good. */
export function Tour(): JSX.Element | null {
  const n = step.value;
  // What it shows is the work on matters; an administrator has none.
  if (n === 0 || !handlesMatters()) return null;
  const last = n === 3;
  return (
    <Sheet
      open
      onClose={endTour}
      title={t('desk.tour.title')}
      foot={
        <>
          <span class="zd-two zd-grow self-center">{t('desk.tour.step', { n })}</span>
          {last ? null : (
            <Button kind="text" onClick={endTour}>
              {t('desk.tour.skip')}
            </Button>
          )}
          <Button
            kind="filled"
            onClick={() => {
              if (last) endTour();
              else step.value = n + 1;
            }}
          >
            {t(last ? 'desk.tour.done' : 'desk.tour.next')}
          </Button>
        </>
      }
    >
      <div role="status">
        <p class="zd-big">{t(`desk.tour.${n}`)}</p>
        <p>{t(`desk.tour.${n}text`)}</p>
      </div>
    </Sheet>
  );
}
