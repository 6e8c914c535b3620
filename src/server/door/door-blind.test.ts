// Blind signatures against the test vectors of RFC 9474, and the two halves against each other: the voter's in the browser, the county's in OpenSSL.
import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { begin, finish } from '#tests/voters.ts';
import { blindSign, openPollKeys } from '../polls/poll-keys.ts';
import { isSigned as isSignedHere } from '../polls/urn.ts';
import { blind, bytesOf, encodePss, finalize, hexOf, inverse, isSigned, toBase64Url } from './door-blind.js';
import { vectors } from './rfc9474.data.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const { n, e, salt } = vectors;
const key = { n: toBase64Url(bytes(n)), e: toBase64Url(bytes(e)) };

test('RFC 9474 A.1 (PSS-Randomized): the prepared message is encoded as the vector says', async () => {
  expect(hexOf(await encodePss(bytes(vectors.randomized.message), 4095, bytes(salt)))).toBe(vectors.randomized.encoded);
});

test('RFC 9474 A.3: encoded, blinded, and made fit again as the vector says', async () => {
  const { message, encoded, inv, blinded, blindSig, sig } = vectors.whole;
  expect(hexOf(await encodePss(bytes(message), 4095, bytes(salt)))).toBe(encoded);
  const r = inverse(BigInt(`0x${inv}`), BigInt(`0x${n}`));
  if (r === undefined) throw new Error('no inverse');
  const made = await blind(key, bytes(message), { salt: bytes(salt), r });
  expect(hexOf(made.blinded)).toBe(blinded);
  expect(made.unblind).toBe(BigInt(`0x${inv}`));
  expect(hexOf(await finalize(key, bytes(message), bytes(blindSig), made.unblind))).toBe(sig);
  expect(await isSigned(key, bytes(message), bytes(sig))).toBe(true);
  expect(await isSigned(key, bytes(vectors.randomized.message), bytes(sig))).toBe(false);
});

test('POLL-5 the county signs what it cannot read, and what comes out is an ordinary signature of its key', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'zd-blind-'));
  const keys = openPollKeys(directory);
  const secrets = await keys.make('one');
  const begun = await begin('0'.repeat(36), secrets.publicKey, 1);
  const signed = blindSign(secrets, Buffer.from(begun.blinded, 'base64url'));
  const ballot = await finish(secrets.publicKey, begun, toBase64Url(signed));
  expect(isSignedHere(ballot, secrets.publicKey)).toBe(true);
  expect(isSignedHere({ ...ballot, words: ballot.words.replace('|01|', '|00|') }, secrets.publicKey)).toBe(false);
  expect(isSignedHere({ ...ballot, prefix: toBase64Url(randomBytes(32)) }, secrets.publicKey)).toBe(false);
  expect(() => blindSign(secrets, Buffer.alloc(256, 0xff))).toThrow('ballot-unreadable');
  await expect(finish(secrets.publicKey, begun, toBase64Url(randomBytes(256)))).rejects.toThrow();
  rmSync(directory, { recursive: true });
});

test('POLL-13, POLL-14 keys are found again after a start, destroyed without a trace in their place, and missed afterwards', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'zd-blind-'));
  const { publicKey } = await openPollKeys(directory).make('one');
  const again = openPollKeys(directory);
  expect((await again.make('one')).publicKey).toEqual(publicKey);
  expect(createPublicKey((await again.get('one')).signing).asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(await again.list()).toEqual(['one']);
  // Two at once, as two servers of one county: both have the same.
  const both = await Promise.all([again.make('two'), openPollKeys(directory).make('two')]);
  expect(both[0].publicKey).toEqual(both[1].publicKey);
  await again.destroy('two');
  await again.destroy('one');
  await again.destroy('one');
  expect(readdirSync(directory)).toEqual([]);
  await expect(again.get('one')).rejects.toThrow('poll-keys-gone');
  rmSync(directory, { recursive: true });
});

test('numbers keep their leading zeros', () => {
  expect(hexOf(bytesOf(BigInt(5), 4))).toBe('00000005');
});
