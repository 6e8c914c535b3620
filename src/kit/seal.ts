// Seals a queued command to the server's key and opens it there: ephemeral P-256, HKDF-SHA-256 and AES-256-GCM, as wire.ts says.
import type { Envelope } from './command.ts';
import { Problem } from './problem.ts';
import type { SealedCommand } from './wire.ts';

/** Named in the key derivation, so that a key made for this can serve nothing else. */
const purpose = new TextEncoder().encode('zd-push-v1');
const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
const sittingMs = 10 * 60_000;

/** The server's public (or private) key with its id. */
export interface SealKey {
  readonly id: string;
  readonly jwk: JsonWebKey;
}

export const toBase64Url = (bytes: ArrayBuffer | Uint8Array): string => {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  let text = '';
  for (const byte of view) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

/** Throws `invalid sealed-unreadable` when the text is no base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    throw new Problem('invalid', 'sealed-unreadable');
  }
}

async function boxKey(
  privateKey: CryptoKey,
  publicKey: CryptoKey,
  ephemeral: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  // The ephemeral key is the salt: two exchanges never make the same box key.
  const how = { name: 'HKDF', hash: 'SHA-256', salt: ephemeral, info };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const additional = (id: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(id);

/** Makes a fresh pair for a server: the public half goes out with every pull, the private half stays. */
export async function makeSealPair(): Promise<{ publicJwk: JsonWebKey; privateJwk: JsonWebKey }> {
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  return {
    publicJwk: await crypto.subtle.exportKey('jwk', pair.publicKey),
    privateJwk: await crypto.subtle.exportKey('jwk', pair.privateKey),
  };
}

/** One exchange of keys: an ephemeral pair against the server's key, of which only the box key stays. */
interface Exchange {
  readonly ephemeral: string;
  readonly boxKey: CryptoKey;
}

/**
 * Commands sealed in one go share an exchange, so that neither side pays for one each: at most ten minutes and 100 commands,
 * and whoever holds it forgets it with the phone's own key, beside which it opens nothing more. Every box has its own random iv.
 */
export interface Sitting {
  now?: { readonly exchange: Promise<Exchange>; readonly keyId: string; readonly until: number; left: number };
}

async function exchangeWith(key: SealKey, info: Uint8Array<ArrayBuffer>): Promise<Exchange> {
  const theirs = await crypto.subtle.importKey('jwk', key.jwk, curve, false, []);
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { ephemeral: toBase64Url(ephemeral), boxKey: await boxKey(pair.privateKey, theirs, ephemeral, info) };
}

function exchangeOf(sitting: Sitting, key: SealKey): Promise<Exchange> {
  const now = Date.now();
  const known = sitting.now;
  // A clock that was put back ends it too.
  const ends = known && (known.keyId !== key.id || now >= known.until || now < known.until - sittingMs);
  if (known && !ends && known.left > 0) {
    known.left -= 1;
    return known.exchange;
  }
  const begun = { exchange: exchangeWith(key, purpose), keyId: key.id, until: now + sittingMs, left: 99 };
  sitting.now = begun;
  begun.exchange.catch(() => {
    begun.left = 0;
  });
  return begun.exchange;
}

/** Seals an envelope so that only the holder of the private key reads it. Runs without the PIN of the phone. */
export async function sealTo(key: SealKey, envelope: Envelope, sitting: Sitting = {}): Promise<SealedCommand> {
  const plain = new TextEncoder().encode(JSON.stringify(envelope));
  const box = await boxOf(key, await exchangeOf(sitting, key), { id: envelope.id, bytes: plain });
  return { id: envelope.id, ...box };
}

async function boxOf(
  key: SealKey,
  exchange: Exchange,
  of: { readonly id: string; readonly bytes: BufferSource },
): Promise<Omit<SealedCommand, 'id'>> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: 'AES-GCM', iv, additionalData: additional(of.id) };
  const box = await crypto.subtle.encrypt(how, exchange.boxKey, of.bytes);
  return { key: key.id, ephemeral: exchange.ephemeral, iv: toBase64Url(iv), box: toBase64Url(box) };
}

/** Seals bytes to the server's key under an id and for one purpose, with an exchange of their own. */
export const sealBytesTo = async (
  key: SealKey,
  of: { readonly id: string; readonly bytes: BufferSource; readonly purpose: Uint8Array<ArrayBuffer> },
): Promise<Omit<SealedCommand, 'id'>> => boxOf(key, await exchangeWith(key, of.purpose), of);

/** Opens a sealed command. Throws `invalid sealed-unreadable` when it was altered, made for another key, or carries another id. */
export async function openSealed(privateKey: CryptoKey | JsonWebKey, sealed: SealedCommand): Promise<Envelope> {
  const ephemeral = fromBase64Url(sealed.ephemeral);
  const iv = fromBase64Url(sealed.iv);
  const box = fromBase64Url(sealed.box);
  try {
    const mine =
      privateKey instanceof CryptoKey
        ? privateKey
        : await crypto.subtle.importKey('jwk', privateKey, curve, false, ['deriveBits']);
    const theirs = await crypto.subtle.importKey('raw', ephemeral, curve, false, []);
    const how = { name: 'AES-GCM', iv, additionalData: additional(sealed.id) };
    const plain = await crypto.subtle.decrypt(how, await boxKey(mine, theirs, ephemeral, purpose), box);
    const envelope = JSON.parse(new TextDecoder().decode(plain)) as Envelope;
    if (envelope.id === sealed.id) return envelope;
  } catch {
    // One answer for every way to be wrong: what exactly failed helps only somebody who tries.
  }
  throw new Problem('invalid', 'sealed-unreadable');
}
