// Is there room on this phone? Said in words when something could not be kept, and before anybody writes for nothing.
import { type Signal, signal } from '@preact/signals';
import { Problem } from '#kit/problem.ts';
import type { PersonDatabase } from './phone-database.ts';
import { letGo } from './stored.ts';

/** `little`: soon nothing more can be kept. `none`: the last thing could not be kept. */
export const room: Signal<'enough' | 'little' | 'none'> = signal('enough');

/** Whether another picture may be added: not when the unsent ones take all that pictures may take. */
export const fileRoom: Signal<'enough' | 'none'> = signal('enough');

/** A day's words with room to spare, in bytes. */
const little = 3_000_000;

/** The disk, or what the browser lets us have of it, is used up. */
export function isFull(error: unknown): boolean {
  const { name, inner } = (error ?? {}) as { name?: string; inner?: { name?: string } };
  return name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError';
}

/** Free bytes as far as the browser tells; undefined where it does not. */
export async function freeBytes(): Promise<number | undefined> {
  const told = await navigator.storage?.estimate?.().catch(() => undefined);
  return told?.quota === undefined || told.usage === undefined ? undefined : told.quota - told.usage;
}

/** Tries it out with something as large as a day's drafts: what browsers tell of free space is a guess, some always say 10 GB. */
export async function measureRoom({ meta }: PersonDatabase): Promise<void> {
  try {
    await meta.put({ key: 'probe', data: crypto.getRandomValues(new Uint8Array(60_000)) });
    await meta.delete('probe');
    const free = await freeBytes();
    room.value = free !== undefined && free < little ? 'little' : 'enough';
  } catch (error) {
    if (isFull(error)) room.value = 'none';
  }
}

/** Tries once more without the pictures that the county has: words are worth more. */
export async function roomier<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isFull(error) || (await letGo(Date.now(), 0).catch(() => 0)) === 0) throw error;
    return write();
  }
}

/** Runs something that writes. Throws `refused phone-full` when there is no room for it. */
export async function withRoom<T>(write: () => Promise<T>): Promise<T> {
  try {
    const done = await roomier(write);
    if (room.value === 'none') room.value = 'little';
    return done;
  } catch (error) {
    if (!isFull(error)) throw error;
    room.value = 'none';
    throw new Problem('refused', 'phone-full');
  }
}
