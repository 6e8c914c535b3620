// A file is sealed once, with a random key of its own; that key is small and is sealed twice, to the phone's data key and to the server's.
import { Problem } from './problem.ts';
import { type SealKey, sealBytesTo } from './seal.ts';
import type { SealedCommand } from './wire.ts';

/** A file's own key, sealed to the server's key under the file's id. */
export type SealedKey = Omit<SealedCommand, 'id'>;

const purpose = new TextEncoder().encode('zd-file-v1');
const iv = new Uint8Array(12);
/** What sealing adds to a file. */
export const sealBytes = 16;

const additional = (id: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`file ${id}`);
const importKey = (raw: BufferSource): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

export const makeFileKey = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32));

/** The key seals this one file and nothing else ever, so that the fixed nonce is used once. */
export const sealFile = async (key: BufferSource, id: string, bytes: BufferSource): Promise<ArrayBuffer> =>
  crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: additional(id) }, await importKey(key), bytes);

/** Throws `invalid sealed-unreadable` when it was altered, cut, or sealed under another id or key. */
export async function openFile(key: BufferSource, id: string, sealed: BufferSource): Promise<ArrayBuffer> {
  try {
    const how = { name: 'AES-GCM', iv, additionalData: additional(id) };
    return await crypto.subtle.decrypt(how, await importKey(key), sealed);
  } catch {
    throw new Problem('invalid', 'sealed-unreadable');
  }
}

/** Runs without the PIN of the phone, as sealing a command does. */
export const sealFileKey = (server: SealKey, id: string, key: BufferSource): Promise<SealedKey> =>
  sealBytesTo(server, { id, bytes: key, purpose });
