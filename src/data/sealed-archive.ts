// What was packed as one compressed and sealed file with its sum beside it, and back: alike for a backup and for a county that leaves as tables.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { Problem } from '#kit/problem.ts';
import { type Unpacker, unpack } from './backup-archive.ts';
import { archiveName, sumsName, sumsText } from './backup-head.ts';
import { type Closing, openHead, type OpeningKey } from './recovery-key.ts';
import { afterHead, opened, sealed } from './sealed-stream.ts';

/** Into a folder that holds none yet; both files are forced to the disk. Answers the bytes there. */
export async function writeSealed(
  folder: string,
  { line, secret }: Closing,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  const hash = createHash('sha256').update(line);
  let bytes = line.length;
  await pipeline(
    content,
    createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
    async function* (plain: AsyncIterable<Uint8Array>) {
      yield line;
      for await (const piece of sealed(plain, secret)) {
        hash.update(piece);
        bytes += piece.length;
        yield piece;
      }
    },
    createWriteStream(path.join(folder, archiveName), { mode: 0o600, flush: true, flags: 'wx' }),
  );
  await writeFile(path.join(folder, sumsName), sumsText(hash.digest('hex')), { mode: 0o600, flush: true });
  return bytes;
}

/**
 * Hands on what was packed and answers what it says at its end, once the sum beside the file fits too. Throws `broken
 * backup-altered`, `refused recovery-key-other`; whatever was handed on until then must not stay.
 */
export async function readSealed(
  from: string,
  { line, file }: { readonly line: Buffer; readonly file: string },
  { key, into }: { readonly key: OpeningKey; readonly into: Unpacker },
): Promise<Record<string, unknown>> {
  const secret = openHead(key, line, archiveName);
  const hash = createHash('sha256').update(line);
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const piece of afterHead(file, line)) {
      hash.update(piece);
      yield piece;
    }
  }
  let end: Record<string, unknown> | undefined;
  await pipeline(
    opened(hashed(), secret, archiveName),
    createZstdDecompress(),
    async (plain: AsyncIterable<Uint8Array>) => {
      end = await unpack(plain, into);
    },
  ).catch((error: unknown) => {
    // Only what was opened is inflated: an archive that does not inflate was sealed by another program.
    throw (error as NodeJS.ErrnoException).code?.startsWith('ZSTD')
      ? new Problem('broken', 'backup-altered', { file: archiveName })
      : error;
  });
  const sums = await readFile(path.join(from, sumsName), 'utf8').catch(() => '');
  if (end === undefined || sums !== sumsText(hash.digest('hex')))
    throw new Problem('broken', 'backup-altered', { file: sumsName });
  return end;
}
