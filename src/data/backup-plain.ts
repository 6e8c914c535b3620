// Backups as they were before they were sealed: a folder of files beside their hashes. They are only put back, never made.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '#kit/problem.ts';

export interface PlainManifest {
  readonly v: 1;
  /** ms since 1970. */
  readonly madeAt: number;
  readonly generation: string;
  readonly witness: string | null;
  /** Directories that hold no file; PostgreSQL needs them to be there. */
  readonly folders: readonly string[];
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

export const plainManifestName = 'manifest.json';

/** Copies and answers the SHA-256 of what passed through. */
export async function copyHashed(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  await pipeline(createReadStream(from), through, createWriteStream(to, { mode: 0o600, flush: true }));
  return hash.digest('hex');
}

/** Throws `missing backup-missing` and `invalid backup-unreadable`. */
export async function readPlainManifest(from: string): Promise<PlainManifest> {
  const text = await readFile(path.join(from, plainManifestName), 'utf8').catch(() => {
    throw new Problem('missing', 'backup-missing', { directory: from });
  });
  try {
    const manifest = JSON.parse(text) as PlainManifest;
    if (manifest.v === 1 && Array.isArray(manifest.files) && Array.isArray(manifest.folders)) return manifest;
  } catch {
    // Said below.
  }
  throw new Problem('invalid', 'backup-unreadable', { directory: from });
}
