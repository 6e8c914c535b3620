// Rows on the disk: sealed chunks of about a hundred, opened side by side.
import type { FactData } from '#kit/command.ts';
import type { Rows } from './overlay.ts';
import type { ChunkRow } from './phone-database.ts';
import { openBox, sealBox } from './sealed-box.ts';

export const chunkSize = 100;

export interface Row {
  readonly kind: string;
  readonly id: string;
  readonly record: FactData;
}

export const rowKey = (kind: string, id: string): string => `${kind}/${id}`;

export function putRow(rows: Map<string, Map<string, FactData>>, row: Row): void {
  const ofKind = rows.get(row.kind) ?? new Map<string, FactData>();
  ofKind.set(row.id, row.record);
  rows.set(row.kind, ofKind);
}

/** Opens sealed chunks side by side; rows in the order of the chunks. */
export async function openChunks(
  { key }: { readonly key: CryptoKey },
  chunks: readonly ChunkRow[],
): Promise<{ n: number; row: Row }[]> {
  const opened = await Promise.all(chunks.map(({ n, box }) => openBox<Row[]>(key, `chunk ${n}`, box)));
  return opened.flatMap((rows, at) => rows.map((row) => ({ n: chunks[at]?.n ?? 0, row })));
}

/** Gives the number of a chunk with room: the fullest-numbered one until it holds `chunkSize`, then a new one. */
export function roomIn(chunkOf: ReadonlyMap<string, number>): () => number {
  const held = new Map<number, number>();
  for (const n of chunkOf.values()) held.set(n, (held.get(n) ?? 0) + 1);
  let last = Math.max(0, ...held.keys());
  return () => {
    if ((held.get(last) ?? 0) >= chunkSize) last += 1;
    held.set(last, (held.get(last) ?? 0) + 1);
    return last;
  };
}

export function sealChunks(
  key: CryptoKey,
  base: Rows,
  chunkOf: ReadonlyMap<string, number>,
  changed: ReadonlySet<number>,
): Promise<ChunkRow[]> {
  const content = new Map<number, Row[]>([...changed].map((n) => [n, []]));
  for (const [kind, ofKind] of base) {
    for (const [id, record] of ofKind) content.get(chunkOf.get(rowKey(kind, id)) ?? -1)?.push({ kind, id, record });
  }
  return Promise.all([...content].map(([n, rows]) => sealRows(key, n, rows)));
}

export const sealRows = async (key: CryptoKey, n: number, rows: readonly Row[]): Promise<ChunkRow> => ({
  n,
  box: await sealBox(key, `chunk ${n}`, rows),
});
