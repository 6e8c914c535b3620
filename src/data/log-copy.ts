// Copies PostgreSQL's log of changes away while it is written, sealed, in pieces of a minute: between two backups little can be lost.
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { backupsIn } from './backup-folder.ts';
import { connectDirect } from './database.ts';
import { logFolder, logPieces, pieceName, readPlace, segmentStart, writePlace } from './log-places.ts';
import { dropSlot, ensureSlot, type LogStream, openLogStream } from './log-stream.ts';
import { type ClosingKey, closeHead, fingerprintOf } from './recovery-key.ts';
import { sealed } from './sealed-stream.ts';

const compress = promisify(zstdCompress);
export const logSlot = 'zd_log';
/** ms between two pieces at the most. */
const everyMs = 60_000;
const fullBytes = 8 * 1024 * 1024;
/** No more than this is held while a slow disk takes what came before. */
const mostHeld = 64 * 1024 * 1024;

export interface LogCopyOptions {
  readonly adminUrl: string;
  /** The folder of the backups. */
  readonly place: string;
  readonly generation: string;
  readonly key: ClosingKey;
  readonly everyMs?: number;
  /** All that PostgreSQL had written at this moment is copied. */
  readonly copied: (at: number) => void;
  /** What keeps it from going on; it is tried again. `gap`: what lies between was never copied, so only a new backup mends it. */
  readonly failed: (error: unknown) => void;
  readonly gap: () => void;
}

export interface LogCopy {
  /** Copies what has come so far and ends. */
  stop(): Promise<void>;
}

interface Held {
  from: bigint;
  pieces: Buffer[];
  bytes: number;
}

const endOf = (held: Held): bigint => held.from + BigInt(held.bytes);

/** One piece on the disk, under its final name when it is whole. */
async function writePiece({ place, generation, key }: LogCopyOptions, held: Held): Promise<void> {
  const folder = logFolder(place, generation);
  const to = endOf(held);
  const [from, end] = [writePlace(held.from), writePlace(to)];
  const { line, secret } = closeHead(key, { kind: 'log', generation, from, to: end, at: Date.now() });
  const plain = await compress(Buffer.concat(held.pieces), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const half = path.join(folder, `half-${process.pid}`);
  try {
    const handle = await open(half, 'w', 0o600);
    try {
      await handle.writeFile(line);
      for await (const piece of sealed(Readable.from([plain]), secret)) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(half, path.join(folder, pieceName(held.from, to)));
    const directory = await open(folder, 'r');
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    await rm(half, { force: true }).catch(() => {});
    throw error;
  }
}

/** Was the newest backup begun behind this place? One that was to close a hole may have been cut short by a stop. */
async function isJoined({ place, generation, key }: LogCopyOptions, since: bigint): Promise<boolean> {
  const newest = (await backupsIn(place, fingerprintOf(key.public))).at(-1)?.head;
  return newest?.generation === generation && readPlace(newest.from) >= since;
}

/** Where to go on: after the last piece, unless PostgreSQL has its log only from a later place on. */
async function whereToBegin(options: LogCopyOptions, first: boolean): Promise<bigint> {
  const admin = await connectDirect(options.adminUrl);
  try {
    const pieces = await logPieces(logFolder(options.place, options.generation));
    const last = pieces.at(-1);
    const slot = await ensureSlot(admin, logSlot);
    const kept = segmentStart(slot.from);
    const goesOn = last !== undefined && last.to >= kept && !slot.anew;
    // The first of those that hang together up to now.
    const since = goesOn ? (pieces.findLast((piece, n) => pieces[n - 1]?.to !== piece.from) ?? last).from : kept;
    // Also at the very first start: between the backup before it and this place lies what nobody copied.
    const isHole = !goesOn && (last !== undefined || slot.anew);
    // Asked at the start alone: a place that takes no backup is not tried again with every connection.
    if (isHole || (first && !(await isJoined(options, since)))) options.gap();
    return goesOn ? last.to : kept;
  } finally {
    await admin.end();
  }
}

/** One connection's life: takes in what comes and writes it out; ends when `ending` is aborted, throws what broke it. */
async function follow(options: LogCopyOptions, ending: AbortSignal, first: boolean): Promise<void> {
  const held: Held = { from: await whereToBegin(options, first), pieces: [], bytes: 0 };
  let since = Date.now();
  let seen = held.from;
  let stream: LogStream | undefined;
  let broken: unknown;
  const opened = await openLogStream(options.adminUrl, logSlot, held.from, {
    bytes: (from, bytes) => {
      if (held.bytes > mostHeld) return void stream?.end();
      if (from !== endOf(held)) {
        broken = new Error('the log came with a gap');
        return void stream?.end();
      }
      held.pieces.push(bytes);
      held.bytes += bytes.length;
    },
    upTo: (place) => (seen = place),
  });
  stream = opened;
  let over = false;
  const ended = opened.ended.then(
    () => (over = true),
    (error: unknown) => {
      broken ??= error;
      over = true;
    },
  );
  try {
    while (!over) {
      await Promise.race([ended, sleep(Math.min(options.everyMs ?? everyMs, 500))]);
      const due = ending.aborted || Date.now() - since >= (options.everyMs ?? everyMs) || held.bytes >= fullBytes;
      if (!due || over) continue;
      const at = Date.now();
      since = at;
      if (held.bytes > 0) {
        const whole = { from: held.from, pieces: held.pieces, bytes: held.bytes };
        Object.assign(held, { from: endOf(held), pieces: [], bytes: 0 });
        await writePiece(options, whole);
        opened.confirm(held.from);
      }
      if (seen <= endOf(held)) options.copied(at);
      if (ending.aborted) return;
    }
  } finally {
    await opened.end();
  }
  throw broken ?? new Error('the connection to PostgreSQL has ended');
}

/** Goes on until it is stopped, whatever breaks in between. */
export function startLogCopy(options: LogCopyOptions): LogCopy {
  const ending = new AbortController();
  const all = (async () => {
    for (let first = true; !ending.signal.aborted; first = false) {
      await follow(options, ending.signal, first).catch(options.failed);
      if (!ending.signal.aborted) await sleep(5000, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      await all;
    },
  };
}

/** Where no backups are made any more, PostgreSQL keeps its log for nobody. */
export async function endLogCopy(adminUrl: string): Promise<void> {
  const admin = await connectDirect(adminUrl);
  try {
    await dropSlot(admin, logSlot);
  } finally {
    await admin.end();
  }
}
