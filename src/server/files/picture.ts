// What counts as a picture: known by its first bytes, sized by its header, read to its last pixel, and kept with nothing in it but the picture.
import sharp, { type Metadata, type Sharp } from 'sharp';
import { Problem } from '#kit/problem.ts';
import { limits } from '#modules/attachment/model.ts';

// One small picture at a time beside everything else this server does; nothing is remembered of it.
sharp.cache(false);
sharp.concurrency(1);
// Only what phones send is ever read: no SVG, PDF, TIFF or film, whatever the bytes say they are.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });

/** Pixels: what a header may announce before anything is unpacked. */
export const mostPixels = 40_000_000;
const smallSide = 480;

export interface KeptPicture {
  readonly mime: 'image/jpeg';
  readonly bytes: Buffer;
  readonly small: Buffer;
  readonly width: number;
  readonly height: number;
}

/** The type its first bytes say. */
export function mimeOf(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}

/** Segments that only draw: tables, frame, restart interval. */
const drawing = new Set([0xdb, 0xc4, 0xdd, 0xc0, 0xc2]);

/**
 * Is there nothing in this JPEG but the picture? No segment that a camera or an editor writes into, and not a byte after
 * the end, where another file could hide.
 */
export function isPlainJpeg(bytes: Buffer): boolean {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    const length = bytes.readUInt16BE(at + 2);
    const jfif = marker === 0xe0 && length === 16 && bytes.toString('latin1', at + 4, at + 9) === 'JFIF\0';
    if (!jfif && marker !== 0xda && !drawing.has(marker)) return false;
    at += 2 + length;
    if (marker !== 0xda) continue;
    // The pixels themselves: up to the next marker that is no stuffed zero and no restart.
    while (at + 1 < bytes.length) {
      const next = bytes[at + 1] ?? 0;
      if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) break;
      at += 1;
    }
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2 === bytes.length;
  }
  return false;
}

const read = (bytes: Buffer): Sharp =>
  sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, sequentialRead: true, pages: 1 });

/** Throws `invalid file-kind-differs`, `picture-too-large` or `file-broken`. */
export async function checkPicture(bytes: Buffer, claimed: string): Promise<KeptPicture> {
  if (mimeOf(bytes) !== claimed) throw new Problem('invalid', 'file-kind-differs');
  const { width, height } = await headOf(bytes);
  if (width * height > mostPixels) throw new Problem('invalid', 'picture-too-large');
  const fits = Math.max(width, height) <= limits.side;
  const plain = claimed === 'image/jpeg' && fits && isPlainJpeg(bytes);
  try {
    const small = await read(bytes)
      .rotate()
      .resize({ width: smallSide, height: smallSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 72 })
      .toBuffer();
    // ATTACH-5: what is plain is kept byte for byte, so that its hash is the sender's; everything else is drawn anew.
    if (plain) return { mime: 'image/jpeg', bytes, small, width, height };
    const anew = await read(bytes)
      .rotate()
      .resize({ width: limits.side, height: limits.side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    return { mime: 'image/jpeg', bytes: anew.data, small, width: anew.info.width, height: anew.info.height };
  } catch {
    throw new Problem('invalid', 'file-broken');
  }
}

/** From the header alone: a bomb is never unpacked. */
export async function headOf(bytes: Buffer): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    throw new Problem('invalid', 'file-broken');
  }
}
