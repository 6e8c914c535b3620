// The secrets of a running poll: the key that signs its ballots and the key of its urn; in one file beside the database, in no backup, destroyed after the count.
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { link, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '#kit/problem.ts';
import type { PollKey } from '#modules/poll/model.ts';
import type { County } from '../county.ts';
import { writeFileDurably } from '../files/file-store.ts';

const bits = 2048;

export interface PollSecrets {
  readonly signing: KeyObject;
  readonly publicKey: PollKey;
  /** Seals what lies in the urn. */
  readonly urn: Buffer;
  /** Makes the tags by which a ballot is not put in twice. */
  readonly tags: Buffer;
}

export interface PollKeys {
  /** Makes the secrets of a poll, or finds those that are there already. */
  make(poll: string): Promise<PollSecrets>;
  /** Throws `conflict poll-keys-gone` (POLL-14): lost with a disk or a restore. */
  get(poll: string): Promise<PollSecrets>;
  /** POLL-13: overwritten, then taken away; one that is not there is gone already. */
  destroy(poll: string): Promise<void>;
  /** Polls that have secrets here. */
  list(): Promise<string[]>;
}

/** Where they lie in a data directory; servers that share one database share this folder, as they share the pictures. */
export const pollKeysIn = (dataDir: string): string => path.join(dataDir, 'poll-keys');

const fileOf = (directory: string, poll: string): string => path.join(directory, `${poll}.json`);

function secretsIn(text: string): PollSecrets {
  const { pem, seed } = JSON.parse(text) as { pem: string; seed: string };
  const signing = createPrivateKey(pem);
  const { n = '', e = '' } = createPublicKey(signing).export({ format: 'jwk' });
  const from = (use: string): Buffer => createHmac('sha256', Buffer.from(seed, 'base64url')).update(use).digest();
  return { signing, publicKey: { n, e }, urn: from('zd-urn-v1'), tags: from('zd-tags-v1') };
}

/** Whoever comes first has made them: two at once would leave a poll with one key and a file with the other. */
async function writeOnce(file: string, text: string): Promise<void> {
  const half = `${file}.${randomBytes(8).toString('hex')}`;
  await writeFileDurably(half, Buffer.from(text));
  await link(half, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(half, { force: true });
  const folder = await open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export function openPollKeys(directory: string): PollKeys {
  const find = async (poll: string): Promise<PollSecrets | undefined> => {
    const text = await readFile(fileOf(directory, poll), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : secretsIn(text);
  };
  return {
    async make(poll) {
      const known = await find(poll);
      if (known) return known;
      const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits, publicExponent: 65_537 });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      const text = JSON.stringify({ pem, seed: randomBytes(32).toString('base64url') });
      await writeOnce(fileOf(directory, poll), text);
      const made = await find(poll);
      if (!made) throw new Problem('conflict', 'poll-keys-gone');
      return made;
    },
    async get(poll) {
      const known = await find(poll);
      if (!known) throw new Problem('conflict', 'poll-keys-gone');
      return known;
    },
    async destroy(poll) {
      const file = fileOf(directory, poll);
      const handle = await open(file, 'r+').catch(() => undefined);
      if (handle) {
        const { size } = await handle.stat();
        await handle.write(randomBytes(size), 0, size, 0);
        await handle.sync();
        await handle.close();
      }
      await rm(file, { force: true });
    },
    async list() {
      const names = await readdir(directory).catch(() => []);
      return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
    },
  };
}

const ofCounty = new WeakMap<County, PollKeys>();

/** The keys of this county's polls, as the server that runs it keeps them. */
export function pollKeysOf(county: County): PollKeys {
  const known = ofCounty.get(county);
  if (!known) throw new Problem('conflict', 'poll-keys-gone');
  return known;
}
export const keepPollKeys = (county: County, keys: PollKeys): unknown => ofCounty.set(county, keys);

const raw = (key: KeyObject) => ({ key, padding: constants.RSA_NO_PADDING });

/**
 * BlindSign of RFC 9474: the blinded ballot to the private exponent, by OpenSSL, which blinds its own arithmetic; the result is
 * checked before it leaves, because a faulty one would give the key away. Throws `invalid ballot-unreadable`.
 */
export function blindSign({ signing }: PollSecrets, blinded: Buffer): Buffer {
  try {
    const signed = privateDecrypt(raw(signing), blinded);
    if (publicEncrypt(raw(createPublicKey(signing)), signed).equals(blinded)) return signed;
  } catch {
    // Longer than the modulus, or not below it: said below.
  }
  throw new Problem('invalid', 'ballot-unreadable');
}
