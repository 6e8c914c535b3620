// The key on paper that opens every backup: seven groups of five characters, each with its own check. A server keeps only what closes.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { readCode } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';

/** Crockford's letters: none is mistaken for another on paper. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 7;
const groupLength = 5;

/** What stays on the server: it closes backups and opens none. */
export interface ClosingKey {
  readonly v: 1;
  /** X25519, base64url. */
  readonly public: string;
  /** Known to the server and to the paper: without it nobody makes a backup that this county would put back. */
  readonly proof: string;
  /** ms since 1970. */
  readonly madeAt: number;
}

export interface OpeningKey {
  readonly private: KeyObject;
  readonly proof: Buffer;
  readonly fingerprint: string;
}

const checkOf = (group: number, four: string): string =>
  letters[(createHash('sha256').update(`${group}:${four}`).digest()[0] ?? 0) % 32] ?? '';

/** 140 random bits as they are written down: `7K3MQ-…`. */
export function makeRecoveryKey(): string {
  const made = Array.from({ length: groups }, (_, group) => {
    const four = Array.from(randomBytes(groupLength - 1), (byte) => letters[byte % 32]).join('');
    return four + checkOf(group, four);
  });
  return made.join('-');
}

/** What was typed, without its checks. Throws `invalid recovery-key-length`, and `recovery-key-group` with the group that was mistyped. */
function readRecoveryKey(typed: string): string {
  const text = readCode(typed);
  const length = groups * groupLength;
  if (text.length !== length) throw new Problem('invalid', 'recovery-key-length', { length, typed: text.length });
  const read = Array.from({ length: groups }, (_, group) => {
    const five = text.slice(group * groupLength, (group + 1) * groupLength);
    const four = five.slice(0, -1);
    if (checkOf(group, four) !== five.slice(-1))
      throw new Problem('invalid', 'recovery-key-group', { group: group + 1 });
    return four;
  });
  return read.join('');
}

const derived = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'zero-distance recovery key', use, 32));

/** An X25519 private key of 32 bytes as the crypto library takes it (PKCS #8). */
const privateKeyOf = (bytes: Buffer): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), bytes]),
    format: 'der',
    type: 'pkcs8',
  });

const publicBytes = (key: KeyObject): string => String(createPublicKey(key).export({ format: 'jwk' }).x);

/** Names a key without saying anything of it. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(publicKey).digest('hex').slice(0, 16);

export function closingKeyOf(paper: string, madeAt: number): ClosingKey {
  const secret = readRecoveryKey(paper);
  return {
    v: 1,
    public: publicBytes(privateKeyOf(derived(secret, 'open'))),
    proof: derived(secret, 'proof').toString('base64url'),
    madeAt,
  };
}

export function openingKeyOf(paper: string): OpeningKey {
  const secret = readRecoveryKey(paper);
  const key = privateKeyOf(derived(secret, 'open'));
  return { private: key, proof: derived(secret, 'proof'), fingerprint: fingerprintOf(publicBytes(key)) };
}

/** The head of one sealed file, and the key its content is sealed with: bound to every byte of that head. */
export interface Closing {
  readonly line: Buffer;
  readonly secret: Buffer;
}

const secretOf = (shared: Buffer, proof: Buffer, line: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', shared, proof, createHash('sha256').update(line).digest(), 32));

export function closeHead(key: ClosingKey, head: Readonly<Record<string, unknown>>): Closing {
  const once = generateKeyPairSync('x25519');
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'X25519', x: key.public },
    format: 'jwk',
  });
  const said = { ...head, v: 2, key: fingerprintOf(key.public), once: publicBytes(once.privateKey) };
  const line = Buffer.from(`${JSON.stringify(said)}\n`);
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey });
  return { line, secret: secretOf(shared, Buffer.from(key.proof, 'base64url'), line) };
}

/** Throws `refused recovery-key-other` where the head names another key, `broken backup-altered` where it is none of ours. */
export function openHead(key: OpeningKey, line: Buffer, file: string): Buffer {
  const said = readHead(line, file);
  if (said['key'] !== key.fingerprint) throw new Problem('refused', 'recovery-key-other');
  try {
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'X25519', x: String(said['once']) },
      format: 'jwk',
    });
    return secretOf(diffieHellman({ privateKey: key.private, publicKey }), key.proof, line);
  } catch {
    throw new Problem('broken', 'backup-altered', { file });
  }
}

/** What stands in the clear at the beginning of a sealed file. */
export function readHead(line: Buffer, file: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(line.toString('utf8'));
    if (typeof said === 'object' && said !== null && (said as { v?: unknown }).v === 2)
      return said as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new Problem('broken', 'backup-altered', { file });
}
