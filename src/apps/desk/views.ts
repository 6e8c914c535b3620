// Filters somebody keeps for himself in this browser: a name, a category and a place.
import { signal } from '@preact/signals';

export type SavedView = { name: string; category: string; area: string };
const store = 'zd-desk-views';
const most = 8;

function read(): SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(store) ?? '[]');
    return Array.isArray(kept)
      ? (kept as SavedView[]).filter((one) => typeof one.name === 'string').slice(0, most)
      : [];
  } catch {
    return [];
  }
}

export const savedViews = signal<readonly SavedView[]>(read());

const same = (a: Pick<SavedView, 'category' | 'area'>, b: Pick<SavedView, 'category' | 'area'>): boolean =>
  a.category === b.category && a.area === b.area;

export const isSaved = (view: Pick<SavedView, 'category' | 'area'>): boolean =>
  savedViews.value.some((one) => same(one, view));

/** Keeps the view, or drops it when it was kept before. */
export function toggleView(view: SavedView): void {
  const rest = savedViews.value.filter((one) => !same(one, view));
  savedViews.value = rest.length < savedViews.value.length ? rest : [...rest, view].slice(-most);
  try {
    localStorage.setItem(store, JSON.stringify(savedViews.value));
  } catch {
    // Kept until the page is closed.
  }
}
