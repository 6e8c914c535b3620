// Single keys of the desk: they rest while somebody writes, while a dialog is open, and when they are turned off.
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

const store = 'zd-keys';

function readKept(): boolean {
  try {
    return localStorage.getItem(store) !== 'off';
  } catch {
    return true;
  }
}

/** Whether single keys do something (WCAG 2.1.4 asks that they can be turned off). */
export const keysOn = signal(readKept());

export function setKeys(on: boolean): void {
  keysOn.value = on;
  try {
    localStorage.setItem(store, on ? 'on' : 'off');
  } catch {
    // The choice holds until the page is closed.
  }
}

/** A tick takes no letters, so that the keys of the rows go on beside it. */
const written = 'input:not([type="checkbox"], [type="radio"]), textarea, select';
const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches(written) || target.isContentEditable);

/** Binds keys such as `j` or `?` to acts while the component is shown; a key without an act is left alone. */
export function useKeys(acts: Readonly<Record<string, (() => void) | undefined>>): void {
  const now = useRef(acts);
  now.current = acts;
  // Heard from the moment the screen is there: a quick hand is faster than the next frame.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (!keysOn.value || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.defaultPrevented || writes(event.target) || document.querySelector('dialog[open]') !== null) return;
      const act = now.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}
