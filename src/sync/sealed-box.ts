// Keeps things sealed on the phone: a random AES-256-GCM data key, itself wrapped by a key made from the PIN.
import { Problem } from '#kit/problem.ts';

export interface Box {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

export interface WrappedKey extends Box {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
}

const rounds = 600_000;
export const shortestPin = 6;

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, turns: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: turns };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const dataKey = (raw: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** Throws `invalid pin-short` or `invalid pin-simple`: six digits at least, not all the same, not a plain row. */
export function checkPin(pin: string): void {
  if (!/^\d+$/.test(pin) || pin.length < shortestPin) throw new Problem('invalid', 'pin-short');
  const steps = [...pin].slice(1).map((digit, place) => Number(digit) - Number(pin[place]));
  if ([-1, 0, 1].some((step) => steps.every((one) => one === step))) throw new Problem('invalid', 'pin-simple');
}

/** Makes a data key and wraps it with the PIN. Only the wrapped form is ever stored. */
export async function makeDataKey(pin: string): Promise<{ key: CryptoKey; wrapped: WrappedKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOfPin(pin, salt, rounds), raw);
  const key = await dataKey(raw);
  raw.fill(0);
  return { key, wrapped: { salt, iv, data, rounds } };
}

/** Opens the data key. Throws `refused pin-wrong`. */
export async function openDataKey(wrapped: WrappedKey, pin: string): Promise<CryptoKey> {
  const key = await keyOfPin(pin, wrapped.salt, wrapped.rounds);
  try {
    return await dataKey(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: wrapped.iv }, key, wrapped.data));
  } catch {
    throw new Problem('refused', 'pin-wrong');
  }
}

/** `label` binds the box to its place: a box moved to another place does not open. */
export async function sealBox(key: CryptoKey, label: string, value: unknown): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(label);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain) };
}

/** Throws `broken store-unreadable` when the box was altered, moved, or sealed with another key. */
export async function openBox<T>(key: CryptoKey, label: string, box: Box): Promise<T> {
  try {
    const additionalData = new TextEncoder().encode(label);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.iv, additionalData }, key, box.data);
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    throw new Problem('broken', 'store-unreadable');
  }
}
