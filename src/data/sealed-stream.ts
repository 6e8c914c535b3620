// Files nobody reads without the key: a head in the clear, then pieces of a mebibyte, each sealed with its place, the last one marked as last.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Problem } from '#kit/problem.ts';

const pieceBytes = 1 << 20;
const tagBytes = 16;
const longestHead = 1 << 16;

/** Takes exact lengths out of a stream of pieces of any length. */
export class Taker {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer[] = [];
  #bytes = 0;
  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }
  /** So many bytes; fewer only where the stream ends. */
  async take(wanted: number): Promise<Buffer> {
    while (this.#bytes < wanted) {
      const { value, done } = await this.#source.next();
      if (done === true) break;
      this.#held.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      this.#bytes += value.byteLength;
    }
    const all = this.#held.length === 1 ? (this.#held[0] as Buffer) : Buffer.concat(this.#held);
    const taken = all.subarray(0, wanted);
    this.#held = all.length > taken.length ? [all.subarray(taken.length)] : [];
    this.#bytes = all.length - taken.length;
    return taken;
  }
}

/** Twelve bytes that no other piece under this key has: its place, and whether it is the last. */
function placeOf(piece: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce[0] = last ? 1 : 0;
  nonce.writeBigUInt64BE(BigInt(piece), 4);
  return nonce;
}

async function* inPieces(source: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<[Buffer, boolean]> {
  const taker = new Taker(source);
  let piece = await taker.take(bytes);
  for (;;) {
    const next = piece.length < bytes ? Buffer.alloc(0) : await taker.take(bytes);
    yield [piece, next.length === 0];
    if (next.length === 0) return;
    piece = next;
  }
}

/** One key seals one stream and nothing else. */
export async function* sealed(source: AsyncIterable<Uint8Array>, secret: Buffer): AsyncGenerator<Buffer> {
  let n = 0;
  for await (const [piece, last] of inPieces(source, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', secret, placeOf(n++, last));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Hands on nothing that was not sealed so at this place. Throws `broken backup-altered`. */
export async function* opened(source: AsyncIterable<Uint8Array>, secret: Buffer, file: string): AsyncGenerator<Buffer> {
  let n = 0;
  for await (const [piece, last] of inPieces(source, pieceBytes + tagBytes)) {
    const altered = new Problem('broken', 'backup-altered', { file });
    if (piece.length < tagBytes) throw altered;
    const decipher = createDecipheriv('aes-256-gcm', secret, placeOf(n++, last), { authTagLength: tagBytes });
    decipher.setAuthTag(piece.subarray(-tagBytes));
    const text = decipher.update(piece.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      throw altered;
    }
    yield text;
  }
}

/** The line at the beginning of a sealed file. Throws `missing backup-missing`, `broken backup-altered`. */
export async function headLine(file: string): Promise<Buffer> {
  const handle = await open(file, 'r').catch(() => {
    throw new Problem('missing', 'backup-missing', { directory: file });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHead), 0, longestHead, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    if (end < 0) throw new Problem('broken', 'backup-altered', { file });
    return buffer.subarray(0, end + 1);
  } finally {
    await handle.close();
  }
}

/** What follows the head. */
export const afterHead = (file: string, line: Buffer): AsyncIterable<Buffer> =>
  createReadStream(file, { start: line.length, highWaterMark: pieceBytes });
