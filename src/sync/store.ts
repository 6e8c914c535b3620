// The phone's own store: sealed chunks of about a hundred records, opened into memory when the PIN is right.
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Actor } from '#kit/actor.ts';
import type { Envelope, FactData } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Sitting } from '#kit/seal.ts';
import { openChunks, putRow, type Row, roomIn, rowKey, sealChunks } from './chunks.ts';
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
import { openBox } from './sealed-box.ts';

/** One queued command, opened. */
export interface Item extends Omit<OutboxRow, 'plain' | 'sealed'> {
  readonly envelope: Envelope;
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

/** Opens the person's store. Throws `refused pin-wrong`, or `refused pin-wait` with the seconds to wait. */
export async function unlock(identity: Identity, pin: string, book: Book, now: number): Promise<Phone> {
  const known = (await register.people.get(identity.person)) ?? identity;
  const db = new PersonDatabase(identity.person);
  try {
    // What is sealed comes from the disk while the key is made: on a cheap phone either takes long.
    const [key, sealed] = await Promise.all([keyByPin(known, pin, now), readSealed(db)]);
    const lease = leaseAfter(leaseOf(known), now);
    const phone = makePhone({ ...known, lease }, key, { book, db });
    await Promise.all([noteOpened(known.person, lease, now), show(phone, sealed)]);
    return phone;
  } catch (error) {
    db.close();
    throw error;
  }
}

const noteOpened = (person: string, lease: Lease, now: number): Promise<unknown> =>
  changeIdentity(person, { wrong: 0, closedUntil: 0, openedAt: now, lease }).catch((error: unknown) => {
    // On a full phone the notebook can still be read.
    if (!isFull(error)) throw error;
    room.value = 'none';
  });

function makePhone(identity: Identity, key: CryptoKey, { book, db }: Pick<Phone, 'book' | 'db'>): Phone {
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
    db,
    received: signal(new Map()),
    meta: signal(noMeta),
    lease: signal(leaseOf(identity)),
    chunkOf: new Map(),
    draftPlaces: new Map(),
  };
}

/** Reads everything from the disk: on unlock, and when another tab changed it. */
export const reload = async (phone: Phone): Promise<void> => show(phone, await readSealed(phone.db));

/** For who holds the lock of the rounds: what another tab pulled is in memory before anything is written beside it. */
export async function catchUp(phone: Phone): Promise<void> {
  const { cursor } = ((await phone.db.meta.get('sync')) ?? noMeta) as SyncMeta;
  const here = phone.meta.value.cursor;
  if (cursor?.pos !== here?.pos || cursor?.generation !== here?.generation) await reload(phone);
}

type Sealed = [chunks: ChunkRow[], meta: unknown, incoming: unknown];
/** Of one moment: rows without what came since would stand for ever under a cursor that says they are all there. */
const readSealed = (db: PersonDatabase): Promise<Sealed> =>
  db.transaction('r', [db.chunks, db.meta], () =>
    Promise.all([db.chunks.toArray(), db.meta.get('sync'), db.meta.get('incoming')]),
  );

/** The queue is read meanwhile and shown after its ground. */
const show = (phone: Phone, sealed: Sealed): Promise<void> => reloadOutbox(phone, showBase(phone, sealed));

async function showBase(phone: Phone, [chunks, meta, incoming]: Sealed): Promise<void> {
  // A new snapshot that is not whole yet is shown only where there is no old one.
  const sync = (meta ?? noMeta) as SyncMeta;
  const from = sync.cursor !== null && incoming ? (incoming as { from: number }).from : Number.POSITIVE_INFINITY;
  const base = new Map<string, Map<string, FactData>>();
  const opened = await openChunks(
    phone,
    chunks.filter((chunk) => chunk.n < from),
  );
  // In one go with what they hold: a pull beside this must never meet rows without their chunks, and write chunks without their rows.
  phone.chunkOf.clear();
  for (const { n, row } of opened) {
    phone.chunkOf.set(rowKey(row.kind, row.id), n);
    const shown = isOver(phone) ? phone.book.outside(row.kind, row.record) : row.record;
    if (shown) putRow(base, { ...row, record: shown });
  }
  phone.base.value = base;
  phone.meta.value = sync;
}

/** The reading of each phone's queue that was begun last. */
const readings = new WeakMap<Phone, Promise<void>>();

/**
 * Reads the queue from the disk: after every push, here or in another tab. A reading that a later one overtook shows nothing
 * and waits for that one, so that the screens never go back to an older queue. It is shown once `before` is.
 */
export function reloadOutbox(phone: Phone, before?: Promise<void>): Promise<void> {
  const reading: Promise<void> = Promise.all([readOutbox(phone), before]).then(([show]) => {
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
