// One queued command: found by its id, the form it is written anew in, and how the new one takes its place.
import { isShut, type Item, type Phone } from '#sync/store.ts';
import type { Step } from './acts.ts';

/** What was refused or has not gone yet. */
export const queuedItem = (phone: Phone, id: string): Item | undefined =>
  id === ''
    ? undefined
    : phone.items.value.find((item) => item.id === id && item.state !== 'taken' && !isShut(item.envelope));

/** Undefined for what has none. */
export function formOf(item: Item): string | undefined {
  const { household } = item.envelope.input as { readonly household?: string };
  if (household === undefined) return undefined;
  if (item.envelope.name === 'visit.record') return `/visit/${household}/${item.id}`;
  return item.envelope.name === 'case.report' ? `/problem/${household}/${item.id}` : undefined;
}

/** In the same transaction: a refused one leaves the tray, one that still waits is replaced where it stands. */
export const insteadOf = (item: Item): Pick<Step, 'mends' | 'replaces'> =>
  item.state === 'refused' ? { mends: item.id } : { replaces: item.id };
