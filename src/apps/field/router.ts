// Which screen is shown: the part of the address after #/, so that back, reload and links work without a server.
import { signal } from '@preact/signals';

const read = (): string => (location.hash.startsWith('#/') ? location.hash.slice(1) : '/today');

let bare = location.hash === '';
/** True once, when the app was opened as from its icon: the address itself asked for no screen. */
export function openedBare(): boolean {
  const was = bare;
  bare = false;
  return was;
}

/** The path now, like `/home/<id>`. */
export const path = signal(read());

addEventListener('hashchange', () => {
  const next = read();
  if (next === path.value) return;
  path.value = next;
  scrollTo(0, 0);
});

export function go(to: string, replace = false): void {
  if (replace) {
    history.replaceState(null, '', `#${to}`);
    path.value = to;
    scrollTo(0, 0);
  } else location.hash = to;
}

/** Back where the person came from; to `or` when this was the first screen. */
export function goBack(or: string): void {
  if (history.length > 1) history.back();
  else go(or, true);
}

/** What the address brought along once (`#code=…`, `#demo=…&pin=…`); taken out at once, so that no reload repeats it. */
export function takeGift(): URLSearchParams {
  const text = location.hash.startsWith('#/') ? '' : location.hash.slice(1);
  if (text !== '') history.replaceState(null, '', `${location.pathname}${location.search}`);
  return new URLSearchParams(text);
}
