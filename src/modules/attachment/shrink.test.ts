// The parts of making a picture small that need no browser: its size, and what is taken out of the file.
import { expect, test } from 'vitest';
import { isPlainJpeg } from '#server/files/picture.ts';
import { makeCameraJpeg, makeJpeg } from '#tests/files/make-files.ts';
import { fitted, plain } from './ui/shrink.ts';

test('the longer side is 1600 at most, and nothing is made larger', () => {
  expect(fitted(4000, 3000)).toEqual([1600, 1200]);
  expect(fitted(3000, 4000)).toEqual([1200, 1600]);
  expect(fitted(640, 480)).toEqual([640, 480]);
  expect(fitted(100_000, 10)).toEqual([1600, 1]);
});

test('nothing but the picture stays in the file, and a plain one stays as it is (ATTACH-5)', async () => {
  const camera = new Uint8Array(await makeCameraJpeg());
  expect(isPlainJpeg(Buffer.from(camera))).toBe(false);
  expect(isPlainJpeg(Buffer.from(plain(camera)))).toBe(true);
  const jpeg = new Uint8Array(await makeJpeg());
  expect(plain(jpeg)).toEqual(jpeg);
});
