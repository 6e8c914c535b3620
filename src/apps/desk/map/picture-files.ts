// What the clerk chose: the picture itself, shrunk to be looked at while it is laid, and what tells where it lies (AERIAL-5).
import { Problem } from '#kit/problem.ts';
import { aerialLimits } from '#modules/aerial/model.ts';
import type { Size } from '#modules/aerial/rules-place.ts';
import { type Affine, readWorldFile } from '#modules/aerial/rules-world-file.ts';
import { readTags } from './geotiff-tags.ts';

const mimes = ['image/jpeg', 'image/png', 'image/webp'] as const;

export interface ChosenPicture {
  readonly file: File;
  readonly mime: (typeof mimes)[number];
  /** Of a smaller copy, for the screen alone. */
  readonly url: string;
  readonly size: Size;
}
/** Where pixels lie, and the size of the grid of pixels that it speaks of; a world file speaks of its picture's. */
export interface Told {
  readonly affine: Affine;
  readonly size: Size | undefined;
}

/** Pixels of the longer side while it is dragged about. */
const previewSide = 3000;

async function pictureOf(file: File): Promise<ChosenPicture> {
  const mime = mimes.find((one) => one === file.type);
  if (mime === undefined) throw new Problem('invalid', 'file-kind-differs');
  if (file.size > aerialLimits.bytes) throw new Problem('invalid', 'aerial-too-large');
  const address = URL.createObjectURL(file);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(1, previewSide / Math.max(width, height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (small === null) throw new Problem('invalid', 'file-broken');
    return { file, mime, url: URL.createObjectURL(small), size: { width, height } };
  } catch {
    throw new Problem('invalid', 'file-broken');
  } finally {
    URL.revokeObjectURL(address);
  }
}

const isPicture = (file: File): boolean => file.type.startsWith('image/') && !/\.tiff?$/i.test(file.name);
const isTiff = (file: File): boolean => /\.tiff?$/i.test(file.name);

async function toldBy(file: File): Promise<Told> {
  if (isTiff(file)) {
    const tags = await readTags(file);
    if (tags === undefined) throw new Problem('invalid', 'aerial-tags');
    return tags;
  }
  // Six numbers are a hundred bytes; what is larger is something else.
  const affine = file.size > 2000 ? undefined : readWorldFile(await file.text());
  if (affine === undefined) throw new Problem('invalid', 'aerial-world-file');
  return { affine, size: undefined };
}

/** A picture, a file beside it, or both chosen at once. Throws the Problem of the first that is none. */
export async function readChosen(
  files: readonly File[],
): Promise<{ readonly picture: ChosenPicture | undefined; readonly told: Told | undefined }> {
  const picture = files.find(isPicture);
  const beside = files.find((file) => !isPicture(file));
  return { picture: picture && (await pictureOf(picture)), told: beside && (await toldBy(beside)) };
}
