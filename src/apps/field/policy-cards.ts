// Keeps the policy cards of this ground on the phone, sealed like all of it, and asks now and then whether they are still the same.
import { effect, signal } from '@preact/signals';
import type { PolicyCards, ShownPolicy } from '#modules/policy/model.ts';
import type { Rounds } from '#sync/rounds.ts';
import { openBox, sealBox } from '#sync/sealed-box.ts';
import type { Phone } from '#sync/store.ts';
import { askOnline } from './online.ts';

interface Kept extends Required<PolicyCards> {
  /** When the county was last asked (ms). */
  readonly at: number;
}

const label = 'cards';
const kept = signal<Kept | undefined>();
let opened: Phone | undefined;
let reading: Promise<void> = Promise.resolve();

async function read(phone: Phone): Promise<void> {
  const row = await phone.db.meta.get(label);
  const found = row && 'box' in row ? await openBox<Kept>(phone.key, label, row.box) : undefined;
  if (opened === phone) kept.value = found;
}

/** Reads what is kept, once for each opening of the notebook. */
export function openCards(phone: Phone): Promise<void> {
  if (opened === phone) return reading;
  opened = phone;
  kept.value = undefined;
  // What cannot be read is asked for anew.
  reading = read(phone).catch(() => undefined);
  return reading;
}

export const keptCards = (): readonly ShownPolicy[] => kept.value?.cards ?? [];

/** Asks the county, unless it was asked in the last `patience` (ms). Without signal, or room, what is there stays. */
export async function renewCards(phone: Phone, patience: number): Promise<void> {
  await openCards(phone);
  const before = kept.peek();
  const at = Date.now();
  // A clock set back must not keep old cards for years.
  if (before && Math.abs(at - before.at) < patience) return;
  try {
    const { mark, cards = before?.cards ?? [] } = await askOnline<PolicyCards>(
      phone,
      'policy.cards',
      before ? { held: before.mark } : {},
    );
    const now: Kept = { mark, cards, at };
    if (opened === phone) kept.value = now;
    await phone.db.meta.put({ key: label, box: await sealBox(phone.key, label, now) });
  } catch {
    // Asked again at the next contact.
  }
}

const sixHours = 6 * 3_600_000;

/** After each contact with the county, as long as this notebook is open. */
export function followCards({ phone, rounds }: { readonly phone: Phone; readonly rounds: Rounds }): void {
  void openCards(phone);
  const stop: () => void = effect(() => {
    const reached = rounds.status.lastSuccess.value;
    if (opened !== phone) queueMicrotask(() => stop());
    else if (reached !== null) void renewCards(phone, sixHours);
  });
}
