// What counts as a picture from above: known by its first bytes, sized by its head, and drawn anew small enough for a desk to move it about (AERIAL-3).
import sharp, { type Metadata, type Sharp } from 'sharp';
import { Problem } from '#kit/problem.ts';
import { aerialLimits } from '#modules/aerial/model.ts';
import { headOf, type KeptPicture, mimeOf, mostPixels } from './picture.ts';

/** Pixels of one that is read from top to bottom and never lies in memory whole. */
const mostInRows = 400_000_000;

/** A progressive or interlaced picture and a WebP are unpacked whole before the first pixel is there. */
const isInRows = ({ format, isProgressive }: Metadata): boolean => format !== 'webp' && isProgressive !== true;

const read = (bytes: Buffer, side: number): Sharp =>
  sharp(bytes, { failOn: 'error', limitInputPixels: mostInRows, sequentialRead: true, pages: 1 })
    .rotate()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' });

/** Throws `invalid file-kind-differs`, `picture-too-large` or `file-broken`. */
export async function checkAerial(bytes: Buffer, claimed: string): Promise<KeptPicture> {
  if (mimeOf(bytes) !== claimed) throw new Problem('invalid', 'file-kind-differs');
  const head = await headOf(bytes);
  if (head.width * head.height > (isInRows(head) ? mostInRows : mostPixels))
    throw new Problem('invalid', 'picture-too-large');
  try {
    const kept = await read(bytes, aerialLimits.kept).jpeg({ quality: 82 }).toBuffer({ resolveWithObject: true });
    const small = await read(kept.data, aerialLimits.small).jpeg({ quality: 76 }).toBuffer();
    return { mime: 'image/jpeg', bytes: kept.data, small, width: kept.info.width, height: kept.info.height };
  } catch {
    throw new Problem('invalid', 'file-broken');
  }
}
