// The queue: a command is decided on the phone, sealed twice and kept in one strict transaction before anyone is told it is safe.
import type { Envelope } from '#kit/command.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { sealTo } from '#kit/seal.ts';
import { announce, withLock } from './between-tabs.ts';
import { decide, madeRecords, mainRecord, type Outcome } from './overlay.ts';
import { type OutboxRow, register } from './phone-database.ts';
import { heldBy, undoTime } from './push.ts';
import { withRoom } from './room.ts';
import { sealBox } from './sealed-box.ts';
import { type Item, type Phone, reloadOutbox } from './store.ts';

export interface Recording {
  readonly name: string;
  readonly input: unknown;
  readonly id?: string;
  readonly basedOn?: number;
  /** Milliseconds before it may be sent; `undoTime` unless it is urgent. */
  readonly hold?: number;
  /** A refused command that this one mends: it leaves the queue in the same transaction. */
  readonly mends?: string;
  /** Key of the draft it was written in: gone in the same transaction, so that a killed phone never offers it a second time. */
  readonly draft?: string;
}

export interface Recorded {
  readonly id: string;
  readonly outcome: Outcome;
}

function envelopeOf(phone: Phone, said: Recording, now: number): Envelope {
  const { person, device } = phone.identity;
  const basedOn = said.basedOn === undefined ? {} : { basedOn: said.basedOn };
  return {
    v: 1,
    id: said.id ?? newId(),
    name: said.name,
    input: said.input,
    at: now,
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
  const verb = phone.book.verbs.get(said.name);
  if (!verb?.offline) throw new Problem('refused', 'desk-only');
  const envelope = envelopeOf(phone, said, now);
  const { rows } = phone.view.value;
  const outcome = decide(phone.book, rows, phone.actor.value, envelope);
  const main = mainRecord(phone.book, phone.actor.value, envelope, outcome);
  const row = await makeRow(phone, envelope, {
    record: main,
    makes: madeRecords(rows, envelope, outcome).filter((id) => id !== main),
    notBefore: now + (said.hold ?? undoTime),
  });
  const { db } = phone;
  await withRoom(() =>
    db.transaction('rw', [db.outbox, db.drafts], async () => {
      if (said.mends) await db.outbox.where('id').equals(said.mends).delete();
      if (said.draft) await db.drafts.delete(said.draft);
      await db.outbox.add(row);
    }),
  );
  await reloadOutbox(phone);
  announce(phone.identity.person, 'queue');
  return { id: envelope.id, outcome };
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

/** Takes back what was not sent yet. False when it is too late. */
export async function undo(phone: Phone, ids: readonly string[]): Promise<boolean> {
  const taken = await withLock(
    phone.identity.person,
    async () => {
      const rows = await phone.db.outbox
        .where('id')
        .anyOf([...ids])
        .toArray();
      if (rows.length < ids.length || rows.some((row) => row.state !== 'waiting' || row.answeredAt !== null))
        return false;
      await phone.db.outbox
        .where('id')
        .anyOf([...ids])
        .delete();
      return true;
    },
    3000,
  );
  await reloadOutbox(phone);
  announce(phone.identity.person, 'queue');
  return taken === true;
}

/** Drops a refused command for good; the way back is to put the returned row in again. */
export async function discard(phone: Phone, id: string): Promise<() => Promise<void>> {
  const row = await phone.db.outbox.where('id').equals(id).first();
  await phone.db.outbox.where('id').equals(id).delete();
  await reloadOutbox(phone);
  return async () => {
    if (row) await phone.db.outbox.put(row);
    await reloadOutbox(phone);
  };
}

/** Everything may go now: the waiting time for undo is over. */
export async function release(phone: Phone, now: number): Promise<void> {
  await phone.db.outbox.filter((row) => row.state === 'waiting' && row.notBefore > now).modify({ notBefore: now });
  await reloadOutbox(phone);
}

/** Seals again what the server can no longer open with the key it was sealed to. Needs the unlocked phone. */
export async function resealAll(phone: Phone): Promise<number> {
  const stale = phone.items.value.filter((item) => item.reseal && item.envelope.name !== 'sealed');
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
