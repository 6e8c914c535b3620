// Up to when somebody looked at the messages on this screen: kept here only, so that nobody's reading is watched.
import { signal } from '@preact/signals';

const place = 'zd-messages-seen';

function read(): number {
  try {
    return Number(localStorage.getItem(place) ?? 0) || 0;
  } catch {
    return 0;
  }
}

/** Moment (ms) of the last message seen. */
export const seenUntil = signal(read());

export function seeUntil(at: number): void {
  if (at <= seenUntil.value) return;
  seenUntil.value = at;
  try {
    localStorage.setItem(place, String(at));
  } catch {
    // A browser that keeps nothing counts them as new again.
  }
}
