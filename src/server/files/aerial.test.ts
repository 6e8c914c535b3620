// What is taken as a picture from above and what is kept of it; the bad ones are made here.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeCameraJpeg, makeJpeg, makePixels } from '#tests/files/make-files.ts';
import { checkAerial } from './aerial.ts';

const codeOf = (bytes: Buffer, claimed: string): Promise<string> =>
  checkAerial(bytes, claimed).then(
    () => 'taken',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

test('AERIAL-3 a large picture is kept small enough for a desk, and nothing of its camera with it', async () => {
  const large = await (await makePixels(640, 480))
    .resize(6000, 3000, { fit: 'fill' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const kept = await checkAerial(large, 'image/png');
  expect([kept.mime, kept.width, kept.height]).toEqual(['image/jpeg', 4096, 2048]);
  expect(await sharp(kept.small).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 512 });
  const photo = await checkAerial(await makeCameraJpeg(), 'image/jpeg');
  const { exif, orientation } = await sharp(photo.bytes).metadata();
  expect([exif, orientation]).toEqual([undefined, undefined]);
  expect(photo.bytes.includes('Xiangbu')).toBe(false);
}, 30_000);

test('AERIAL-3 what claims to be another kind, announces too many pixels or is broken is refused before it is unpacked', async () => {
  const jpeg = await makeJpeg();
  expect(await codeOf(jpeg, 'image/png')).toBe('file-kind-differs');
  expect(await codeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png')).toBe('file-kind-differs');
  expect(await codeOf(jpeg.subarray(0, jpeg.length / 2), 'image/jpeg')).toBe('file-broken');
  // Its head says 30,000 by 30,000.
  const bomb = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  bomb.writeUInt32BE(30_000, 16);
  bomb.writeUInt32BE(30_000, 20);
  expect(['picture-too-large', 'file-broken']).toContain(await codeOf(bomb, 'image/png'));
});
