// The tags of a GeoTIFF, written here byte by byte: where it lies is read, whichever way round its numbers are.
import { expect, test } from 'vitest';
import { readTags } from './geotiff-tags.ts';

type Entry = readonly [tag: number, type: 3 | 4 | 12, values: readonly number[]];

/** A classic TIFF with these tags and no picture. */
function tiff(entries: readonly Entry[], little: boolean): Blob {
  const sizes = { 3: 2, 4: 4, 12: 8 } as const;
  const bytes = new DataView(new ArrayBuffer(2000));
  bytes.setUint16(0, little ? 0x4949 : 0x4d4d);
  bytes.setUint16(2, 42, little);
  bytes.setUint32(4, 8, little);
  bytes.setUint16(8, entries.length, little);
  let beyond = 10 + entries.length * 12 + 4;
  for (const [n, [tag, type, values]] of entries.entries()) {
    const at = 10 + n * 12;
    bytes.setUint16(at, tag, little);
    bytes.setUint16(at + 2, type, little);
    bytes.setUint32(at + 4, values.length, little);
    const inside = values.length * sizes[type] <= 4;
    if (!inside) bytes.setUint32(at + 8, beyond, little);
    for (const [one, value] of values.entries()) {
      const to = (inside ? at + 8 : beyond) + one * sizes[type];
      if (type === 3) bytes.setUint16(to, value, little);
      else if (type === 4) bytes.setUint32(to, value, little);
      else bytes.setFloat64(to, value, little);
    }
    if (!inside) beyond += values.length * sizes[type];
  }
  return new Blob([bytes.buffer]);
}

const sides: readonly Entry[] = [
  [256, 3, [4000]],
  [257, 4, [3000]],
];
const tie: Entry = [33922, 12, [0, 0, 0, 457_000, 3_943_500, 0]];
const scale: Entry = [33550, 12, [0.5, 0.5, 0]];

test('AERIAL-5 a GeoTIFF says by its tags where its pixels lie', async () => {
  for (const little of [true, false]) {
    const found = await readTags(tiff([...sides, scale, tie], little));
    expect(found).toEqual({
      size: { width: 4000, height: 3000 },
      affine: { a: 0.5, b: 0, c: 457_000.25, d: 0, e: -0.5, f: 3_943_499.75 },
    });
    const middles: Entry = [34735, 3, [1, 1, 0, 1, 1025, 0, 1, 2]];
    expect((await readTags(tiff([...sides, scale, tie, middles], little)))?.affine).toMatchObject({ c: 457_000 });
    const matrix: Entry = [34264, 12, [0.5, 0.1, 0, 104, 0.1, -0.5, 0, 35, 0, 0, 0, 0, 0, 0, 0, 1]];
    expect((await readTags(tiff([...sides, matrix], little)))?.affine).toMatchObject({
      a: 0.5,
      b: 0.1,
      c: 104.3,
      f: 34.8,
    });
  }
});

test('AERIAL-5 a TIFF that does not say it, a larger kind of TIFF and what is none are left alone', async () => {
  expect(await readTags(tiff([...sides, scale], true))).toBeUndefined();
  expect(await readTags(tiff([tie, scale], true))).toBeUndefined();
  const big = new Uint8Array(await tiff(sides, true).arrayBuffer());
  big[2] = 43;
  for (const bytes of [big, new Uint8Array(0), new Uint8Array([0x49, 0x49, 42, 0, 255, 255, 255, 255])])
    expect(await readTags(new Blob([bytes]))).toBeUndefined();
});
