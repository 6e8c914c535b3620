// The text of a file as offices save it: UTF-8, GB18030 or UTF-16.
import { Problem } from './problem.ts';

/** The text of a file: by its byte order mark, else UTF-8 where it is sound, else GB18030 (which holds GBK). Throws `invalid file-not-text`. */
export function readFileText(bytes: Uint8Array): string {
  const decode = (encoding: string): string => new TextDecoder(encoding, { fatal: true }).decode(bytes);
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le');
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be');
    return decode('utf-8');
  } catch {
    // Not UTF-8: what a Chinese Excel saves as plain CSV.
  }
  try {
    return decode('gb18030');
  } catch {
    throw new Problem('invalid', 'file-not-text');
  }
}
