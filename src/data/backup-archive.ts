// Many files as one stream and back: each with its place, its bytes and their SHA-256; nothing is held that grows with their number.
import { createHash } from 'node:crypto';
import { type FileHandle, open, opendir } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { Taker } from './sealed-stream.ts';

const blockBytes = 1 << 20;

/** What the archive says of its content besides the files. */
export interface Tally {
  files: number;
  bytes: number;
}

type Entry =
  | { readonly file: string }
  | { readonly folder: string }
  | { readonly end: Readonly<Record<string, unknown>> };

function lengthOf(bytes: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(bytes);
  return prefix;
}

function entry(said: Entry): Buffer {
  const text = Buffer.from(JSON.stringify(said));
  return Buffer.concat([lengthOf(text.length), text]);
}

export const packFolder = (folder: string): Buffer => entry({ folder });
export const packEnd = (end: Readonly<Record<string, unknown>>): Buffer => entry({ end });

/** A file that is gone when we come to it is no loss to the caller, who asked for what is there. */
export async function* packFile(place: string, from: string, tally: Tally): AsyncGenerator<Buffer> {
  let handle: FileHandle;
  try {
    handle = await open(from, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    yield entry({ file: place });
    const hash = createHash('sha256');
    const { size } = await handle.stat();
    for (;;) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(size + 1, blockBytes)));
      const block = buffer.subarray(0, bytesRead);
      hash.update(block);
      tally.bytes += bytesRead;
      yield lengthOf(bytesRead);
      if (bytesRead === 0) break;
      yield block;
    }
    yield hash.digest();
    tally.files += 1;
  } finally {
    await handle.close();
  }
}

export async function* packBytes(place: string, bytes: Uint8Array, tally: Tally): AsyncGenerator<Buffer> {
  yield entry({ file: place });
  if (bytes.length > 0) {
    yield lengthOf(bytes.length);
    yield Buffer.from(bytes);
  }
  yield lengthOf(0);
  yield createHash('sha256').update(bytes).digest();
  tally.files += 1;
  tally.bytes += bytes.length;
}

/** A file made of what comes, such as the rows of a table. */
export async function* packStream(place: string, blocks: AsyncIterable<Buffer>, tally: Tally): AsyncGenerator<Buffer> {
  yield entry({ file: place });
  const hash = createHash('sha256');
  for await (const block of blocks) {
    if (block.length === 0) continue;
    hash.update(block);
    tally.bytes += block.length;
    yield lengthOf(block.length);
    yield block;
  }
  yield lengthOf(0);
  yield hash.digest();
  tally.files += 1;
}

/** All folders and files below a directory, each folder before what is in it. `skip` is asked with the place. */
export async function* packTree(
  from: string,
  { under, skip, tally }: { under: string; skip: (place: string) => boolean; tally: Tally },
): AsyncGenerator<Buffer> {
  const directory = await opendir(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  for await (const one of directory ?? []) {
    const place = `${under}/${one.name}`;
    if (skip(place)) continue;
    if (one.isDirectory()) {
      yield packFolder(place);
      yield* packTree(path.join(from, one.name), { under: place, skip, tally });
    } else if (one.isFile()) yield* packFile(place, path.join(from, one.name), tally);
  }
}

export interface Unpacker {
  folder(place: string): Promise<void>;
  /** Called with the blocks of one file; what it answers is handed nowhere. */
  file(place: string, blocks: AsyncIterable<Buffer>): Promise<void>;
}

/** Reads an archive to its end and answers what it says there. Throws `broken backup-altered` with the place of a file that is not itself. */
export async function unpack(source: AsyncIterable<Uint8Array>, into: Unpacker): Promise<Record<string, unknown>> {
  const taker = new Taker(source);
  const exactly = async (bytes: number): Promise<Buffer> => {
    const taken = await taker.take(bytes);
    if (taken.length < bytes) throw new Problem('broken', 'backup-altered', { file: 'archive' });
    return taken;
  };
  const length = async (): Promise<number> => (await exactly(4)).readUInt32BE();
  async function* blocks(place: string): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    for (let bytes = await length(); bytes > 0; bytes = await length()) {
      const block = await exactly(bytes);
      hash.update(block);
      yield block;
    }
    if (!hash.digest().equals(await exactly(32))) throw new Problem('broken', 'backup-altered', { file: place });
  }
  for (;;) {
    const said = JSON.parse((await exactly(await length())).toString('utf8')) as Entry;
    if ('end' in said) {
      // To the very end: what is sealed as the last piece has to be there, and nothing after it.
      if ((await taker.take(1)).length > 0) throw new Problem('broken', 'backup-altered', { file: 'archive' });
      return said.end;
    }
    const place = 'folder' in said ? said.folder : said.file;
    if (path.isAbsolute(place) || place.split('/').includes('..'))
      throw new Problem('broken', 'backup-altered', { file: place });
    if ('folder' in said) await into.folder(place);
    else await into.file(place, blocks(place));
  }
}
