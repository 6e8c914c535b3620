// Puts the copied log of changes behind a backup, so that PostgreSQL repeats what was written after it.
import { chown, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { Problem } from '#kit/problem.ts';
import type { BackupEnd } from './backup.ts';
import type { BackupHead } from './backup-head.ts';
import {
  type LogPiece,
  logFolder,
  logPieces,
  readPlace,
  segmentBytes,
  segmentName,
  segmentStart,
} from './log-places.ts';
import { openHead, type OpeningKey, readHead } from './recovery-key.ts';
import { afterHead, headLine, opened } from './sealed-stream.ts';
import { databaseUser } from './system-user.ts';

const inflate = promisify(zstdDecompress);

export interface Replayed {
  /** ms: everything written before is there; undefined where there was no log beyond the backup. */
  readonly upTo: number | undefined;
  readonly pieces: number;
  readonly bytes: number;
  /** What came after could not be joined on. */
  readonly gap: boolean;
}

interface Whither {
  readonly head: BackupHead;
  readonly end: BackupEnd;
  readonly key: OpeningKey;
  readonly cluster: string;
}

async function readPiece(piece: LogPiece, generation: string, key: OpeningKey): Promise<{ at: number; bytes: Buffer }> {
  const name = path.basename(piece.file);
  const line = await headLine(piece.file);
  const said = readHead(line, name);
  const secret = openHead(key, line, name);
  const sealedIn: Buffer[] = [];
  for await (const one of opened(afterHead(piece.file, line), secret, name)) sealedIn.push(one);
  const bytes = await inflate(Buffer.concat(sealedIn));
  const isItself =
    said['kind'] === 'log' &&
    said['generation'] === generation &&
    readPlace(String(said['from'])) === piece.from &&
    readPlace(String(said['to'])) === piece.to &&
    BigInt(bytes.length) === piece.to - piece.from;
  if (!isItself) throw new Problem('broken', 'backup-altered', { file: name });
  return { at: Number(said['at']), bytes };
}

/** Lays bytes of the log at their place, over as many of its files as they reach. */
async function lay(cluster: string, timeline: string, from: bigint, bytes: Buffer): Promise<void> {
  const user = databaseUser(() => {});
  let done = 0;
  while (done < bytes.length) {
    const place = from + BigInt(done);
    const within = Number(place - segmentStart(place));
    const part = bytes.subarray(done, done + segmentBytes - within);
    const file = path.join(cluster, 'pg_wal', segmentName(timeline, place));
    const handle = await open(file, 'r+').catch(() => open(file, 'wx+', 0o600));
    try {
      // PostgreSQL reads whole files only.
      if ((await handle.stat()).size < segmentBytes) await handle.truncate(segmentBytes);
      await handle.write(part, 0, part.length, within);
    } finally {
      await handle.close();
    }
    if (user) await chown(file, user.uid, user.gid);
    done += part.length;
  }
}

/**
 * From the folder of the backups, as far as the pieces hang together. Throws `broken backup-altered` with the piece that is
 * not as it was sealed: what follows it would be made of something else.
 */
export async function layLog(place: string, { head, end, key, cluster }: Whither): Promise<Replayed> {
  const timeline = (await readdir(path.join(cluster, 'pg_wal')))
    .find((name) => /^[0-9A-F]{24}$/.test(name))
    ?.slice(0, 8);
  const upTo = readPlace(end.upTo);
  // The backup brings its own part; pieces that end before its end say nothing new.
  const all = await logPieces(logFolder(place, head.generation));
  const done = { upTo: undefined as number | undefined, pieces: 0, bytes: 0, gap: false };
  let reached = upTo;
  for (const piece of all) {
    if (piece.to <= reached) continue;
    if (piece.from > reached || timeline === undefined) return { ...done, gap: true };
    const { at, bytes } = await readPiece(piece, head.generation, key);
    await lay(cluster, timeline, reached, bytes.subarray(Number(reached - piece.from)));
    reached = piece.to;
    Object.assign(done, { upTo: at, pieces: done.pieces + 1, bytes: done.bytes + bytes.length });
  }
  return done;
}
