// Keeps an answer of the county on the phone, sealed like all of it, and asks now and then whether it is still the same: public words, which travel beside the notebook and not in it.
import { effect, signal } from '@preact/signals';
import type { Rounds } from '#sync/rounds.ts';
import { openBox, sealBox } from '#sync/sealed-box.ts';
import type { Phone } from '#sync/store.ts';
import { askOnline } from './online.ts';

/** `mark` names exactly this answer; whoever holds it as it is gets the mark alone. */
type Answer<A> = Partial<A> & { readonly mark: string };
/** `at`: when the county was last asked (ms). */
type Kept<A> = A & { readonly mark: string; readonly at: number };

export interface KeptAnswer<A> {
  /** Undefined as long as nothing came. */
  value(): Kept<A> | undefined;
  /** Asks the county, unless it was asked in the last `patience` (ms). Without signal, or room, what is there stays. */
  renew(phone: Phone, patience: number): Promise<void>;
  /** After each contact with the county, as long as this notebook is open. */
  follow(open: { readonly phone: Phone; readonly rounds: Rounds }): void;
}

const sixHours = 6 * 3_600_000;

/** `label` is the name it is sealed and kept under, `query` what answers it. */
export function keepAnswer<A extends object>(label: string, query: string): KeptAnswer<A> {
  const kept = signal<Kept<A> | undefined>();
  let opened: Phone | undefined;
  let reading: Promise<void> = Promise.resolve();

  async function read(phone: Phone): Promise<void> {
    const row = await phone.db.meta.get(label);
    const found = row && 'box' in row ? await openBox<Kept<A>>(phone.key, label, row.box) : undefined;
    if (opened === phone) kept.value = found;
  }
  /** Reads what is kept, once for each opening of the notebook. */
  function openIt(phone: Phone): Promise<void> {
    if (opened === phone) return reading;
    opened = phone;
    kept.value = undefined;
    // What cannot be read is asked for anew.
    reading = read(phone).catch(() => undefined);
    return reading;
  }
  async function renew(phone: Phone, patience: number): Promise<void> {
    await openIt(phone);
    const before = kept.peek();
    const at = Date.now();
    // A clock set back must not keep an old answer for years.
    if (before && Math.abs(at - before.at) < patience) return;
    try {
      const answer = await askOnline<Answer<A>>(phone, query, before ? { held: before.mark } : {});
      const now = { ...before, ...answer, at } as Kept<A>;
      if (opened === phone) kept.value = now;
      await phone.db.meta.put({ key: label, box: await sealBox(phone.key, label, now) });
    } catch {
      // Asked again at the next contact.
    }
  }
  return {
    value: () => kept.value,
    renew,
    follow({ phone, rounds }) {
      void openIt(phone);
      const stop: () => void = effect(() => {
        const reached = rounds.status.lastSuccess.value;
        if (opened !== phone) queueMicrotask(() => stop());
        else if (reached !== null) void renew(phone, sixHours);
      });
    },
  };
}
