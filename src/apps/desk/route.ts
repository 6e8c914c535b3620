// The desk's addresses: everything after # says which screen, what is open and how the list is filtered.
import { signal } from '@preact/signals';

export type Route = { readonly parts: readonly string[]; readonly query: URLSearchParams };

function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return {
    parts: path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent),
    query: new URLSearchParams(query),
  };
}

export const route = signal<Route>(read());

addEventListener('hashchange', () => {
  route.value = read();
});

/** Builds an address; empty facts are left out, so that the same list always has the same address. */
export function hrefOf(parts: readonly string[], query: Record<string, string> = {}): string {
  const kept = Object.entries(query).filter(([, value]) => value !== '');
  const text = new URLSearchParams(kept).toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
}

/** Goes somewhere without a new step back, for filters that change while one types. */
export function replace(href: string): void {
  history.replaceState(null, '', href);
  route.value = read();
}
