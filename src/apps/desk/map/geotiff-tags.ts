// Reads from a GeoTIFF where its pixels lie: its tags alone, a few hundred bytes of a file of any size; the picture in it is not looked at (AERIAL-5).
import type { Size } from '#modules/aerial/rules-place.ts';
import type { Affine } from '#modules/aerial/rules-world-file.ts';

const bytesOf: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 12: 8 };
/** Numbers of one tag that are worth reading. */
const mostValues = 400;

interface Tags {
  of(tag: number): readonly number[];
}

/** The first directory of a classic TIFF; undefined when it is none. */
async function openTags(file: Blob): Promise<Tags | undefined> {
  const part = async (from: number, length: number): Promise<DataView> =>
    new DataView(await file.slice(from, from + length).arrayBuffer());
  const head = await part(0, 8);
  if (head.byteLength < 8) return undefined;
  const little = head.getUint16(0) === 0x4949;
  if (!little && head.getUint16(0) !== 0x4d4d) return undefined;
  if (head.getUint16(2, little) !== 42) return undefined;
  const at = head.getUint32(4, little);
  const count = (await part(at, 2)).getUint16(0, little);
  const entries = await part(at + 2, count * 12);
  const found = new Map<number, number[]>();
  for (let n = 0; (n + 1) * 12 <= entries.byteLength; n++) {
    const [tag, type] = [entries.getUint16(n * 12, little), entries.getUint16(n * 12 + 2, little)];
    const values = entries.getUint32(n * 12 + 4, little);
    const each = bytesOf[type];
    if (each === undefined || values > mostValues) continue;
    const whole = values * each;
    const inside = new DataView(entries.buffer, entries.byteOffset + n * 12 + 8, 4);
    const view = whole <= 4 ? inside : await part(inside.getUint32(0, little), whole);
    if (view.byteLength < whole) continue;
    found.set(
      tag,
      Array.from({ length: values }, (_, one) => valueAt(view, one * each, { type, little })),
    );
  }
  return { of: (tag) => found.get(tag) ?? [] };
}

function valueAt(view: DataView, at: number, { type, little }: { type: number; little: boolean }): number {
  if (type === 12) return view.getFloat64(at, little);
  if (type === 4) return view.getUint32(at, little);
  return type === 3 ? view.getUint16(at, little) : view.getUint8(at);
}

/** GTRasterTypeGeoKey: 2 says that the numbers are of the middle of a pixel, else of its corner. */
function halfPixel(directory: readonly number[]): number {
  for (let at = 4; at + 3 < directory.length; at += 4)
    if (directory[at] === 1025) return directory[at + 3] === 2 ? 0 : 0.5;
  return 0.5;
}

/** Undefined when it is no classic TIFF or does not say where it lies. */
export async function readTags(file: Blob): Promise<{ affine: Affine; size: Size } | undefined> {
  const tags = await openTags(file).catch(() => undefined);
  if (tags === undefined) return undefined;
  const [[width], [height]] = [tags.of(256), tags.of(257)];
  if (width === undefined || height === undefined) return undefined;
  const half = halfPixel(tags.of(34735));
  const affine = byMatrix(tags.of(34264), half) ?? byTie(tags.of(33922), tags.of(33550), half);
  return affine && { affine, size: { width, height } };
}

function byMatrix([a, b, , c, d, e, , f]: readonly number[], half: number): Affine | undefined {
  if (a === undefined || b === undefined || c === undefined) return undefined;
  if (d === undefined || e === undefined || f === undefined) return undefined;
  return { a, b, c: c + (a + b) * half, d, e, f: f + (d + e) * half };
}

function byTie(tie: readonly number[], [sx, sy]: readonly number[], half: number): Affine | undefined {
  const [i, j, , x, y] = tie;
  if (i === undefined || j === undefined || x === undefined || y === undefined) return undefined;
  if (sx === undefined || sy === undefined || sx === 0 || sy === 0) return undefined;
  return { a: sx, b: 0, c: x + (half - i) * sx, d: 0, e: -sy, f: y - (half - j) * sy };
}
