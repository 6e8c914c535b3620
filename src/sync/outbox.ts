// The queue: a command is decided on the phone, sealed twice and kept in one strict transaction before anyone is told it is safe.
import type { Envelope } from '#kit/command.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { sealTo } from '#kit/seal.ts';
import { announce, withLock } from './between-tabs.ts';
import { decide, madeRecords, mainRecord, type Outcome, overlay, type Rows, type View } from './overlay.ts';
import { type OutboxRow, type PersonDatabase, register } from './phone-database.ts';
import { heldBy, undoTime } from './push.ts';
import { withRoom } from './room.ts';
import { sealBox } from './sealed-box.ts';
import { draftPlace, sealDraft } from './drafts.ts';
import { isShut, type Item, type Phone, reloadOutbox } from './store.ts';

export interface Recording {
  readonly name: string;
  readonly input: unknown;
  readonly id?: string;
  readonly basedOn?: number;
  /** Milliseconds before it may be sent; `undoTime` unless it is urgent. */
  readonly hold?: number;
  /** A refused command that this one mends: it leaves the queue in the same transaction. */
  readonly mends?: string;
  /** A command that still waits here and is said anew: this one takes its place in the queue, in the same transaction. */
  readonly replaces?: string;
  /** Keys of the drafts it was written in: gone in the same transaction, so that a killed phone never offers them a second time. */
  readonly drops?: readonly string[];
  /** Kept sealed in the same transaction, under that key: what must never be missing once this one is there. */
  readonly keeps?: { readonly key: string; readonly value: unknown };
}

/** How long a change of the queue waits for whoever is sending (ms). */
const patience = 3000;

export interface Recorded {
  readonly id: string;
  readonly outcome: Outcome;
}

function envelopeOf(phone: Phone, said: Recording, now: number): Envelope {
  const { person, device } = phone.identity;
  const basedOn = said.basedOn === undefined ? {} : { basedOn: said.basedOn };
  // What is said anew was still done when it was first written.
  const at = phone.items.value.find((item) => item.id === said.replaces)?.at ?? now;
  return {
    v: 1,
    id: said.id ?? newId(),
    name: said.name,
    input: said.input,
    at,
    device,
    author: person,
    ...basedOn,
  };
}

/** Could this be done now, as far as the phone knows? */
export function mayDo(phone: Phone, name: string, input: unknown, now: number): boolean {
  try {
    decide(phone.book, phone.view.value.rows, phone.actor.value, envelopeOf(phone, { name, input }, now));
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** Keeps a command. Resolves once it is on the disk; throws the Problem that makes it impossible, `refused phone-full` among them. */
export async function record(phone: Phone, said: Recording, now: number): Promise<Recorded> {
  const [recorded] = await recordAll(phone, [said], now);
  if (!recorded) throw new Problem('broken', 'verb-unknown', { verb: said.name });
  return recorded;
}

interface Prepared extends Recorded {
  readonly said: Recording;
  readonly row: OutboxRow;
}

/** Keeps several commands as one: all of them are on the disk, in this order, or none is. Throws as `record` does. */
export async function recordAll(phone: Phone, said: readonly Recording[], now: number): Promise<Recorded[]> {
  await phone.book.ready(said.map((one) => one.name));
  const prepared: Prepared[] = [];
  let rows: Rows | undefined;
  for (const one of said) {
    if (!phone.book.verbs.get(one.name)?.offline) throw new Problem('refused', 'desk-only');
    const envelope = envelopeOf(phone, one, now);
    // What is said anew is decided where the old one stood; what comes with it, behind it.
    rows ??= one.replaces === undefined ? phone.view.value.rows : rowsWith(phone, one.replaces, envelope);
    const outcome = decide(phone.book, rows, phone.actor.value, envelope);
    const main = mainRecord(phone.book, phone.actor.value, envelope, outcome);
    const row = await makeRow(phone, envelope, {
      record: main,
      makes: madeRecords(rows, envelope, outcome).filter((id) => id !== main),
      notBefore: now + (one.hold ?? undoTime),
    });
    prepared.push({ said: one, row, id: envelope.id, outcome });
    rows = overlay(phone.book, rows, phone.actor.value, [envelope]).rows;
  }
  await write(phone, prepared);
  await reloadOutbox(phone);
  announce(phone.identity.person, 'queue');
  return prepared.map(({ id, outcome }) => ({ id, outcome }));
}

async function write(phone: Phone, prepared: readonly Prepared[]): Promise<void> {
  const { db } = phone;
  const kept = await Promise.all(prepared.flatMap(({ said: { keeps } }) => (keeps ? [sealDraft(phone, keeps)] : [])));
  const all = (): Promise<void> =>
    withRoom(() =>
      db.transaction('rw', [db.outbox, db.drafts], async () => {
        for (const { said, row } of prepared) {
          if (said.mends) await db.outbox.where('id').equals(said.mends).delete();
          await db.drafts.bulkDelete((said.drops ?? []).map((key) => draftPlace(phone, key)));
          await (said.replaces === undefined
            ? db.outbox.add(row)
            : db.outbox.put(await inPlaceOf(db, said.replaces, row)));
        }
        await db.drafts.bulkPut(kept);
      }),
    );
  if (prepared.every(({ said }) => said.replaces === undefined)) return all();
  // Nobody sends meanwhile: the old one is not on its way while the new one takes its place.
  const done = await withLock(phone.identity.person, () => all().then(() => true), patience);
  if (!done) throw new Problem('refused', 'item-sending');
}

/** The new row at the place of the old one. Throws `conflict item-sent` when that one waits here no more. */
async function inPlaceOf({ outbox }: PersonDatabase, old: string, row: OutboxRow): Promise<OutboxRow> {
  const found = await outbox.where('id').equals(old).first();
  if (found?.seq === undefined || found.state !== 'waiting') throw new Problem('conflict', 'item-sent');
  return { ...row, seq: found.seq };
}

const queued = (phone: Phone): Item[] => phone.items.value.filter((item) => item.state !== 'refused');

const viewOf = ({ book, base, actor }: Phone, pending: readonly Envelope[]): View =>
  overlay(book, base.value, actor.value, pending);

/** What stands behind in the queue and no longer fits once the queue is this one; it did before. */
function leftHanging(phone: Phone, pending: readonly Envelope[]): string[] {
  const before = phone.view.value;
  const after = viewOf(phone, pending);
  return pending
    .map(({ id }) => id)
    .filter((id) => after.unfit.has(id) || (after.unknown.has(id) && !before.unknown.has(id)))
    .filter((id) => !before.unfit.has(id));
}

/** The rows as they stood before the old one. Throws `refused item-leaned-on` when what came after it needs what the new one leaves out. */
function rowsWith(phone: Phone, old: string, envelope: Envelope): Rows {
  const pending = queued(phone).map((item) => item.envelope);
  const place = pending.findIndex((one) => one.id === old);
  if (place < 0) throw new Problem('conflict', 'item-sent');
  const later = pending.slice(place + 1);
  const hanging = leftHanging(phone, [...pending.slice(0, place), envelope, ...later]);
  if (later.some(({ id }) => hanging.includes(id))) throw new Problem('refused', 'item-leaned-on');
  return viewOf(phone, pending.slice(0, place)).rows;
}

/** Does something else that waits here need one of these? Then they cannot be taken back alone. */
export function isLeanedOn(phone: Phone, ids: readonly string[]): boolean {
  const left = queued(phone).filter((item) => !ids.includes(item.id));
  return (
    leftHanging(
      phone,
      left.map((item) => item.envelope),
    ).length > 0
  );
}

/** Held back a while longer, as long as somebody is at it: it lets go by itself. */
export async function holdBack(phone: Phone, id: string, now: number): Promise<void> {
  const held = await phone.db.outbox
    .where('id')
    .equals(id)
    .and((row) => row.state === 'waiting')
    .modify({ notBefore: now + undoTime });
  if (held > 0) await reloadOutbox(phone);
}

async function makeRow(
  phone: Phone,
  envelope: Envelope,
  more: Pick<OutboxRow, 'record' | 'makes' | 'notBefore'>,
): Promise<OutboxRow> {
  const identity = (await register.people.get(phone.identity.person)) ?? phone.identity;
  return {
    ...more,
    id: envelope.id,
    at: envelope.at,
    state: 'waiting',
    sealed: await sealTo(identity.serverKey, envelope, phone.sitting),
    plain: await sealBox(phone.key, `item ${envelope.id}`, envelope),
    answeredAt: null,
    code: null,
    kind: null,
    facts: {},
    reseal: false,
    forget: phone.book.forget(envelope),
  };
}

/** Takes back what was not sent yet, all or nothing. False when it is too late. */
export const undo = async (phone: Phone, ids: readonly string[]): Promise<boolean> =>
  (await takeOut(phone, ids)) !== undefined;

/** As `undo`; the way back puts everything where it stood. */
export async function takeOut(phone: Phone, ids: readonly string[]): Promise<(() => Promise<void>) | undefined> {
  const { db } = phone;
  const taken = await withLock(
    phone.identity.person,
    () =>
      db.transaction('rw', db.outbox, async () => {
        const found = db.outbox.where('id').anyOf([...ids]);
        const rows = await found.toArray();
        const waits = rows.every((row) => row.state === 'waiting' && row.answeredAt === null);
        if (rows.length < ids.length || !waits) return undefined;
        await found.delete();
        return rows;
      }),
    patience,
  );
  await reloadOutbox(phone);
  announce(phone.identity.person, 'queue');
  return taken && (() => putBack(phone, taken));
}

async function putBack(phone: Phone, rows: readonly OutboxRow[]): Promise<void> {
  await withRoom(() => phone.db.outbox.bulkPut([...rows]));
  await reloadOutbox(phone);
  announce(phone.identity.person, 'queue');
}

/** Drops a refused command for good; the way back is to put the returned row in again. */
export async function discard(phone: Phone, id: string): Promise<() => Promise<void>> {
  const row = await phone.db.outbox.where('id').equals(id).first();
  await phone.db.outbox.where('id').equals(id).delete();
  await reloadOutbox(phone);
  return () => putBack(phone, row ? [row] : []);
}

/** Everything may go now: the waiting time for undo is over. */
export async function release(phone: Phone, now: number): Promise<void> {
  await phone.db.outbox.filter((row) => row.state === 'waiting' && row.notBefore > now).modify({ notBefore: now });
  await reloadOutbox(phone);
}

/** Seals again what the server can no longer open with the key it was sealed to. Needs the unlocked phone. */
export async function resealAll(phone: Phone): Promise<number> {
  const stale = phone.items.value.filter((item) => item.reseal && !isShut(item.envelope));
  const identity = await register.people.get(phone.identity.person);
  if (!identity) return 0;
  for (const item of stale) {
    const sealed = await sealTo(identity.serverKey, item.envelope, phone.sitting);
    await phone.db.outbox.where('id').equals(item.id).modify({ sealed, reseal: false });
  }
  if (stale.length > 0) await reloadOutbox(phone);
  return stale.length;
}

/** Waiting because an earlier command on the same record, or the one that was to make it, was refused: mending that one lets it go. */
export const isParked = (items: readonly Item[], item: Item): boolean =>
  item.state === 'waiting' &&
  items.some((one) => one.state === 'refused' && heldBy(one).includes(item.record) && (one.seq ?? 0) < (item.seq ?? 0));
