// What was thrown away from the tray, kept sealed on the phone for 30 days and then gone by itself.
import type { Envelope } from '#kit/command.ts';
import { discard } from '#sync/outbox.ts';
import { findDraft, type Item, keepDraft, type Phone } from '#sync/store.ts';

export interface Thrown {
  readonly id: string;
  readonly envelope: Envelope;
  readonly thrownAt: number;
}

const keptFor = 30 * 86_400_000;
const prefix = 'bin:';

/** Takes it out of the tray; the way back for the next seconds puts it there again. */
export async function throwAway(phone: Phone, item: Item): Promise<() => Promise<void>> {
  const thrown: Thrown = { id: item.id, envelope: item.envelope, thrownAt: Date.now() };
  // What only the named office may read leaves no trace here either.
  if (!item.forget) await keepDraft(phone, `${prefix}${item.id}`, thrown);
  const back = await discard(phone, item.id);
  return async () => {
    await back();
    await emptyOut(phone, item.id);
  };
}

export const emptyOut = (phone: Phone, id: string): Promise<void> => keepDraft(phone, `${prefix}${id}`, null);

/** Newest first; what is older than 30 days goes while one looks. */
export async function thrownAway(phone: Phone, now: number): Promise<Thrown[]> {
  const keys = await phone.db.drafts.toCollection().primaryKeys();
  const all = await Promise.all(
    keys.filter((key) => key.startsWith(prefix)).map((key) => findDraft<Thrown>(phone, key)),
  );
  const found = all.filter((one) => one !== undefined);
  const old = found.filter((one) => now - one.thrownAt > keptFor);
  await Promise.all(old.map((one) => emptyOut(phone, one.id)));
  return found.filter((one) => !old.includes(one)).sort((a, b) => b.thrownAt - a.thrownAt);
}
