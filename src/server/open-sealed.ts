// Opens what phones sealed, with Node's own synchronous ciphers: the same format as kit/seal.ts at a fifth of its cost under load.
import { createDecipheriv, createECDH, createSecretKey, type ECDH, hkdfSync, type KeyObject } from 'node:crypto';
import type { CarriedProof } from '#kit/carried.ts';
import type { Envelope } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { SealedKey } from '#kit/seal-file.ts';
import type { SealedCommand } from '#kit/wire.ts';

const purpose = Buffer.from('zd-push-v1');
const filePurpose = Buffer.from('zd-file-v1');
const carryPurpose = Buffer.from('zd-carry-v1');
const tagBytes = 16;

/** The private half of a server key, ready to open with. */
export interface Opener {
  readonly ecdh: ECDH;
  /** Box keys by what a phone exchanged them with: the commands of one sitting share theirs. */
  readonly lately: Map<string, KeyObject>;
}

/** Of as many sittings the box key is remembered (some 300 bytes each); the oldest goes first. */
const mostSittings = 2_000;
/** 65 bytes of an uncompressed point in base64url. */
const pointLetters = 87;

/** `jwk.d` is the scalar of an EC key on P-256. */
export function sealOpener(jwk: JsonWebKey): Opener {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(jwk.d ?? '', 'base64url'));
  return { ecdh, lately: new Map() };
}

function boxKey({ ecdh }: Opener, point: string, info: Buffer): KeyObject {
  const ephemeral = Buffer.from(point, 'base64url');
  // Key objects instead of bytes: the bytes would be wrapped by a path that throws and catches inside Node, at ten times the cost.
  const secret = createSecretKey(ecdh.computeSecret(ephemeral));
  return createSecretKey(new Uint8Array(hkdfSync('sha256', secret, ephemeral, info, 32)));
}

/** The exchange is the dearest part of opening: a sitting pays for it once. */
function sittingKey(opener: Opener, point: string): KeyObject {
  const known = opener.lately.get(point);
  if (known) return known;
  const key = boxKey(opener, point, purpose);
  if (point.length === pointLetters) opener.lately.set(point, key);
  if (opener.lately.size > mostSittings) opener.lately.delete(opener.lately.keys().next().value ?? '');
  return key;
}

function openBytes(key: KeyObject, id: string, sealed: SealedKey): Buffer {
  const box = Buffer.from(sealed.box, 'base64url');
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64url'), {
    authTagLength: tagBytes,
  });
  cipher.setAAD(Buffer.from(id));
  cipher.setAuthTag(box.subarray(-tagBytes));
  return Buffer.concat([cipher.update(box.subarray(0, -tagBytes)), cipher.final()]);
}

/** The key of a file that a phone sealed. Throws `invalid sealed-unreadable` as below. */
export function openFileKeyNow(opener: Opener, id: string, sealed: SealedKey): Buffer {
  try {
    const key = openBytes(boxKey(opener, sealed.ephemeral, filePurpose), id, sealed);
    if (key.length === 32) return key;
  } catch {
    // As below.
  }
  throw new Problem('invalid', 'sealed-unreadable');
}

/** Throws `invalid sealed-unreadable` when it was altered, made for another key, or carries another id. */
export function openSealedNow(opener: Opener, sealed: SealedCommand): Envelope {
  try {
    const plain = openBytes(sittingKey(opener, sealed.ephemeral), sealed.id, sealed);
    const envelope = JSON.parse(plain.toString('utf8')) as Envelope;
    if (envelope.id === sealed.id) return envelope;
  } catch {
    // One answer for every way to be wrong: what exactly failed helps only somebody who tries.
  }
  throw new Problem('invalid', 'sealed-unreadable');
}

/** Whose phone made a line of a carried file. Throws whatever goes wrong: one answer for every way. */
export function openProofNow(opener: Opener, id: string, sealed: SealedKey): CarriedProof {
  const plain = openBytes(boxKey(opener, sealed.ephemeral, carryPurpose), id, sealed);
  return JSON.parse(plain.toString('utf8')) as CarriedProof;
}
