// What is being written, kept sealed until it is said or dropped; once the lease is over, apart from what was begun before, so that neither covers the other.
import { withRoom } from './room.ts';
import { type Box, openBox, sealBox } from './sealed-box.ts';
import { isOver, type Phone } from './store.ts';

const apart = 'apart:';

/** Where this draft lies: where it was found when its form was opened, whatever became of the lease since. */
export const draftPlace = (phone: Phone, key: string): string =>
  phone.draftPlaces.get(key) ?? (isOver(phone) ? apart + key : key);

/** What these keys of the disk are the drafts of; once the lease is over, of those begun since. */
export const draftsAt = (phone: Phone, places: readonly string[]): string[] => {
  const shown = places.filter((place) => !isOver(phone) || place.startsWith(apart));
  return [...new Set(shown.map((place) => (place.startsWith(apart) ? place.slice(apart.length) : place)))];
};

/** Keeps what is being written, sealed. `null` drops it. Throws `refused phone-full`. */
export async function keepDraft(phone: Phone, key: string, value: unknown): Promise<void> {
  if (value === null) return phone.db.drafts.delete(draftPlace(phone, key));
  const draft = await sealDraft(phone, { key, value });
  await withRoom(() => phone.db.drafts.put(draft));
}

/** A draft as it lies on the disk. */
export async function sealDraft(
  phone: Phone,
  of: { readonly key: string; readonly value: unknown },
): Promise<{ readonly key: string; readonly box: Box }> {
  const key = draftPlace(phone, of.key);
  return { key, box: await sealBox(phone.key, `draft ${key}`, of.value) };
}

/** What was begun while the lease was over comes to light once what was begun before it is done with. */
export async function findDraft<T>(phone: Phone, key: string): Promise<T | undefined> {
  const places = isOver(phone) ? [apart + key] : [key, apart + key];
  for (const place of places) {
    const kept = await phone.db.drafts.get(place);
    if (!kept) continue;
    phone.draftPlaces.set(key, place);
    return openBox<T>(phone.key, `draft ${place}`, kept.box);
  }
  phone.draftPlaces.set(key, places[0] ?? key);
  return undefined;
}
