// What a mended entry keeps of the refused one: its own number and that of its promise, which other entries may speak of already.
import { newId } from '#kit/id.ts';
import type { VisitInput } from '#modules/visit/ui/visit-draft.ts';
import type { Item, Phone } from '#sync/store.ts';

export const refusedItem = (phone: Phone, id: string): Item | undefined =>
  id === '' ? undefined : phone.items.value.find((item) => item.id === id);

interface Mended {
  readonly ids: { readonly visit: string; readonly promise: string };
  /** Takes the refused one out of the tray in the same transaction. */
  readonly more: { readonly mends?: string };
}

/** For an entry being written; `mends` is the refused command's id, or empty. */
export function mending(phone: Phone, mends: string): Mended {
  const refused = refusedItem(phone, mends);
  const before = refused?.envelope.input as VisitInput | undefined;
  return {
    ids: { visit: before?.visit ?? newId(), promise: before?.promises[0]?.promise ?? newId() },
    more: refused ? { mends } : {},
  };
}
