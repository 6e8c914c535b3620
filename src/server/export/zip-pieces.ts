// Writes a zip piece by piece as its parts come: nothing of it is held, and who reads slowly is waited for.
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

interface ZipPart {
  readonly name: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  readonly name: Buffer;
  /** Where its head begins. */
  readonly at: number;
  crc: number;
  size: number;
  packed: number;
}

/** Sizes stand behind each part, not before it; names are UTF-8; packed by deflate; 1 January 1980, so that the same rows give the same file. */
const flags = 0x0808;
const day = 0x0021;

function head(name: Buffer): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(flags, 6);
  bytes.writeUInt16LE(8, 8);
  bytes.writeUInt16LE(day, 12);
  bytes.writeUInt16LE(name.length, 26);
  return Buffer.concat([bytes, name]);
}

function sizes({ crc, packed, size }: Written): Buffer {
  const bytes = Buffer.alloc(16);
  for (const [n, value] of [0x08074b50, crc, packed, size].entries()) bytes.writeUInt32LE(value, n * 4);
  return bytes;
}

function entry({ name, at, crc, packed, size }: Written): Buffer {
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  for (const [place, value] of [
    [4, 20],
    [6, 20],
    [8, flags],
    [10, 8],
    [14, day],
    [28, name.length],
  ] as const)
    bytes.writeUInt16LE(value, place);
  for (const [place, value] of [
    [16, crc],
    [20, packed],
    [24, size],
    [42, at],
  ] as const)
    bytes.writeUInt32LE(value, place);
  return Buffer.concat([bytes, name]);
}

function end(count: number, length: number, at: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(at, 16);
  return bytes;
}

/** Few large pieces: each by itself costs a turn of the packer. */
async function* joined(text: ZipPart['text'], written: Written): AsyncGenerator<Buffer> {
  let kept = '';
  const bytes = (): Buffer => {
    const piece = Buffer.from(kept, 'utf8');
    kept = '';
    written.crc = crc32(piece, written.crc);
    written.size += piece.length;
    return piece;
  };
  for await (const part of text) {
    kept += part;
    if (kept.length > 32_768) yield bytes();
  }
  if (kept !== '') yield bytes();
}

export async function* zipPieces(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const done: Written[] = [];
  let at = 0;
  for (const { name, text } of parts) {
    const written: Written = { name: Buffer.from(name, 'utf8'), at, crc: 0, size: 0, packed: 0 };
    const first = head(written.name);
    yield first;
    const source = Readable.from(joined(text, written), { objectMode: true, highWaterMark: 1 });
    const deflate = createDeflateRaw();
    // What fails while it is made fails here, not beside it.
    source.on('error', (error) => deflate.destroy(error));
    for await (const piece of source.pipe(deflate) as AsyncIterable<Buffer>) {
      written.packed += piece.length;
      yield piece;
    }
    yield sizes(written);
    at += first.length + written.packed + 16;
    done.push(written);
  }
  const entries = Buffer.concat(done.map(entry));
  yield entries;
  yield end(done.length, entries.length, at);
}
