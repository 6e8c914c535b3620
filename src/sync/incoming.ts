// A snapshot while it comes in: its rows are sealed on the disk beside the old ones, so that a cut or a killed browser goes on where it was.
import type { FactData } from '#kit/command.ts';
import { chunkSize, openChunks, putRow, type Row, rowKey, sealRows } from './chunks.ts';
import type { ChunkRow, IncomingMeta, SyncMeta } from './phone-database.ts';
import { isDone, type Phone, showSnapshot } from './store.ts';

/** What came so far, in memory. */
export interface Coming {
  readonly generation: string;
  readonly pos: number;
  readonly from: number;
  next: number;
  rows: number;
  /** How many of them stand on the screen. */
  shown: number;
  readonly base: Map<string, Map<string, FactData>>;
  readonly chunkOf: Map<string, number>;
}

export const findIncoming = async (phone: Phone): Promise<IncomingMeta | undefined> =>
  (await phone.db.meta.get('incoming')) as IncomingMeta | undefined;

/** Begins a snapshot, or goes on with the one that was cut. */
export async function startIncoming(phone: Phone, of: { generation: string; pos: number }): Promise<Coming> {
  const begun = await findIncoming(phone);
  const goesOn = begun?.generation === of.generation && begun.pos === of.pos;
  if (begun && !goesOn) await dropIncoming(phone);
  const highest = (await phone.db.chunks.orderBy('n').last())?.n ?? 0;
  const coming: Coming = {
    ...of,
    from: goesOn ? begun.from : highest + 1,
    next: highest + 1,
    rows: 0,
    shown: 0,
    base: new Map(),
    chunkOf: new Map(),
  };
  if (goesOn)
    for (const { n, row } of await openChunks(
      phone,
      await phone.db.chunks.where('n').aboveOrEqual(begun.from).toArray(),
    ))
      add(coming, row, n);
  return coming;
}

function add(coming: Coming, row: Row, n: number): void {
  putRow(coming.base, row);
  coming.chunkOf.set(rowKey(row.kind, row.id), n);
  coming.rows += 1;
}

/** Keeps rows that came, and where the server goes on after them. A phone that holds nothing yet shows them at once. */
export async function keepIncoming(phone: Phone, coming: Coming, rows: readonly Row[], after: string): Promise<void> {
  const sealed = await sealAll(phone, coming, rows);
  const { generation, pos, from, next: upto } = coming;
  const { db } = phone;
  await db.transaction('rw', [db.chunks, db.meta], async () => {
    await db.chunks.bulkPut(sealed);
    await db.meta.put({ key: 'incoming', generation, pos, after, from, upto });
  });
  // Not for every line: each time all lists are drawn anew.
  if (phone.meta.value.cursor !== null || coming.rows < coming.shown * 2) return;
  coming.shown = coming.rows;
  showSnapshot(phone, coming);
}

async function sealAll(phone: Phone, coming: Coming, rows: readonly Row[]): Promise<ChunkRow[]> {
  const sealed: Promise<ChunkRow>[] = [];
  for (let at = 0; at < rows.length; at += chunkSize) {
    const some = rows.slice(at, at + chunkSize);
    for (const row of some) add(coming, row, coming.next);
    sealed.push(sealRows(phone.key, coming.next, some));
    coming.next += 1;
  }
  return Promise.all(sealed);
}

/** The last rows came: in one step the old ones go, and what was acknowledged before leaves the queue. */
export async function finishIncoming(
  phone: Phone,
  coming: Coming,
  done: { readonly rows: readonly Row[]; readonly meta: SyncMeta; readonly takenBefore: number },
): Promise<void> {
  const sealed = await sealAll(phone, coming, done.rows);
  const { db } = phone;
  await db.transaction('rw', [db.chunks, db.meta, db.outbox], async () => {
    await db.chunks.bulkPut(sealed);
    await db.chunks.where('n').below(coming.from).delete();
    await db.meta.put(done.meta);
    await db.meta.delete('incoming');
    await db.outbox.filter((row) => isDone(row, done.takenBefore)).delete();
  });
  showSnapshot(phone, coming, done);
}

/** The county no longer knows where it was: it begins anew. */
export async function dropIncoming(phone: Phone): Promise<void> {
  const begun = await findIncoming(phone);
  if (!begun) return;
  const { db } = phone;
  await db.transaction('rw', [db.chunks, db.meta], async () => {
    await db.chunks.where('n').aboveOrEqual(begun.from).delete();
    await db.meta.delete('incoming');
  });
}
