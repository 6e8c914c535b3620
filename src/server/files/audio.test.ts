// What is taken as an audio note; the bad ones are made here.
import { expect, test } from 'vitest';
import { makeAudio, makeJpeg } from '#tests/files/make-files.ts';
import { checkAudio } from './audio.ts';

const codeOf = (bytes: Buffer): number | string => {
  try {
    return checkAudio(bytes);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

test('a minute is taken and measured by its own packets (ATTACH-6)', () => {
  expect(codeOf(makeAudio(1000))).toBe(1000);
  expect(codeOf(makeAudio(60_000))).toBe(60_000);
});

test('more than a minute is refused, whatever the clock in the file says (ATTACH-6)', () => {
  expect(codeOf(makeAudio(70_000))).toBe('audio-too-long');
  // All the sound of two minutes under a clock that stands still, and three hours of silence between blocks.
  expect(codeOf(makeAudio(120_000, { claims: 0 }))).toBe('audio-too-long');
  expect(codeOf(makeAudio(36_000, { claims: 6000 }))).toBe('audio-too-long');
});

test('no sound, another container, another codec, a picture track, something behind: refused', async () => {
  const good = makeAudio(1000);
  expect(codeOf(makeAudio(0))).toBe('audio-empty');
  expect(codeOf(makeAudio(1000, { docType: 'matroska' }))).toBe('file-kind-differs');
  expect(codeOf(makeAudio(1000, { codec: 'A_PCM/INT/LIT' }))).toBe('file-kind-differs');
  expect(codeOf(makeAudio(1000, { trackType: 1 }))).toBe('file-kind-differs');
  expect(codeOf(Buffer.alloc(0))).toBe('file-kind-differs');
  expect(codeOf(Buffer.from('OggS'))).toBe('file-kind-differs');
  expect(codeOf(Buffer.from('RIFF....WAVEfmt '))).toBe('file-kind-differs');
  expect(codeOf(await makeJpeg())).toBe('file-kind-differs');
  expect(codeOf(Buffer.concat([good, Buffer.from('<html><script>alert(1)</script>')]))).toBe('file-broken');
  expect(codeOf(good.subarray(0, good.length - 3))).toBe('file-broken');
});

test('no bytes make the reader hang or break in another way', () => {
  const good = makeAudio(400);
  for (let at = 0; at < good.length; at += 7) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 0xff;
    const said = codeOf(bad);
    expect(typeof said === 'number' || /^(file|audio)-/.test(said), `byte ${at}: ${said}`).toBe(true);
  }
});
