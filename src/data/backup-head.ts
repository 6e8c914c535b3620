// What a backup says of itself in the clear, and the names of its files.
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { readHead } from './recovery-key.ts';
import { headLine } from './sealed-stream.ts';

/** Stands in the clear at the beginning of a backup, bound to its content: nothing in it says what people wrote. */
export interface BackupHead {
  /** PostgreSQL's own files, or the tables as text. */
  readonly kind: 'files' | 'tables';
  /** ms since 1970. */
  readonly madeAt: number;
  readonly generation: string;
  readonly dataVersion: number;
  readonly postgres: string;
  /** The last seal, `block:root`: a witness against a journal that is sealed anew later. */
  readonly witness: string | null;
  /** Where in PostgreSQL's log of changes it begins, such as `0/2000028`. */
  readonly from: string;
  /** Fingerprint of the recovery key that opens it. */
  readonly key: string;
}

export const archiveName = 'county.zdb';
export const sumsName = 'SHA256SUMS';
/** As `sha256sum -c` reads it: a copy is checked without our program and without the key. */
export const sumsText = (sha256: string): string => `${sha256}  ${archiveName}\n`;

/** What a sealed backup says of itself in the clear. Throws `missing backup-missing`, `broken backup-altered`. */
export async function readBackupHead(from: string): Promise<{ head: BackupHead; line: Buffer; file: string }> {
  const file = path.join(from, archiveName);
  const line = await headLine(file).catch((error: unknown) => {
    throw error instanceof Problem && error.code === 'backup-missing'
      ? new Problem('missing', 'backup-missing', { directory: from })
      : error;
  });
  return { head: readHead(line, archiveName) as unknown as BackupHead, line, file };
}
