// Looks into a zip before anybody unpacks it, and unpacks only what its directory promised: bombs, lies about sizes and outside paths are refused.
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { Problem } from '#kit/problem.ts';

/** `bytes`: of all parts together, unpacked; they pass by and are never held. */
export const limits = { bytes: 200 * 1024 * 1024, entries: 200, ratio: 100, rows: 150_000 } as const;
/** A small part may be squeezed far (a page of equal cells); the ratio counts from here on. */
const ratioFrom = 1024 * 1024;
/** Parts that are read as a whole: names of sheets, styles. */
const mostWhole = 8 * 1024 * 1024;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

type Refusal = 'file-damaged' | 'file-locked' | 'file-too-big-inside';
const refusal = (code: Refusal): Problem => {
  if (code === 'file-damaged') return new Problem('invalid', 'file-damaged');
  if (code === 'file-locked') return new Problem('invalid', 'file-locked');
  return new Problem('invalid', 'file-too-big-inside');
};
const refuse = (code: Refusal): never => {
  throw refusal(code);
};

/** The end record stands in the last 64 KB, behind it only a comment. */
function findEnd(file: Buffer): number {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at--) {
    if (file.readUInt32LE(at) === 0x06054b50) return at;
  }
  return refuse('file-damaged');
}

function readEntries(file: Buffer): Entry[] {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  if (count > limits.entries) refuse('file-too-big-inside');
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) refuse('file-damaged');
    if (file.readUInt16LE(at + 8) & 1) refuse('file-locked');
    const length = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + length),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    });
    at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function checkEntry(entry: Entry): void {
  if (entry.name.includes('\0') || /^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(entry.name)) refuse('file-damaged');
  if (entry.size > ratioFrom && entry.size > entry.packed * limits.ratio) refuse('file-too-big-inside');
  if (entry.method !== 0 && entry.method !== 8) refuse('file-damaged');
}

function packedBytes(file: Buffer, entry: Entry): Buffer {
  if (entry.at + 30 > file.length || file.readUInt32LE(entry.at) !== 0x04034b50) refuse('file-damaged');
  const start = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28);
  const packed = file.subarray(start, start + entry.packed);
  if (packed.length !== entry.packed) refuse('file-damaged');
  return packed;
}

/** The part's bytes, and never more of them than the directory promised. */
function unpack(file: Buffer, entry: Entry): Buffer {
  if (entry.size > mostWhole) refuse('file-too-big-inside');
  const packed = packedBytes(file, entry);
  try {
    const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.size + 1 });
    if (bytes.length === entry.size) return bytes;
  } catch {
    // Cut short, or more inside than it says.
  }
  return refuse('file-damaged');
}

async function* pieces(file: Buffer, entry: Entry): AsyncGenerator<Buffer> {
  const packed = packedBytes(file, entry);
  let size = 0;
  try {
    const inflate = entry.method === 0 ? [packed] : createInflateRaw({ chunkSize: 256 * 1024 });
    if (!Array.isArray(inflate)) inflate.end(packed);
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > entry.size) break;
      yield piece;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Cut short: the sizes below differ.
    size = -1;
  }
  if (size !== entry.size) refuse('file-damaged');
}

export interface ZipPart {
  /** As a whole; for small parts. */
  bytes(): Buffer;
  /** As it is unpacked, piece by piece. */
  pieces(): AsyncGenerator<Buffer>;
}

/** The parts of a workbook by name. Throws `invalid` when it is no sound .xlsx of reasonable size; nothing is unpacked for this. */
export function openZip(file: Buffer): ReadonlyMap<string, ZipPart> {
  if (file.length < 22) refuse('file-damaged');
  // Excel wraps a workbook with a password, and every .xls of old, in this older kind of file.
  if (file.readUInt32BE(0) === 0xd0cf11e0) refuse('file-locked');
  const entries = readEntries(file);
  let total = 0;
  for (const entry of entries) {
    checkEntry(entry);
    total += entry.size;
  }
  if (total > limits.bytes) refuse('file-too-big-inside');
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) refuse('file-damaged');
  return new Map(
    entries.map((entry) => [entry.name, { bytes: () => unpack(file, entry), pieces: () => pieces(file, entry) }]),
  );
}
