// Looks into a zip before anybody unpacks it: bombs, lies about sizes, outside paths and XML entities are refused.
import { inflateRawSync } from 'node:zlib';
import { Problem } from '#kit/problem.ts';

export const limits = { bytes: 50 * 1024 * 1024, entries: 200, ratio: 100, rows: 30_000 } as const;
/** A small part may be squeezed far (a page of equal cells); the ratio counts from here on. */
const ratioFrom = 1024 * 1024;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const refuse = (code: 'file-damaged' | 'file-locked' | 'file-too-big-inside'): never => {
  if (code === 'file-damaged') throw new Problem('invalid', 'file-damaged');
  if (code === 'file-locked') throw new Problem('invalid', 'file-locked');
  throw new Problem('invalid', 'file-too-big-inside');
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
}

/** The part's bytes, and never more of them than the directory promised. */
function unpack(file: Buffer, entry: Entry): Buffer {
  if (entry.at + 30 > file.length || file.readUInt32LE(entry.at) !== 0x04034b50) refuse('file-damaged');
  const start = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28);
  const packed = file.subarray(start, start + entry.packed);
  if (packed.length !== entry.packed) refuse('file-damaged');
  try {
    const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.size + 1 });
    if (bytes.length === entry.size) return bytes;
  } catch {
    // Cut short, or more inside than it says.
  }
  return refuse('file-damaged');
}

/** What a sheet may look like: a row far down or a column far right would be filled up with empty cells on reading. */
function checkXml(name: string, bytes: Buffer): void {
  if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY')) refuse('file-damaged');
  if (!/worksheets\/[^/]+\.xml$/.test(name)) return;
  const text = bytes.toString('latin1');
  if (/<c[^>]*\sr="[A-Z]{3,}\d/.test(text)) throw new Problem('invalid', 'file-too-many-columns');
  let rows = 0;
  for (const [tag] of text.matchAll(/<(?:\w+:)?row\b[^>]*>/g))
    rows = Math.max(rows + 1, Number(/\sr="(\d+)"/.exec(tag)?.[1] ?? 0));
  if (rows > limits.rows) throw new Problem('invalid', 'file-too-many-rows', { most: limits.rows });
}

/** Throws `invalid` when the file is no sound .xlsx of reasonable size; at most `limits.bytes` are ever unpacked for this. */
export function checkZip(file: Buffer): void {
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
  for (const entry of entries) if (/\.(xml|rels)$/i.test(entry.name)) checkXml(entry.name, unpack(file, entry));
}
