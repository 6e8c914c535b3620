// The text of a file as offices save it: UTF-8, GB18030 or UTF-16.
import { Problem } from './problem.ts';

/** Bytes that are made text at once. */
const inPiece = 128 * 1024;

function* decoded(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < bytes.length; at += inPiece)
    yield decoder.decode(bytes.subarray(at, at + inPiece), { stream: at + inPiece < bytes.length });
}

function isSound(bytes: Uint8Array, encoding: string): boolean {
  try {
    let length = 0;
    for (const piece of decoded(bytes, encoding)) length += piece.length;
    return length >= 0;
  } catch {
    return false;
  }
}

/** By its byte order mark, else UTF-8 where it is sound, else GB18030 (which holds GBK and is what a Chinese Excel saves as plain CSV). */
function encodingOf(bytes: Uint8Array): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const encoding = [marked, 'gb18030'].find((one) => isSound(bytes, one));
  if (encoding === undefined) throw new Problem('invalid', 'file-not-text');
  return encoding;
}

/** The text of a file piece by piece, from its beginning as often as it is asked; it is never held as a whole. Throws `invalid file-not-text`. */
export function fileTextPieces(bytes: Uint8Array): () => Generator<string> {
  const encoding = encodingOf(bytes);
  return () => decoded(bytes, encoding);
}

/** The text of a file as a whole. Throws `invalid file-not-text`. */
export const readFileText = (bytes: Uint8Array): string => [...fileTextPieces(bytes)()].join('');
