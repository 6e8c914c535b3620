// Places in PostgreSQL's log of changes (LSN) and the names of the pieces that were copied away from it.
import { readdir } from 'node:fs/promises';
import path from 'node:path';

export const segmentBytes = 16 * 1024 * 1024;

/** `16/B374D848` as a number. */
export function readPlace(text: string): bigint {
  const [high = '', low = ''] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

export const writePlace = (place: bigint): string =>
  `${(place >> 32n).toString(16).toUpperCase()}/${(place & 0xffffffffn).toString(16).toUpperCase()}`;

export const segmentStart = (place: bigint): bigint => place - (place % BigInt(segmentBytes));

/** The file of the log that holds this place. */
export function segmentName(timeline: string, place: bigint): string {
  const perLog = 0x1_0000_0000n / BigInt(segmentBytes);
  const number = place / BigInt(segmentBytes);
  const hex = (part: bigint): string => part.toString(16).toUpperCase().padStart(8, '0');
  return `${timeline}${hex(number / perLog)}${hex(number % perLog)}`;
}

export interface LogPiece {
  readonly file: string;
  readonly from: bigint;
  readonly to: bigint;
}

/** Each county and each of its generations has its own log. */
export const logFolder = (place: string, generation: string): string => path.join(place, `log-${generation}`);

const hex16 = (place: bigint): string => place.toString(16).padStart(16, '0');
export const pieceName = (from: bigint, to: bigint): string => `${hex16(from)}-${hex16(to)}.zdl`;

/** The pieces that are there, in their order; none where the folder is not. */
export async function logPieces(folder: string): Promise<LogPiece[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.sort().flatMap((name) => {
    const [, from, to] = /^([0-9a-f]{16})-([0-9a-f]{16})\.zdl$/.exec(name) ?? [];
    return from && to ? [{ file: path.join(folder, name), from: BigInt(`0x${from}`), to: BigInt(`0x${to}`) }] : [];
  });
}
