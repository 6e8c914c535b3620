// What is taken as a picture and what is kept of it; the bad ones are made here.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeCameraJpeg, makeJpeg, makePixels, makePngBomb } from '#tests/files/make-files.ts';
import { openFileStore, sha256Of } from './file-store.ts';
import { checkPicture, isPlainJpeg } from './picture.ts';

const codeOf = (bytes: Buffer, claimed = 'image/jpeg'): Promise<string> =>
  checkPicture(bytes, claimed).then(
    () => 'taken',
    (error: Error & { code?: string }) => error.code ?? error.message,
  );

test('a plain picture is kept byte for byte, with a small one beside it (ATTACH-5)', async () => {
  const bytes = await makeJpeg(1600, 1200);
  const kept = await checkPicture(bytes, 'image/jpeg');
  expect(kept.bytes.equals(bytes)).toBe(true);
  expect(kept).toMatchObject({ mime: 'image/jpeg', width: 1600, height: 1200 });
  expect(await sharp(kept.small).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 360 });
});

test('nothing a camera wrote stays: not where, not with what, not how it was held (ATTACH-5)', async () => {
  const bytes = await makeCameraJpeg();
  expect(bytes.toString('latin1')).toContain('SN-0042');
  expect((await sharp(bytes).metadata()).exif?.length).toBeGreaterThan(100);
  const kept = await checkPicture(bytes, 'image/jpeg');
  for (const one of [kept.bytes, kept.small]) {
    expect(isPlainJpeg(one)).toBe(true);
    expect(one.toString('latin1')).not.toMatch(/Exif|SN-0042|Xiangbu|GPS/);
    const kinds = Object.keys(await sharp(one).metadata());
    expect(kinds).not.toEqual(expect.arrayContaining([expect.stringMatching(/exif|iptc|xmp|icc|comment/i)]));
  }
  // It lay on its side: the pixels themselves were turned.
  expect([kept.width, kept.height]).toEqual([480, 640]);
});

test('what hides behind or inside a picture is gone: HTML, an archive, a comment', async () => {
  const bytes = await makeJpeg();
  const script = '<script>alert(1)</script>';
  const behind = Buffer.concat([bytes, Buffer.from(`<html>${script}`)]);
  const archive = Buffer.concat([bytes, Buffer.from('PK\u0003\u0004 evil.jar')]);
  const comment = Buffer.concat([
    bytes.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, script.length + 2]),
    Buffer.from(script),
    bytes.subarray(2),
  ]);
  for (const bad of [behind, archive, comment]) {
    expect(isPlainJpeg(bad)).toBe(false);
    const kept = await checkPicture(bad, 'image/jpeg');
    expect(isPlainJpeg(kept.bytes)).toBe(true);
    expect(kept.bytes.toString('latin1')).not.toMatch(/script|evil/);
  }
});

test('PNG and WebP become plain JPEG', async () => {
  const pixels = await makePixels(300, 200);
  for (const [mime, bytes] of [
    ['image/png', await pixels.clone().png().toBuffer()],
    ['image/webp', await pixels.clone().webp().toBuffer()],
  ] as const) {
    const kept = await checkPicture(bytes, mime);
    expect(isPlainJpeg(kept.bytes)).toBe(true);
    expect([kept.width, kept.height]).toEqual([300, 200]);
  }
});

test('a picture too large to unpack is refused by its header alone, at once and without the memory', async () => {
  const bomb = makePngBomb();
  expect(bomb.length).toBeLessThan(300_000);
  const before = process.memoryUsage.rss();
  expect(await codeOf(bomb, 'image/png')).toBe('picture-too-large');
  expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  // A JPEG that says 65,500 × 65,500.
  const liar = Buffer.from(await makeJpeg());
  const frame = liar.indexOf(Buffer.from([0xff, 0xc0]));
  liar.writeUInt16BE(65_500, frame + 5);
  liar.writeUInt16BE(65_500, frame + 7);
  expect(await codeOf(liar)).toBe('picture-too-large');
});

test('what is no picture, or not the one it says, is refused', async () => {
  const jpeg = await makeJpeg();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(200)]);
  const gif = Buffer.from('GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;PK\u0003\u0004', 'latin1');
  const loop = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 18]),
    Buffer.from('Exif\0\0II*\0'),
    Buffer.from([8, 0, 0, 0, 0, 0, 8, 0]),
  ]);
  const expected: [string, Buffer, string?][] = [
    ['file-kind-differs', Buffer.alloc(0)],
    ['file-kind-differs', svg],
    ['file-kind-differs', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['file-kind-differs', heic],
    ['file-kind-differs', gif],
    // A wrong ending: a JPEG that says it is a PNG.
    ['file-kind-differs', jpeg, 'image/png'],
    ['file-broken', jpeg.subarray(0, 3)],
    ['file-broken', jpeg.subarray(0, jpeg.length >> 1)],
    ['file-broken', loop],
    ['file-broken', Buffer.concat([jpeg.subarray(0, 30), Buffer.alloc(5000, 0x41)])],
  ];
  for (const [code, bytes, claimed] of expected) expect(await codeOf(bytes, claimed)).toBe(code);
});

test('files lie under the hash of their content, and damage on the disk is told, never handed out', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'zd-files-'));
  const store = openFileStore(path.join(directory, 'attachments'));
  const bytes = await makeJpeg();
  const hash = await store.put(bytes);
  expect(hash).toBe(sha256Of(bytes));
  expect(await store.put(bytes)).toBe(hash);
  expect((await store.get(hash))?.equals(bytes)).toBe(true);
  expect(await store.get('0'.repeat(64))).toBeUndefined();
  appendFileSync(path.join(directory, 'attachments', hash.slice(0, 2), hash.slice(2)), 'x');
  await expect(store.get(hash)).rejects.toMatchObject({ code: 'file-damaged-here' });
  rmSync(directory, { recursive: true });
});
