// What is being written, kept sealed on the phone under a key of its own until it is said or dropped.
import { withRoom } from './room.ts';
import { type Box, openBox, sealBox } from './sealed-box.ts';
import type { Phone } from './store.ts';

/** Keeps what is being written, sealed. `null` drops it. Throws `refused phone-full`. */
export async function keepDraft(phone: Phone, key: string, value: unknown): Promise<void> {
  if (value === null) return phone.db.drafts.delete(key);
  const draft = await sealDraft(phone, { key, value });
  await withRoom(() => phone.db.drafts.put(draft));
}

/** A draft as it lies on the disk. */
export const sealDraft = async (
  phone: Phone,
  { key, value }: { readonly key: string; readonly value: unknown },
): Promise<{ readonly key: string; readonly box: Box }> => ({
  key,
  box: await sealBox(phone.key, `draft ${key}`, value),
});

export async function findDraft<T>(phone: Phone, key: string): Promise<T | undefined> {
  const kept = await phone.db.drafts.get(key);
  return kept ? openBox<T>(phone.key, `draft ${key}`, kept.box) : undefined;
}
