// The way to help, at the same place on every screen, and to the tour that a new person sees once.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useKeys } from '#look/keys.ts';
import { laterPart } from './later.tsx';
import { route } from './route.ts';
import { handlesMatters } from './session.ts';

const helpOpen = signal(false);
export const openHelp = (): void => {
  helpOpen.value = true;
};
const closeHelp = (): void => {
  helpOpen.value = false;
};

const HelpSheet = laterPart(() => import('./help-sheet.tsx').then((help) => help.HelpSheet));
const TourSheet = laterPart(() => import('./help-sheet.tsx').then((help) => help.TourSheet));

export function Help(): JSX.Element | null {
  const where = route.value;
  // The browser's own back button leads away from here: the help does not stay over another screen.
  useEffect(closeHelp, [where]);
  useKeys({ '?': openHelp });
  return helpOpen.value ? <HelpSheet onClose={closeHelp} /> : null;
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
  return (
    <TourSheet
      n={n}
      onEnd={endTour}
      onNext={() => {
        step.value = n + 1;
      }}
    />
  );
}
