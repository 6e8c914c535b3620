// The phone's own store: sealed chunks of about a hundred records, opened into memory when the PIN is right.
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Actor } from '#kit/actor.ts';
import type { Envelope, FactData } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Sitting } from '#kit/seal.ts';
import { type Lease, leaseAfter, leaseOf, leaseState } from './lease.ts';
import { type Book, overlay, type Rows, type View } from './overlay.ts';
import {
  type ChunkRow,
  changeIdentity,
  type Identity,
  noMeta,
  type OutboxRow,
  PersonDatabase,
  register,
  type SyncMeta,
} from './phone-database.ts';
import { keyByPin } from './pin.ts';
import { isFull, room } from './room.ts';
import { openBox, sealBox } from './sealed-box.ts';

export const chunkSize = 100;

/** One queued command, opened. */
export interface Item extends Omit<OutboxRow, 'plain' | 'sealed'> {
  readonly envelope: Envelope;
}

export interface Row {
  readonly kind: string;
  readonly id: string;
  readonly record: FactData;
}

/** Everything one unlocked person has in memory; dropped as a whole when the phone is locked. */
export interface Phone {
  readonly identity: Identity;
  readonly db: PersonDatabase;
  readonly key: CryptoKey;
  /** Goes with the key when the phone is locked. */
  readonly sitting: Sitting;
  readonly book: Book;
  readonly base: Signal<Rows>;
  readonly items: Signal<readonly Item[]>;
  /** When the server acknowledged something about this record (ms). */
  readonly received: Signal<ReadonlyMap<string, number>>;
  readonly meta: Signal<SyncMeta>;
  readonly lease: Signal<Lease>;
  readonly actor: ReadonlySignal<Actor>;
  readonly view: ReadonlySignal<View>;
  /** Chunk of each row, by kind and id. */
  readonly chunkOf: Map<string, number>;
  /** Under which key each draft lies that was looked for. */
  readonly draftPlaces: Map<string, string>;
}

/** No contact for too long: nothing kept of homes is opened, while writing and sending go on. */
export const isOver = ({ lease }: Pick<Phone, 'lease'>): boolean => leaseState(lease.value) === 'over';

export const rowKey = (kind: string, id: string): string => `${kind}/${id}`;

/** Opens the person's store. Throws `refused pin-wrong`, or `refused pin-wait` with the seconds to wait. */
export async function unlock(identity: Identity, pin: string, book: Book, now: number): Promise<Phone> {
  const known = (await register.people.get(identity.person)) ?? identity;
  const key = await keyByPin(known, pin, now);
  const lease = leaseAfter(leaseOf(known), now);
  await changeIdentity(identity.person, { wrong: 0, closedUntil: 0, openedAt: now, lease }).catch((error: unknown) => {
    // On a full phone the notebook can still be read.
    if (!isFull(error)) throw error;
    room.value = 'none';
  });
  const phone = makePhone({ ...known, lease }, key, book);
  await reload(phone);
  return phone;
}

function makePhone(identity: Identity, key: CryptoKey, book: Book): Phone {
  const base = signal<Rows>(new Map());
  const items = signal<readonly Item[]>([]);
  const actor = computed(() => book.actor(base.value, identity.person, identity.device));
  const view = computed(() =>
    overlay(
      book,
      base.value,
      actor.value,
      items.value.filter((item) => item.state !== 'refused').map((item) => item.envelope),
    ),
  );
  return {
    identity,
    key,
    sitting: {},
    book,
    base,
    items,
    actor,
    view,
    db: new PersonDatabase(identity.person),
    received: signal(new Map()),
    meta: signal(noMeta),
    lease: signal(leaseOf(identity)),
    chunkOf: new Map(),
    draftPlaces: new Map(),
  };
}

/** Reads everything from the disk: on unlock, and when another tab changed it. */
export async function reload(phone: Phone): Promise<void> {
  const [chunks, meta, incoming] = await Promise.all([
    phone.db.chunks.toArray(),
    phone.db.meta.get('sync'),
    phone.db.meta.get('incoming'),
  ]);
  // A new snapshot that is not whole yet is shown only where there is no old one.
  const sync = (meta ?? noMeta) as SyncMeta;
  const from = sync.cursor !== null && incoming ? (incoming as { from: number }).from : Number.POSITIVE_INFINITY;
  const base = new Map<string, Map<string, FactData>>();
  phone.chunkOf.clear();
  for (const { n, row } of await openChunks(
    phone,
    chunks.filter((chunk) => chunk.n < from),
  )) {
    phone.chunkOf.set(rowKey(row.kind, row.id), n);
    const shown = isOver(phone) ? phone.book.outside(row.kind, row.record) : row.record;
    if (shown) putRow(base, { ...row, record: shown });
  }
  phone.base.value = base;
  phone.meta.value = sync;
  await reloadOutbox(phone);
}

/** Opens sealed chunks side by side; rows in the order of the chunks. */
export async function openChunks(phone: Phone, chunks: readonly ChunkRow[]): Promise<{ n: number; row: Row }[]> {
  const opened = await Promise.all(chunks.map(({ n, box }) => openBox<Row[]>(phone.key, `chunk ${n}`, box)));
  return opened.flatMap((rows, at) => rows.map((row) => ({ n: chunks[at]?.n ?? 0, row })));
}

/** The reading of each phone's queue that was begun last. */
const readings = new WeakMap<Phone, Promise<void>>();

/**
 * Reads the queue from the disk: after every push, here or in another tab. A reading that a later one overtook shows nothing
 * and waits for that one, so that the screens never go back to an older queue.
 */
export function reloadOutbox(phone: Phone): Promise<void> {
  const reading: Promise<void> = readOutbox(phone).then((show) => {
    const last = readings.get(phone);
    return last === reading ? show() : last;
  });
  readings.set(phone, reading);
  return reading;
}

/** Whether it is only a stand-in for what cannot be shown: only the county can open it, or the lease is over. */
export const isShut = ({ name }: Envelope): boolean => name === 'sealed' || name === 'closed';

/** It still waits and counts; nothing can be shown of it. */
const closedEnvelope = ({ identity }: Phone, name: string, { id, at }: Pick<OutboxRow, 'id' | 'at'>): Envelope => {
  return { v: 1, id, name, input: {}, at, device: identity.device, author: identity.person };
};

/** What is open already is not opened again. */
async function readOutbox(phone: Phone): Promise<() => void> {
  const open = phone.items.value.filter((item) => !isShut(item.envelope));
  const known = new Map(open.map((item) => [item.id, item.envelope]));
  const opened = (await phone.db.outbox.orderBy('seq').toArray()).map(
    async ({ plain, sealed: _, ...row }): Promise<Item> => {
      if (isOver(phone)) return { ...row, envelope: closedEnvelope(phone, 'closed', row) };
      const opened = known.get(row.id) ?? (plain && (await openBox<Envelope>(phone.key, `item ${row.id}`, plain)));
      return { ...row, envelope: opened ?? closedEnvelope(phone, 'sealed', row) };
    },
  );
  const received = new Map<string, number>();
  for (const ack of await phone.db.acks.toArray())
    received.set(ack.record, Math.max(ack.at, received.get(ack.record) ?? 0));
  const items = await Promise.all(opened);
  await phone.book.ready(items.map((item) => item.envelope.name));
  return () => {
    phone.items.value = items;
    phone.received.value = received;
  };
}

export function putRow(rows: Map<string, Map<string, FactData>>, row: Row): void {
  const ofKind = rows.get(row.kind) ?? new Map<string, FactData>();
  ofKind.set(row.id, row.record);
  rows.set(row.kind, ofKind);
}

export interface Change {
  readonly rows: readonly Row[];
  readonly gone: readonly { readonly kind: string; readonly id: string }[];
  readonly meta: SyncMeta;
  /** Commands acknowledged before this moment (ms) are in what was pulled and leave the queue. */
  readonly takenBefore: number;
}

/** Writes pulled rows and the new cursor in one strict transaction, then shows them. What was acknowledged before leaves the queue. */
export async function applyPull(phone: Phone, change: Change): Promise<void> {
  // What is in memory now is not what the chunks hold: it must never be written over them.
  if (isOver(phone)) throw new Problem('broken', 'store-unreadable');
  const base = new Map<string, Map<string, FactData>>();
  for (const [kind, ofKind] of phone.base.value) base.set(kind, new Map(ofKind));
  const chunkOf = new Map(phone.chunkOf);
  const changed = new Set<number>();
  for (const { kind, id } of change.gone) {
    base.get(kind)?.delete(id);
    const at = chunkOf.get(rowKey(kind, id));
    if (at !== undefined) changed.add(at);
    chunkOf.delete(rowKey(kind, id));
  }
  const room = roomIn(chunkOf);
  for (const row of change.rows) {
    putRow(base, row);
    const at = chunkOf.get(rowKey(row.kind, row.id)) ?? room();
    chunkOf.set(rowKey(row.kind, row.id), at);
    changed.add(at);
  }
  const sealed = await sealChunks(phone.key, base, chunkOf, changed);
  const { db } = phone;
  await db.transaction('rw', [db.chunks, db.meta, db.outbox], async () => {
    await db.chunks.bulkPut(sealed);
    await db.meta.put(change.meta);
    await db.outbox.filter((item) => isDone(item, change.takenBefore)).delete();
  });
  showSnapshot(phone, { base, chunkOf }, change);
}

/** Acknowledged before what was pulled; also what was acknowledged in a future that a clock set back has yet to come to. */
export function isDone({ state, answeredAt }: Pick<OutboxRow, 'state' | 'answeredAt'>, takenBefore: number): boolean {
  const at = answeredAt ?? 0;
  return state === 'taken' && (at < takenBefore || (takenBefore > 0 && at > takenBefore + 60_000));
}

/** Shows these rows in place of those in memory; with `done` the phone also stands where that says. */
export function showSnapshot(
  phone: Phone,
  rows: Pick<Phone, 'chunkOf'> & { readonly base: Rows },
  done?: Pick<Change, 'meta' | 'takenBefore'>,
): void {
  phone.chunkOf.clear();
  for (const [key, n] of rows.chunkOf) phone.chunkOf.set(key, n);
  batch(() => {
    phone.base.value = new Map([...rows.base].map(([kind, ofKind]) => [kind, new Map(ofKind)]));
    if (!done) return;
    phone.meta.value = done.meta;
    phone.items.value = phone.items.value.filter((item) => !isDone(item, done.takenBefore));
  });
}

/** Gives the number of a chunk with room: the fullest-numbered one until it holds `chunkSize`, then a new one. */
function roomIn(chunkOf: ReadonlyMap<string, number>): () => number {
  const held = new Map<number, number>();
  for (const n of chunkOf.values()) held.set(n, (held.get(n) ?? 0) + 1);
  let last = Math.max(0, ...held.keys());
  return () => {
    if ((held.get(last) ?? 0) >= chunkSize) last += 1;
    held.set(last, (held.get(last) ?? 0) + 1);
    return last;
  };
}

function sealChunks(
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
