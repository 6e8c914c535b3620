// What was thrown away from the tray, kept sealed on the phone for 30 days and then gone by itself.
import type { Envelope } from '#kit/command.ts';
import { discard, takeOut } from '#sync/outbox.ts';
import { findDraft, keepDraft } from '#sync/drafts.ts';
import type { Item, Phone } from '#sync/store.ts';

export interface Thrown {
  readonly id: string;
  readonly envelope: Envelope;
  readonly thrownAt: number;
}

const keptFor = 30 * 86_400_000;
const prefix = 'bin:';

// What only the named office may read leaves no trace here either.
const keepThrown = async (phone: Phone, items: readonly Item[]): Promise<void> => {
  for (const { id, envelope, forget } of items)
    if (!forget) await keepDraft(phone, `${prefix}${id}`, { id, envelope, thrownAt: Date.now() } satisfies Thrown);
};

const emptyAll = async (phone: Phone, items: readonly Item[]): Promise<void> => {
  for (const { id } of items) await emptyOut(phone, id);
};

/** Takes it out of the tray; the way back for the next seconds puts it there again. */
export async function throwAway(phone: Phone, item: Item): Promise<() => Promise<void>> {
  await keepThrown(phone, [item]);
  const back = await discard(phone, item.id);
  return () => back().then(() => emptyAll(phone, [item]));
}

/** The same for what still waits here. Undefined when it is on its way or gone: then it stays as it is. */
export async function throwUnsent(phone: Phone, items: readonly Item[]): Promise<(() => Promise<void>) | undefined> {
  // In the bin first: a phone that dies in between has it twice, never not at all.
  await keepThrown(phone, items);
  const back = await takeOut(
    phone,
    items.map(({ id }) => id),
  );
  if (!back) await emptyAll(phone, items);
  return back && (() => back().then(() => emptyAll(phone, items)));
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
