// Makes a picture small enough to travel, on the phone: at most 1600 pixels and 300 kB, drawn anew, so that nothing the camera wrote goes along.
import { Problem } from '#kit/problem.ts';
import { limits } from '../model.ts';

export interface Shrunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

const qualities = [0.82, 0.74, 0.66, 0.58, 0.5];

/** Width and height so that the longer side is at most `side`. Pure. */
export function fitted(width: number, height: number, side: number = limits.side): [width: number, height: number] {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The picture in a file, as the browser shows it: turned the way it was held. Throws `invalid file-kind-differs`. */
export async function openPicture(blob: Blob): Promise<HTMLImageElement> {
  const image = new Image();
  const address = URL.createObjectURL(blob);
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = address;
    });
  } catch {
    throw new Problem('invalid', 'file-kind-differs');
  } finally {
    // What is loaded stays loaded; the address must not keep the file in memory.
    URL.revokeObjectURL(address);
  }
  return image;
}

export function draw(image: HTMLImageElement | OffscreenCanvas, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Problem('broken', 'file-broken');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}

/**
 * A JPEG with nothing but the picture in it: a browser adds a colour profile of its own, and the county keeps a file byte
 * for byte only when there is nothing else to be found in it. Pure.
 */
export function plain(jpeg: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const marker = jpeg[at + 1] ?? 0;
    const end = at + 2 + ((jpeg[at + 2] ?? 0) << 8) + (jpeg[at + 3] ?? 0);
    const isExtra = (marker > 0xe0 && marker <= 0xef) || marker === 0xfe;
    if (!isExtra) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  kept.push(jpeg.subarray(at));
  const whole = new Uint8Array(kept.reduce((sum, piece) => sum + piece.length, 0));
  let to = 0;
  for (const piece of kept) {
    whole.set(piece, to);
    to += piece.length;
  }
  return whole;
}

/** As JPEG of 300 kB at most: less fine first, then smaller. */
export async function pack(canvas: OffscreenCanvas): Promise<Shrunk> {
  for (let now = canvas; ; now = draw(now, Math.round(now.width * 0.8), Math.round(now.height * 0.8))) {
    for (const quality of qualities) {
      const blob = await now.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size > limits.pictureBytes) continue;
      return { bytes: plain(new Uint8Array(await blob.arrayBuffer())), width: now.width, height: now.height };
    }
  }
}

/** Throws `invalid file-kind-differs` when the browser cannot read it. */
export async function shrink(blob: Blob): Promise<Shrunk> {
  const image = await openPicture(blob);
  return pack(draw(image, ...fitted(image.naturalWidth, image.naturalHeight)));
}

/** A place in a picture, as parts of its width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const blocks = 4;

/** A square of a picture, drawn at another size. */
function part(from: OffscreenCanvas, of: { left: number; top: number; size: number; to: number }): OffscreenCanvas {
  const canvas = new OffscreenCanvas(of.to, of.to);
  const context = canvas.getContext('2d');
  // White where the place reaches beyond the picture.
  if (context) context.fillStyle = '#fff';
  context?.fillRect(0, 0, of.to, of.to);
  context?.drawImage(from, of.left, of.top, of.size, of.size, 0, 0, of.to, of.to);
  return canvas;
}

/** Turns a round place, about a face wide, into a few blocks, each the mean of what was there: nobody is known by them. */
export function cover(canvas: OffscreenCanvas, { x, y }: Spot): void {
  const context = canvas.getContext('2d');
  const radius = Math.round(Math.max(canvas.width, canvas.height) * 0.06);
  const [left, top] = [Math.round(x * canvas.width) - radius, Math.round(y * canvas.height) - radius];
  if (!context) return;
  // Halved step by step: one great step would pick single points instead of the mean.
  let few = part(canvas, { left, top, size: radius * 2, to: Math.max(blocks, radius) });
  while (few.width > blocks)
    few = part(few, { left: 0, top: 0, size: few.width, to: Math.max(blocks, Math.floor(few.width / 2)) });
  context.save();
  context.imageSmoothingEnabled = false;
  context.beginPath();
  context.arc(left + radius, top + radius, radius, 0, 2 * Math.PI);
  context.clip();
  context.drawImage(few, left, top, radius * 2, radius * 2);
  context.restore();
}
