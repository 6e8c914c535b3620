// Sends the queue in small batches, one command per record at a time, and believes only what the server acknowledges by id.
import type { Answer } from '#kit/command.ts';
import { idEnding, type PushAnswer, type PushRequest, type PushResponse } from '#kit/wire.ts';
import { renewed, toldIn } from './lease.ts';
import {
  type AckRow,
  changeIdentity,
  type Identity,
  type OutboxRow,
  type PersonDatabase,
  type SyncMeta,
} from './phone-database.ts';
import { isFull, roomier } from './room.ts';

export const batchSize = 20;
/** Where the last try failed: less at a time, so that something gets through a line that soon dies again. */
export const smallBatch = 5;
/** How long a command waits before it may be sent (ms), so that undo is true. */
export const undoTime = 10_000;

/**
 * What a round came to: `silent` = no answer (try again later), `signed-out` = this phone's credential no longer counts,
 * `restored` = the county was, and decides nothing until this phone has pulled.
 */
export type Round = 'done' | 'silent' | 'signed-out' | 'restored';

export interface Sender {
  readonly identity: Identity;
  readonly db: PersonDatabase;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  /** How many to begin with; doubled with every batch that gets through. */
  readonly first?: number;
  /** The last chance before the phone is erased: also what was refused, and what waits behind it, goes once more. */
  readonly leaving?: boolean;
  /** Ids on their way now; empty when the round ended. */
  readonly onSending?: (ids: readonly string[]) => void;
}

/**
 * The next commands that may go: in order, one per record, nothing behind a refused one on the same record, nothing about a
 * record that another one has yet to make. Pure.
 */
export function nextBatch(
  rows: readonly OutboxRow[],
  now: number,
  tried: ReadonlySet<string>,
  { size = batchSize, leaving = false }: { readonly size?: number; readonly leaving?: boolean } = {},
): OutboxRow[] {
  const closed = new Set<string>();
  const batch: OutboxRow[] = [];
  for (const row of rows) {
    if (row.state === 'taken' || (leaving && row.state === 'refused' && tried.has(row.id))) continue;
    const waits = row.state === 'waiting' || leaving;
    const goes = waits && !row.reseal && !isHeld(row, now) && !tried.has(row.id) && !closed.has(row.record);
    // Whatever does not go, or has no answer yet, holds back later ones on its record and on those it makes.
    for (const id of heldBy(row)) closed.add(id);
    if (goes) batch.push(row);
    if (batch.length === size) break;
  }
  return batch;
}

/** Within its time for undo. Further ahead than that, the clock was set back in the meantime: it may go. */
export const isHeld = ({ notBefore }: Pick<OutboxRow, 'notBefore'>, now: number): boolean =>
  notBefore > now && notBefore <= now + undoTime;

/** The records that later commands must not touch before this one has its answer. */
export const heldBy = (row: Pick<OutboxRow, 'record' | 'makes'>): readonly string[] => [
  row.record,
  ...(row.makes ?? []),
];

/** Sends until nothing may go. Never throws for a bad network; what got no answer stays. */
export async function pushAll(sender: Sender): Promise<Round> {
  const tried = new Set<string>();
  let size = sender.first ?? batchSize;
  const { leaving = false } = sender;
  try {
    for (;;) {
      const batch = nextBatch(await sender.db.outbox.orderBy('seq').toArray(), sender.now(), tried, { size, leaving });
      if (batch.length === 0) return 'done';
      for (const row of batch) tried.add(row.id);
      sender.onSending?.(batch.map((row) => row.id));
      const round = await pushBatch(sender, batch);
      if (round !== 'done') return round;
      size = Math.min(batchSize, size * 2);
    }
  } finally {
    sender.onSending?.([]);
  }
}

/** Only our own server's word counts: a portal or a proxy on the way answers too, in other shapes. */
const isOurs = (response: Response): boolean =>
  (response.headers.get('content-type') ?? '').startsWith('application/problem+json');

async function pushBatch(sender: Sender, batch: readonly OutboxRow[]): Promise<Round> {
  const response = await post(sender, {
    v: 1,
    ...(await heldGeneration(sender)),
    commands: batch.map((row) => row.sealed),
  });
  if (response === undefined || response.status >= 500 || response.status === 429) return 'silent';
  if (!response.ok) {
    if (!isOurs(response)) return 'silent';
    if (response.status === 401 || response.status === 403) return 'signed-out';
    if (response.status === 409) return 'restored';
    return oneByOne(sender, batch);
  }
  const body = (await response.json().catch(() => undefined)) as PushResponse | undefined;
  if (!Array.isArray(body?.answers)) return 'silent';
  const sent = new Set(batch.map((row) => row.id));
  const told = toldIn(response, sender.now());
  await settle(
    sender,
    body.answers.filter((answer) => sent.has(answer.id)),
    told,
  );
  await changeIdentity(sender.identity.person, renewed(told, sender.now()));
  return 'done';
}

/** One command that the server cannot even read must not hold up the others: each is sent alone, and that one is put aside. */
async function oneByOne(sender: Sender, batch: readonly OutboxRow[]): Promise<Round> {
  const [only] = batch;
  if (batch.length === 1 && only) {
    await settle(
      sender,
      [{ id: only.id, status: 'refused', kind: 'invalid', code: 'not-readable', facts: {} }],
      sender.now(),
    );
    return 'done';
  }
  for (const row of batch) {
    const round = await pushBatch(sender, [row]);
    if (round !== 'done') return round;
  }
  return 'done';
}

async function heldGeneration({ db, identity }: Sender): Promise<Pick<PushRequest, 'generation'>> {
  const meta = (await db.meta.get('sync')) as SyncMeta | undefined;
  const held = meta?.cursor?.generation ?? identity.generation;
  return held ? { generation: held.slice(-idEnding) } : {};
}

async function post(sender: Sender, request: PushRequest): Promise<Response | undefined> {
  try {
    return await sender.fetch('/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${sender.identity.token}` },
      body: JSON.stringify(request),
      cache: 'no-store',
      signal: AbortSignal.timeout(60_000),
    });
  } catch {
    return undefined;
  }
}

/**
 * Writes the answers: an accepted command is kept 30 days as acknowledged, so that it can be offered again after a restore.
 * `told` is the county's clock (ms): by the phone's own the 30 days might be over at once, or never. A phone too full for that
 * lets go what the county has: else it could never be emptied by sending.
 */
async function settle(sender: Sender, answers: readonly PushAnswer[], told: number): Promise<void> {
  try {
    await roomier(() => writeAnswers(sender, answers, { told, keep: true }));
  } catch (error) {
    if (!isFull(error)) throw error;
    await writeAnswers(sender, answers, { told, keep: false });
  }
}

async function writeAnswers(
  sender: Sender,
  answers: readonly PushAnswer[],
  { told, keep }: { told: number; keep: boolean },
): Promise<void> {
  const { db } = sender;
  const now = sender.now();
  await db.transaction('rw', [db.outbox, db.acks], async () => {
    for (const answer of answers) {
      const row = await db.outbox.where('id').equals(answer.id).first();
      if (row?.seq === undefined) continue;
      if (row.state === 'refused' && sender.leaving) await db.outbox.update(row.seq, { left: true });
      if (row.state !== 'waiting') continue;
      if (answer.status === 'reseal') await db.outbox.update(row.seq, { reseal: true });
      else if (answer.status === 'refused')
        await db.outbox.update(row.seq, { ...refusal(answer, now), ...(sender.leaving ? { left: true } : {}) });
      else {
        if (keep) await db.acks.put(ackOf(row, told));
        // Gone at once where the content may not stay; else shown until the next pull brings the record.
        if (row.forget || !keep) await db.outbox.delete(row.seq);
        else await db.outbox.update(row.seq, { state: 'taken', answeredAt: now });
      }
    }
  });
}

/** What may not stay readable here keeps only the copy that the county alone can open. */
const ackOf = (row: OutboxRow, at: number): AckRow => ({
  id: row.id,
  at,
  record: row.record,
  row: row.forget ? { ...row, plain: null } : row,
});

const refusal = (answer: Extract<Answer, { status: 'refused' }>, now: number): Partial<OutboxRow> => ({
  state: 'refused',
  code: answer.code,
  kind: answer.kind,
  facts: (answer.facts ?? {}) as Record<string, unknown>,
  answeredAt: now,
});

/** Is there something the county has not answered, or refused before its author left? What nobody can seal anew is not waited for. */
export async function owesAnything(db: PersonDatabase): Promise<boolean> {
  const owed = await db.outbox
    .filter(({ state, left, reseal, plain }) => state !== 'taken' && left !== true && !(reseal && plain === null))
    .count();
  return owed > 0;
}

const keepAcks = 30 * 86_400_000;

/** Forgets what was acknowledged more than 30 days before `told`, which is the county's clock: the phone's own may be years off. */
export const pruneAcks = (db: PersonDatabase, told: number): Promise<number> =>
  db.acks
    .where('at')
    .below(told - keepAcks)
    .delete();

/**
 * After a restore the server may lack what it once acknowledged: the last 30 days are offered again, each in its old place in
 * the queue, so that what still waits stays behind what it builds on. The server knows repeats by their ids.
 */
export async function offerAgain(db: PersonDatabase): Promise<number> {
  return db.transaction('rw', [db.outbox, db.acks], async () => {
    const queued = new Set((await db.outbox.toArray()).map((row) => row.id));
    const known = (await db.acks.toArray()).flatMap(({ row }) => (row ? [row] : []));
    for (const row of known) {
      const again = { state: 'waiting', answeredAt: null } as const;
      if (queued.has(row.id)) await db.outbox.where('id').equals(row.id).modify(again);
      else await db.outbox.put({ ...row, ...again });
    }
    return known.length;
  });
}
