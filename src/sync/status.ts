// What the screens say about sending: computed from what the server acknowledged, never from "the request ended".
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { isParked } from './outbox.ts';
import type { Item, Phone } from './store.ts';

const oneDay = 86_400_000;

export interface Withheld {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Status {
  readonly sending: Signal<ReadonlySet<string>>;
  /** True when the last try got no answer, or the phone itself knows it has no network. */
  readonly offline: Signal<boolean>;
  readonly signedOut: Signal<boolean>;
  readonly lastSuccess: Signal<number | null>;
  /** Why the server hands nothing out, when it says so. */
  readonly withheld: Signal<Withheld | null>;
  /** Rows so far of a first snapshot; null when none is under way. */
  readonly loading: Signal<number | null>;
  readonly pending: ReadonlySignal<readonly Item[]>;
  readonly refused: ReadonlySignal<readonly Item[]>;
}

export function makeStatus(phone: Phone): Status {
  return {
    sending: signal<ReadonlySet<string>>(new Set()),
    offline: signal(navigator.onLine === false),
    signedOut: signal(false),
    lastSuccess: signal(phone.identity.lastSuccess),
    withheld: signal<Withheld | null>(null),
    loading: signal<number | null>(null),
    pending: computed(() => phone.items.value.filter((item) => item.state === 'waiting')),
    refused: computed(() => phone.items.value.filter((item) => item.state === 'refused')),
  };
}

export interface Badge {
  readonly state: 'sent' | 'sending' | 'waiting' | 'late';
  readonly count: number;
  readonly going: number;
  readonly days: number;
}

/** The one line in the header: grey, and ochre only once something waits for three days. */
export function badgeOf(status: Status, now: number): Badge {
  const pending = status.pending.value;
  const count = pending.length;
  const going = pending.filter((item) => status.sending.value.has(item.id)).length;
  const days = Math.floor((now - Math.min(now, ...pending.map((item) => item.at))) / oneDay);
  const state = count === 0 ? 'sent' : going > 0 ? 'sending' : days >= 3 ? 'late' : 'waiting';
  return { state, count, going, days };
}

export type Shown =
  | { readonly state: 'here' | 'sending' | 'needsYou' }
  | { readonly state: 'received'; readonly at: number };

/** The state of one queued command. */
export function shownOf(status: Status, items: readonly Item[], item: Item): Shown {
  if (item.state === 'refused' || isParked(items, item)) return { state: 'needsYou' };
  if (item.state === 'taken') return { state: 'received', at: item.answeredAt ?? item.at };
  return { state: status.sending.value.has(item.id) ? 'sending' : 'here' };
}

/** The state of a record: its newest queued command, else when the server acknowledged it, else nothing to say. */
export function recordShown(phone: Phone, status: Status, id: string): Shown | undefined {
  const item = phone.items.value.findLast((one) => one.record === id || phone.view.value.touched.get(id) === one.id);
  if (item) return shownOf(status, phone.items.value, item);
  const at = phone.received.value.get(id);
  return at === undefined ? undefined : { state: 'received', at };
}
